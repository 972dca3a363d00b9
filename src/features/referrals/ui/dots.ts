import type { Text } from '../../../kernel/i18n/text.tsx';
import type { StatusStep } from '../../../kernel/ui/Timeline.tsx';
import { dotsOf, type Way } from '../domain/way.ts';

/** The dots of a referral in words. */
export const dotsInWords = (way: Way, { t, formatDate, formatDateTime }: Pick<Text, 't' | 'formatDate' | 'formatDateTime'>): StatusStep[] =>
  dotsOf(way).map(({ key, state, at, appointmentAt, owed }) => ({
    key, label: t(`referrals.dot.${key}`), state,
    ...(at ? { at } : {}),
    ...(appointmentAt ? { note: formatDateTime(appointmentAt) } : owed ? { note: t(`referrals.owed.${owed.what}.${owed.state}`, { day: formatDate(owed.dueOn) }) } : {}),
  }));
