import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { CheckRun } from '../contract/letters.ts';
import { holesIn } from '../domain/fields.ts';
import { letterCheck } from './queries.ts';

/** What each letter would lack, said before any is made: who has a hole in it, and which. */
export function LetterChecked({ asked }: { asked: CheckRun }): ReactNode {
  const { t } = useText();
  const { data, error, isPending, refetch } = useQuery(letterCheck(asked));
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (isPending) return <output className="quiet small">{t('documents.letters.check.pending')}</output>;
  const holes = holesIn(data.items, t);
  if (holes.length === 0) return <output className="quiet small">{t('documents.letters.check.all')}</output>;
  return (
    <Notice tone="late" live title={t('documents.letters.check.some', { count: holes.length })}>
      <p>{t('documents.letters.check.help')}</p>
      <ul className="documents-lines">{holes.map((one) => <li key={one.caseId}>{one.words}</li>)}</ul>
    </Notice>
  );
}
