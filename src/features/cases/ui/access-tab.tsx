import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { BarLine, Holder } from '../contract.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { AudiencePanel } from './audience-panel.tsx';
import { BarDialog } from './bar-dialog.tsx';
import { teamOf, useDeed } from './queries.ts';
import './cases.css';

/** Who holds this case and why, who must not, and who has opened it. */
export default function AccessTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isCoordinator = hat?.role === 'coordinator';
  const team = useQuery(teamOf(caseId));
  const [isAssigning, setAssigning] = useState(false);
  return (
    <Stack gap="large">
      <Panel title={t('cases.team.title')} of="case" actions={isCoordinator && <Button icon="plus" size="small" onPress={() => setAssigning(true)}>{t('cases.assign')}</Button>}>
        {team.error && <ProblemPanel problem={team.error} onRetry={() => void team.refetch()} />}
        {team.isPending && <Skeleton lines={3} />}
        <ul className="case-lines">
          {team.data?.holders.map((holder) => <HolderLine key={holder.memberId} caseId={caseId} holder={holder} isCoordinator={isCoordinator} isMe={holder.memberId === hat?.id} />)}
        </ul>
      </Panel>
      {isCoordinator && team.data && <BarsPanel caseId={caseId} bars={team.data.bars} />}
      <AudiencePanel caseId={caseId} />
      {isAssigning && <AssignDialog caseId={caseId} onClose={() => setAssigning(false)} />}
    </Stack>
  );
}

function HolderLine({ caseId, holder, isCoordinator, isMe }: { caseId: string; holder: Holder; isCoordinator: boolean; isMe: boolean }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const [isBarring, setBarring] = useState(false);
  const end = useDeed();
  const [secondId] = useState(() => newId());
  const mayBeSecond = isCoordinator && holder.assignmentId !== null && ['psychologist', 'legal', 'labour', 'educator'].includes(holder.role);
  const why = holder.until ? t('cases.via.until', { until: formatDateTime(holder.until) }) : holder.since ? t('cases.via.since', { day: formatDate(holder.since) }) : '';
  return (
    <li>
      <span className="case-line">
        <span>{holder.name} {holder.owner && <Tag icon="star">{t('cases.owner')}</Tag>} {holder.secondId && <Tag icon="check">{t('cases.second')}</Tag>}</span>
        <span className="quiet small">{t(`role.${holder.role}`)} · {t(`cases.via.${holder.via}`)}{why && ` · ${why}`}</span>
        {end.error && <ProblemPanel problem={end.error} />}
      </span>
      <Row>
        {mayBeSecond && (holder.secondId
          ? <Button size="small" kind="quiet" isPending={end.isPending} onPress={() => end.mutate({ method: 'post', path: `/api/case-seconds/${holder.secondId}/end` })}>{t('cases.second.end')}</Button>
          : <Button size="small" kind="quiet" isPending={end.isPending} onPress={() => end.mutate({ method: 'put', path: `/api/case-seconds/${secondId}`, body: { caseId, memberId: holder.memberId } })}>{t('cases.second.name')}</Button>)}
        {(isCoordinator || isMe) && <Button size="small" kind="quiet" onPress={() => setBarring(true)}>{t(isMe ? 'cases.bar.me' : 'cases.bar')}</Button>}
        {holder.assignmentId && (isCoordinator || isMe) && (
          <Button size="small" isPending={end.isPending} onPress={() => end.mutate({ method: 'post', path: `/api/case-assignments/${holder.assignmentId}/end` })}>{t(isMe ? 'cases.give-up' : 'cases.unassign')}</Button>
        )}
      </Row>
      {isBarring && <BarDialog caseId={caseId} colleague={holder} isMe={isMe} onClose={() => setBarring(false)} />}
    </li>
  );
}

function BarsPanel({ caseId, bars }: { caseId: string; bars: readonly BarLine[] }): ReactNode {
  const { t, formatDate } = useText();
  const [isBarring, setBarring] = useState(false);
  const lift = useDeed();
  return (
    <Panel title={t('cases.bars.title')} of="case" actions={<Button size="small" onPress={() => setBarring(true)}>{t('cases.bar.somebody')}</Button>}>
      {bars.length === 0 && <p className="quiet">{t('cases.bars.none')}</p>}
      {lift.error && <ProblemPanel problem={lift.error} />}
      <ul className="case-lines">
        {bars.map((bar) => (
          <li key={bar.id}>
            <span className="case-line">
              <span>{bar.member.name}</span>
              <span className="quiet small">{t(`cases.bar.asked-by.${bar.askedBy}`)} · {formatDate(bar.at)}</span>
              <SafeText>{bar.reason}</SafeText>
            </span>
            <Button size="small" isPending={lift.isPending} onPress={() => lift.mutate({ method: 'post', path: `/api/case-bars/${bar.id}/lift` })}>{t('cases.bar.lift')}</Button>
          </li>
        ))}
      </ul>
      {isBarring && <BarDialog caseId={caseId} onClose={() => setBarring(false)} />}
    </Panel>
  );
}
