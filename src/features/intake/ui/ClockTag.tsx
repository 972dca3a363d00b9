import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Clock, ReportKind, Urgency } from '../contract.ts';

/** How long there is, in words first; red only where somebody is in danger. */
export function ClockTag({ clock, urgency, kind }: { clock: Clock; urgency: Urgency; kind: ReportKind }): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  // A consultation has a term of its own, whatever was claimed, unless there is danger.
  const term = kind === 'consultation' && urgency !== 'immediate' ? 'consultation' : urgency;
  const tone = urgency === 'immediate' ? 'danger' : clock.state === 'late' || clock.state === 'near' ? 'late' : 'neutral';
  return <Tag tone={tone} icon="clock">{t(`intake.clock.${clock.state}`, { urgency: t(`intake.urgency.short.${term}`), at: formatDateTime(clock.dueAt), left: formatRelative(clock.dueAt) })}</Tag>;
}
