import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSignOut } from '../account.ts';

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
