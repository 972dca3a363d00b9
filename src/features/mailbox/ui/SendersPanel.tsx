import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { KnownSenderWritten } from '../contract.ts';
import { networkBodies, senders, useMailDeed } from './queries.ts';

/** The address book: from where bodies of the network write. */
export function SendersPanel(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const list = useQuery(senders);
  const [isAdding, setAdding] = useState(false);
  const strike = useMutation({ mutationFn: (id: string) => api.delete(`/api/known-senders/${id}`), onSettled: () => client.invalidateQueries({ queryKey: ['mailbox'] }) });
  return (
    <Panel title={t('mailbox.senders')} of="team" actions={<Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('mailbox.senders.add')}</Button>}>
      <p className="quiet small">{t('mailbox.senders.help')}</p>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {strike.error && <ProblemPanel problem={strike.error} />}
      {!list.data && !list.error && <Skeleton lines={2} />}
      {list.data?.items.length === 0 && <EmptyState icon="people" title={t('mailbox.senders.none')} />}
      {list.data && list.data.items.length > 0 && (
        <ul className="mail-lines">
          {list.data.items.map((one) => (
            <li key={one.id}>
              <span><strong>{one.label}</strong> <span className="quiet small">{one.address}{one.organisation !== null && ` · ${one.organisation}`}</span></span>
              <Button size="small" aria-label={t('mailbox.senders.strike.one', { label: one.label })} isPending={strike.isPending && strike.variables === one.id} onPress={() => strike.mutate(one.id)}>{t('mailbox.senders.strike')}</Button>
            </li>
          ))}
        </ul>
      )}
      {isAdding && <SenderDialog address="" name="" onClose={() => setAdding(false)} />}
    </Panel>
  );
}

/** Adds an address; what came from it already comes out from among the unknown. */
export function SenderDialog({ address: begun, name, onClose }: { address: string; name: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [address, setAddress] = useState(begun);
  const [label, setLabel] = useState(name);
  const [organisationId, setOrganisation] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const bodies = useQuery(networkBodies);
  const add = useMailDeed(onClose);
  const written = KnownSenderWritten.safeParse({ address, label, organisationId });
  const lacks = (path: string): string | undefined => (isTried && !written.success && written.error.issues.some((issue) => issue.path[0] === path) ? t(`mailbox.senders.lacks.${path}`) : undefined);
  const send = (): void => {
    setTried(true);
    if (written.success) add.mutate({ method: 'put', path: `/api/known-senders/${id}`, body: written.data });
  };
  return (
    <Dialog title={t('mailbox.senders.add')} isOpen onClose={onClose} actions={<Button kind="primary" isPending={add.isPending} onPress={send}>{t('mailbox.senders.add')}</Button>}>
      <Stack>
        <TextField label={t('mailbox.senders.address')} type="email" isRequired value={address} onChange={setAddress} error={lacks('address')} />
        <TextField label={t('mailbox.senders.label')} hint={t('mailbox.senders.label.hint')} isRequired value={label} onChange={setLabel} error={lacks('label')} />
        <Select label={t('mailbox.senders.body')} value={organisationId} onChange={setOrganisation} choices={(bodies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} />
        {add.error && <ProblemPanel problem={add.error} />}
      </Stack>
    </Dialog>
  );
}
