import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { InvitationSeen } from '../../../kernel/identity/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';

const shortestPassword = 12;

/** First time: who invites, into what; name and password. The second factor follows by itself. */
export default function Invitation({ token, onDone }: { token: string; onDone: () => void }): ReactNode {
  const { t } = useText();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const path = `/api/invitations/${encodeURIComponent(token)}`;
  const seen = useQuery({ queryKey: ['invitation', token], queryFn: ({ signal }) => api.get<InvitationSeen>(path, { signal }) });
  const accept = useMutation({
    mutationFn: () => api.put(path, { body: { name: name.trim(), password, ...(code.trim() === '' ? {} : { code: code.trim() }) } }),
    onSuccess: onDone,
  });
  const [isTried, setTried] = useState(false);
  const nameFault = isTried && name.trim().length < 2 ? t('ui.invalid.required') : undefined;
  const codeFault = isTried && seen.data?.needsCode && code.trim().length < 8 ? t('shell.invitation.code-missing') : undefined;
  const passwordFault = isTried && password.length < shortestPassword ? t('shell.password.too-short', { count: shortestPassword }) : undefined;

  return (
    <Page title={t('shell.invitation')} lead={t('shell.invitation.lead')} width="reading">
      {seen.error && <ProblemPanel problem={seen.error} />}
      {seen.isPending && <Skeleton lines={5} />}
      {seen.data && (
        <Panel>
          <KeyValues
            items={[
              { key: 'role', label: t('shell.invitation.role'), value: t(`role.${seen.data.role}`) },
              { key: 'organisation', label: t('shell.invitation.organisation'), value: seen.data.organisation },
              { key: 'programme', label: t('shell.invitation.programme'), value: seen.data.programme },
            ]}
          />
          {seen.data.isAwaited && <Notice title={t('shell.invitation.awaited')}>{t('shell.invitation.awaited.help')}</Notice>}
          {!seen.data.isAwaited && <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (name.trim().length >= 2 && password.length >= shortestPassword && (!seen.data.needsCode || code.trim().length >= 8)) accept.mutate();
            }}
          >
            <TextField label={t('shell.email')} type="email" autoComplete="username" value={seen.data.email} onChange={() => undefined} isDisabled />
            <TextField label={t('shell.name')} hint={t('shell.name.hint')} autoComplete="name" isRequired value={name} onChange={setName} error={nameFault} />
            <TextField label={t('shell.password.new')} hint={t('shell.password.hint')} type="password" autoComplete="new-password" isRequired value={password} onChange={setPassword} error={passwordFault} />
            {seen.data.needsCode && <TextField label={t('shell.invitation.code')} hint={t('shell.invitation.code-hint')} autoComplete="off" isRequired value={code} onChange={setCode} error={codeFault} />}
            {accept.error && <ProblemPanel problem={accept.error} />}
            <Button type="submit" kind="primary" size="large" isPending={accept.isPending}>{t('shell.invitation.accept')}</Button>
          </form>}
        </Panel>
      )}
    </Page>
  );
}
