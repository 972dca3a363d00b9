import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import type { Evidence } from '../../../kernel/evidence.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { type EvidenceDraft, evidenceFrom, noEvidence } from '../../../kernel/ui/EvidenceFields.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import type { Consent, ConsentMoved, ConsentState, Recipient } from '../contract.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import { ConsentEvidence } from './ConsentEvidence.tsx';
import { ConsentWords } from './ConsentWords.tsx';
import { toldName } from './told.ts';

const tones: Readonly<Record<ConsentState, Tone>> = { requested: 'late', given: 'good', refused: 'neutral', withdrawn: 'neutral', expired: 'neutral' };

/** One consent: for whom, how it stands, and what the person may still say about it. */
export function ConsentLine({ consent }: { consent: Consent }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState<'give' | 'withdraw' | null>(null);
  const [toInform, setToInform] = useState<readonly Recipient[] | null>(null);
  const [moveId, setMoveId] = useState(() => newId());
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
      {consent.state === 'requested' && (
        <Row>
          <Button size="small" icon="check" onPress={() => setOpen('give')}>{t('consents.give')}</Button>
          <Button size="small" isPending={move.isPending} onPress={() => move.mutate({ move: 'refuse' })}>{t('consents.refuse')}</Button>
        </Row>
      )}
      {consent.state === 'given' && <div><Button size="small" onPress={() => setOpen('withdraw')}>{t('consents.withdraw')}</Button></div>}
      {toInform && <ToInform recipients={toInform} />}
      {open === 'give' && <GiveDialog consent={consent} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} onGive={(evidence) => move.mutate({ move: 'give', evidence })} />}
      {open === 'withdraw' && <WithdrawDialog consent={consent} problem={move.error} isPending={move.isPending} onClose={() => setOpen(null)} onWithdraw={() => move.mutate({ move: 'withdraw' })} />}
    </Stack>
  );
}

function GiveDialog({ consent, problem, isPending, onClose, onGive }: { consent: Consent; problem: unknown; isPending: boolean; onClose: () => void; onGive: (evidence: Evidence) => void }): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<EvidenceDraft>(noEvidence);
  const evidence = evidenceFrom(draft);
  return (
    <Dialog title={t('consents.give.title')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!evidence} isPending={isPending} onPress={() => { if (evidence) onGive(evidence); }}>{t('consents.give')}</Button></>}>
      <Stack>
        {problem !== null && <ProblemPanel problem={problem} />}
        <ConsentWords name={consent.switch} caseId={consent.caseId} />
        <ConsentEvidence value={draft} onChange={setDraft} />
      </Stack>
    </Dialog>
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
