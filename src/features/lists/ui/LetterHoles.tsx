import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { holesIn } from '../../documents/domain/fields.ts';
import type { Chosen } from '../contract.ts';
import { letterHoles } from './queries.ts';

/** For whom of those chosen the letter would have a hole in it, said before it is made. */
export function LetterHoles(asked: { chosen: Chosen; templateId: string; organisationId: string | null }): ReactNode {
  const { t } = useText();
  const { data, error, isPending, refetch } = useQuery(letterHoles(asked));
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (isPending) return <output className="quiet small">{t('documents.letters.check.pending')}</output>;
  const holes = holesIn(data.items, t);
  if (holes.length === 0) return <output className="quiet small">{t('documents.letters.check.all')}</output>;
  return (
    <Notice tone="late" live title={t('documents.letters.check.some', { count: holes.length })}>
      <p>{t('documents.letters.check.help')}</p>
      <ul>{holes.map((one) => <li key={one.caseId}>{one.words}</li>)}</ul>
    </Notice>
  );
}
