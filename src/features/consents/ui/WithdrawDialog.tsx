import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { waitsHere } from '../../../kernel/offline/ui/askOrNote.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../kernel/ui/connection.ts';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { Consent } from '../contract.ts';
import { effectsOf } from './queries.ts';
import { RecipientLines } from './RecipientLines.tsx';

export interface WithdrawDialogProps {
  readonly consent: Consent;
  /** What is done now waits on this device, behind what waits already or until somebody signs in. */
  readonly isHeld: boolean;
  readonly problem: unknown;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onWithdraw: () => void;
}

/**
 * Before the withdrawal is written down: what stops at once, who already has something, and what nobody can take back. It is never in doubt that it may be made:
 * without a network it is noted, and said that what it stops cannot be known from here.
 */
export function WithdrawDialog({ consent, isHeld, problem, isPending, onClose, onWithdraw }: WithdrawDialogProps): ReactNode {
  const { t } = useText();
  const isOnline = useConnection();
  const effects = useQuery({ ...effectsOf(consent.id), enabled: !isHeld });
  const isWaiting = isHeld || !isOnline || (effects.error !== null && waitsHere(effects.error));
  return (
    <Dialog
      title={t('consents.withdraw.title')} isOpen isAlert onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={isPending} onPress={onWithdraw}>{t('consents.withdraw')}</Button></>}
    >
      <Stack>
        {problem !== null && <ProblemPanel problem={problem} />}
        {isWaiting
          ? <Notice tone="late" title={t('consents.withdraw.waits')}>{t('consents.withdraw.waits-help')}</Notice>
          : <p>{t(`consents.withdraw.does.${consent.switch}`)}</p>}
        {consent.switch === 'sharing' && isWaiting && <p>{t('consents.withdraw.waits-sharing')}</p>}
        {consent.switch === 'sharing' && !isWaiting && (
          <>
            {effects.error && <ProblemPanel problem={effects.error} onRetry={() => void effects.refetch()} />}
            {effects.isPending && <Skeleton lines={3} />}
            {effects.data && (
              <section>
                <h3>{t('consents.withdraw.stops')}</h3>
                {!effects.data.isComplete && <p>{t('consents.withdraw.stops-unseen')}</p>}
                {effects.data.isComplete && effects.data.stops.length === 0 && <p>{t('consents.withdraw.stops-none')}</p>}
                {effects.data.stops.length > 0 && <ul className="consents-lines">{effects.data.stops.map((one) => <li key={one.id}><strong>{one.service}</strong> · {one.organisation} · {one.reference}</li>)}</ul>}
              </section>
            )}
            {effects.data && (
              <section>
                <h3>{t('consents.withdraw.stays')}</h3>
                {effects.data.recipients.length === 0 ? <p>{t('consents.withdrawn.nobody')}</p> : (
                  <>
                    <p>{t('consents.withdraw.stays-help')}</p>
                    <RecipientLines items={effects.data.recipients} />
                  </>
                )}
              </section>
            )}
          </>
        )}
        {consent.switch !== 'sharing' && (
          <section>
            <h3>{t('consents.withdraw.stays')}</h3>
            <p>{t(`consents.withdraw.stays.${consent.switch}`)}</p>
          </section>
        )}
      </Stack>
    </Dialog>
  );
}
