import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Closing } from '../contract.ts';
import { closingsOf, headerOf } from './queries.ts';

/** How the case ended, each time it did: a case that was opened again keeps its earlier ending in sight. */
export function ClosingsPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const { data: header } = useQuery(headerOf(caseId));
  const keepsFiles = header?.compartments.includes('case') ?? false;
  const closings = useQuery({ ...closingsOf(caseId), enabled: keepsFiles });
  const approved = (closings.data?.items ?? []).filter((one) => one.state === 'approved');
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
