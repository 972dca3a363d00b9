import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { InvitationsToApprove, ResetsTable } from './Approvals.tsx';
import { DevicesTable, LeasePanel } from './DevicesTable.tsx';
import { RenamingsTable } from './RenamingsTable.tsx';

/** Used by the coordinator: who asks to come in, and who begins anew. Nobody reads about persons without a yes from here. */
export default function TeamScreen(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('team.title')} lead={t('team.lead')} width="full">
      <Stack gap="large">
        <InvitationsToApprove />
        <ResetsTable of="second-factor-resets" mayDecide />
        <ResetsTable of="password-resets" mayDecide />
        <DevicesTable />
        <LeasePanel />
        <RenamingsTable />
      </Stack>
    </Page>
  );
}
