import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { WeightsBody, type WorkloadCompared } from '../../workload/contract.ts';
import type { Body } from '../contract.ts';

const groups = ['risk', 'phase', 'capacity'] as const;
const singles = ['minor', 'interpreter', 'referral', 'referralsAtMost'] as const;
const numbersIn = (value: unknown): [string, number | null][] => (typeof value === 'object' && value !== null ? Object.entries(value).map(([key, points]) => [key, typeof points === 'number' ? points : null]) : []);

/** The table of weights, and beside it what it would make of this very week. */
export function WeightFields({ body, onChange, fault }: { body: Body; onChange: (body: Body) => void; fault: { readonly path: string; readonly words: string } | null }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const labels = { risk: (key: string) => t(`cases.risk.${key}`), phase: (key: string) => t(`cases.state.${key}`), capacity: (key: string) => t(`role.${key}`) } as const;
  const faultAt = (path: string): string | undefined => (fault?.path === path ? fault.words : undefined);
  return (
    <Stack>
      {groups.map((group) => (
        <fieldset key={group} className="reference-numbers">
          <legend className="field-label">{t(`reference-data.weights.${group}`)}</legend>
          {numbersIn(body[group]).map(([key, points]) => (
            <NumberField key={key} label={labels[group](key)} {...(group === 'phase' ? { minValue: -20 } : { minValue: group === 'capacity' ? 1 : 0 })} step={group === 'capacity' ? 1 : 0.25} value={points} error={faultAt(`${group}.${key}`)}
              onChange={(next) => onChange({ ...body, [group]: { ...Object.fromEntries(numbersIn(body[group])), [key]: next } })} />
          ))}
        </fieldset>
      ))}
      <fieldset className="reference-numbers">
        <legend className="field-label">{t('reference-data.weights.further')}</legend>
        {singles.map((key) => <NumberField key={key} label={t(`reference-data.field.${key}`)} minValue={0} step={key === 'referralsAtMost' ? 1 : 0.25} value={typeof body[key] === 'number' ? body[key] : null} error={faultAt(key)} onChange={(next) => onChange({ ...body, [key]: next })} />)}
      </fieldset>
      {hat?.role === 'coordinator' && <Effect body={body} />}
    </Stack>
  );
}

/** Colleague by colleague, this week as it is weighed and as it would be. */
function Effect({ body }: { body: Body }): ReactNode {
  const { t, formatNumber } = useText();
  const weights = WeightsBody.safeParse(body);
  const compared = useQuery({
    queryKey: ['cases', 'caseload', 'compared', weights.data], enabled: weights.success, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.post<WorkloadCompared>('/api/caseload/compare', { body: weights.data, signal }),
  });
  const columns: readonly Column<WorkloadCompared['items'][number]>[] = [
    { key: 'name', label: t('reference-data.effect.name'), isName: true, render: (line) => line.name },
    { key: 'before', label: t('reference-data.effect.before'), align: 'end', render: (line) => t('reference-data.effect.of', { weight: formatNumber(line.before), capacity: formatNumber(line.capacityBefore) }) },
    { key: 'after', label: t('reference-data.effect.after'), align: 'end', render: (line) => t('reference-data.effect.of', { weight: formatNumber(line.after), capacity: formatNumber(line.capacityAfter) }) },
    { key: 'over', label: t('reference-data.effect.over'), render: (line) => (line.after > line.capacityAfter ? <Tag tone="late">{t('reference-data.effect.is-over')}</Tag> : t('reference-data.effect.fits')) },
  ];
  return (
    <section className="reference-effect">
      <h3>{t('reference-data.effect')}</h3>
      <p className="quiet small">{t('reference-data.effect.help')}</p>
      <DataTable label={t('reference-data.effect')} columns={columns} rows={compared.data?.items} rowKey={(line) => line.memberId} rowTone={(line) => (line.after > line.capacityAfter ? 'late' : undefined)} problem={compared.error} onRetry={() => void compared.refetch()} empty={<EmptyState icon="team" title={t('reference-data.effect.none')} />} />
    </section>
  );
}
