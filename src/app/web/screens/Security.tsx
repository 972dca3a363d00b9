import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { PasskeyLine, PasswordHistory, SessionLine } from '../../../kernel/identity/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { deviceName } from '../device-name.ts';
import { MailWish } from './MailWish.tsx';
import { DevicePanel } from '../DevicePanel.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { PasskeySetup, TotpSetup } from './SecondFactors.tsx';

type Session = z.infer<typeof SessionLine>;
type Passkey = z.infer<typeof PasskeyLine>;

const shortestPassword = 12;

function Sessions(): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['account', 'sessions'], queryFn: ({ signal }) => api.get<{ items: Session[] }>('/api/account/sessions', { signal }) });
  const end = useMutation({ mutationFn: (id: string) => api.delete(`/api/account/sessions/${id}`), onSettled: () => client.invalidateQueries({ queryKey: ['account', 'sessions'] }) });
  const columns: readonly Column<Session>[] = [
    { key: 'device', label: t('shell.sessions.device'), isName: true, render: (row) => deviceName(row.device) ?? t('shell.sessions.unknown') },
    { key: 'since', label: t('shell.sessions.since'), isMinor: true, render: (row) => formatDateTime(row.createdAt) },
    { key: 'seen', label: t('shell.sessions.seen'), render: (row) => formatRelative(row.seenAt) },
    {
      key: 'end',
      label: t('shell.sessions.end'),
      align: 'end',
      render: (row) => (row.current
        ? <Tag tone="good">{t('shell.sessions.this')}</Tag>
        : <Button size="small" icon="sign-out" isPending={end.isPending && end.variables === row.id} onPress={() => end.mutate(row.id)}>{t('shell.sessions.end')}</Button>),
    },
  ];
  return (
    <Panel title={t('shell.sessions')}>
      <p className="quiet">{t('shell.sessions.help')}</p>
      {end.error && <ProblemPanel problem={end.error} />}
      <DataTable
        label={t('shell.sessions')}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        problem={list.error}
        onRetry={() => void list.refetch()}
        empty={<EmptyState icon="device" title={t('shell.sessions.none')} />}
        columns={columns}
      />
    </Panel>
  );
}

function Passkeys(): ReactNode {
  const { t, formatDate, formatRelative } = useText();
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['account', 'passkeys'], queryFn: ({ signal }) => api.get<{ items: Passkey[] }>('/api/account/passkeys', { signal }) });
  const refresh = (): void => void client.invalidateQueries({ queryKey: ['account', 'passkeys'] });
  const remove = useMutation({ mutationFn: (id: string) => api.delete(`/api/account/passkeys/${encodeURIComponent(id)}`), onSettled: refresh });
  const columns: readonly Column<Passkey>[] = [
    { key: 'name', label: t('shell.passkey.name'), isName: true, render: (row) => row.name },
    { key: 'since', label: t('shell.passkey.since'), isMinor: true, render: (row) => formatDate(row.createdAt) },
    { key: 'used', label: t('shell.passkey.used'), render: (row) => (row.usedAt === null ? t('shell.passkey.never') : formatRelative(row.usedAt)) },
    {
      key: 'remove',
      label: t('shell.passkey.remove'),
      align: 'end',
      render: (row) => <Button size="small" icon="trash" isPending={remove.isPending && remove.variables === row.id} onPress={() => remove.mutate(row.id)}>{t('shell.passkey.remove')}</Button>,
    },
  ];
  return (
    <Panel title={t('shell.passkey')}>
      {remove.error && <ProblemPanel problem={remove.error} />}
      <DataTable
        label={t('shell.passkey')}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        problem={list.error}
        onRetry={() => void list.refetch()}
        empty={<EmptyState icon="key" title={t('shell.passkey.none')} />}
        columns={columns}
      />
      <PasskeySetup
        onDone={() => {
          refresh();
          toast.say(t('shell.passkey.added'));
        }}
      />
    </Panel>
  );
}

function Password(): ReactNode {
  const { t } = useText();
  const [next, setNext] = useState('');
  const [isTried, setTried] = useState(false);
  const isShort = next.length < shortestPassword;
  const change = useMutation({
    mutationFn: () => api.put('/api/account/password', { body: { next } }),
    onSuccess: () => {
      setNext('');
      setTried(false);
      toast.say(t('shell.password.changed'));
    },
  });
  return (
    <Panel title={t('shell.password.change')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isShort) change.mutate();
        }}
      >
        <TextField
          label={t('shell.password.new')}
          hint={t('shell.password.hint')}
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={isTried && isShort ? t('shell.password.too-short', { count: shortestPassword }) : undefined}
        />
        {change.error && <ProblemPanel problem={change.error} />}
        <Button type="submit" isPending={change.isPending}>{t('shell.password.change')}</Button>
      </form>
    </Panel>
  );
}

/** Shown when somebody asked for a new password of mine: it must not come about behind my back. */
function AskedForMe(): ReactNode {
  const { t, formatDateTime } = useText();
  const history = useQuery({ queryKey: ['account', 'password-history'], queryFn: ({ signal }) => api.get<PasswordHistory>('/api/account/password-history', { signal }) });
  if (history.error) return <ProblemPanel problem={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data?.items.length) return null;
  return (
    <Panel title={t('shell.password.history')}>
      <p className="quiet">{t('shell.password.history.why')}</p>
      <ul>
        {history.data.items.map((one) => (
          <li key={one.id}>{t(`shell.password.history.${one.usedAt ? 'used' : one.decision ?? 'waiting'}`, { at: formatDateTime(one.askedAt), by: one.askedBy, decider: one.decidedBy ?? '', used: one.usedAt ? formatDateTime(one.usedAt) : '' })}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** My access: where I am signed in, with what I prove who I am. */
export default function Security(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('shell.account.security')} lead={t('shell.account.lead')}>
      <DevicePanel />
      <Sessions />
      <MailWish />
      <Columns min="wide">
        <Passkeys />
        <div className="stack stack-large">
          <Panel title={t('shell.totp')}><TotpSetup onDone={() => toast.say(t('shell.totp.done'))} /></Panel>
          <Panel title={t('shell.recovery')}><RecoveryCodes /></Panel>
          <Password />
          <AskedForMe />
        </div>
      </Columns>
    </Page>
  );
}
