import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import type { Screening } from '../wire.ts';
import { recordOf, refusedIn } from './noted.ts';

/** Why a completion noted on this device did not hold; it holds no words, and goes when whoever made it has read this. */
export function RefusedCompletion({ waiting }: { waiting: readonly Waiting[] }): ReactNode {
  const { t, has } = useText();
  return refusedIn(waiting).map(({ id, refusal }) => {
    const code = has(`problem.${refusal?.code}.title`) ? refusal?.code : 'unexpected';
    return (
      <Notice key={id} tone="late" live title={t(`problem.${code}.title`)} actions={<Button kind="primary" onPress={() => void queueActs.takeBack(id)}>{t('screening.refused.seen')}</Button>}>
        {t(`problem.${code}.help`)}
      </Notice>
    );
  });
}

/** That a list was completed where there was no network: on which hour of that device's clock, and whether it has arrived. */
export function CompletedHere({ screening, completed }: { screening: Screening; completed: NonNullable<Screening['completedOnDevice']> }): ReactNode {
  const { t, formatDateTime } = useText();
  const noted = formatDateTime(completed.notedAt);
  if (completed.arrivedAt !== '') return <p className="quiet small">{t('screening.completed.arrived', { noted, arrived: formatDateTime(completed.arrivedAt) })}</p>;
  return (
    <Notice tone="late" title={t('screening.completed.here', { noted })}>
      <p>{t('screening.completed.here.help')}</p>
      <Row><SendMark record={recordOf(screening.id)} /></Row>
    </Notice>
  );
}
