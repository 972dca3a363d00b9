import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import type { Step } from '../contract.ts';

/** The step that fixed the meeting which stands: the last one, while it has not been overtaken by the hand-over. */
export const meetingIn = (steps: readonly Step[]): Step | undefined => steps.findLast((step) => step.meeting !== null);

/** When and where the programme and the person meet, and who comes: the same for both sides. */
export function MeetingView({ step, level = 3, children }: { step: Step; level?: 2 | 3; children?: ReactNode }): ReactNode {
  const { t, formatDateTime } = useText();
  const { meeting, appointmentAt } = step;
  if (!meeting) return null;
  return (
    <Panel level={level} title={t(`referrals.meeting.${meeting.purpose}`)} of="shared">
      <KeyValues
        items={[
          { key: 'when', label: t('referrals.meeting.when'), value: appointmentAt ? formatDateTime(appointmentAt) : '—' },
          { key: 'place', label: t('referrals.meeting.place'), value: <SafeText>{meeting.place}</SafeText> },
          { key: 'us', label: t('referrals.meeting.sender'), value: <SafeText>{meeting.withUs}</SafeText> },
          ...(meeting.withThem ? [{ key: 'them', label: t('referrals.meeting.programme'), value: <SafeText>{meeting.withThem}</SafeText> }] : []),
          { key: 'mediator', label: t('referrals.meeting.mediator-there'), value: t(meeting.mediator ? 'referrals.meeting.mediator-yes' : 'referrals.meeting.mediator-no') },
        ]}
      />
      {children}
    </Panel>
  );
}
