import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { CONSENT, takenBackHere } from '../../consents/domain.ts';
import type { Referral } from '../contract.ts';
import { LetterView, NothingElse } from './LetterView.tsx';
import { useDeed } from './queries.ts';

/** Exactly what the other side will see, the consent that allows it, and one button. */
export function SendPanel({ referral, onEdit, onSent }: { referral: Referral; onEdit: () => void; onSent: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const [isUrgent, setUrgent] = useState(false);
  const deed = useDeed<Referral>();
  // What the person took back at this device holds here before the server knows of it.
  const takenBack = takenBackHere(useQueued(CONSENT));
  const consent = referral.consents.find((one) => one.inForce && one.purpose === referral.purpose && !takenBack.has(one.id));
  const asked = referral.consents.find((one) => one.state === 'requested' && one.purpose === referral.purpose);
  const path = `/api/referrals/${referral.id}/moves`;
  const isReady = referral.obstacles.length === 0;

  /** The preview that was read is the one that is sent: its fingerprint goes along. */
  async function send(vitalWords?: string): Promise<void> {
    const basis = vitalWords === undefined ? { consentId: consent?.id ?? null } : { vitalWords };
    if (referral.state === 'proposed') await deed.mutateAsync({ method: 'post', path, body: { id: newId(), move: 'consent', ...basis } });
    await deed.mutateAsync({ method: 'post', path, body: { id: newId(), move: 'send', preview: referral.preview } });
    toast.say(t('referrals.sent-to', { organisation: referral.organisation.name }));
    onSent();
  }
  const start = (vitalWords?: string): void => void send(vitalWords).catch(() => setUrgent(false));

  return (
    <Panel title={t('referrals.preview-of', { organisation: referral.organisation.name })} of="case" actions={<Button icon="edit" onPress={onEdit}>{t('referrals.edit')}</Button>}>
      <Stack>
        <LetterView letter={referral.letter} />
        <NothingElse />
        {referral.obstacles.map(({ path: where, code }) => (
          <Notice key={`${where} ${code}`} tone="late" title={t(`referrals.obstacle.${code}`)}>{t('referrals.obstacle.where', { where: t(where === 'request' ? 'referrals.request' : `referrals.field.${where}`) })}</Notice>
        ))}
        {referral.state === 'consented' && referral.basis === 'vital-interest'
          ? <Notice tone="info" title={t('referrals.basis.vital-interest')}>{referral.vitalWords}</Notice>
          : consent
            ? <Notice tone="good" title={t('referrals.consent.given')}>{t('referrals.consent.for', { purpose: t(`referrals.purpose.${consent.purpose}`), until: consent.validUntil ? formatDate(consent.validUntil) : 'none' })}</Notice>
            : <Notice tone="late" title={t(asked ? 'referrals.consent.asked' : 'referrals.consent.missing')}>{t('referrals.consent.missing-why', { organisation: referral.organisation.name, purpose: t(`referrals.purpose.${referral.purpose}`) })}</Notice>}
        {deed.error && <ProblemPanel problem={deed.error} />}
        <Row end>
          {!consent && referral.state === 'proposed' && <Button isDisabled={!isReady} onPress={() => setUrgent(true)}>{t('referrals.vital')}</Button>}
          <Button kind="primary" icon="send" isDisabled={!isReady || (!consent && referral.basis !== 'vital-interest')} isPending={deed.isPending} onPress={() => start()}>{t('referrals.send')}</Button>
        </Row>
      </Stack>
      <ReasonDialog title={t('referrals.vital')} isOpen={isUrgent} onClose={() => setUrgent(false)} confirm={t('referrals.vital-send')} isPending={deed.isPending} onConfirm={(words) => start(words)}>
        <p>{t('referrals.vital-why')}</p>
      </ReasonDialog>
    </Panel>
  );
}
