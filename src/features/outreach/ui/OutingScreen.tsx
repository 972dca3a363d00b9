import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { NewOuting, Outing } from '../contract.ts';
import { AlarmPanel } from './AlarmPanel.tsx';
import { Afterwards } from './outing/Afterwards.tsx';
import { Planned } from './outing/Planned.tsx';
import { UnderWay } from './outing/UnderWay.tsx';
import { useTaps } from './outing/useTaps.ts';
import { outingOf, useFreshStreet } from './queries.ts';
import './street.css';

/** An outing: what is planned, what goes on now, what it came to. Each state shows what one does in it. */
export default function OutingScreen(): ReactNode {
  const { t } = useText();
  const { outingId = '' } = useParams({ strict: false });
  const outing = useQuery(outingOf(outingId));
  useFreshStreet();
  const written = useQueued('outing').find((one) => one.record.id === outingId && one.method === 'PUT');
  if (outing.data) return <One key={outingId} outing={outing.data} />;
  if (written) return <Here outingId={outingId} plan={written.body as NewOuting} />;
  return <Page title={t('outreach.outing.title')}>{outing.error ? <ProblemPanel problem={outing.error} onRetry={() => void outing.refetch()} /> : <Skeleton lines={6} />}</Page>;
}

/** An outing that was planned on this device and is not with the server yet. */
function Here({ outingId, plan }: { outingId: string; plan: NewOuting }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  return (
    <Page title={t('outreach.outing.of', { day: formatDate(plan.startsAt, 'weekday') })} windowTitle={t('outreach.window')} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>} marks={<SendMark record={{ kind: 'outing', id: outingId }} />}>
      <Notice>{t('outreach.outing.not-yet', { from: formatTime(plan.startsAt), to: formatTime(plan.endsAt) })}</Notice>
    </Page>
  );
}

function One({ outing }: { outing: Outing }): ReactNode {
  const { t, formatDate, formatTime, formatList } = useText();
  const taps = useTaps(outing);
  return (
    <Page
      title={t('outreach.outing.of', { day: formatDate(outing.startsAt, 'weekday') })}
      windowTitle={t('outreach.window')}
      breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>}
      marks={<><SendMark record={{ kind: 'outing-plan', id: outing.id }} /><Tag tone={taps.state === 'under-way' ? 'info' : 'neutral'}>{t(`outreach.state.${taps.state}`)}</Tag></>}
      lead={t('outreach.outing.lead', { from: formatTime(outing.startsAt), to: formatTime(outing.endsAt), crew: formatList(outing.crew.map(({ name }) => name)) })}
    >
      <AlarmPanel outingId={outing.id} />
      {taps.problem !== null && <ProblemPanel problem={taps.problem} />}
      {taps.state === 'planned' && <Planned outing={outing} taps={taps} />}
      {taps.state === 'under-way' && <UnderWay outing={outing} taps={taps} />}
      {(taps.state === 'returned' || taps.state === 'closed') && <Afterwards outing={outing} />}
      {taps.state === 'cancelled' && <Cancelled outing={outing} />}
    </Page>
  );
}

function Cancelled({ outing }: { outing: Outing }): ReactNode {
  const { t, formatDateTime } = useText();
  const step = outing.steps.findLast(({ move }) => move === 'cancel');
  return <p>{t('outreach.outing.cancelled', { at: step ? formatDateTime(step.at) : '', by: step?.by.name ?? '', reason: step?.reason ?? '' })}</p>;
}
