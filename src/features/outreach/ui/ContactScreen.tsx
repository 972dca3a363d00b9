import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { emergencyDoor } from '../../../kernel/ui/emergency-door.ts';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { useNow } from '../../../kernel/ui/useNow.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { commonest } from './choices.ts';
import { AddDialog, type AddPart } from './contact/AddDialog.tsx';
import { type ContactForm, emptyContact, faultOfNote, firstLanguages, isBegun, noteStops, theSameGroup } from './contact/form.ts';
import { Kept } from './contact/Kept.tsx';
import { PlaceChooser, placeWords } from './contact/PlaceChooser.tsx';
import { Folded, Given, HowMany, Languages, Level, Needs, WhoItSeems } from './contact/Rows.tsx';
import { useEmergencyOf } from './contact/useEmergencyOf.ts';
import { useKeepContact } from './contact/useKeepContact.ts';
import { againWords } from './contact/WhoAgain.tsx';
import { useWhere, type Standing } from './contact/where.ts';
import { outingOf, useFreshStreet } from './queries.ts';
import { useMyPosition } from './position/useMyPosition.ts';
import './street.css';

/** A contact on the street, by one thumb and in the dark. Place and time are there already; no name is asked; nothing waits for a network. */
export default function ContactScreen(): ReactNode {
  const { t } = useText();
  const { outing, place } = useSearch({ strict: false }) as { outing?: string; place?: string };
  const standing = useWhere(outing, place);
  if (standing.isPending) return <Page title={t('outreach.contact.title')}><Skeleton lines={6} /></Page>;
  return <Recording key={standing.outing?.id ?? 'none'} standing={standing} />;
}

