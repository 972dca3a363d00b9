import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';

/** The address leads nowhere, or to something that one may not know of: both look the same on purpose. */
export function NotFound(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('problem.not-found.title')} width="reading">
      <EmptyState icon="search" title={t('shell.not-found')} why={t('problem.not-found.help')} action={<LinkButton kind="primary" href="/">{t('shell.go-today')}</LinkButton>} />
    </Page>
  );
}

/** A room that the present hat has no part in. */
export function NoAccess(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('problem.not-allowed.title')} width="reading">
      <EmptyState icon="lock" title={t('shell.no-access')} why={t('problem.not-allowed.help')} action={<LinkButton kind="primary" href="/">{t('shell.go-today')}</LinkButton>} />
    </Page>
  );
}
