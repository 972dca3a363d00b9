import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueue, useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend } from '../../../kernel/offline/waiting.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { type EvidenceDraft, noEvidence } from '../../../kernel/ui/EvidenceFields.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import type { Consent, ConsentEvidence as Evidence, ConsentMoved, ConsentState, Recipient } from '../contract.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import { ConsentEvidence, evidenceOf } from './ConsentEvidence.tsx';
import { ConsentWords } from './ConsentWords.tsx';
import { yesToSend } from './sending.ts';
import { HearYes } from './SpokenYes.tsx';
import { toldName } from './told.ts';
import { useRecorder } from './useRecorder.ts';

const tones: Readonly<Record<ConsentState, Tone>> = { requested: 'late', given: 'good', refused: 'neutral', withdrawn: 'neutral', expired: 'neutral' };

/** One consent: for whom, how it stands, and what the person may still say about it. */
export function ConsentLine({ consent }: { consent: Consent }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState<'give' | 'withdraw' | null>(null);
  const [toInform, setToInform] = useState<readonly Recipient[] | null>(null);
  const [moveId, setMoveId] = useState(() => newId());
  const queued = useQueued('consent').filter(({ record }) => record.id === consent.id);
  const move = useMutation({
    mutationFn: (body: { move: 'give' | 'refuse' | 'withdraw'; evidence?: Evidence }) => api.post<ConsentMoved>(`/api/consents/${consent.id}/moves`, { body: { id: moveId, ...body } }),
    onSuccess: (moved, { move: name }) => {
      setOpen(null);
      setMoveId(newId());
      if (name === 'withdraw') setToInform(moved.toInform);
      for (const queryKey of [['consents'], ['cases'], ['referrals']]) void client.invalidateQueries({ queryKey });
    },
  });
  const about = [consent.recipient && toldName(t, consent.recipient), consent.purpose && t(`consents.purpose.${consent.purpose}`), consent.channel && t(`consents.channel.${consent.channel}`)].filter(Boolean).join(' · ');
  return (
    <Stack gap="small">
      {about !== '' && <strong>{about}</strong>}
      <Row>
        <Tag tone={tones[consent.state]}>{t(`consents.state.${consent.state}`)}</Tag>
        <span className="quiet small">
          {consent.decided && consent.state !== 'expired' ? t('consents.decided', { date: formatDate(consent.decided.at), name: consent.decided.by.name }) : t('consents.asked-on', { date: formatDate(consent.requestedAt) })}
          {consent.decided?.evidence && ` · ${t(`ui.evidence.${consent.decided.evidence}`)}`}
          {consent.validUntil && ` · ${t('consents.until', { date: formatDate(consent.validUntil) })}`}
        </span>
      </Row>
      {move.error && open === null && <ProblemPanel problem={move.error} />}
      {consent.recording && <HearYes {...consent.recording} />}
      {queued.length > 0 && <OnItsWay consentId={consent.id} />}
      {consent.state === 'requested' && queued.length === 0 && (
        <Row>
          <Button size="small" icon="check" onPress={() => setOpen('give')}>{t('consents.give')}</Button>
          <Button size="small" isPending={move.isPending} onPress={() => move.mutate({ move: 'refuse' })}>{t('consents.refuse')}</Button>
        </Row>
      )}
      {consent.state === 'given' && <div><Button size="small" onPress={() => setOpen('withdraw')}>{t('consents.withdraw')}</Button></div>}
      {toInform && <ToInform recipients={toInform} />}
      {open === 'give' && <GiveDialog consent={consent} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} moveId={moveId} onGive={(evidence) => move.mutate({ move: 'give', evidence })} />}
      {open === 'withdraw' && <WithdrawDialog consent={consent} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} onWithdraw={() => move.mutate({ move: 'withdraw' })} />}
    </Stack>
  );
}

function GiveDialog({ consent, moveId, problem, isPending, onClose, onGive }: { consent: Consent; moveId: string; problem: unknown; isPending: boolean; onClose: () => void; onGive: (evidence: Evidence) => void }): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<EvidenceDraft>(noEvidence);
  const recorder = useRecorder(`consents/${consent.caseId}/${consent.id}`);
  const queue = useQueue();
  const evidence = evidenceOf(draft, recorder);
  const speak = useMutation({
    mutationFn: async (given: { spoken: Evidence; file: FileToSend }) => {
      await queue.sendAll([yesToSend(consent.caseId, consent.id, { id: moveId, move: 'give', evidence: given.spoken }, given.file)]);
      await recorder.handedOver();
    },
    onSuccess: onClose,
  });
  const give = (): void => {
    if (evidence && 'upload' in evidence && recorder.recorded) speak.mutate({ spoken: evidence, file: recorder.recorded.file });
    else if (evidence) onGive(evidence);
  };
  return (
    <Dialog title={t('consents.give.title')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!evidence} isPending={isPending || speak.isPending} onPress={give}>{t('consents.give')}</Button></>}>
      <Stack>
        {(problem ?? speak.error) !== null && <ProblemPanel problem={problem ?? speak.error} />}
        <ConsentWords name={consent.switch} caseId={consent.caseId} />
        <ConsentEvidence caseId={consent.caseId} recorder={recorder} value={draft} onChange={setDraft} />
      </Stack>
    </Dialog>
  );
}

/** A yes recorded by voice that the server has not yet. */
export function OnItsWay({ consentId }: { consentId: string }): ReactNode {
  const { t } = useText();
  const isStuck = useQueued('consent').some(({ record, refusal }) => record.id === consentId && refusal !== undefined);
  return <p>{t(isStuck ? 'consents.on-its-way.needs-you' : 'consents.on-its-way')} <SendMark record={{ kind: 'consent', id: consentId }} /></p>;
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
