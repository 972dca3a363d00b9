import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSignOut } from '../account.ts';

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

/** Signed in, but a member of no programme: the invitation was withdrawn or has run out. */
export function NoHat(): ReactNode {
  const { t } = useText();
  const signOut = useSignOut();
  return (
    <main className="alone">
      <Page title={t('shell.no-hat')} width="reading">
        <EmptyState icon="hat" title={t('shell.no-hat.what')} why={t('shell.no-hat.why')} action={<Button icon="sign-out" onPress={() => signOut.mutate()}>{t('shell.sign-out')}</Button>} />
      </Page>
    </main>
  );
}
