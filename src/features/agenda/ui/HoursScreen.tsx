import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { api } from '../../../kernel/ui/api.ts';
import type { Hours, HoursException, Resources } from '../contract.ts';
import { CalendarPanel } from './CalendarPanel.tsx';
import { AbsenceDialog, HoursDialog } from './HoursDialogs.tsx';
import { colleagues, resourcesOf } from './queries.ts';
import { RoomsPanel } from './RoomsPanel.tsx';
import './agenda.css';

/** Whose hours are on the screen: `desk`, `member:<id>` or `room:<id>`. */
export type HolderKey = 'desk' | `member:${string}` | `room:${string}`;
/** The two columns by which a holder is written. */
export const holderOf = (key: HolderKey): { memberId: string | null; roomId: string | null } => {
  const [kind, id = null] = key.split(':');
  return { memberId: kind === 'member' ? id : null, roomId: kind === 'room' ? id : null };
};

/** When the team is here and where it receives. Everyone keeps their own hours; the coordinator everybody's, the rooms' and the desk's. */
export default function HoursScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const team = useQuery(colleagues);
  const known = useQuery(resourcesOf);
  const coordinates = hat?.role === 'coordinator';
  const [chosen, setChosen] = useState<HolderKey | null>(null);
  const holder: HolderKey = chosen ?? (hat ? `member:${hat.id}` : 'desk');
  const choices = [
    { value: 'desk' as HolderKey, label: t('agenda.hours.desk') },
    ...(team.data?.items ?? []).map((one) => ({ value: `member:${one.id}` as HolderKey, label: one.name, detail: t(`role.${one.role}`) })),
    ...(known.data?.rooms ?? []).filter((room) => room.inUse).map((room) => ({ value: `room:${room.id}` as HolderKey, label: room.name, detail: t(`agenda.rooms.${room.kind}`) })),
  ];
  return (
    <Page title={t('agenda.hours')} lead={t('agenda.hours.lead')} width="full" breadcrumb={<TextLink href="/desk">{t('agenda.hours.back')}</TextLink>}>
      {known.error && <ProblemPanel problem={known.error} onRetry={() => void known.refetch()} />}
      {!known.data && !known.error && <Skeleton lines={6} />}
      {known.data && (
        <Stack gap="large">
          <div className="agenda-whose"><Select label={t('agenda.hours.whose')} hint={holder === 'desk' ? t('agenda.hours.desk-hint') : undefined} canClear={false} value={holder} onChange={(value) => { if (value) setChosen(value); }} choices={choices} /></div>
          <Columns min="wide">
            <HolderPanels holder={holder} resources={known.data} mayWrite={coordinates || holder === `member:${hat?.id ?? ''}`} />
          </Columns>
          <RoomsPanel rooms={known.data.rooms} mayWrite={coordinates} />
          <CalendarPanel />
          <Holidays resources={known.data} />
        </Stack>
      )}
    </Page>
  );
}

interface HolderProps {
  readonly holder: HolderKey;
  readonly resources: Resources;
  readonly mayWrite: boolean;
}

function HolderPanels({ holder, resources, mayWrite }: HolderProps): ReactNode {
  const { t, formatDate, formatDateTime, formatTime, formatList } = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState<'hours' | 'absence' | null>(null);
  const { memberId, roomId } = holderOf(holder);
  const isTheirs = (one: { memberId: string | null; roomId: string | null }): boolean => one.memberId === memberId && one.roomId === roomId;
  const take = useMutation({
    mutationFn: ({ path }: { path: string; said: string }) => api.delete(path),
    onSuccess: (_, { said }) => toast.say(said),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const hoursLine = (one: Hours): string => t('agenda.hours.line', { days: formatList(one.weekdays.map((day) => t(`agenda.weekday.${day}`))), from: one.from, to: one.to });
  const absenceLine = (one: HoursException): string => {
    const sameDay = formatDate(one.startsAt) === formatDate(one.endsAt);
    return `${t(`agenda.absences.${one.kind}`)} · ${formatDateTime(one.startsAt)} – ${sameDay ? formatTime(one.endsAt) : formatDateTime(one.endsAt)}`;
  };
  const hours = resources.hours.filter(isTheirs);
  const absences = resources.exceptions.filter(isTheirs);
  return (
    <>
      <Panel title={t('agenda.hours.weekly')} of="team" actions={mayWrite && <Button size="small" icon="plus" onPress={() => setOpen('hours')}>{t('agenda.hours.add')}</Button>}>
        {take.error && <ProblemPanel problem={take.error} />}
        {hours.length === 0 && <p className="quiet">{t('agenda.hours.none')}</p>}
        {hours.length > 0 && <ul className="agenda-lines">
          {hours.map((one) => (
            <li key={one.id}>
              <span>{hoursLine(one)}<span className="quiet small agenda-under">{one.validUntil ? t('agenda.hours.until', { from: formatDate(one.validFrom), until: formatDate(one.validUntil) }) : t('agenda.hours.since', { from: formatDate(one.validFrom) })}</span></span>
              {mayWrite && <Button size="small" kind="quiet" aria-label={t('agenda.hours.end', { line: hoursLine(one) })} onPress={() => take.mutate({ path: `/api/agenda/hours/${one.id}`, said: t('agenda.hours.ended') })}>{t('agenda.hours.end-short')}</Button>}
            </li>
          ))}
        </ul>}
      </Panel>
      <Panel title={t('agenda.absences')} of="team" actions={mayWrite && <Button size="small" icon="plus" onPress={() => setOpen('absence')}>{t('agenda.absences.add')}</Button>}>
        {absences.length === 0 && <p className="quiet">{t('agenda.absences.none')}</p>}
        {absences.length > 0 && <ul className="agenda-lines">
          {absences.map((one) => (
            <li key={one.id}>
              <span>{absenceLine(one)}</span>
              {mayWrite && <Button size="small" kind="quiet" aria-label={t('agenda.absences.take-back', { line: absenceLine(one) })} onPress={() => take.mutate({ path: `/api/agenda/exceptions/${one.id}`, said: t('agenda.absences.taken-back') })}>{t('agenda.absences.take-back-short')}</Button>}
            </li>
          ))}
        </ul>}
      </Panel>
      {open === 'hours' && <HoursDialog holder={holderOf(holder)} onClose={() => setOpen(null)} />}
      {open === 'absence' && <AbsenceDialog holder={holderOf(holder)} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The feasts of the coming year, so that nobody wonders why a day offers nothing. */
function Holidays({ resources }: { resources: Resources }): ReactNode {
  const { t, language, formatDate } = useText();
  return (
    <Panel title={t('agenda.holidays')} tone="quiet">
      <Notice>{t('agenda.holidays.hint')}</Notice>
      <ul className="agenda-feasts">{resources.holidays.map(({ day, name, words }) => <li key={day}>{t('agenda.holidays.line', { day: formatDate(day, 'weekday'), name: words ? words[language === 'en' ? 'en' : 'it'] : t(`agenda.holidays.${name}`) })}</li>)}</ul>
    </Panel>
  );
}
