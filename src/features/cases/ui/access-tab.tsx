import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Bar, Holder } from '../contract.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { AudiencePanel } from './audience-panel.tsx';
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
      {isCoordinator && team.data && <BarsPanel bars={team.data.bars} />}
      <AudiencePanel caseId={caseId} />
      {isAssigning && <AssignDialog caseId={caseId} onClose={() => setAssigning(false)} />}
    </Stack>
  );
}

function HolderLine({ caseId, holder, isCoordinator, isMe }: { caseId: string; holder: Holder; isCoordinator: boolean; isMe: boolean }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const [isBarring, setBarring] = useState<Bar['askedBy'] | null>(null);
  const [barId] = useState(() => newId());
  const deed = useDeed(() => setBarring(null));
  const why = holder.until ? t('cases.via.until', { until: formatDateTime(holder.until) }) : holder.since ? t('cases.via.since', { day: formatDate(holder.since) }) : '';
  return (
    <li>
      <span className="case-line">
        <span>{holder.name} {holder.owner && <Tag icon="star">{t('cases.owner')}</Tag>}</span>
        <span className="quiet small">{t(`role.${holder.role}`)} · {t(`cases.via.${holder.via}`)}{why && ` · ${why}`}</span>
      </span>
      <Row>
        {holder.assignmentId && (isCoordinator || isMe) && (
          <Button size="small" isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path: `/api/case-assignments/${holder.assignmentId}/end` })}>{t(isMe ? 'cases.give-up' : 'cases.unassign')}</Button>
        )}
        {isCoordinator && !isMe && <Button size="small" kind="quiet" onPress={() => setBarring('coordinator')}>{t('cases.bar')}</Button>}
        {isCoordinator && !isMe && <Button size="small" kind="quiet" onPress={() => setBarring('person')}>{t('cases.bar.person')}</Button>}
        {isMe && <Button size="small" kind="quiet" onPress={() => setBarring('member')}>{t('cases.bar.me')}</Button>}
      </Row>
      {deed.error && <ProblemPanel problem={deed.error} />}
      <ReasonDialog
        title={t(isMe ? 'cases.bar.me' : 'cases.bar.title', { name: holder.name })} isOpen={isBarring !== null} onClose={() => setBarring(null)} confirm={t('cases.bar.confirm')} minLength={3} isPending={deed.isPending}
        onConfirm={(reason) => deed.mutate({ method: 'put', path: `/api/case-bars/${barId}`, body: { caseId, memberId: holder.memberId, askedBy: isBarring, reason } })}
      >
        {t('cases.bar.help', { name: holder.name })}
      </ReasonDialog>
    </li>
  );
}

function BarsPanel({ bars }: { bars: readonly { id: string; member: { name: string }; askedBy: Bar['askedBy']; reason: string; at: string }[] }): ReactNode {
  const { t, formatDate } = useText();
  const lift = useDeed();
  return (
    <Panel title={t('cases.bars.title')} of="case">
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
    </Panel>
  );
}
