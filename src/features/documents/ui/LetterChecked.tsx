import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { CheckedCase, CheckRun } from '../contract/letters.ts';
import { letterCheck } from './queries.ts';

/** What each letter would lack, said before any is made: who has a hole in it, and which. */
export function LetterChecked({ asked }: { asked: CheckRun }): ReactNode {
  const { t } = useText();
  const { data, error, isPending, refetch } = useQuery(letterCheck(asked));
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (isPending) return <output className="quiet small">{t('documents.letters.check.pending')}</output>;
  const holes = data.items.filter((one) => one.problem !== null || one.missing.length > 0);
  const what = (one: CheckedCase): string => [
    ...(one.problem ? [t(`documents.run-problem.${one.problem}`)] : []), ...one.missing.map(({ field, why }) => t(`documents.letters.check.${why}`, { field: t(`documents.field.${field}`) })),
  ].join('; ');
  if (holes.length === 0) return <output className="quiet small">{t('documents.letters.check.all')}</output>;
  return (
    <Notice tone="late" live title={t('documents.letters.check.some', { count: holes.length })}>
      <p>{t('documents.letters.check.help')}</p>
      <ul className="documents-lines">{holes.map((one) => <li key={one.caseId}>{t('documents.letters.check.line', { code: one.code ?? t('documents.runs.not-yours'), what: what(one) })}</li>)}</ul>
    </Notice>
  );
}
