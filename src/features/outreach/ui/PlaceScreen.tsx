import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { ConflictCards } from '../../../kernel/fields/ui/ConflictCards.tsx';
import { useTyped } from '../../../kernel/fields/ui/useTyped.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueue, useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { NewPlace, type Place } from '../contract.ts';
import { ContactLines } from './ContactLines.tsx';
import { placeShown, usePlaceFields, usePlaceWords } from './place/fields.ts';
import { emptyPlace, placeFieldNames, type PlaceFields, PlaceForm } from './place/PlaceForm.tsx';
import { PresenceHere } from './place/Presence.tsx';
import { SeasonCalendar } from './place/SeasonCalendar.tsx';
import { contactsOf, placeHistoryOf, placeOf, useFreshStreet } from './queries.ts';
import './street.css';

/** A place: what to know before going, when people are there, who was met. */
export default function PlaceScreen(): ReactNode {
  const { t } = useText();
  const { placeId = '' } = useParams({ strict: false });
  const place = useQuery(placeOf(placeId));
  const [isEditing, setEditing] = useState(false);
  const written = useQueued('place').find((one) => one.record.id === placeId && one.method === 'PUT');
  useFreshStreet();
  if (!place.data && written) return <Here placeId={placeId} place={written.body as NewPlace} />;
  if (!place.data) return <Page title={t('outreach.place.title')}>{place.error ? <ProblemPanel problem={place.error} onRetry={() => void place.refetch()} /> : <Skeleton lines={6} />}</Page>;
  return isEditing ? <Changing key={placeId} place={place.data} onDone={() => setEditing(false)} /> : <One key={placeId} kept={place.data} onEdit={() => setEditing(true)} />;
}

/** A place that lies on this device and is not with the server yet. */
function Here({ placeId, place }: { placeId: string; place: NewPlace }): ReactNode {
  const { t } = useText();
  return (
    <Page title={place.name} windowTitle={t('outreach.window')} lead={t('outreach.place.lead', { kind: t(`outreach.kind.${place.kind}`), town: place.town })} breadcrumb={<Trail />} marks={<SendMark record={{ kind: 'place', id: placeId }} />}>
      <Notice>{t('outreach.place.not-yet')}</Notice>
    </Page>
  );
}

function Trail(): ReactNode {
  const { t } = useText();
  return <><TextLink href="/street">{t('outreach.title')}</TextLink><TextLink href="/street/places">{t('outreach.places.title')}</TextLink></>;
}

function One({ kept, onEdit }: { kept: Place; onEdit: () => void }): ReactNode {
  const { t, formatDate, formatList, languageName, countryName } = useText();
  const fields = usePlaceFields(kept.id);
  const { labelOf, wordsOf, hoursOf } = usePlaceWords();
  const place = placeShown(kept, fields);
  const contacts = useQuery(contactsOf('placeId', place.id));
  const isRetired = place.retiredAt !== null;
  return (
    <Page title={place.name} windowTitle={t('outreach.window')} lead={t('outreach.place.lead', { kind: t(`outreach.kind.${place.kind}`), town: place.town })} breadcrumb={<Trail />} marks={<><SendMark record={{ kind: 'place', id: place.id }} />{isRetired && <Tag>{t('outreach.place.retired')}</Tag>}</>} action={<Button kind="primary" icon="edit" onPress={onEdit}>{t('outreach.place.edit')}</Button>} secondary={<Row>{!isRetired && <LinkButton icon="calendar" href={`/street/outings/new?place=${place.id}`}>{t('outreach.due.plan')}</LinkButton>}<LinkButton icon="map" href={`/street/map?place=${place.id}`}>{t('outreach.map.title')}</LinkButton></Row>}>
      {isRetired && <Notice>{t('outreach.place.retired.words', { day: formatDate(place.retiredAt ?? ''), reason: place.retiredReason ?? '—' })}</Notice>}
      {fields.now && <ConflictCards now={fields.now} edits={fields} labelOf={labelOf} wordsOf={wordsOf} isText={(field) => textFields.has(field)} mayDecide />}
      <Columns>
        <Panel title={t('outreach.place.before')} of="team">
          {place.dangers !== '' && <Notice tone="late" title={t('outreach.place.dangers')}><SafeText block>{place.dangers}</SafeText></Notice>}
          <KeyValues compact items={[
            { key: 'access', label: t('outreach.place.access'), value: <SafeText>{place.accessNotes || '—'}</SafeText> },
            { key: 'hours', label: t('outreach.place.hours'), value: hoursOf(place.usualHours) || '—' },
            { key: 'languages', label: t('outreach.place.languages'), value: formatList(place.languages.map(languageName)) || '—' },
            { key: 'nationalities', label: t('outreach.place.nationalities'), value: formatList(place.nationalities.map(countryName)) || '—' },
            { key: 'position', label: t('outreach.place.position'), value: place.position === null ? '—' : <span className="number">{place.position.latitude}, {place.position.longitude}</span> },
            { key: 'last', label: t('outreach.places.last'), value: place.lastVisitAt === null ? t('outreach.places.never') : formatDate(place.lastVisitAt) },
          ]} />
        </Panel>
        <Panel title={t('outreach.place.seasons')} of="team"><SeasonCalendar seasons={place.seasons} month={Number(italianDay(new Date()).slice(5, 7))} /></Panel>
        <PresenceHere placeId={place.id} />
        <Panel title={t('outreach.place.contacts')} of="team"><ContactLines contacts={(contacts.data?.items ?? []).slice(0, 20)} showsPlace /></Panel>
        <History placeId={place.id} />
      </Columns>
      <Row><Retire place={place} /></Row>
    </Page>
  );
}

