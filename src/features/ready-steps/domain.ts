import { machine } from '../../kernel/machine.ts';
import type { StepTemplate } from '../plans/contract.ts';
import type { ReadyStep, ReadyStepMove, ReadyStepState } from './contract.ts';

/** The way of an edition: read by somebody else before it is used, and never changed afterwards. */
export const readyStepMachine = machine<ReadyStepState, ReadyStepMove>({
  states: ['proposed', 'in-use', 'replaced', 'refused', 'withdrawn'],
  initial: 'proposed',
  moves: {
    accept: { from: ['proposed'], to: 'in-use' },
    refuse: { from: ['proposed'], to: 'refused', needs: ['reason'] },
    replace: { from: ['in-use'], to: 'replaced' },
    withdraw: { from: ['in-use'], to: 'withdrawn', needs: ['reason'] },
  },
});

/** What this colleague may do with an edition; the database decides the same again. @param keepsFiles whether they write plans at all */
export function movesFor(state: ReadyStepState, me: { readonly wroteIt: boolean; readonly keepsFiles: boolean }): ReadyStepMove[] {
  const may: Readonly<Record<ReadyStepMove, boolean>> = { accept: me.keepsFiles && !me.wroteIt, refuse: me.keepsFiles || me.wroteIt, withdraw: me.keepsFiles, replace: false };
  return readyStepMachine.movesFrom(state).filter((move) => may[move]);
}

/** The first set, which comes with the program, in the shape of the programme's own. */
export const firstSet = (templates: readonly StepTemplate[]): ReadyStep[] => templates.map(({ id, domain, fromLevel, goalDomain, title, days, source }) => ({
  id: null, key: id, edition: 0, state: 'in-use', domain, fromLevel, goalDomain, steps: [{ title, days }], source, accepted: false, writtenBy: null, writtenAt: null, reason: null, moves: [],
}));

/**
 * The sets that are suggested: those in use, and of the program's first set those that the team has said nothing about. One that the team
 * withdrew is suggested no more, also where the program brings one of the same name.
 */
export function inUse(all: readonly ReadyStep[]): ReadyStep[] {
  const decided = new Set(all.flatMap((one) => (one.id !== null && (one.state === 'in-use' || one.state === 'withdrawn' || one.state === 'replaced') ? [one.key] : [])));
  return all.filter((one) => (one.id === null ? !decided.has(one.key) : one.state === 'in-use'));
}

/** A name for a new set out of its first step: its words without accents, joined by hyphens, and a number where the name is taken. */
export function keyFor(title: string, taken: ReadonlySet<string>): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 50).replaceAll(/^-+|-+$/g, '') || 'passo';
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.has(key)) return key;
  }
}

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly afterStep: string | null;
}

/** The steps of a set as they enter a plan today, each after the one before. @param mint ids, minted by whoever adds them @param dayAfter a day so many days from today */
export function stepsOf(one: ReadyStep, language: 'it' | 'en', mint: () => string, dayAfter: (days: number) => string): PlannedStep[] {
  const planned: PlannedStep[] = [];
  for (const step of one.steps) planned.push({ id: mint(), title: step.title[language], dueOn: step.days === null ? null : dayAfter(step.days), afterStep: planned.at(-1)?.id ?? null });
  return planned;
}
