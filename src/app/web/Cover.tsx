import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { api, callFor } from '../../kernel/ui/api.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { openDevice } from '../../kernel/offline/ui/attend.ts';
import { useConnection } from '../../kernel/ui/connection.ts';
import { gate } from '../../kernel/ui/gate.ts';
import { Icon } from '../../kernel/ui/Icon.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { TextField } from '../../kernel/ui/TextField.tsx';
import { signInWithPasskey, useRefreshSession, useSignOut } from './account.ts';
import { lockDevice } from './device-care.ts';
import { OverAll } from './OverAll.tsx';
import { SignInForm } from './SignInForm.tsx';
import { useOneAnswer } from './useOneAnswer.ts';

function Unlock({ email, onDone }: { email: string; onDone: () => void }): ReactNode {
  const { t } = useText();
  const asked = useOneAnswer((password) => api.post('/api/session/unlock', { body: { password } }), onDone);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (step) => { if (step?.state === 'signed-in') onDone(); } });
  return (
    <form {...asked.form}>
      <input className="only-heard" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      <TextField label={t('shell.password')} type="password" autoComplete="current-password" {...asked.input} />
      {asked.error && <ProblemPanel problem={asked.error} />}
      {passkey.error && <ProblemPanel problem={passkey.error} />}
      <Button type="submit" kind="primary" icon="unlock" isPending={asked.isPending}>{t('shell.lock.unlock')}</Button>
      <Button icon="key" isPending={passkey.isPending} onPress={() => passkey.mutate()}>{t('shell.sign-in.passkey')}</Button>
    </form>
  );
}

/** Covers everything when the screen is locked or the session has ended, so that what was being typed is there again afterwards. */
export function Cover({ session }: { session: SessionState }): ReactNode {
  const { t } = useText();
  const state = useSyncExternalStore(gate.subscribe, gate.state);
  const refresh = useRefreshSession();
  const signOut = useSignOut();
  const isOnline = useConnection();

  async function comeBack(): Promise<void> {
    const next = await refresh();
    if (next.stage !== 'signed-in') return;
    if (next.account?.id === session.account?.id && next.hat?.id === session.hat?.id) {
      gate.open();
      return;
    }
    // Whatever a form still sends before this page is gone was written by the other person, and is not sent in the name of this one.
    callFor(session.hat?.id);
    gate.abandon();
    location.assign('/');
  }

  return (
    <OverAll isShown={state !== 'open'} mark="data-covered" title="cover-title">
      <div className="cover-card">
        <span className="empty-drawing"><Icon name="lock" /></span>
        <h2 id="cover-title">{t(state === 'locked' ? 'shell.lock.title' : 'shell.lock.ended')}</h2>
        <p className="quiet">{t(state === 'locked' ? 'shell.lock.help' : 'shell.lock.ended-help')}</p>
        {state === 'locked'
          ? <Unlock email={session.account?.email ?? ''} onDone={() => void comeBack()} />
          : <SignInForm email={session.account?.email ?? ''} onDone={() => void comeBack()} />}
        {!isOnline && openDevice() !== undefined && <Button icon="device" onPress={() => void lockDevice()}>{t('shell.lock.with-pin')}</Button>}
        <Button kind="quiet" icon="sign-out" onPress={() => signOut.mutate()}>{t('shell.lock.someone-else')}</Button>
      </div>
    </OverAll>
  );
}