function History({ placeId }: { placeId: string }): ReactNode {
  const { t, formatDateTime, formatList } = useText();
  const history = useQuery(placeHistoryOf(placeId));
  const items = history.data?.items ?? [];
  return (
    <Panel title={t('outreach.place.history')} of="team">
      {items.length === 0 ? <p className="quiet">{t('outreach.place.history.empty')}</p> : <ul className="street-lines">{items.slice(0, 12).map((one) => <li key={one.id}><span>{formatDateTime(one.at)} · {one.by.name}</span><span className="quiet">{t('outreach.place.history.changed', { fields: formatList(Object.keys(one.before).map((name) => t(`outreach.place.field.${name}`))) })}</span></li>)}</ul>}
    </Panel>
  );
}

function Retire({ place }: { place: Place }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const deed = useDeed([['outreach']], () => setOpen(false));
  const send = (reason?: string): void => deed.mutate({ method: 'put', path: `/api/places/${place.id}/retired`, body: { retired: place.retiredAt === null, ...(reason === undefined ? {} : { reason }) }, ifMatch: place.version });
  if (place.retiredAt !== null) return <Button isPending={deed.isPending} onPress={() => send()}>{t('outreach.place.take-up')}</Button>;
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>{t('outreach.place.retire')}</Button>
      <ReasonDialog title={t('outreach.place.retire')} isOpen={isOpen} onClose={() => setOpen(false)} confirm={t('outreach.place.retire')} minLength={3} isPending={deed.isPending} onConfirm={send}>
        <p>{t('outreach.place.retire.help')}</p>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </ReasonDialog>
    </>
  );
}

const textFields: ReadonlySet<string> = new Set(['name', 'town', 'accessNotes', 'dangers']);

interface SheetProps {
  readonly title: string;
  readonly form: PlaceFields;
  readonly set: (change: Partial<PlaceFields>) => void;
  readonly isPending: boolean;
  readonly onSave: () => void;
  readonly onCancel?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The form of a place, new or known. @param children what stands above it */
function Sheet({ title, form, set, isPending, onSave, onCancel, children }: SheetProps): ReactNode {
  const { t } = useText();
  const [isTried, setTried] = useState(false);
  const isWhole = NewPlace.safeParse(form).success;
  const save = (): void => {
    setTried(true);
    if (isWhole) onSave();
  };
  return (
    <Page title={title} windowTitle={t('outreach.window')} breadcrumb={<Trail />} action={<Button kind="primary" icon="check" isPending={isPending} onPress={save}>{t('outreach.place.save')}</Button>} secondary={onCancel && <Button onPress={onCancel}>{t('ui.cancel')}</Button>} width="reading">
      {children}
      {isTried && !isWhole && <Notice tone="late">{t('outreach.place.fault')}</Notice>}
      <Panel of="team"><PlaceForm form={form} set={set} /></Panel>
    </Page>
  );
}

/** A known place, changed field by field beside colleagues who may be changing it too, with and without a network. */
function Changing({ place, onDone }: { place: Place; onDone: () => void }): ReactNode {
  const typed = useTyped(usePlaceFields(place.id), (field) => place[field as keyof PlaceFields], `place-fields/${place.id}`);
  const form = Object.fromEntries(placeFieldNames.map((name) => [name, typed.shown(name)])) as unknown as PlaceFields;
  const set = (change: Partial<PlaceFields>): void => { for (const [field, value] of Object.entries(change)) typed.set(field, value); };
  return (
    <Sheet title={place.name} form={form} set={set} isPending={false} onSave={() => void typed.save().then((isKept) => { if (isKept) onDone(); })} onCancel={onDone}>
      <DraftFound draft={typed.draft} isDirty={typed.isDirty} onTake={typed.take} />
      {typed.problem !== null && <ProblemPanel problem={typed.problem} />}
    </Sheet>
  );
}

/** A place that nobody has written yet: kept on this device at once, and sent by itself. */
export function NewPlaceScreen(): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const queue = useQueue();
  const [id] = useState(() => newId());
  const [form, setForm] = useState(emptyPlace);
  const [problem, setProblem] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const isDirty = JSON.stringify(form) !== JSON.stringify(emptyPlace);
  const draft = useDraft('place/new', form, isDirty);
  const save = async (): Promise<void> => {
    setPending(true);
    try {
      await queue.send({ method: 'PUT', path: `/api/places/${id}`, body: form, record: { kind: 'place', id }, href: `/street/places/${id}`, says: { key: 'outreach.says.place' } });
      draft.clear();
      void navigate({ to: `/street/places/${id}` });
    } catch (error) {
      setProblem(error);
      setPending(false);
    }
  };
  return (
    <Sheet title={t('outreach.places.add')} form={form} set={(change) => setForm((before) => ({ ...before, ...change }))} isPending={isPending} onSave={() => void save()}>
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      {problem !== null && <ProblemPanel problem={problem} />}
    </Sheet>
  );
}
