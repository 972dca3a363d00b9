import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { ConferenceQuery } from '../contract.ts';
import { ConferenceRow } from './conference-line.tsx';
import { conferencesIn } from './queries.ts';
import './conferences.css';

/** The conferences that one called or is asked to. */
export default function ConferencesScreen(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('conferences.title.all')} lead={t('conferences.lead')}>
      <Stack gap="large"><Box box="coming" /><Box box="past" /></Stack>
    </Page>
  );
}

const team: readonly string[] = teamRoles;

function Box({ box }: { box: ConferenceQuery['box'] }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const ofTeam = team.includes(hat?.role ?? '');
  const list = useInfiniteQuery(conferencesIn(box));
  const lines = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t(`conferences.box.${box}`)} of="case">
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={2} />}
      {lines?.length === 0 && <p className="quiet">{t(`conferences.box.${box}.none`)}{box === 'coming' && ofTeam && ` ${t('conferences.box.coming.how')}`}</p>}
      <ul className="conference-lines">{lines?.map((line) => <ConferenceRow key={line.id} line={line} showsCode />)}</ul>
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}
