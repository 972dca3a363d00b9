import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { HourRow, Occurrences } from './useOccurrences.ts';
import { OutsideField } from './WhenFields.tsx';

export interface OccurrenceListProps {
  readonly label: string;
  readonly of: Occurrences;
}

/** Hours that are booked or changed together, one under another: what stands in the way of which, and what could be instead, before anything is kept. */
export function OccurrenceList({ label, of }: OccurrenceListProps): ReactNode {
  const { t } = useText();
  const { rows, error, look } = of;
  if (error) return <ProblemPanel problem={error} onRetry={look} />;
  const left = rows?.filter((row) => !row.isTaken).length ?? 0;
  return (
    <div className="agenda-occurrences">
      <p aria-live="polite"><strong>{label}</strong>{rows && ` · ${t('agenda.series.taken', { count: rows.length - left, left })}`}</p>
      {!rows && <Skeleton lines={3} />}
      {rows && <ol aria-label={label}>{rows.map((row) => <Line key={row.wanted.key} row={row} of={of} />)}</ol>}
      {of.asksWhy && <OutsideField value={of.outside} onChange={of.setOutside} />}
    </div>
  );
}

function Line({ row, of }: { row: HourRow; of: Occurrences }): ReactNode {
  const { t, formatDate, formatTime, formatList } = useText();
  const { wanted, hour, standing, isTaken, isInstead, mayTake } = row;
  const said = (one: { readonly startsAt: string; readonly endsAt: string }): string => `${formatDate(one.startsAt, 'weekday')}, ${formatTime(one.startsAt)}–${formatTime(one.endsAt)}`;
  const isElsewhere = hour.startsAt === wanted.startsAt;
  const troubles = formatList(standing.troubles.map((one) => t(`agenda.trouble.${one}`, { holiday: standing.holiday ? t(`agenda.holidays.${standing.holiday}`) : '' })));
  const { other, otherRoom } = standing;
  return (
    <li className={standing.troubles.length > 0 && !isInstead ? 'agenda-occurrence-met' : undefined}>
      <Checkbox value={isTaken} isDisabled={!mayTake} onChange={(value) => of.decide(wanted, { isTaken: value, ...(isInstead ? { instead: isElsewhere ? { room: hour.room ?? '' } : hour } : {}) })}
        hint={isInstead ? t('agenda.series.instead', { was: isElsewhere ? wanted.room ?? '' : said(wanted) }) : troubles || undefined}>
        {said(hour)}{isInstead && isElsewhere && ` · ${hour.room}`}
      </Checkbox>
      {isInstead && <Button size="small" kind="quiet" aria-label={`${t('agenda.series.as-wanted')}: ${said(wanted)}`} onPress={() => of.decide(wanted, { isTaken: false })}>{t('agenda.series.as-wanted')}</Button>}
      {!isInstead && (other ?? otherRoom) && (
        <Row>
          {otherRoom && <Button size="small" aria-label={`${t('agenda.series.use-room', { room: otherRoom })} (${said(wanted)})`} onPress={() => of.decide(wanted, { isTaken: true, instead: { room: otherRoom } })}>{t('agenda.series.use-room', { room: otherRoom })}</Button>}
          {other && <Button size="small" aria-label={`${t('agenda.series.use', { hour: said(other) })} (${said(wanted)})`} onPress={() => of.decide(wanted, { isTaken: true, instead: { startsAt: other.startsAt, endsAt: other.endsAt } })}>{t('agenda.series.use', { hour: said(other) })}</Button>}
        </Row>
      )}
    </li>
  );
}
