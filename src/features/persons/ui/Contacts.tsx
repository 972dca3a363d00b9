import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { BelongsTo, ContactKind, type ContactLine, type Heading, type NewContact, type Revealed } from '../contract.ts';
import { useChange } from './queries.ts';
import { CardWords } from './SafeContact.tsx';

/** Ways to reach the person. What they are stays hidden until the card was read; each look is written down. */
export function Contacts({ heading }: { heading: Heading }): ReactNode {
  const { t } = useText();
  const change = useChange(heading.id);
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<ContactLine | null>(null);
  return (
    <Panel title={t('persons.contacts')} of="case" actions={<Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('persons.contact.add')}</Button>}>
      {change.error && <ProblemPanel problem={change.error} />}
      {heading.contacts.length === 0 && <p className="quiet">{t('persons.contacts.none')}</p>}
      <Stack gap="small">
        {heading.contacts.map((contact) => (
          <Row key={contact.id}>
            <strong>{t(`persons.contact.${contact.kind}`)}</strong>
            {contact.label !== '' && <PrivateText>{contact.label}</PrivateText>}
            {contact.belongsTo !== 'person' && <Tag tone="late">{t(`persons.belongs.${contact.belongsTo}`)}</Tag>}
            <Button size="small" icon="eye" onPress={() => setShown(contact)}>{t('persons.contact.show')}</Button>
            <Button size="small" kind="quiet" icon="trash" iconOnly onPress={() => change.mutate(() => api.delete(`/api/persons/${heading.id}/contacts/${contact.id}`))}>{t('persons.contact.remove', { kind: t(`persons.contact.${contact.kind}`) })}</Button>
          </Row>
        ))}
      </Stack>
      {isAdding && <AddContact personId={heading.id} onClose={() => setAdding(false)} />}
      {shown && <RevealContact heading={heading} contact={shown} onClose={() => setShown(null)} />}
    </Panel>
  );
}

/** The number comes below the fold of a phone: it is brought to the eye. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'center' });

/** The card first, read down to its end where the button stands; the number comes in the button's place, with "do not call" said again. */
function RevealContact({ heading, contact, onClose }: { heading: Heading; contact: ContactLine; onClose: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(heading.id);
  const cardVersion = heading.safeContact?.version ?? 0;
  const reveal = useMutation({
    mutationFn: () => api.post<Revealed>(`/api/persons/${heading.id}/contacts/${contact.id}/reveals`, { body: { cardVersion } }),
    // Somebody has written the card anew: it comes to the screen, and is read before the number is asked for again.
    onError: () => change.mutate(() => Promise.resolve()),
    gcTime: 0,
  });
  return (
    <Dialog
      title={t(reveal.data ? `persons.contact.${contact.kind}` : 'persons.contact.read-first')}
      isOpen
      onClose={onClose}
    >
      <Stack>
        <CardWords card={heading.safeContact} />
        {contact.belongsTo !== 'person' && <Notice tone="late" title={t(`persons.belongs.${contact.belongsTo}`)}>{t('persons.contact.not-hers')}</Notice>}
        {reveal.error && <ProblemPanel problem={reveal.error} />}
        <p className="quiet small">{t('persons.contact.recorded')}</p>
        {reveal.data && (
          <Panel tone="quiet">
            {reveal.data.doNotCall && <Notice tone="danger" title={t('persons.card.do-not-call')} />}
            <output ref={intoView}><strong className="number"><PrivateText>{reveal.data.value}</PrivateText></strong> <SafeText>{reveal.data.label}</SafeText></output>
          </Panel>
        )}
        <Row end>
          {reveal.data
            ? <Button onPress={onClose}>{t('ui.close')}</Button>
            : <Button kind="primary" icon="eye" isPending={reveal.isPending} onPress={() => reveal.mutate()}>{t('persons.contact.have-read')}</Button>}
        </Row>
      </Stack>
    </Dialog>
  );
}

const nothingYet: NewContact = { kind: 'phone', value: '', belongsTo: 'person', label: '' };

function AddContact({ personId, onClose }: { personId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(personId);
  const [contactId] = useState(() => newId());
  const [contact, setContact] = useState<NewContact>(nothingYet);
  const [isTried, setTried] = useState(false);
  const write = (part: Partial<NewContact>): void => setContact((before) => ({ ...before, ...part }));
  const save = (): void => {
    setTried(true);
    if (contact.value.trim() !== '') change.mutate(() => api.put(`/api/persons/${personId}/contacts/${contactId}`, { body: contact }), { onSuccess: onClose });
  };
  return (
    <Dialog title={t('persons.contact.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={change.isPending} onPress={save}>{t('ui.save')}</Button></>}>
      <Stack>
        {change.error && <ProblemPanel problem={change.error} />}
        <ChoiceChips label={t('persons.contact.kind')} canClear={false} choices={ContactKind.options.map((value) => ({ value, label: t(`persons.contact.${value}`) }))} value={contact.kind} onChange={(kind) => write({ kind: kind ?? 'phone' })} />
        <TextField label={t('persons.contact.value')} hint={t(`persons.contact.${contact.kind}-hint`)} autoComplete="off" type={contact.kind === 'phone' ? 'tel' : 'text'} maxLength={200} value={contact.value} onChange={(value) => write({ value })} error={isTried && contact.value.trim() === '' ? t('ui.invalid.required') : undefined} />
        <ChoiceChips label={t('persons.contact.belongs')} canClear={false} choices={BelongsTo.options.map((value) => ({ value, label: t(`persons.belongs.${value}`) }))} value={contact.belongsTo} onChange={(belongsTo) => write({ belongsTo: belongsTo ?? 'person' })} />
        <TextField label={t('persons.contact.label')} hint={t('persons.contact.label-hint')} autoComplete="off" maxLength={120} value={contact.label} onChange={(label) => write({ label })} />
      </Stack>
    </Dialog>
  );
}
