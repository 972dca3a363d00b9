import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { ReferralLine } from '../contract.ts';
import { IntoAgenda } from './IntoAgenda.tsx';
import { MeetingView, meetingIn } from './MeetingView.tsx';
import { OurCase } from './OurCase.tsx';
import { useReferral } from './queries.ts';
import { SharedNotes } from './SharedNotes.tsx';

/** The free national line of those who help people out of trafficking, as `reference/emergency-numbers.json` has it, verified. */
const helpline = { shown: '800 290 290', dialled: 'tel:800290290' } as const;

/** Before a transfer is asked: what happens, in which order, and whom to call when it cannot wait. */
export function AboutTransfers(): ReactNode {
  const { t } = useText();
  return (
    <Notice title={t('referrals.transfer.how')}>
      <ol>{(['ask', 'answer', 'meet', 'yes', 'together'] as const).map((step) => <li key={step}>{t(`referrals.transfer.how.${step}`)}</li>)}</ol>
      <p>{t('referrals.transfer.helpline')} <a href={helpline.dialled} dir="ltr">{helpline.shown}</a></p>
    </Notice>
  );
}

/** What a transfer has beside a referral: the meeting and its place in our agenda, the notes of both sides, and what becomes of our own work. */
export function TransferBody({ line, caseId }: { line: ReferralLine; caseId: string }): ReactNode {
  const { t } = useText();
  const referral = useReferral(line.id);
  if (!referral.data) return referral.error ? <ProblemPanel problem={referral.error} onRetry={() => void referral.refetch()} /> : <Skeleton lines={3} />;
  const { steps, state, messages, together, agenda, stoppedAt } = referral.data;
  const meeting = meetingIn(steps);
  return (
    <Stack>
      {state === 'attended' && <Notice title={t(`referrals.transfer.met.${meeting?.meeting?.purpose ?? 'to-know'}`)}>{t(`referrals.transfer.met.${meeting?.meeting?.purpose ?? 'to-know'}.why`)}</Notice>}
      {meeting && state === 'appointment' && <MeetingView step={meeting}><IntoAgenda caseId={caseId} step={meeting} agenda={agenda} /></MeetingView>}
      <SharedNotes path={`/api/referrals/${line.id}/messages`} messages={messages} together={together} isOpen={state === 'together' && stoppedAt === null} isOurs />
      <OurCase caseId={caseId} state={state} />
    </Stack>
  );
}
