import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote, isHeldBy } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import { type Consent, type ConsentEvidence as Evidence, ConsentMoved, type ConsentState, type Recipient } from '../contract.ts';
import { GiveDialog } from './GiveDialog.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { consentRecord, moveToSend } from './sending.ts';
import { HearYes } from './SpokenYes.tsx';
import { toldName } from './told.ts';
import { useToldIn } from './ToldIn.tsx';
import { useVoiceAsked } from './useVoiceAsked.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const tones: Readonly<Record<ConsentState, Tone>> = { requested: 'late', given: 'good', refused: 'neutral', withdrawn: 'neutral', expired: 'neutral' };

/**
 * One consent: for whom, how it stands, and what the person may still say about it, with and without a network.
 * @param standing how the server knows it; undefined where it does not yet
 */
export function ConsentLine({ consent, standing }: { consent: Consent; standing: ConsentState | undefined }): ReactNode {
  const { t, formatDate, formatDateTime, languageName } = useText();
  const told = useToldIn(consent.caseId);
  const client = useQueryClient();
  const [open, setOpen] = useState<'give' | 'withdraw' | null>(useVoiceAsked() === consent.id && consent.state === 'requested' ? 'give' : null);
  const [toInform, setToInform] = useState<readonly Recipient[] | null>(null);
  const [moveId, setMoveId] = useState(() => newId());
  const record = consentRecord(consent.id);
  const queued = useQueued(record.kind).filter(({ record: { id } }) => id === consent.id);
  // Said also of a withdrawal that was noted here and has arrived meanwhile.
  useWhenKept(record.kind, useCallback((call: Waiting, { body }: Answered) => {
    const moved = call.record.id === consent.id ? ConsentMoved.safeParse(body).data : undefined;
    if (moved?.consent.state === 'withdrawn') setToInform(moved.toInform);
  }, [consent.id]));
  const move = useMutation({
    mutationFn: ({ move: name, evidence, toldIn = told.language }: { move: 'give' | 'refuse' | 'withdraw'; evidence?: Evidence; toldIn?: string }) => {
      const body = { id: moveId, move: name, toldIn, ...(evidence ? { evidence } : {}) };
      return askOrNote(record, () => api.post<ConsentMoved>(`/api/consents/${consent.id}/moves`, { body }), () => queueActs.sendAll([moveToSend(consent.caseId, consent.id, body)]));
    },
    onSuccess: (moved, { move: name }) => {
      setOpen(null);
      setMoveId(newId());
      if (moved === null) return;
      if (name === 'withdraw') setToInform(moved.toInform);
      for (const queryKey of [['consents'], ['cases'], ['referrals']]) void client.invalidateQueries({ queryKey });
    },
  });
  const about = [consent.recipient && toldName(t, consent.recipient), consent.purpose && t(`consents.purpose.${consent.purpose}`), consent.channel && t(`consents.channel.${consent.channel}`)].filter(Boolean).join(' · ');
  const { decided } = consent;
  return (
    <Stack gap="small">
      {about !== '' && <strong>{about}</strong>}
      <Row>
        <Tag tone={tones[consent.state]}>{t(`consents.state.${consent.state}`)}</Tag>
        <span className="quiet small">
          {decided && consent.state !== 'expired' ? t('consents.decided', { date: formatDate(decided.at), name: decided.by.name }) : t('consents.asked-on', { date: formatDate(consent.requestedAt) })}
          {decided?.notedAt && consent.state !== 'expired' && ` · ${t(consent.state === 'withdrawn' ? 'consents.noted-withdrawal' : 'consents.noted', { noted: formatDateTime(decided.notedAt), arrived: formatDateTime(decided.at) })}`}
          {decided?.evidence && ` · ${t(`ui.evidence.${decided.evidence}`)}`}
          {consent.toldIn && ` · ${t('consents.told-in', { language: languageName(consent.toldIn) })}`}
          {consent.validUntil && ` · ${t('consents.until', { date: formatDate(consent.validUntil) })}`}
        </span>
      </Row>
      {move.error && open === null && <ProblemPanel problem={move.error} />}
      {consent.recording && <HearYes {...consent.recording} />}
      <OnItsWay record={record} standing={standing} />
      {consent.state === 'requested' && (
        <Row>
          <Button size="small" icon="check" onPress={() => setOpen('give')}>{t('consents.give')}</Button>
          <Button size="small" isPending={move.isPending} onPress={() => move.mutate({ move: 'refuse' })}>{t('consents.refuse')}</Button>
        </Row>
      )}
      {consent.state === 'given' && <div><Button size="small" onPress={() => setOpen('withdraw')}>{t('consents.withdraw')}</Button></div>}
      {toInform && <ToInform recipients={toInform} />}
      {open === 'give' && <GiveDialog consent={consent} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} moveId={moveId} onGive={(evidence, toldIn) => move.mutate({ move: 'give', evidence, toldIn })} />}
      {open === 'withdraw' && <WithdrawDialog consent={consent} isHeld={isHeldBy(queued)} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} onWithdraw={() => move.mutate({ move: 'withdraw' })} />}
    </Stack>
  );
}

/** Said right after a withdrawal; the tasks to tell the bodies stand on the case's path until somebody has done them. */
function ToInform({ recipients }: { recipients: readonly Recipient[] }): ReactNode {
  const { t, formatDate } = useText();
  return (
    <Notice tone={recipients.length > 0 ? 'late' : 'good'} live title={t('consents.withdrawn.title')}>
      {recipients.length === 0 ? t('consents.withdrawn.nobody') : (
        <>
          {t('consents.withdrawn.inform')}
          <ul className="consents-lines">{recipients.map((one) => <li key={one.id}>{toldName(t, one.organisation)} · {formatDate(one.at)}</li>)}</ul>
          {t('consents.withdrawn.task')}
        </>
      )}
    </Notice>
  );
}
