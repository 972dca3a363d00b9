import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { SessionState } from '../../../kernel/identity/contract.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { useChooseHat, useSignOut } from '../account.ts';

/** Signed in, but without a role: the one that was worn has ended and another may be put on, or there is none, for the invitation was withdrawn or has run out. */
export function NoHat({ hats }: Pick<SessionState, 'hats'>): ReactNode {
  const { t } = useText();
  const choose = useChooseHat();
  const signOut = useSignOut();
  return (
    <main className="alone">
      <Page title={t(hats.length > 0 ? 'shell.hat.choose' : 'shell.no-hat')} width="reading">
        {hats.length > 0 && (
          <Stack>
            <p>{t('shell.hat.ended')}</p>
            {hats.map((each) => <Button key={each.id} icon="hat" isPending={choose.isPending} onPress={() => choose.mutate(each.id)}>{`${t(`role.${each.role}`)} · ${each.programme.name}`}</Button>)}
            <Button kind="quiet" icon="sign-out" onPress={() => signOut.mutate()}>{t('shell.sign-out')}</Button>
            {choose.error && <ProblemPanel problem={choose.error} />}
          </Stack>
        )}
        {hats.length === 0 && <EmptyState icon="hat" title={t('shell.no-hat.what')} why={t('shell.no-hat.why')} action={<Button icon="sign-out" onPress={() => signOut.mutate()}>{t('shell.sign-out')}</Button>} />}
      </Page>
    </main>
  );
}
