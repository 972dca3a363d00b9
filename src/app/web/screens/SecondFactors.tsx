import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { QrCode } from '../../../kernel/ui/QrCode.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { addPasskey } from '../account.ts';

/** The secret within an `otpauth:` address, in groups of four, for those who cannot point a camera. */
const secretOf = (uri: string): string => new URL(uri).searchParams.get('secret')?.match(/.{1,4}/g)?.join(' ') ?? uri;

/** An authenticator app on the phone: shown as a square to point at and as letters to type; proved by the first code. */
export function TotpSetup({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  const [code, setCode] = useState('');
  const start = useMutation({ mutationFn: () => api.post<{ uri: string }>('/api/account/totp') });
  const prove = useMutation({ mutationFn: () => api.put('/api/account/totp', { body: { code: code.replaceAll(/\s/g, '') } }), onSuccess: onDone });
  if (!start.data) {
    return (
      <div className="stack">
        <p>{t('shell.totp.why')}</p>
        {start.error && <ProblemPanel problem={start.error} />}
        <Button icon="device" isPending={start.isPending} onPress={() => start.mutate()}>{t('shell.totp.start')}</Button>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate();
      }}
    >
      <p>{t('shell.totp.scan')}</p>
      <QrCode text={start.data.uri} label={t('shell.totp.square')} />
      <p className="small quiet">{t('shell.totp.by-hand')} <code className="secret-code">{secretOf(start.data.uri)}</code></p>
      <TextField label={t('shell.totp.first-code')} hint={t('shell.sign-in.code-hint')} inputMode="numeric" autoComplete="one-time-code" maxLength={8} value={code} onChange={setCode} />
      {prove.error && <ProblemPanel problem={prove.error} />}
      <Button type="submit" kind="primary" isPending={prove.isPending}>{t('shell.totp.confirm')}</Button>
    </form>
  );
}

/** A passkey: the fingerprint, face or code of this device, or a small key of metal. Cannot be told to anyone, so cannot be stolen by a mail. */
export function PasskeySetup({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  const [name, setName] = useState('');
  const add = useMutation({ mutationFn: () => addPasskey(name.trim() === '' ? t('shell.passkey.unnamed') : name.trim()), onSuccess: (isAdded) => { if (isAdded) onDone(); } });
  return (
    <div className="stack">
      <p>{t('shell.passkey.why')}</p>
      <TextField label={t('shell.passkey.name')} hint={t('shell.passkey.name-hint')} maxLength={80} value={name} onChange={setName} />
      {add.error && <ProblemPanel problem={add.error} />}
      <Button icon="key" isPending={add.isPending} onPress={() => add.mutate()}>{t('shell.passkey.add')}</Button>
    </div>
  );
}
