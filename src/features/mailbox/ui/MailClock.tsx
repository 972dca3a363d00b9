import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { MailLine } from '../contract.ts';

/** How long there is to decide, in words first; nothing where nobody waits. */
export function MailClock({ clock }: { clock: MailLine['clock'] }): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  if (!clock) return null;
  return <Tag tone={clock.state === 'waiting' ? 'neutral' : 'late'} icon="clock">{t(`mailbox.clock.${clock.state}`, { at: formatDateTime(clock.dueAt), left: formatRelative(clock.dueAt) })}</Tag>;
}
