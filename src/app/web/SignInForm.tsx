import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { SignInStep } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { api } from '../../kernel/ui/api.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { TextField } from '../../kernel/ui/TextField.tsx';
import { signInWithPasskey } from './account.ts';
import { useOneAnswer } from './useOneAnswer.ts';

/** The six figures of an authenticator. Pasting and the phone's own suggestion both work (WCAG 3.3.8). */
function SecondFactorForm({ methods, onStep, onLost }: { methods: SignInStep['methods']; onStep: (step: SignInStep) => void; onLost: () => void }): ReactNode {
  const { t } = useText();
  const asked = useOneAnswer((code) => api.post<SignInStep>('/api/session/second-factor', { body: { code: code.replaceAll(/\s/g, '') } }), onStep);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (step) => { if (step) onStep(step); } });
  return (
    <form {...asked.form}>
      {methods.includes('totp') && (
        <>
          <TextField label={t('shell.sign-in.code')} hint={t('shell.sign-in.code-hint')} inputMode="numeric" autoComplete="one-time-code" maxLength={8} {...asked.input} />
          {asked.error && <ProblemPanel problem={asked.error} />}
          <Button type="submit" kind="primary" size="large" isPending={asked.isPending}>{t('shell.sign-in.go')}</Button>
        </>
      )}
      {passkey.error && <ProblemPanel problem={passkey.error} />}
      {methods.includes('passkey') && <Button icon="key" isPending={passkey.isPending} onPress={() => passkey.mutate()}>{t('shell.sign-in.passkey')}</Button>}
      <Button kind="quiet" size="small" icon="help" onPress={onLost}>{t('shell.way-back.open')}</Button>
    </form>
  );
}

/** The telephone is lost: a code from paper, or the one that the coordinator told, takes the place of the second factor. */
function WayBackForm({ onStep }: { onStep: (step: SignInStep) => void }): ReactNode {
  const { t } = useText();
  const asked = useOneAnswer((code) => api.post<SignInStep>('/api/session/recovery', { body: { code } }), onStep);
  return (
    <form {...asked.form}>
      <p>{t('shell.way-back.why')}</p>
      <TextField label={t('shell.way-back.code')} hint={t('shell.way-back.hint')} autoComplete="off" maxLength={40} {...asked.input} />
      {asked.error && <ProblemPanel problem={asked.error} />}
      <Button type="submit" kind="primary" size="large" isPending={asked.isPending} isDisabled={asked.given.trim().length < 8}>{t('shell.sign-in.go')}</Button>
    </form>
  );
}

export interface SignInFormProps {
  /** Filled in when the person is known already. */
  readonly email?: string;
  /** A second factor is still owed from before the page was loaded. */
  readonly isSecondFactorOwed?: boolean;
  readonly onDone: () => void;
}

/** Address and password, then the second factor; or a passkey alone, which is both. On the sign-in page and on the cover. */
export function SignInForm({ email: known = '', isSecondFactorOwed = false, onDone }: SignInFormProps): ReactNode {
  const { t } = useText();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [owed, setOwed] = useState<SignInStep['methods'] | null>(isSecondFactorOwed ? ['totp', 'passkey'] : null);

  const [isLost, setLost] = useState(false);

  function step(next: SignInStep): void {
    if (next.state === 'second-factor') setOwed(next.methods);
    else onDone();
  }
  const send = useMutation({ mutationFn: () => api.post<SignInStep>('/api/session', { body: { email, password } }), onSuccess: step });
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (next) => { if (next) step(next); } });

  if (owed && isLost) return <WayBackForm onStep={step} />;
  if (owed) return <SecondFactorForm methods={owed} onStep={step} onLost={() => setLost(true)} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <TextField label={t('shell.email')} type="email" name="email" autoComplete="username" value={email} onChange={setEmail} />
      <TextField label={t('shell.password')} type="password" name="password" autoComplete="current-password" value={password} onChange={setPassword} />
      {send.error && <ProblemPanel problem={send.error} />}
      {passkey.error && <ProblemPanel problem={passkey.error} />}
      <Button type="submit" kind="primary" size="large" isPending={send.isPending}>{t('shell.sign-in.go')}</Button>
      <Button icon="key" isPending={passkey.isPending} onPress={() => passkey.mutate()}>{t('shell.sign-in.passkey')}</Button>
    </form>
  );
}
