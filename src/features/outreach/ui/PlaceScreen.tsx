import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
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
import { changedFields, emptyPlace, fieldsOf, type PlaceFields, PlaceForm } from './place/PlaceForm.tsx';
import { PresenceHere } from './place/Presence.tsx';
import { SeasonCalendar } from './place/SeasonCalendar.tsx';
import { contactsOf, placeHistoryOf, placeOf } from './queries.ts';
import './street.css';

/** A place: what to know before going, when people are there, who was met. */
export default function PlaceScreen(): ReactNode {
  const { t } = useText();
  const { placeId = '' } = useParams({ strict: false });
  const place = useQuery(placeOf(placeId));
  const [isEditing, setEditing] = useState(false);
  if (!place.data) return <Page title={t('outreach.place.title')}>{place.error ? <ProblemPanel problem={place.error} onRetry={() => void place.refetch()} /> : <Skeleton lines={6} />}</Page>;
  return isEditing ? <Writing key={place.data.version} place={place.data} onDone={() => setEditing(false)} /> : <One place={place.data} onEdit={() => setEditing(true)} />;
}

/** A place that nobody has written yet. */
export function NewPlaceScreen(): ReactNode {
  return <Writing place={undefined} onDone={undefined} />;
}

function One({ place, onEdit }: { place: Place; onEdit: () => void }): ReactNode {
  const { t, formatDate, formatList, languageName, countryName } = useText();
  const contacts = useQuery(contactsOf('placeId', place.id));
  const isRetired = place.retiredAt !== null;
  const hours = place.usualHours.map((one) => t('outreach.place.hours.words', { days: formatList(one.weekdays.map((day) => t(`outreach.weekday.${day}`))), from: one.from, to: one.to }));
  return (
    <Page title={place.name} windowTitle={t('outreach.window')} lead={t('outreach.place.lead', { kind: t(`outreach.kind.${place.kind}`), town: place.town })} breadcrumb={<><TextLink href="/street">{t('outreach.title')}</TextLink><TextLink href="/street/places">{t('outreach.places.title')}</TextLink></>} marks={isRetired ? <Tag>{t('outreach.place.retired')}</Tag> : undefined} action={<Button kind="primary" icon="edit" onPress={onEdit}>{t('outreach.place.edit')}</Button>} secondary={<Row>{!isRetired && <LinkButton icon="calendar" href={`/street/outings/new?place=${place.id}`}>{t('outreach.due.plan')}</LinkButton>}<LinkButton icon="map" href={`/street/map?place=${place.id}`}>{t('outreach.map.title')}</LinkButton></Row>}>
      {isRetired && <Notice>{t('outreach.place.retired.words', { day: formatDate(place.retiredAt ?? ''), reason: place.retiredReason ?? '—' })}</Notice>}
      <Columns>
        <Panel title={t('outreach.place.before')} of="team">
          {place.dangers !== '' && <Notice tone="late" title={t('outreach.place.dangers')}><SafeText block>{place.dangers}</SafeText></Notice>}
          <KeyValues compact items={[
            { key: 'access', label: t('outreach.place.access'), value: <SafeText>{place.accessNotes || '—'}</SafeText> },
            { key: 'hours', label: t('outreach.place.hours'), value: hours.length === 0 ? '—' : formatList(hours) },
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

function Writing({ place, onDone }: { place: Place | undefined; onDone: (() => void) | undefined }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const [id] = useState(() => place?.id ?? newId());
  const [stands] = useState<PlaceFields>(() => (place ? fieldsOf(place) : emptyPlace));
  const [form, setForm] = useState(stands);
  const [isTried, setTried] = useState(false);
  const changed = changedFields(stands, form);
  const isDirty = Object.keys(changed).length > 0;
  const draft = useDraft(`place/${place?.id ?? 'new'}`, form, isDirty);
  const deed = useDeed([['outreach']], () => { draft.clear(); if (onDone) onDone(); else void navigate({ to: `/street/places/${id}` }); });
  const isWhole = NewPlace.safeParse(form).success;

  function save(): void {
    setTried(true);
    if (!isWhole) return;
    if (!place) deed.mutate({ method: 'put', path: `/api/places/${id}`, body: form });
    else if (isDirty) deed.mutate({ method: 'patch', path: `/api/places/${id}`, body: changed, ifMatch: place.version });
    else onDone?.();
  }
  return (
    <Page title={place?.name ?? t('outreach.places.add')} windowTitle={t('outreach.window')} breadcrumb={<><TextLink href="/street">{t('outreach.title')}</TextLink><TextLink href="/street/places">{t('outreach.places.title')}</TextLink></>} action={<Button kind="primary" icon="check" isPending={deed.isPending} onPress={save}>{t('outreach.place.save')}</Button>} secondary={onDone && <Button onPress={onDone}>{t('ui.cancel')}</Button>} width="reading">
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      {isTried && !isWhole && <Notice tone="late">{t('outreach.place.fault')}</Notice>}
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Panel of="team"><PlaceForm form={form} set={(change) => setForm((before) => ({ ...before, ...change }))} /></Panel>
    </Page>
  );
}
