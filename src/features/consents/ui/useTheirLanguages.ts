import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useQueueState } from '../../../kernel/offline/ui/theQueue.ts';
import { openDrafts } from '../../../kernel/ui/drafts.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { LaunchLanguage } from '../../spoken/contract.ts';
import { isSpoken } from '../../spoken/domain.ts';
import { languagesFirst, languagesHere } from '../domain.ts';
import { consentsOf, headerOf, headingOf, outingOf, phraseLanguages } from './queries.ts';

/** The languages of the person: from the heading of the case, or from what a device keeps of them for the day's talks. Empty while nothing is known. */
function useTheirLanguages(caseId: string): readonly string[] {
  const header = useQuery(headerOf(caseId));
  const personId = useQuery({ ...consentsOf(caseId), enabled: header.isError }).data?.personId ?? '';
  const heading = useQuery({ ...headingOf(personId), enabled: header.isError && personId !== '' });
  return header.data?.languages ?? heading.data?.languages.map(({ language }) => language) ?? [];
}

/** Those that may be theirs where nobody has said it yet: of the contact and the talks that wait on this device, and of what the outing carries in print. */
function useLikelyLanguages(caseId: string): readonly string[] {
  const { waiting } = useQueueState();
  const { languages, outingId } = useMemo(() => languagesHere(waiting, caseId), [waiting, caseId]);
  const outing = useQuery({ ...outingOf(outingId ?? ''), enabled: outingId !== undefined });
  return [...languages, ...(outing.data?.materials.flatMap(({ language }) => language ?? []) ?? [])];
}

export interface WordsLanguage {
  /** The languages that the person is known to speak. */
  readonly theirs: readonly string[];
  /** What whoever works with them chose for this case on this device, in any language that there is a text in. */
  readonly chosen: string | null;
  /** In which the sentences are shown: as chosen, as the person speaks, as is likely, or in Italian. */
  readonly language: string;
  /** Every language in which there is a sentence about consents: those of the house, and those that somebody here wrote. */
  readonly offered: readonly string[];
  /** A list of languages in the order in which they are offered. */
  readonly inOrder: <Code extends string>(offered: readonly Code[]) => Code[];
  readonly choose: (language: string) => void;
}

/**
 * In which language somebody is told what is asked. The choice is remembered for the case, on this device and sealed, with and without a network; it changes the words
 * beside the answer and nothing of the answer.
 */
export function useWordsLanguage(caseId: string): WordsLanguage {
  const client = useQueryClient();
  const { account, draftKey } = useSession();
  const accountId = account?.id;
  const theirs = useTheirLanguages(caseId);
  const likely = useLikelyLanguages(caseId);
  const [name, queryKey] = [`words-in/${caseId}`, ['words-in', accountId, caseId]];
  const remembered = useQuery({
    queryKey, staleTime: Infinity, retry: false, enabled: accountId !== undefined && draftKey !== null,
    queryFn: async (): Promise<string | null> => (accountId !== undefined && draftKey !== null ? await (await openDrafts(accountId, draftKey)).read<string>(name) ?? null : null),
  });
  const remember = useMutation({ mutationFn: async (language: string) => { if (accountId !== undefined && draftKey !== null) await (await openDrafts(accountId, draftKey)).write(name, language); } });
  const chosen = remembered.data ?? null;
  const known = theirs.length > 0 ? theirs : likely;
  const languages = useQuery(phraseLanguages).data?.items;
  const written = languages?.flatMap(({ language }) => (isSpoken(language, languages, 'consent') ? [language] : [])) ?? [];
  return {
    theirs, chosen,
    language: [...(chosen === null ? [] : [chosen]), ...known].find((one) => isSpoken(one, languages, 'consent')) ?? 'it',
    offered: languagesFirst([...new Set([...LaunchLanguage.options, ...written])], [...theirs, ...likely]),
    inOrder: (offered) => languagesFirst(offered, [...theirs, ...likely]),
    choose: (language) => {
      client.setQueryData(queryKey, language);
      remember.mutate(language);
    },
  };
}
