import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Closing } from '../contract.ts';
import { closingsOf, headerOf, useDeed } from './queries.ts';

/** How the case ended, each time it did: a case that was opened again keeps its earlier ending in sight. */
export function ClosingsPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const { data: header } = useQuery(headerOf(caseId));
  const keepsFiles = header?.compartments.includes('case') ?? false;
  const closings = useQuery({ ...closingsOf(caseId), enabled: keepsFiles });
  const approved = (closings.data?.items ?? []).filter((one) => one.state === 'approved');
  const waiting = closings.data?.items.find((one) => one.mayDecide);
  if (waiting) return <WaitingClosing closing={waiting} />;
  if (approved.length === 0) return null;
  return (
    <Panel title={t('cases.endings.title')} of="case">
      <Stack>
        {header?.state !== 'closed' && <Notice>{t('cases.endings.opened-again')}</Notice>}
        {approved.map((one) => <Ending key={one.id} closing={one} />)}
        <p className="small"><TextLink href={`/cases/${caseId}?tab=plan`}>{t('cases.endings.scale')}</TextLink></p>
      </Stack>
    </Panel>
  );
}

function Ending({ closing }: { closing: Closing }): ReactNode {
  const { t, formatDate } = useText();
  return (
    <Stack gap="small">
      <div><Tag>{t(`cases.closing-reason.${closing.reason}`)}</Tag></div>
      {closing.outcome === null ? <p className="quiet">{t('cases.endings.destroyed')}</p> : <SafeText block>{closing.outcome}</SafeText>}
      <p className="quiet small">
        {t('cases.endings.by', { asker: closing.askedBy.name, decider: closing.decidedBy?.name ?? '', day: closing.decidedAt ? formatDate(closing.decidedAt) : '' })}
        {' · '}{t(closing.followUpSafe ? 'cases.endings.safe' : 'cases.endings.not-safe')}
      </p>
    </Stack>
  );
}

/** A closing that waits for the second professional who reads it here. */
function WaitingClosing({ closing }: { closing: Closing }): ReactNode {
  const { t } = useText();
  const [deciding, setDeciding] = useState<'approve' | 'send-back' | null>(null);
  const decide = useDeed(() => setDeciding(null));
  return (
    <Panel title={t('cases.alert.closing-asked')} of="case">
      <Stack gap="small">
        <p>{closing.askedBy.name} · {t(`cases.closing-reason.${closing.reason}`)}</p>
        {closing.outcome !== null && <SafeText block>{closing.outcome}</SafeText>}
        <Row>
          <Button kind="primary" onPress={() => setDeciding('approve')}>{t('cases.second.approve')}</Button>
          <Button onPress={() => setDeciding('send-back')}>{t('cases.second.send-back')}</Button>
        </Row>
      </Stack>
      {deciding && (
        <ReasonDialog title={t(`cases.second.${deciding}`)} label={t('cases.second.words')} isOpen minLength={3} onClose={() => setDeciding(null)} confirm={t(`cases.second.${deciding}`)} isPending={decide.isPending} onConfirm={(words) => decide.mutate({ method: 'post', path: `/api/case-closings/${closing.id}/decision`, body: { decision: deciding, words } })}>
          {t(deciding === 'approve' ? 'cases.closings.approve.help' : 'cases.closings.send-back.help', { name: closing.askedBy.name })}
          {decide.error && <ProblemPanel problem={decide.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}
