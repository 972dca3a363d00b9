import { useMutation, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { ProofMethods } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { api } from '../../kernel/ui/api.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { proof } from '../../kernel/ui/proof.ts';
import { TextField } from '../../kernel/ui/TextField.tsx';
import { signInWithPasskey } from './account.ts';
import { useOneAnswer } from './useOneAnswer.ts';

function ProofForm(): ReactNode {
  const { t } = useText();
  const methods = useQuery({ queryKey: ['session', 'proof'], queryFn: ({ signal }) => api.get<ProofMethods>('/api/session/proof', { signal }), staleTime: 0 });
  const takesCode = methods.data?.methods.includes('totp') ?? false;
  const asked = useOneAnswer((given) => {
    // Whoever types six digits means the app: no password is so short.
    const isCode = takesCode && /^\s*(\d\s*){6}$/.test(given);
    return api.post('/api/session/proof', { body: isCode ? { code: given.replaceAll(/\s/g, '') } : { password: given } });
  }, proof.given);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (step) => { if (step?.state === 'signed-in') proof.given(); } });
  return (
    <form {...asked.form}>
      <p>{t('shell.proof.why')}</p>
      <TextField label={t(takesCode ? 'shell.proof.password-or-code' : 'shell.password')} type="password" autoComplete="current-password" {...asked.input} />
      {asked.error && <ProblemPanel problem={asked.error} />}
      {passkey.error && <ProblemPanel problem={passkey.error} />}
      <Button type="submit" kind="primary" isPending={asked.isPending}>{t('shell.proof.go')}</Button>
      {methods.data?.methods.includes('passkey') && <Button icon="key" isPending={passkey.isPending} onPress={() => passkey.mutate()}>{t('shell.sign-in.passkey')}</Button>}
    </form>
  );
}

/** Stands above whatever was being done when the server asked for a fresh proof; see `proof.ts`. */
export default function ProofDialog(): ReactNode {
  const { t } = useText();
  const isAsked = useSyncExternalStore(proof.subscribe, proof.isAsked);
  return <Dialog title={t('shell.proof')} isOpen={isAsked} onClose={proof.declined} size="small" isAlert>{isAsked && <ProofForm />}</Dialog>;
}
