import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type ExceptionKept, ExceptionKind } from '../contract.ts';
import { dayAfter, instantOf } from '../domain/days.ts';
import { InTheWay } from './InTheWay.tsx';

interface HolderProps {
  readonly holder: { readonly memberId: string | null; readonly roomId: string | null };
  readonly onClose: () => void;
}

/** Quarters of an hour from six in the morning to ten at night. */
const quarters: readonly string[] = Array.from({ length: 65 }, (_, quarter) => `${String(6 + Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const asChoices = quarters.map((value) => ({ value, label: value }));
const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** Hours that come back every week, from a day on. */
export function HoursDialog({ holder, onClose }: HolderProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [days, setDays] = useState<(typeof weekdays)[number][]>(['1', '2', '3', '4', '5']);
  const [from, setFrom] = useState<string | null>('09:00');
  const [to, setTo] = useState<string | null>('13:00');
  const [validFrom, setValidFrom] = useState<string | null>(italianDay(new Date()));
  const [validUntil, setValidUntil] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.put(`/api/agenda/hours/${id}`, { body }),
    onSuccess: () => { toast.say(t('agenda.hours.kept')); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const isOrdered = from !== null && to !== null && from < to;
  const submit = (): void => {
    setTried(true);
    if (days.length > 0 && isOrdered && validFrom) save.mutate({ ...holder, weekdays: days.map(Number), from, to, validFrom, validUntil });
  };
  return (
    <Dialog title={t('agenda.hours.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={save.isPending} onPress={submit}>{t('ui.save')}</Button></>}>
      <Stack>
        {save.error && <ProblemPanel problem={save.error} />}
        <CheckChips label={t('agenda.hours.days')} value={days} onChange={setDays} choices={weekdays.map((value) => ({ value, label: t(`agenda.weekday.${value}`) }))} error={isTried && days.length === 0 ? t('ui.invalid.required') : undefined} />
        <Columns min="narrow">
          <Select label={t('agenda.hours.from')} canClear={false} value={from} onChange={setFrom} choices={asChoices} />
          <Select label={t('agenda.hours.to')} canClear={false} value={to} onChange={setTo} choices={asChoices} error={isTried && !isOrdered ? t('agenda.hours.order') : undefined} />
        </Columns>
        <Columns min="narrow">
          <DateField label={t('agenda.hours.valid-from')} value={validFrom} onChange={setValidFrom} error={isTried && !validFrom ? t('ui.invalid.required') : undefined} />
          <DateField label={t('agenda.hours.valid-until')} hint={t('agenda.hours.valid-hint')} value={validUntil} onChange={setValidUntil} />
        </Columns>
      </Stack>
    </Dialog>
  );
}

/** Days or hours away, or there beside the usual hours. Nobody is asked why. */
export function AbsenceDialog({ holder, onClose }: HolderProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const today = italianDay(new Date());
  const [kind, setKind] = useState<ExceptionKind>('away');
  const [fromDay, setFromDay] = useState<string | null>(today);
  const [toDay, setToDay] = useState<string | null>(today);
  const [isWhole, setWhole] = useState(true);
  const [from, setFrom] = useState<string | null>('09:00');
  const [to, setTo] = useState<string | null>('13:00');
  const [isTried, setTried] = useState(false);
  const whole = isWhole && kind === 'away';
  const period = fromDay && toDay && from && to ? { startsAt: instantOf(fromDay, whole ? '00:00' : from), endsAt: whole ? instantOf(dayAfter(toDay, 1), '00:00') : instantOf(toDay, to) } : null;
  const isOrdered = period !== null && period.startsAt < period.endsAt;
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.put<ExceptionKept>(`/api/agenda/exceptions/${id}`, { body }),
    onSuccess: ({ affected }) => {
      toast.say(t('agenda.absences.kept', { count: affected }));
      // What stands in the way is put right at once, while it is known.
      if (affected === 0) onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const submit = (): void => {
    setTried(true);
    if (period && isOrdered) save.mutate({ ...holder, kind, startsAt: period.startsAt.toISOString(), endsAt: period.endsAt.toISOString() });
  };
  if (save.data && save.data.affected > 0) {
    return (
      <Dialog title={t('agenda.absences')} size="wide" isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('ui.close')}</Button>}>
        <Stack><InTheWay items={save.data.items} away={holder.memberId} /></Stack>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('agenda.absences.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={save.isPending} onPress={submit}>{t('ui.save')}</Button></>}>
      <Stack>
        {save.error && <ProblemPanel problem={save.error} />}
        <ChoiceChips label={t('agenda.absences.kind')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={ExceptionKind.options.map((value) => ({ value, label: t(`agenda.absences.${value}`) }))} />
        {kind === 'away' && <Notice>{t('agenda.absences.why')}</Notice>}
        <Columns min="narrow">
          <DateField label={t('agenda.absences.from-day')} value={fromDay} onChange={setFromDay} error={isTried && !fromDay ? t('ui.invalid.required') : undefined} />
          <DateField label={t('agenda.absences.to-day')} value={toDay} onChange={setToDay} error={isTried && !isOrdered ? t('agenda.hours.order') : undefined} />
        </Columns>
        {kind === 'away' && <Switch value={isWhole} onChange={setWhole}>{t('agenda.absences.all-day')}</Switch>}
        {!whole && (
          <Columns min="narrow">
            <Select label={t('agenda.hours.from')} canClear={false} value={from} onChange={setFrom} choices={asChoices} />
            <Select label={t('agenda.hours.to')} canClear={false} value={to} onChange={setTo} choices={asChoices} />
          </Columns>
        )}
      </Stack>
    </Dialog>
  );
}