function Recording({ standing }: { standing: Standing }): ReactNode {
  const { t, formatTime } = useText();
  const { hat } = useSession();
  const { outing, places, here } = standing;
  const [form, setForm] = useState<ContactForm>(() => emptyContact(here));
  const [isAt, setAt] = useState(false);
  const [part, setPart] = useState<AddPart | null>(null);
  const [isSending, setSending] = useState(false);
  const keeping = useKeepContact(useMyPosition(outing?.id ?? null));
  const top = useRef<HTMLDivElement>(null);
  const now = useNow(15_000);
  useFreshStreet();

  const isDirty = isBegun(form);
  const draft = useDraft(`street-contact/${outing?.id ?? 'none'}`, form, isDirty);
  const { found, clear } = draft;
  // What was being written when the battery died stands there again by itself: out here nobody has a hand free to be asked.
  const [isFoundAgain, setFoundAgain] = useState(false);
  const [taken, setTaken] = useState<ContactForm | undefined>(undefined);
  if (found !== undefined && found !== taken && !isDirty) {
    setTaken(found);
    setForm({ ...emptyContact(found), ...found });
    setFoundAgain(true);
  }

  const whole = useQuery(outingOf(outing?.id ?? ''));
  const hours = (whole.data?.hours ?? []).filter(({ state, forMember }) => state === 'held' && forMember.memberId === hat?.id);
  const set = (change: Partial<ContactForm>): void => setForm((before) => ({ ...before, ...change }));
  const afresh = (next: ContactForm): void => {
    setForm(next);
    setFoundAgain(false);
    clear();
    top.current?.scrollIntoView({ block: 'start' });
  };
  const ofPlace = places.find(({ id }) => id === form.placeId)?.languages ?? [];
  const ofStops = (outing?.stops ?? []).flatMap(({ placeId }) => places.find(({ id }) => id === placeId)?.languages ?? []);
  const fault = faultOfNote(form.note);

  async function save(): Promise<void> {
    if (noteStops(fault)) {
      setPart('note');
      return;
    }
    setSending(true);
    const isKept = await keeping.keep(form, outing?.id ?? null);
    setSending(false);
    if (isKept) afresh(emptyContact(form));
  }

  const isMinor = form.ageBand === 'possibly-minor';
  const { last } = keeping;
  useEmergencyOf(last && { id: last.id, callId: last.callId, emergencies: last.form.emergencyId === null ? [] : [last.form.emergencyId] }, isDirty || last === null ? { emergencyId: form.emergencyId, open: (emergencyId) => set({ emergencyId }) } : null);
  return (
    <Page title={t('outreach.contact.title')} windowTitle={t('outreach.window')} lead={outing ? undefined : t('outreach.contact.no-outing')} width="reading">
      <div className="street-contact" ref={top}>
        <Button kind="secondary" size="large" icon="place" onPress={() => setAt(true)}>{t('outreach.contact.where', { place: placeWords(form, outing, places, t), time: formatTime(new Date(now.getTime() - form.ago * 60_000)) })}</Button>
        {keeping.last && <Kept key={keeping.last.id} kept={keeping.last} onSame={() => { if (keeping.last) afresh(theSameGroup(keeping.last.form)); }} onUndo={() => void keeping.takeBack()} />}
        {keeping.problem !== null && <ProblemPanel problem={keeping.problem} />}
        {isFoundAgain && <Notice actions={<Button size="small" onPress={() => afresh(emptyContact(form))}>{t('outreach.contact.afresh')}</Button>}>{t('outreach.contact.found')}</Notice>}
        {draft.failed && <Notice tone="late">{t('outreach.contact.no-drafts')}</Notice>}
        <HowMany form={form} set={set} />
        <WhoItSeems form={form} set={set} />
        {isMinor && <MaybeMinor />}
        <Languages form={form} set={set} first={firstLanguages(ofPlace, ofStops, commonest)} onOther={() => setPart('language')} />
        <Needs form={form} set={set} />
        <Given form={form} set={set} />
        <Folded form={form} set={set} />
        <Level form={form} set={set} />
        <Button size="large" icon={form.danger ? 'check' : 'emergency'} kind={form.danger ? 'danger' : 'secondary'} aria-pressed={form.danger} onPress={() => { set({ danger: !form.danger }); if (!form.danger) emergencyDoor.open(); }}>{t('outreach.contact.danger')}</Button>
        <Added form={form} onPart={setPart} />
      </div>
      <div className="street-bar">
        <Button size="large" icon="plus" onPress={() => setPart('menu')}>{t('outreach.contact.add')}</Button>
        <Button kind="primary" size="large" icon="check" isPending={isSending} onPress={() => void save()}>{t('outreach.contact.save')}</Button>
      </div>
      {isAt && <PlaceChooser form={form} set={set} outing={outing} places={places} onClose={() => setAt(false)} />}
      {part !== null && <AddDialog part={part} onPart={setPart} form={form} set={set} hours={hours} outingId={outing?.id ?? null} />}
    </Page>
  );
}

/** What the minors' path asks of whoever is on the street (domain, 3.8). */
function MaybeMinor(): ReactNode {
  const { t } = useText();
  return (
    <Notice tone="late" title={t('outreach.minor.title')} actions={<Button icon="emergency" onPress={() => emergencyDoor.open()}>{t('outreach.minor.numbers')}</Button>}>
      <ul>{['presumed', 'no-interview', 'two', 'tell', 'path'].map((line) => <li key={line}>{t(`outreach.minor.${line}`)}</li>)}</ul>
    </Notice>
  );
}

/** What was added behind the rows, in sight. */
function Added({ form, onPart }: { form: ContactForm; onPart: (part: AddPart) => void }): ReactNode {
  const { t, countryName } = useText();
  const added: readonly (readonly [AddPart, string])[] = [
    ...(form.again.kind === 'nobody' ? [] : [['again', againWords(form.again, t)] as const]),
    ...(form.hour === null ? [] : [['appointment', t('outreach.add.appointment')] as const]),
    ...(form.note === '' ? [] : [['note', t('outreach.add.note')] as const]),
    ...(form.nationality === null ? [] : [['more', countryName(form.nationality)] as const]),
    ...(form.agreed.length + form.referrals.length === 0 ? [] : [['more', t('outreach.add.agreements')] as const]),
  ];
  if (added.length === 0) return null;
  return <ul className="street-added" aria-label={t('outreach.contact.added')}>{added.map(([part, words]) => <li key={`${part}-${words}`}><Button size="small" icon="edit" onPress={() => onPart(part)}>{words}</Button></li>)}</ul>;
}
