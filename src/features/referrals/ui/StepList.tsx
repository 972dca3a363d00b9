import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { IconName } from '../../../kernel/ui/icons.ts';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Timeline } from '../../../kernel/ui/Timeline.tsx';
import type { ReferralMove, Step } from '../contract.ts';

const iconOf: Readonly<Partial<Record<ReferralMove, IconName>>> = { send: 'send', 'hand-over': 'people', return: 'people', 'ask-to-meet': 'people', appoint: 'calendar', decline: 'close', withdraw: 'close', interrupt: 'close', miss: 'clock', waitlist: 'clock', acknowledge: 'eye' };

/** Every move with its date, who made it, its reason and the words beside it. */
export function StepList({ steps }: { steps: readonly Step[] }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  return (
    <Panel level={3} title={t('referrals.history')} tone="quiet">
      <Timeline
        label={t('referrals.history')}
        items={[...steps].reverse().map((step) => ({
          id: step.id, at: step.at, icon: iconOf[step.move] ?? 'check',
          title: `${t(`referrals.made.${step.move}`)}${step.appointmentAt ? `: ${formatDateTime(step.appointmentAt)}` : step.togetherUntil ? `, ${t('referrals.together.until-short', { day: formatDate(step.togetherUntil) })}` : ''}`,
          by: step.onBehalf ? t('referrals.on-behalf', { name: step.by }) : step.by,
          body: (step.reason ?? step.words) ? <>{step.reason && <p>{t(`referrals.reason.${step.reason}`)}</p>}{step.words && <SafeText block>{step.words}</SafeText>}</> : undefined,
        }))}
      />
    </Panel>
  );
}
