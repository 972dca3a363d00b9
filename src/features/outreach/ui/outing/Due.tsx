import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { Notice } from '../../../../kernel/ui/Notice.tsx';
import { useNow } from '../../../../kernel/ui/useNow.ts';
import { isOutThere, minutesTo } from './now.ts';
import type { OutingProps } from './parts.tsx';

/** When the next sign of life is due, in words that change by the minute; and what whoever reads it does: the crew taps, whoever watches from home calls. */
export function Due({ outing, taps }: OutingProps): ReactNode {
  const { t, formatTime, formatList } = useText();
  const now = useNow(20_000);
  const { dueAt, reader } = taps;
  if (dueAt === null) return null;
  const left = minutesTo(dueAt, now);
  const isLate = left < 0;
  const who = { crew: formatList(outing.crew.map(({ name }) => name)), answerable: outing.answerable.name, buddy: outing.buddy?.name ?? 'none' };
  const last = outing.checks.at(-1);
  return (
    <Notice tone={isLate ? 'late' : 'info'} title={t(isLate ? 'outreach.way.late' : 'outreach.way.due', { time: formatTime(dueAt), minutes: Math.abs(left) })}>
      {t(`outreach.way.${isLate ? 'late' : 'due'}.${reader}`, who)}
      {isLate && !isOutThere(reader) && last && <> {t(last.place === null ? 'outreach.way.last' : 'outreach.way.last.place', { at: formatTime(last.at), by: last.by.name, place: last.place ?? '' })}</>}
      {' '}<SendMark record={{ kind: 'street-check', id: outing.id }} />
    </Notice>
  );
}
