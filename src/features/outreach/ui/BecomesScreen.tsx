import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ConflictCards } from '../../../kernel/fields/ui/ConflictCards.tsx';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueue } from '../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import type { StreetContact } from '../contract.ts';
import { ConcernHere } from './concern/Concerns.tsx';
import { Becoming, type DeskHour } from './contact/Becoming.tsx';
import { CorrectDialog } from './contact/CorrectDialog.tsx';
import { contactShown, useContactFields, useContactWords } from './contact/fields.ts';
import { useContactHere } from './contact/here.ts';
import { Promised } from './contact/Promised.tsx';
import { WhoWasMet } from './contact/WhoDialog.tsx';
import { contactWords } from './ContactLines.tsx';
import { contactOf, contactsOf, useFreshStreet } from './queries.ts';
import { useMaterialWords } from './useMaterialWords.ts';
import './street.css';

/** A contact: what was noted, and what it becomes, each by one touch and with nothing typed again. */
export default function BecomesScreen({ Booking }: { Booking: ComponentType<DeskHour> }): ReactNode {
  const { t } = useText();
  const { contactId = '' } = useParams({ strict: false });
  const { outing = '' } = useSearch({ strict: false }) as { outing?: string };
  const here = useContactHere(contactId);
  // What this device alone has is shown at once: nobody waits for a server that does not know of it.
  const contact = useQuery({ ...contactOf(contactId), enabled: here === null });
  // A device keeps the contacts of its outings all together: with no network one of them is found there.
  const ofOuting = useQuery({ ...contactsOf('outingId', outing), enabled: outing !== '' && contact.error !== null });
  useFreshStreet();
  const [left, setLeft] = useState<StreetContact | null>(null);
  if (here && here.contact !== left) setLeft(here.contact);
  // It stays on the screen while it arrives, with whatever is being done at it.
  const found = here?.contact ?? contact.data ?? ofOuting.data?.items.find(({ id }) => id === contactId) ?? (contact.isPending && left?.id === contactId ? left : undefined);
  if (found) return <One key={contactId} kept={found} call={here?.call} Booking={Booking} />;
  return (
    <Page title={t('outreach.contact.title')} windowTitle={t('outreach.window')} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>}>
      <SendMark record={{ kind: 'street-contact', id: contactId }} />
      {contact.error ? <ProblemPanel problem={contact.error} onRetry={() => void contact.refetch()} /> : <Skeleton lines={5} />}
    </Page>
  );
}

const textFields: ReadonlySet<string> = new Set(['note', 'zone']);

function One({ kept, call, Booking }: { kept: StreetContact; call: Waiting | undefined; Booking: ComponentType<DeskHour> }): ReactNode {
  const text = useText();
  const { t, formatDateTime, formatList, languageName, countryName } = text;
  const fields = useContactFields(kept.id, call === undefined);
  const { labelOf, wordsOf } = useContactWords();
  const materialWords = useMaterialWords();
  const contact = contactShown(kept, fields);
  const [isCorrecting, setCorrecting] = useState(false);
  const queue = useQueue();
  const [problem, setProblem] = useState<unknown>(null);
  const isGone = contact.takenBackAt !== null;
  const takeBack = (): Promise<void> => queue.send({ method: 'PUT', path: `/api/street-contacts/${contact.id}/taken-back`, body: { takenBack: !isGone }, record: { kind: 'street-contact', id: contact.id }, href: `/street/contacts/${contact.id}`, says: { key: 'outreach.says.taken-back' } }).then(() => setProblem(null), setProblem);
  return (
    <Page
      title={t('outreach.becomes.title', { at: formatDateTime(contact.at) })} windowTitle={t('outreach.window')} lead={contactWords(text, contact)}
      breadcrumb={<><TextLink href="/street">{t('outreach.title')}</TextLink>{contact.outingId !== null && <TextLink href={`/street/outings/${contact.outingId}`}>{t('outreach.outing.title')}</TextLink>}</>}
      marks={<><SendMark record={{ kind: 'street-contact', id: contact.id }} />{contact.danger && <Tag tone="danger" icon="emergency">{t('outreach.line.danger')}</Tag>}{contact.ageBand === 'possibly-minor' && <Tag tone="late">{t('outreach.line.minor')}</Tag>}{isGone && <Tag>{t('outreach.line.taken-back')}</Tag>}</>}
    >
      {problem !== null && <ProblemPanel problem={problem} />}
      {call && <Notice>{t('outreach.becomes.here')}</Notice>}
      {contact.promised && <Promised key={contact.promised.hourId} promised={contact.promised} />}
      {fields.now && <ConflictCards now={fields.now} edits={fields} labelOf={labelOf} wordsOf={wordsOf} isText={(field) => textFields.has(field)} mayDecide={contact.mayChange} />}
      <Columns>
        {!isGone && !call && (contact.danger || contact.ageBand === 'possibly-minor') && <ConcernHere contact={contact} />}
        {!isGone && <Becoming contact={contact} call={call} Booking={Booking} />}
        <Panel title={t('outreach.becomes.noted')} of="team">
          <KeyValues compact items={[
            { key: 'place', label: t('outreach.where.place'), value: contact.place?.name ?? (contact.zone || t(`outreach.kind.${contact.placeKind}`)) },
            { key: 'by', label: t('outreach.becomes.by'), value: contact.by.name },
            { key: 'language', label: t('outreach.contact.language'), value: contact.language === null ? '—' : languageName(contact.language), source: contact.language === null ? undefined : t(`outreach.known.${contact.languageIs}`) },
            { key: 'nationality', label: t('outreach.more.nationality'), value: contact.nationality === null ? '—' : countryName(contact.nationality), source: contact.nationality === null ? undefined : t(`outreach.known.${contact.nationalityIs}`) },
            { key: 'level', label: t('outreach.contact.level'), value: t(`outreach.level.${contact.level}`) },
            { key: 'given', label: t('outreach.contact.given'), value: materialWords(contact.materials).join(' · ') || '—' },
            { key: 'informed', label: t('outreach.contact.informed'), value: formatList(contact.informed.map((one) => t(`outreach.informed.${one}`))) || '—' },
            { key: 'agreed', label: t('outreach.more.agreed'), value: formatList(contact.agreed.map((one) => t(`outreach.agreed.${one}`))) || '—' },
            { key: 'note', label: t('outreach.note.label'), value: <SafeText>{contact.note || '—'}</SafeText> },
            ...(contact.encounter === null ? [] : [{ key: 'encounter', label: t('outreach.encounter.title'), value: <TextLink href={`/street/encounters/${contact.encounter.id}`}><PrivateText>{contact.encounter.alias ?? contact.encounter.code}</PrivateText></TextLink> }]),
          ]} />
          {!isGone && <WhoWasMet contact={contact} callId={call?.id} />}
          {contact.clockOffSeconds !== 0 && <p className="quiet small">{t('outreach.becomes.clock', { minutes: Math.round(Math.abs(contact.clockOffSeconds) / 60) })}</p>}
          {contact.mayChange && <Row><Button icon="edit" onPress={() => setCorrecting(true)}>{t('outreach.correct.title')}</Button><Button kind="quiet" icon="undo" onPress={() => void takeBack()}>{t(isGone ? 'outreach.becomes.counts-again' : 'outreach.becomes.take-back')}</Button></Row>}
        </Panel>
      </Columns>
      {isCorrecting && <CorrectDialog contact={contact} call={call} fields={fields} onClose={() => setCorrecting(false)} />}
    </Page>
  );
}
