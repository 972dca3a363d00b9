import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../../kernel/italian-day.ts';
import { api } from '../../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Row } from '../../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../../kernel/ui/SafeText.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import type { ProposedSlot, SlotsFound } from '../../../agenda/contract.ts';
import type { PromisedHour } from '../../contract.ts';

const MINUTE = 60_000;
/** The agenda proposes nothing shorter. */
const SHORTEST = 15;

/** An hour that was given on the street and was gone when the word came: the next ones that are free, each by one touch, or words why none is needed. */
export function Promised({ promised }: { promised: PromisedHour }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const [isSettling, setSettling] = useState(false);
  const deed = useDeed([['outreach'], ['agenda'], ['today']], () => setSettling(false));
  const { hourId, startsAt, endsAt, member, language } = promised;
  const minutes = Math.max(SHORTEST, Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE));
  const free = useQuery({
    queryKey: ['agenda', 'slots', hourId],
    queryFn: () => api.post<SlotsFound>('/api/agenda/slots', { body: { memberId: member.memberId, language, minutes, where: 'room', from: italianDay(new Date()) } }),
  });
  const take = useMutation({ mutationFn: (slot: ProposedSlot) => deed.mutateAsync({
    method: 'post', path: `/api/street-hours/${hourId}/rebook`,
    body: { id: newId(), appointmentId: newId(), startsAt: slot.startsAt, endsAt: slot.endsAt, memberId: slot.member.id, mediatorId: slot.mediator?.id ?? null, room: slot.room },
  }) });
  return (
    <Notice
      tone="late" live title={t('outreach.promised.title')}
      actions={<Row><LinkButton icon="calendar" href="/desk">{t('outreach.promised.desk')}</LinkButton><Button kind="quiet" onPress={() => setSettling(true)}>{t('outreach.promised.settle')}</Button></Row>}
    >
      <p>{t('outreach.promised.words', { day: formatDate(startsAt, 'weekday'), time: formatTime(startsAt), with: member.name })} <PrivateText>{promised.goesBy}</PrivateText></p>
      <p>{t('outreach.promised.tell')}</p>
      {free.isPending && <Skeleton lines={2} />}
      {free.error && <ProblemPanel problem={free.error} onRetry={() => void free.refetch()} />}
      {free.data?.items.length === 0 && <p>{t('outreach.promised.none', { with: member.name })}</p>}
      {free.data && free.data.items.length > 0 && (
        <ul className="street-ways" aria-label={t('outreach.promised.free')}>
          {free.data.items.map((slot) => (
            <li key={`${slot.startsAt} ${slot.mediator?.id ?? ''}`}>
              <Button size="large" icon="calendar" isDisabled={take.isPending} onPress={() => take.mutate(slot)}>
                {t(slot.mediator === null ? 'outreach.promised.slot' : 'outreach.promised.slot-mediator', { day: formatDate(slot.startsAt, 'weekday'), time: formatTime(slot.startsAt), with: slot.member.name, mediator: slot.mediator?.name ?? '' })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {deed.error && <ProblemPanel problem={deed.error} />}
      <ReasonDialog title={t('outreach.promised.settle')} isOpen={isSettling} onClose={() => setSettling(false)} label={t('outreach.promised.settle.words')} minLength={3} isPending={deed.isPending} confirm={t('outreach.promised.settle')}
        onConfirm={(words) => deed.mutate({ method: 'post', path: `/api/street-hours/${hourId}/settle`, body: { id: newId(), words } })}>
        <p>{t('outreach.promised.settle.help')}</p>
      </ReasonDialog>
    </Notice>
  );
}
