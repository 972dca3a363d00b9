import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { Colleague, OutsideHours } from '../../agenda/contract.ts';
import type { Referral, Step } from '../contract.ts';
import { useSpoken } from './queries.ts';

const HOUR = 3_600_000;
const outsideHours = ['agreed', 'urgent', 'only-way'] as const satisfies readonly OutsideHours[];

/**
 * The meeting in our own agenda, so that whoever goes along is not booked elsewhere. The entry bears the id of the step that fixed the
 * meeting; one made for an earlier hour is taken off when the new one is put in.
 */
export function IntoAgenda({ caseId, step, agenda }: { caseId: string; step: Step; agenda: Referral['agenda'] }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isAsked, setAsked] = useState(false);
  const [now] = useState(() => Date.now());
  const there = agenda.find((one) => one.id === step.id);
  const earlier = agenda.filter((one) => one.id !== step.id && Date.parse(one.startsAt) > now);
  const isToCome = step.appointmentAt !== null && Date.parse(step.appointmentAt) > now;
  if (there) return <Notice tone="good">{t(there.mediator ? 'referrals.agenda.there-with' : 'referrals.agenda.there', { member: there.member, mediator: there.mediator ?? '', at: formatDateTime(there.startsAt) })}</Notice>;
  if (!isToCome) return null;
  return (
    <>
      <Notice tone="late" title={t(earlier.length > 0 ? 'referrals.agenda.moved' : 'referrals.agenda.missing')} actions={<Button size="small" icon="calendar" onPress={() => setAsked(true)}>{t('referrals.agenda.put')}</Button>}>{t('referrals.agenda.why')}</Notice>
      {isAsked && step.appointmentAt !== null && <AgendaDialog caseId={caseId} id={step.id} startsAt={step.appointmentAt} earlier={earlier.map((one) => one.id)} onClose={() => setAsked(false)} />}
    </>
  );
}

function AgendaDialog({ caseId, id, startsAt, earlier, onClose }: { caseId: string; id: string; startsAt: string; earlier: readonly string[]; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const known = useQuery({ queryKey: ['agenda', 'colleagues'], queryFn: ({ signal }) => api.get<{ items: Colleague[] }>('/api/desk/colleagues', { signal }), staleTime: 10 * 60_000 });
  const spoken = useSpoken(caseId);
  const [member, setMember] = useState<string | null>(hat?.id ?? null);
  const [mediator, setMediator] = useState<string | null>(null);
  const [length, setLength] = useState<'60' | '90' | '120'>('60');
  const [outside, setOutside] = useState<OutsideHours | null>(null);
  const deed = useDeedAbout([['referrals'], ['agenda'], ['cases']]);
  const language = spoken.find((one) => known.data?.items.find((colleague) => colleague.id === mediator)?.languages.includes(one)) ?? spoken[0] ?? 'it';

  async function put(): Promise<void> {
    for (const old of earlier) await deed.mutateAsync({ method: 'post', path: `/api/appointments/${old}/moves`, body: { id: newId(), move: 'cancel', reason: 'moved' } });
    const endsAt = new Date(Date.parse(startsAt) + Number(length) / 60 * HOUR).toISOString();
    await deed.mutateAsync({ method: 'put', path: `/api/appointments/${id}`, body: { caseId, kind: 'accompaniment', goingTo: 'other', startsAt, endsAt, language, memberId: member, mediatorId: mediator, ...(outside ? { outsideHours: outside } : {}) } });
    toast.say(t('referrals.agenda.done'));
    onClose();
  }

  return (
    <Dialog
      title={t('referrals.agenda.put')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={member === null} isPending={deed.isPending} onPress={() => void put().catch(() => undefined)}>{t('referrals.agenda.put')}</Button></>}
    >
      <Stack>
        <Select label={t('referrals.agenda.member')} isRequired value={member} onChange={setMember} choices={(known.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} />
        <Select label={t('referrals.agenda.mediator')} value={mediator} onChange={setMediator} choices={(known.data?.items ?? []).filter((one) => one.role === 'mediator').map((one) => ({ value: one.id, label: `${one.name} · ${one.languages.map(languageName).join(', ')}` }))} />
        <Select label={t('referrals.agenda.length')} isRequired canClear={false} value={length} onChange={(value) => setLength(value ?? '60')} choices={(['60', '90', '120'] as const).map((value) => ({ value, label: t('referrals.agenda.minutes', { count: Number(value) }) }))} />
        <Select label={t('referrals.agenda.outside')} hint={t('referrals.agenda.outside-hint')} value={outside} onChange={setOutside} choices={outsideHours.map((value) => ({ value, label: t(`referrals.agenda.outside.${value}`) }))} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
