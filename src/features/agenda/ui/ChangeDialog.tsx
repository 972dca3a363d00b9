import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Appointment, CancelReason, type OutsideHours, type ProposedSlot, type Series, type SeriesChange } from '../contract.ts';
import { periodOf, whenOf } from '../domain/days.ts';
import { Finder } from './Finder.tsx';
import { isSame, likewise } from '../domain/series.ts';
import { OccurrenceList } from './OccurrenceList.tsx';
import { ScopeField, useSeriesScope } from './SeriesScope.tsx';
import { useOccurrences } from './useOccurrences.ts';
import { LengthField, OutsideField, type When, WhenFields, type Who, WhoFields } from './WhenFields.tsx';

const reasons = CancelReason.exclude(['moved', 'mistake']).options;

/** Why it is changed, where that is known: another hour is looked for, or somebody stands in for a colleague who is away. */
export interface ChangeBegun {
  readonly way: 'find' | 'substitute';
  /** Who is away; null for a room. */
  readonly away: string | null;
  /** An hour that is free already. */
  readonly at?: { readonly startsAt: string; readonly endsAt: string } | null;
}

const asItIs = ({ startsAt, endsAt, language, member, mediator, room }: Appointment) => ({ startsAt, endsAt, language, memberId: member.id, mediatorId: mediator?.id ?? null, room });

/** Puts an appointment, or those of its row that follow it, to another hour, colleague or room. What is taken is said, and nothing changes until it fits. */
export function ChangeDialog({ appointment, begun, onClose }: { appointment: Appointment; begun?: ChangeBegun; onClose: (isChanged: boolean) => void }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const client = useQueryClient();
  const [when, setWhen] = useState<When>(() => whenOf((begun?.at ?? appointment).startsAt, (begun?.at ?? appointment).endsAt));
  const [who, setWho] = useState<Who>({ language: appointment.language, member: appointment.member.id, mediator: appointment.mediator?.id ?? null, room: appointment.room ?? '' });
  const [reason, setReason] = useState<(typeof reasons)[number] | null>(begun?.away ? (begun.away === appointment.mediator?.id ? 'mediator-away' : 'operator-away') : null);
  const [outside, setOutside] = useState<OutsideHours | null>(appointment.outsideHours);
  const [isTried, setTried] = useState(false);
  const period = periodOf(when);
  const isMoved = period !== null && Date.parse(period.startsAt) !== Date.parse(appointment.startsAt);
  const change = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.patch<Appointment>(`/api/appointments/${appointment.id}`, { body, ifMatch: appointment.version }),
    onSuccess: ({ code, startsAt }) => {
      toast.say(t('agenda.changed', { code, day: formatDate(startsAt), time: formatTime(startsAt) }));
      onClose(true);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const several = useSeriesScope(appointment);
  const isSeveral = several.scope !== 'this';
  const before = asItIs(appointment);
  const after = { ...before, ...period, language: who.language ?? before.language, memberId: who.member ?? before.memberId, mediatorId: who.mediator, room: who.room.trim() || null };
  const changing = isSeveral && period && who.member ? several.affected.flatMap((one) => {
    const next = likewise(before, after, asItIs(one));
    return isSame(next, asItIs(one)) ? [] : [{ ...next, key: one.id }];
  }) : [];
  const hours = useOccurrences({ wanted: changing, caseId: null, every: appointment.series?.every ?? null, except: changing.map(({ key }) => key) });
  const changeAll = useMutation({
    mutationFn: (body: SeriesChange) => api.patch<Series>(`/api/appointment-series/${appointment.series?.id ?? ''}`, { body }),
    onSuccess: ({ items }, { items: changed }) => {
      const was = new Map(several.affected.map((one) => [one.id, one]));
      const back = items.flatMap(({ id, version }) => {
        const one = changed.some((each) => each.id === id) ? was.get(id) : undefined;
        return one ? [{ ...asItIs(one), id, version, outsideHours: one.outsideHours }] : [];
      });
      toast.undo(t('agenda.series.changed', { code: appointment.code, count: changed.length }), () => changeAll.mutate({ items: back }));
      onClose(true);
    },
    onError: () => hours.look(),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const saveAll = (): void => {
    if (hours.chosen.length === 0 || (hours.asksWhy && !hours.outside)) return;
    const versions = new Map(several.affected.map((one) => [one.id, one]));
    changeAll.mutate({ reason: isMoved ? reason : null, items: hours.chosen.flatMap(({ key, ...hour }) => {
      const one = versions.get(key);
      return one ? [{ ...hour, id: key, version: one.version, language: changing.find((each) => each.key === key)?.language ?? one.language, outsideHours: hour.outsideHours ?? one.outsideHours }] : [];
    }) });
  };
  const take = (slot: ProposedSlot): void => {
    setWhen(whenOf(slot.startsAt, slot.endsAt));
    setWho({ ...who, member: slot.member.id, mediator: slot.mediator?.id ?? null, room: slot.room ?? '' });
  };
  const save = (): void => {
    setTried(true);
    if (!period || !who.member) return;
    if (isSeveral) return saveAll();
    change.mutate({ ...period, language: who.language, memberId: who.member, mediatorId: who.mediator, room: who.room.trim() || null, outsideHours: outside, reason: isMoved ? reason : null });
  };
  return (
    <Dialog
      title={t('agenda.change.title', { code: appointment.code })} size="wide" isOpen onClose={() => onClose(false)}
      actions={<><Button onPress={() => onClose(false)}>{t('ui.cancel')}</Button><Button kind="primary" isPending={change.isPending || changeAll.isPending} isDisabled={isSeveral && hours.chosen.length === 0} onPress={save}>{isSeveral ? t('agenda.series.change', { count: hours.chosen.length }) : t('agenda.change.save')}</Button></>}
    >
      <Stack>
        {change.error && !isSeveral && <ProblemPanel problem={change.error} />}
        {changeAll.error && <ProblemPanel problem={changeAll.error} />}
        <ScopeField of={several} />
        {appointment.state === 'arrived' && <Notice>{t('agenda.change.arrived')}</Notice>}
        {begun?.way === 'find' && <Finder caseId={appointment.caseId} language={who.language ?? appointment.language} theirs={[]} length={when.length} preferred={appointment.member.id} isReady onLength={(length) => setWhen({ ...when, length })} onLanguage={(language) => setWho({ ...who, language })} onTake={take} />}
        {begun?.way === 'substitute' && <Notice>{t('agenda.change.substitute')}</Notice>}
        <WhenFields value={when} onChange={setWhen} isTried={isTried} />
        {begun?.way !== 'find' && <LengthField value={when.length} onChange={(length) => setWhen({ ...when, length })} />}
        <WhoFields value={who} onChange={setWho} theirs={[]} isTried={isTried} period={period} appointment={appointment.id} />
        {isSeveral && changing.length > 0 && <OccurrenceList label={t('agenda.series.changes')} of={hours} />}
        {isSeveral && changing.length === 0 && <p className="quiet">{t('agenda.series.nothing')}</p>}
        {isSeveral && isTried && hours.asksWhy && !hours.outside && <Notice tone="late" live>{t('agenda.series.why-missing')}</Notice>}
        {!isSeveral && (outside ?? (change.error && asProblem(change.error).code.startsWith('outside-hours'))) && <OutsideField value={outside} onChange={setOutside} />}
        {isMoved && <ChoiceChips label={t('agenda.change.why')} hint={t('agenda.cancel.seen')} value={reason} onChange={setReason} choices={reasons.map((value) => ({ value, label: t(`agenda.cancel.${value}`) }))} />}
      </Stack>
    </Dialog>
  );
}
