import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { ContactKind, type EmergencyContact, KeepContact } from '../contract.ts';
import { contacts, useDeed } from './queries.ts';

/** Whom this programme calls beside the national numbers; the coordinator keeps the list. */
export function ContactsPanel(): ReactNode {
  const { t } = useText();
  const list = useQuery(contacts);
  const [edited, setEdited] = useState<EmergencyContact | 'new' | null>(null);
  const keep = useDeed();
  const remove = (contact: EmergencyContact): void => {
    const { kind, name, phone, hours, note, position } = contact;
    const body = { kind, name, phone, hours, note, position };
    keep.mutate({ method: 'put', path: `/api/emergency-contacts/${contact.id}`, body: { ...body, removed: true }, ifMatch: contact.version }, {
      onSuccess: () => toast.undo(t('safety.contact.removed', { name }), () => keep.mutate({ method: 'put', path: `/api/emergency-contacts/${contact.id}`, body, ifMatch: contact.version + 1 })),
    });
  };
  const mayKeep = list.data?.mayKeep ?? false;
  return (
    <Panel title={t('safety.contacts.title')} of="team" actions={mayKeep && <Button size="small" icon="plus" onPress={() => setEdited('new')}>{t('safety.contact.add')}</Button>}>
      <p className="quiet small">{t('safety.contacts.help')}</p>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {keep.error && <ProblemPanel problem={keep.error} />}
      {list.data?.items.length === 0 && <EmptyState icon="phone" title={t('safety.contacts.none')} why={t('safety.contacts.none.why')} />}
      <ul className="safety-lines">
        {list.data?.items.map((contact) => (
          <li key={contact.id}>
            <span><strong>{contact.name}</strong> <a className="link number" href={`tel:${contact.phone.replaceAll(' ', '')}`}>{contact.phone}</a><br />
              <span className="quiet small">{[t(`safety.contact.kind.${contact.kind}`), contact.hours, contact.note].filter(Boolean).join(' · ')}</span></span>
            {mayKeep && <span className="safety-acts">
              <Button size="small" kind="quiet" icon="edit" onPress={() => setEdited(contact)} aria-label={t('safety.contact.change.of', { name: contact.name })}>{t('safety.contact.change')}</Button>
              <Button size="small" kind="quiet" icon="trash" onPress={() => remove(contact)} aria-label={t('safety.contact.remove.of', { name: contact.name })}>{t('safety.contact.remove')}</Button>
            </span>}
          </li>
        ))}
      </ul>
      {edited && <ContactDialog contact={edited === 'new' ? null : edited} position={list.data?.items.length ?? 0} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function ContactDialog({ contact, position, onClose }: { contact: EmergencyContact | null; position: number; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => contact?.id ?? newId());
  const [kind, setKind] = useState<ContactKind>(contact?.kind ?? 'on-call');
  const [name, setName] = useState(contact?.name ?? '');
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const [hours, setHours] = useState(contact?.hours ?? '');
  const [note, setNote] = useState(contact?.note ?? '');
  const keep = useDeed(onClose);
  const body = { kind, name, phone, hours, note, position: contact?.position ?? position };
  const isReady = KeepContact.safeParse(body).success;
  return (
    <Dialog
      title={t(contact ? 'safety.contact.change' : 'safety.contact.add')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/emergency-contacts/${id}`, body, ifMatch: contact?.version ?? 0 })}>{t('ui.save')}</Button></>}
    >
      <Stack>
        <Select label={t('safety.contact.kind')} value={kind} onChange={(value) => setKind(value ?? kind)} choices={ContactKind.options.map((value) => ({ value, label: t(`safety.contact.kind.${value}`) }))} />
        <TextField label={t('safety.contact.name')} isRequired maxLength={120} value={name} onChange={setName} />
        <TextField label={t('safety.contact.phone')} hint={t('safety.contact.phone.hint')} isRequired type="tel" maxLength={21} value={phone} onChange={setPhone} />
        <TextField label={t('safety.contact.hours')} maxLength={120} value={hours} onChange={setHours} />
        <TextField label={t('safety.contact.note')} hint={t('safety.contact.note.hint')} maxLength={300} value={note} onChange={setNote} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
