import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { italianDay } from '../../kernel/italian-day.ts';
import { useConnection } from '../../kernel/ui/connection.ts';
import { Notice } from '../../kernel/ui/Notice.tsx';
import { useNow } from '../../kernel/ui/useNow.ts';
import { useDayHere, wordsOfDay } from './day-here.ts';
import { hasStreetScreens } from './device.ts';

const tones = { here: 'good', old: 'late', taking: 'info', missing: 'late' } as const;

/** Whether this telephone really has its day: taken when, still on the way, or old. */
export function DayHere(): ReactNode {
  const { t, formatTime, formatDateTime } = useText();
  const isOnline = useConnection();
  const day = useDayHere();
  const now = useNow(30_000);
  // Nobody tells when the last file has come: it is looked for until it is there.
  const screens = useQuery({ queryKey: ['devices', 'screens-here'], queryFn: hasStreetScreens, refetchInterval: ({ state }) => (state.data ? false : 1_000) });
  if (screens.data === undefined) return null;
  const says = wordsOfDay(day, screens.data, isOnline, now.getTime());
  const taken = new Date(day.at);
  const at = italianDay(taken) === italianDay(now) ? formatTime(taken) : formatDateTime(taken);
  const parts = Number(screens.data) + Number(day.at > 0);
  return (
    <Notice live tone={tones[says]} title={t(`devices.day.${says}`, { at })}>
      {says === 'taking' ? <progress aria-label={t('devices.day.taking')} value={parts} max={2} /> : t(`devices.day.${says}.help`)}
    </Notice>
  );
}
