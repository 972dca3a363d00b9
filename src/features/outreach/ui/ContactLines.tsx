import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Text } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { NewContact, StreetContact } from '../contract.ts';

export interface QueuedLine {
  readonly id: string;
  readonly contact: NewContact;
}

/** Contacts of an outing that lie on this device and are not with the server. */
export const queuedLines = (queued: readonly Waiting[], outingId: string): QueuedLine[] => queued.filter(({ method, path }) => method === 'PUT' && /^\/api\/street-contacts\/[^/]+$/.test(path)).flatMap(({ record, body }) => {
  // Written by this room itself, in `useKeepContact`.
  const contact = body as NewContact;
  return contact.outingId === outingId ? [{ id: record.id, contact }] : [];
});

/** A contact in a line: how many, who, in which language, what they told. */
export function contactWords({ t, formatList, languageName }: Pick<Text, 't' | 'formatList' | 'languageName'>, contact: Pick<NewContact, 'people' | 'gender' | 'ageBand' | 'language' | 'needs' | 'level'>): string {
  const who = t('outreach.line.who', { count: contact.people, gender: contact.gender });
  const parts = [who, ...(contact.ageBand === 'unknown' ? [] : [t(`outreach.age.${contact.ageBand}`)]), ...(contact.language === null ? [] : [languageName(contact.language)]), ...(contact.needs.length === 0 ? [] : [formatList(contact.needs.map((need) => t(`outreach.need.${need}`)))])];
  return parts.join(' · ');
}

const none: readonly QueuedLine[] = [];

/** Contacts one under the other, with those of this device that have not left yet. */
export function ContactLines({ contacts, queued = none, showsPlace = false }: { contacts: readonly StreetContact[]; queued?: readonly QueuedLine[]; showsPlace?: boolean }): ReactNode {
  const text = useText();
  const { t, formatTime, formatDate } = text;
  if (contacts.length + queued.length === 0) return <p className="quiet">{t('outreach.line.empty')}</p>;
  return (
    <ul className="street-lines">
      {contacts.map((one) => (
        <li key={one.id}>
          <span className={one.takenBackAt === null ? undefined : 'street-gone'}><TextLink href={`/street/contacts/${one.id}${one.outingId === null ? '' : `?outing=${one.outingId}`}`}>{showsPlace ? `${formatDate(one.at)} ${formatTime(one.at)}` : formatTime(one.at)}</TextLink> {contactWords(text, one)}</span>
          <span className="quiet">
            {showsPlace && (one.place?.name ?? one.zone)}{one.encounter && <> <PrivateText>{one.encounter.alias ?? one.encounter.code}</PrivateText></>}
            {one.danger && <Tag tone="danger" icon="emergency">{t('outreach.line.danger')}</Tag>}
            {one.ageBand === 'possibly-minor' && <Tag tone="late">{t('outreach.line.minor')}</Tag>}
            {one.promised && <Tag tone="late">{t('outreach.line.promised')}</Tag>}
            {one.isLate && <Tag>{t('outreach.line.late')}</Tag>}
            {one.takenBackAt !== null && <Tag>{t('outreach.line.taken-back')}</Tag>}
            {one.outcomes.map((outcome) => <Tag key={outcome.id} icon="link">{t(`outreach.outcome.${outcome.kind}`)}</Tag>)}
          </span>
          <SendMark record={{ kind: 'street-contact', id: one.id }} />
          <SendMark record={{ kind: 'street-encounter', id: one.id }} />
        </li>
      ))}
      {queued.map(({ id, contact }) => (
        <li key={id}>
          <span><TextLink href={`/street/contacts/${id}${contact.outingId === null ? '' : `?outing=${contact.outingId}`}`}>{formatTime(contact.deviceAt)}</TextLink> {contactWords(text, contact)}</span>
          <SendMark record={{ kind: 'street-contact', id }} />
        </li>
      ))}
    </ul>
  );
}
