import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import type { Device, Devices } from '../../kernel/devices/contract.ts';
import { teamRoles } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { leaveHere } from '../../kernel/offline/ui/attend.ts';
import { enrolled, opensHere } from '../../kernel/offline/ui/enrolled.ts';
import { api } from '../../kernel/ui/api.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../kernel/ui/DataTable.tsx';
import { ReasonDialog } from '../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Panel, Row } from '../../kernel/ui/Panel.tsx';
import { useSession } from '../../kernel/ui/session.tsx';
import { Tag } from '../../kernel/ui/Tag.tsx';
import { toast } from '../../kernel/ui/toasts.ts';
import { useRefreshSession } from './account.ts';
import { DayHere } from './DayHere.tsx';
import { EnrolDialog } from './EnrolDialog.tsx';
import { reload } from './parts.tsx';

/** Whether it runs in a window of its own, as an application of the telephone does. */
const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** Telephones of one's own that open where there is no network, this one first. For those who meet people; the others find nothing here. */
export function DevicePanel(): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  const session = useSession();
  const client = useQueryClient();
  const refresh = useRefreshSession();
  const [dialog, setDialog] = useState<'enrol' | 'again' | null>(null);
  const [ending, setEnding] = useState<Device | null>(null);
  const isTeam = session.hat !== null && (teamRoles as readonly string[]).includes(session.hat.role);
  const accountId = session.account?.id ?? '';
  const here = useQuery({ queryKey: ['devices', 'here', accountId, session.device], queryFn: async () => (await enrolled.of(accountId)) ?? null });
  const list = useQuery({ queryKey: ['devices', 'own'], queryFn: ({ signal }) => api.get<Devices>('/api/devices', { signal }), enabled: isTeam });
  const changed = async (): Promise<void> => {
    await refresh();
    await client.invalidateQueries({ queryKey: ['devices'] });
  };
  const revoke = useMutation({
    mutationFn: ({ device, reason }: { device: Device; reason: string }) =>
      (device.id === session.device ? leaveHere(reason) : api.post(`/api/devices/${device.id}/moves`, { body: { id: newId(), reason } })),
    onSuccess: async (_, { device }) => {
      setEnding(null);
      if (device.id === session.device) await reload();
      else toast.say(t('devices.ended'));
    },
    onSettled: changed,
  });
  if (!isTeam) return null;

  const isHere = session.device !== null && here.data?.deviceId === session.device;
  const columns: readonly Column<Device>[] = [
    { key: 'label', label: t('devices.label'), isName: true, render: (one) => <>{one.label} {one.id === session.device && <Tag tone="good">{t('devices.this')}</Tag>}</> },
    { key: 'contact', label: t('devices.contact'), render: (one) => formatRelative(one.contactAt) },
    { key: 'lease', label: t('devices.lease'), isMinor: true, render: (one) => (one.state === 'revoked' || one.leaseUntil === null ? '' : formatDateTime(one.leaseUntil)) },
    {
      key: 'end', label: t('devices.end'), align: 'end',
      render: (one) => (one.revoked ? <span className="quiet small">{t('devices.revoked', { at: formatDateTime(one.revoked.at), by: one.revoked.by })}</span> : <Button size="small" icon="close" onPress={() => setEnding(one)}>{t('devices.end')}</Button>),
    },
  ];
  return (
    <Panel title={t('devices.panel')}>
      <p className="quiet">{t('devices.panel.what')}</p>
      {here.error && <Notice tone="late" title={t('devices.enrol.no-store')}>{t('devices.enrol.no-store.help')}</Notice>}
      {isHere && here.data && !opensHere(here.data) && <Notice tone="late" title={t('devices.closed')} actions={<Button kind="primary" onPress={() => setDialog('again')}>{t('devices.enrol.again')}</Button>}>{t('devices.closed.help')}</Notice>}
      {isHere && here.data && opensHere(here.data) && <DayHere />}
      <Row>
        {!isHere && <Button kind="primary" icon="device" onPress={() => setDialog('enrol')}>{t('devices.enrol')}</Button>}
        {isHere && here.data && opensHere(here.data) && <Button icon="key" onPress={() => setDialog('again')}>{t('devices.enrol.other')}</Button>}
      </Row>
      {isHere && !isInstalled() && <Notice title={t('devices.install')}>{t('devices.install.how')}</Notice>}
      <DataTable label={t('devices.panel')} rows={list.data?.items} rowKey={(one) => one.id} problem={list.error} onRetry={() => void list.refetch()} empty={<EmptyState icon="device" title={t('devices.none')} />} columns={columns} />
      {dialog && (
        <EnrolDialog session={session} isAgain={dialog === 'again'} onClose={() => setDialog(null)} onDone={() => {
          setDialog(null);
          // With the key of the device everything that is open here is opened anew.
          if (dialog === 'enrol') void reload();
          else void changed().then(() => toast.say(t('devices.kept')));
        }} />
      )}
      {ending && (
        <ReasonDialog title={t('devices.end.title', { label: ending.label })} isOpen onClose={() => { revoke.reset(); setEnding(null); }} confirm={t('devices.end')} minLength={3} isPending={revoke.isPending} onConfirm={(reason) => revoke.mutate({ device: ending, reason })}>
          <p>{t(ending.id === session.device ? 'devices.end.here' : 'devices.end.what')}</p>
          {revoke.error && <ProblemPanel problem={revoke.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}
