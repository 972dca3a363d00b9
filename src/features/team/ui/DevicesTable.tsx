import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { type Device, type Devices, type DeviceSettings, LeaseHours } from '../../../kernel/devices/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';

/** Telephones that open where there is no network, whose they are and when they were last heard of; a lost one is taken out of use here. Nothing of what is on them. */
export function DevicesTable(): ReactNode {
  const { t, formatRelative, formatDateTime } = useText();
  const client = useQueryClient();
  const [lost, setLost] = useState<Device | null>(null);
  const list = useQuery({ queryKey: ['devices', 'all'], queryFn: ({ signal }) => api.get<Devices>('/api/devices/of-colleagues', { signal }) });
  const revoke = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => api.post(`/api/devices/${id}/moves`, { body: { id: newId(), reason } }),
    onSuccess: () => {
      setLost(null);
      toast.say(t('devices.ended'));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['devices'] }),
  });
  const columns: readonly Column<Device>[] = [
    { key: 'owner', label: t('devices.owner'), isName: true, render: (one) => one.owner },
    { key: 'label', label: t('devices.label'), render: (one) => one.label },
    { key: 'contact', label: t('devices.contact'), render: (one) => formatRelative(one.contactAt) },
    { key: 'lease', label: t('devices.lease'), isMinor: true, render: (one) => (one.state === 'revoked' || one.leaseUntil === null ? '' : formatDateTime(one.leaseUntil)) },
    {
      key: 'end', label: t('devices.lost'), align: 'end',
      render: (one) => (one.revoked ? <span className="quiet small">{t('devices.revoked', { at: formatDateTime(one.revoked.at), by: one.revoked.by })} «{one.revoked.reason}»</span> : <Button size="small" icon="close" onPress={() => setLost(one)}>{t('devices.lost')}</Button>),
    },
  ];
  return (
    <Panel title={t('devices.all')} of="network">
      <p className="quiet">{t('devices.all.what')}</p>
      <DataTable label={t('devices.all')} columns={columns} rows={list.data?.items} rowKey={(one) => one.id} problem={list.error} onRetry={() => void list.refetch()} empty={<EmptyState icon="device" title={t('devices.all.none')} />} />
      {lost && (
        <ReasonDialog title={t('devices.lost.title', { label: lost.label, owner: lost.owner })} isOpen onClose={() => { revoke.reset(); setLost(null); }} confirm={t('devices.lost')} minLength={3} isPending={revoke.isPending} onConfirm={(reason) => revoke.mutate({ id: lost.id, reason })}>
          <p>{t('devices.lost.what')}</p>
          {revoke.error && <ProblemPanel problem={revoke.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}

/** For how many hours a telephone opens without asking: said by whoever coordinates. */
export function LeasePanel(): ReactNode {
  const { t } = useText();
  const settings = useQuery({ queryKey: ['devices', 'settings'], queryFn: ({ signal }) => api.get<DeviceSettings>('/api/device-settings', { signal }) });
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  const keep = useDeed<DeviceSettings>([['devices', 'settings']], () => {
    setTyped(undefined);
    toast.say(t('devices.settings.kept'));
  });
  const hours = typed === undefined ? settings.data?.leaseHours ?? null : typed;
  const isGood = LeaseHours.safeParse(hours).success;
  return (
    <Panel title={t('devices.settings')}>
      {settings.error && <ProblemPanel problem={settings.error} onRetry={() => void settings.refetch()} />}
      {keep.error && <ProblemPanel problem={keep.error} />}
      <NumberField label={t('devices.settings.hours')} hint={t('devices.settings.hint')} value={hours} onChange={setTyped} minValue={1} maxValue={72} error={isGood || hours === null ? undefined : t('devices.settings.range')} />
      <Row><Button isDisabled={!isGood || hours === settings.data?.leaseHours} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: '/api/device-settings', body: { leaseHours: hours }, ifMatch: settings.data?.version ?? 0 })}>{t('ui.save')}</Button></Row>
    </Panel>
  );
}
