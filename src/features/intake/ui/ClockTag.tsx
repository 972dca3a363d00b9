import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Clock, Urgency } from '../contract.ts';

/** How long there is, in words first; red only where somebody is in danger. */
export function ClockTag({ clock, urgency }: { clock: Clock; urgency: Urgency }): ReactNode {
  const { t, formatDateTime } = useText();
  const tone = urgency === 'immediate' ? 'danger' : clock.state === 'late' || clock.state === 'near' ? 'late' : 'neutral';
  return <Tag tone={tone} icon="clock">{t(`intake.clock.${clock.state}`, { urgency: t(`intake.urgency.short.${urgency}`), at: formatDateTime(clock.dueAt) })}</Tag>;
}
