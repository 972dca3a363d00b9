import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PasswordResetSeen } from '../../../kernel/identity/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';

const shortestPassword = 12;

/** The password is lost: the administrator's link, the coordinator's code, a new password. The second factor is asked afterwards. */
export default function NewPassword({ token, onDone }: { token: string; onDone: () => void }): ReactNode {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const path = `/api/password-resets/${encodeURIComponent(token)}`;
  const seen = useQuery({ queryKey: ['new-password', token], queryFn: ({ signal }) => api.get<PasswordResetSeen>(path, { signal }) });
  const save = useMutation({
    mutationFn: () => api.put(path, { body: { password, code: code.trim() } }),
    onSuccess: onDone,
  });
  const isCodeShort = code.trim().length < 8;
  const isPasswordShort = password.length < shortestPassword;

  return (
    <Page title={t('shell.new-password')} lead={t('shell.new-password.lead')} width="reading">
      {seen.error && <ProblemPanel problem={seen.error} />}
      {seen.isPending && <Skeleton lines={4} />}
      {seen.data && (
        <Panel>
          {seen.data.isAwaited
            ? <Notice title={t('shell.invitation.awaited')}>{t('shell.new-password.awaited.help')}</Notice>
            : <form
                className="stack"
                onSubmit={(event) => {
                  event.preventDefault();
                  setTried(true);
                  if (!isCodeShort && !isPasswordShort) save.mutate();
                }}
              >
                <TextField label={t('shell.invitation.code')} hint={t('shell.invitation.code-hint')} autoComplete="off" maxLength={40} isRequired value={code} onChange={setCode} error={isTried && isCodeShort ? t('shell.invitation.code-missing') : undefined} />
                <TextField label={t('shell.password.new')} hint={t('shell.password.hint')} type="password" autoComplete="new-password" isRequired value={password} onChange={setPassword}
                  error={isTried && isPasswordShort ? t('shell.password.too-short', { count: shortestPassword }) : undefined} />
                <p className="quiet">{t('shell.new-password.others')}</p>
                {save.error && <ProblemPanel problem={save.error} />}
                <Button type="submit" kind="primary" size="large" isPending={save.isPending}>{t('shell.new-password.save')}</Button>
              </form>}
        </Panel>
      )}
    </Page>
  );
}
