import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { Interview, Presence, StopReason } from '../contract.ts';
import { thirdPartiesIn } from '../domain.ts';
import { useRoomChange } from './noted.ts';
import { ReadTogether } from './ReadTogether.tsx';

const reasons = ['tired', 'distress', 'asked-to-stop', 'time', 'other'] as const satisfies readonly StopReason[];
const minute = 60_000;

/** A break under way: since when, for how long, and why where somebody wants to say it. Nothing is asked before the break begins. */
export function Paused({ interview, why, onWhy }: { interview: Interview; why: StopReason | null; onWhy: (why: StopReason | null) => void }): ReactNode {
  const { t, formatTime } = useText();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4);
    return () => clearInterval(timer);
  }, []);
  const since = interview.sittings.at(-1)?.breaks.at(-1)?.from;
  return (
    <Notice tone="neutral" title={since === undefined ? t('desk.paused.title') : t('desk.paused.since', { time: formatTime(since), minutes: Math.max(0, Math.floor((now - Date.parse(since)) / minute)) })}>
      <p>{t('desk.paused.help')}</p>
      <ReadTogether language={interview.language} reading="ground" label={t('desk.read.ground')} />
      <ChoiceChips label={t('desk.paused.why')} value={why} onChange={onWhy} choices={reasons.map((value) => ({ value, label: t(`desk.stop.${value}`) }))} />
    </Notice>
  );
}

/** Somebody who is no colleague is in the room: said quietly, with one tap for when they have gone out. */
export function ThirdParties({ interview, onKept }: { interview: Interview; onKept: (kept: Interview) => void }): ReactNode {
  const { t, formatList } = useText();
  const leave = useRoomChange(interview, onKept);
  const others = thirdPartiesIn(interview.present);
  if (others.length === 0) return null;
  const named = (role: Presence): string => t(`desk.present.${role}`);
  return (
    <Notice
      tone="late"
      title={t('desk.third.title', { who: formatList(others.map(named)) })}
      actions={others.map((role) => <Button key={role} size="small" isPending={leave.isPending && leave.variables.role === role} onPress={() => leave.mutate({ role, change: 'left' })}>{t('desk.third.left', { who: named(role) })}</Button>)}
    >
      {t(interview.kind === 'emergency' ? 'desk.third.emergency' : 'desk.third.help')}
      {leave.error && <ProblemPanel problem={leave.error} />}
    </Notice>
  );
}

/** Who came and who went, with the hour. */
export function Attendance({ interview }: { interview: Interview }): ReactNode {
  const { t, formatDateTime } = useText();
  if (interview.attendance.length === 0) return null;
  return (
    <ul className="desk-lines small">
      {interview.attendance.map((one) => <li key={`${one.at} ${one.role} ${one.change}`}>{t(`desk.attendance.${one.change}`, { who: t(`desk.present.${one.role}`), at: formatDateTime(one.at) })}</li>)}
    </ul>
  );
}
