import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';

/** Stands where the day will be, for roles whose day has nothing to show yet. */
export default function Home(): ReactNode {
  const { t, formatDate } = useText();
  return (
    <Page title={t('shell.nav.today')} lead={formatDate(new Date(), 'weekday')}>
      <Panel>
        <EmptyState icon="today" title={t('shell.home.title')} why={t('shell.home.why')} action={<LinkButton kind="primary" href="/help">{t('shell.home.help')}</LinkButton>} />
      </Panel>
    </Page>
  );
}
