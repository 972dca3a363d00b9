import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toldInFirst } from '../domain.ts';
import { consentsOf } from './queries.ts';
import { useWordsLanguage } from './useTheirLanguages.ts';

export interface Told {
  /** In which language the person is told what they are asked, as far as anybody said. */
  readonly language: string;
  readonly offered: readonly string[];
  readonly choose: (language: string) => void;
}

/**
 * The language that is written down with a consent: that of the talk, also where no sentence was written in it and a mediator says it. What was chosen to be shown counts
 * before it, and what is said here before all.
 */
export function useToldIn(caseId: string): Told {
  const [said, setSaid] = useState<string | null>(null);
  const { theirs, chosen, offered, language: shown } = useWordsLanguage(caseId);
  const talkIn = useQuery(consentsOf(caseId)).data?.talkIn ?? null;
  const inOrder = toldInFirst({ said, chosen, talkIn, theirs, shown });
  return { language: inOrder[0] ?? shown, offered: [...new Set([...inOrder, ...offered])], choose: setSaid };
}

export function ToldIn({ told }: { told: Told }): ReactNode {
  const { t, languageName } = useText();
  return <Select label={t('consents.told-in.label')} hint={t('consents.told-in.hint')} canClear={false} value={told.language} onChange={(next) => { if (next) told.choose(next); }} choices={told.offered.map((value) => ({ value, label: languageName(value) }))} />;
}
