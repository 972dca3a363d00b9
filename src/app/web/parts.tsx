import { use } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { api } from '../../kernel/ui/api.ts';
import { builds } from '../../kernel/ui/build.ts';
import { keepDraftsNow } from '../../kernel/ui/drafts.ts';
import { ApiProblem } from '../../kernel/ui/problems.ts';

/** Of code every browser says so in words of its own; of the style of a screen the loader itself says it, as an ordinary error. */
const isFileThatDidNotCome = (error: unknown): boolean => (error instanceof TypeError && /import|module/i.test(error.message)) || (error instanceof Error && error.message.startsWith('Unable to preload'));

/**
 * Fetches a file of the program that this window had not needed so far.
 * @throws {ApiProblem} `new-version` when the server has a newer build and no longer this file; `screen-offline` when it does not answer
 */
export async function fetched<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isFileThatDidNotCome(error)) throw error;
    const isNewer = await isAnswering() && builds.isNewer();
    throw new ApiProblem({ code: isNewer ? 'new-version' : 'screen-offline', status: 0 });
  }
}

/** Whether the server answers now; on the way one learns which build it serves. */
export const isAnswering = (): Promise<boolean> => api.get('/api/session').then(() => true, () => false);

interface Module<P> {
  readonly default: ComponentType<P>;
}

export interface Part<P> {
  (props: P): ReactNode;
  /** Fetches it before it is shown. */
  ready(): Promise<unknown>;
}

const failed = new Set<() => void>();

/** Forgets what could not be fetched, so that it is asked for again. */
export function retryParts(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/** A part of the program that is fetched when first needed. One that failed is asked for again only after {@link retryParts}: never by itself, never endlessly. */
export function part<P extends object>(load: () => Promise<Module<P>>): Part<P> {
  let loading: Promise<Module<P>> | undefined;
  let here: Module<P> | undefined;
  const ready = (): Promise<Module<P>> => {
    loading ??= fetched(load).then((module) => {
      here = module;
      return module;
    }).catch((error: unknown) => {
      failed.add(() => { loading = undefined; });
      throw error;
    });
    return loading;
  };
  function Fetched(props: P): ReactNode {
    // What is here already is not waited for: React would show the wait, and once it does it keeps it for 300 ms.
    const { default: Content } = here ?? use(ready());
    return <Content {...props} />;
  }
  return Object.assign(Fetched, { ready });
}

/** Loads the page afresh, once what is being typed has been kept on this device. */
export async function reload(): Promise<void> {
  await keepDraftsNow();
  location.reload();
}
