import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import type { WrittenAssessment } from '../wire.ts';
import { assessmentOf, readersOf } from './queries.ts';

/** Asks one colleague by name for the second reading; any other who follows the case may still give it. */
export function AskReader({ written, caseId }: { written: WrittenAssessment; caseId: string }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const readers = useQuery(readersOf(written.id));
  const ask = useMutation({
    mutationFn: (memberId: string) => api.put(`/api/assessments/${written.id}/reader`, { body: { memberId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: assessmentOf(caseId).queryKey }),
  });
  if (readers.error) return <ProblemPanel problem={readers.error} onRetry={() => void readers.refetch()} />;
  if (!readers.data) return null;
  if (readers.data.items.length === 0) return <Notice tone="late" title={t('screening.readers.none')}>{t('screening.readers.none.help')}</Notice>;
  return (
    <div className="never-printed">
      <Select
        label={t('screening.readers.ask')}
        hint={t('screening.readers.hint')}
        value={written.askedReader?.id ?? null}
        onChange={(value) => { if (value !== null) ask.mutate(value); }}
        choices={readers.data.items.map(({ id, name, role }) => ({ value: id, label: `${name} · ${t(`screening.role.${role}`)}` }))}
        placeholder={t('screening.readers.choose')}
      />
      {ask.error && <ProblemPanel problem={ask.error} />}
    </div>
  );
}
