import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import type { Appointment } from '../contract.ts';
import { seriesOf } from './queries.ts';

export const scopes = ['this', 'following', 'all'] as const;
export type Scope = (typeof scopes)[number];

export interface SeriesScope {
  readonly scope: Scope;
  /** Those that are still to come, of which this is one: alone, with those after it, or all. */
  readonly affected: readonly Appointment[];
  /** Whether others of the row are still to come at all. */
  readonly hasOthers: boolean;
  setScope(scope: Scope): void;
  readonly counts: Readonly<Record<Scope, number>>;
}

/** Which appointments of a row are meant: this one, this and those that follow, or all that were not held yet. */
export function useSeriesScope(appointment: Appointment): SeriesScope {
  const [scope, setScope] = useState<Scope>('this');
  const row = useQuery(seriesOf(appointment.series?.id ?? null));
  const toCome = (row.data?.items ?? []).filter((one) => one.state === 'booked');
  const of: Record<Scope, readonly Appointment[]> = { this: [appointment], following: toCome.filter((one) => one.startsAt >= appointment.startsAt), all: toCome };
  return { scope, setScope, affected: of[scope], hasOthers: appointment.state === 'booked' && toCome.length > 1, counts: { this: 1, following: of.following.length, all: of.all.length } };
}

/** Asked where others of the row are still to come. */
export function ScopeField({ of }: { of: SeriesScope }): ReactNode {
  const { t } = useText();
  if (!of.hasOthers) return null;
  return <ChoiceChips label={t('agenda.series.scope')} canClear={false} value={of.scope} onChange={(scope) => { if (scope) of.setScope(scope); }} choices={scopes.map((scope) => ({ value: scope, label: t(`agenda.series.scope.${scope}`, { count: of.counts[scope] }) }))} />;
}
