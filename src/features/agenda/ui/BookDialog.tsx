import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Appointment, AppointmentKind, type BookableRole, GoingTo, type OutsideHours, type ProposedSlot, type Series } from '../contract.ts';
import { periodOf, proposedStart, whenOf } from '../domain/days.ts';
import { Finder } from './Finder.tsx';
import { ChosenPerson, FindPerson, type Followed } from './FindPerson.tsx';
import { OccurrenceList } from './OccurrenceList.tsx';
import { never, RepeatFields, repeated } from './RepeatFields.tsx';
import { useOccurrences } from './useOccurrences.ts';
import { useSuiting } from './useSuiting.ts';
import { OutsideField, type When, WhenFields, type Who, WhoFields } from './WhenFields.tsx';
import './agenda.css';

/** Where on the board an hour is wanted. */
export interface BookedAt {
  readonly start?: string;
  readonly memberId?: string;
  readonly mediatorId?: string;
  readonly room?: string;
}

export interface BookDialogProps {
  readonly day: string;
  /** The case, when one comes from its file; otherwise it is looked for by code or name. */
  readonly caseId?: string;
  /** Whose file it is: the appointment is then proposed in the language they speak. */
  readonly personId?: string;
  /** Books again what fell through: the same colleagues, language and kind. */
  readonly like?: Appointment;
  /** Said above the form, where another room says what the hour is for. */
  readonly title?: string;
  readonly lead?: string;
  /** The colleague proposed; oneself, where nobody is named. */
  readonly memberId?: string | undefined;
  /** The hour, colleague, mediator or room touched on the board. */
  readonly at?: BookedAt;
  /** What somebody without a file goes by, and the language they said they speak, where another room knows. */
  readonly alias?: string;
  readonly language?: string | null;
  /** Whom they ask for: the hour is looked for with anybody of that profession. */
  readonly role?: BookableRole | null;
  readonly onBooked?: (booked: Appointment) => void;
  readonly onClose: () => void;
}

/** A new appointment in a few touches: who, when, with whom. The rest has a sensible answer already. */
export function BookDialog({ day: firstDay, caseId: knownCase, personId, like, title, lead, memberId, at, alias: knownAlias = '', language: spoken = null, role = null, onBooked, onClose }: BookDialogProps): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [ids] = useState(() => new Map<string, string>());
  /** Of each hour one, also when the form is sent again. */
  const idOf = (key: string): string => ids.get(key) ?? ids.set(key, newId()).get(key) ?? key;
  const [chosen, setChosen] = useState<Followed | null>(null);
  const person = knownCase ?? chosen?.caseId ?? null;
  const [alias, setAlias] = useState(knownAlias);
  const [kindTold, setKind] = useState<AppointmentKind | null>(like?.kind ?? null);
  const [goingTo, setGoingTo] = useState<GoingTo | null>(like?.goingTo ?? null);
  const [when, setWhen] = useState<When>(() => ({ day: firstDay, start: at?.start ?? proposedStart(firstDay, new Date()), length: like ? whenOf(like.startsAt, like.endsAt).length : '60' }));
  const [told, setTold] = useState<WhoTold>(() => (like ? { language: like.language, member: like.member.id, mediator: like.mediator?.id ?? null, room: like.room ?? '' } : { language: spoken, member: at?.memberId ?? memberId ?? hat?.id ?? null, mediator: at?.mediatorId, room: at?.room ?? '' }));
  const suits = useSuiting({ caseId: person, personId: personId ?? chosen?.personId ?? null, language: told.language, member: told.member, period: periodOf(when) });
  const { theirs, language } = suits;
  const [repeat, setRepeat] = useState(never);
  // A first talk is held once; what comes back goes on from it.
  const kind = kindTold ?? (repeat.every && suits.kind === 'first' ? 'follow-up' : suits.kind);
  const who: Who = { ...told, language, mediator: told.mediator === undefined ? suits.mediator : told.mediator };
  /** What was not touched goes on following the person, the language and the hour. */
  const setWho = (next: Who): void => setTold({ ...next, language: next.language === language ? told.language : next.language, mediator: next.mediator === who.mediator ? told.mediator : next.mediator });
  const choose = (next: Followed | null): void => {
    setChosen(next);
    setKind(null);
    setTold({ ...told, language: null, mediator: undefined });
  };
  const [outside, setOutside] = useState<OutsideHours | null>(null);
  const [isTried, setTried] = useState(false);

  const book = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.put<Appointment>(`/api/appointments/${id}`, { body }),
    onSuccess: (booked) => {
      toast.say(t('agenda.booked', { code: booked.code }));
      void client.invalidateQueries({ queryKey: ['agenda'] });
      onBooked?.(booked);
      onClose();
    },
  });
  const memberOf = who.member;
  const hours = useOccurrences({
    wanted: memberOf && suits.isReady ? repeated(when, repeat).map((period, nth) => ({ ...period, key: String(nth), memberId: memberOf, mediatorId: who.mediator, room: who.room.trim() || null })) : [],
    caseId: person, every: repeat.every, except: [],
  });
  const bookAll = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.put<Series>(`/api/appointment-series/${id}`, { body }),
    onSuccess: ({ items }) => {
      toast.say(t('agenda.series.booked', { code: items[0]?.code ?? '', count: items.length }));
      void client.invalidateQueries({ queryKey: ['agenda'] });
      onClose();
    },
    // Somebody took an hour between the look and the deed: what stands in the way is told anew, and nothing was kept.
    onError: () => hours.look(),
  });
  const take = (slot: ProposedSlot): void => {
    setWhen(whenOf(slot.startsAt, slot.endsAt));
    setTold({ language, member: slot.member.id, mediator: slot.mediator?.id ?? null, room: slot.room ?? '' });
    setOutside(null);
  };
  const goesAlong = kind === 'accompaniment' && person !== null;
  const isNamed = person !== null || alias.trim().length > 1;
  const save = (): void => {
    setTried(true);
    const period = periodOf(when);
    if (!isNamed || !period || !who.member || (goesAlong && !goingTo)) return;
    const whose = { ...(person ? { caseId: person } : { code: alias.trim() }), kind: kind === 'accompaniment' && !goesAlong ? 'first' : kind, goingTo: goesAlong ? goingTo : null, language };
    if (!repeat.every) return book.mutate({ ...whose, memberId: who.member, mediatorId: who.mediator, room: who.room.trim() || null, outsideHours: outside, ...period });
    if (hours.chosen.length > 0 && !(hours.asksWhy && !hours.outside)) bookAll.mutate({ ...whose, every: repeat.every, items: hours.chosen.map(({ key, ...hour }) => ({ ...hour, id: idOf(key) })) });
  };

  return (
    <Dialog
      title={title ?? t('agenda.book')}
      size="wide"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isPending={book.isPending || bookAll.isPending} isDisabled={!suits.isReady || (repeat.every !== null && hours.chosen.length === 0)} onPress={save}>{repeat.every ? t('agenda.series.save', { count: hours.chosen.length }) : t('agenda.book.save')}</Button>
        </>
      }
    >
      <Stack>
        {lead && <p className="quiet">{lead}</p>}
        {book.error && <ProblemPanel problem={book.error} />}
        {suits.error && <ProblemPanel problem={suits.error} />}
        {!knownCase && <Whom person={chosen} theirs={theirs} onPerson={choose} alias={alias} onAlias={setAlias} error={isTried && !isNamed ? t('agenda.book.whom-missing') : undefined} />}
        <Finder caseId={person} language={language} theirs={theirs} length={when.length} preferred={role ?? who.member} isReady={suits.isReady} onLength={(length) => setWhen({ ...when, length })} onLanguage={(next) => setWho({ ...who, language: next })} onTake={take} />
        <WhenFields value={when} onChange={setWhen} isTried={isTried} />
        <ChoiceChips label={t('agenda.book.kind')} hint={t('agenda.book.kind-seen')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={AppointmentKind.options.filter((value) => value !== 'accompaniment' || person !== null).map((value) => ({ value, label: t(`desk.kind.${value}`) }))} />
        {goesAlong && <Select label={t('agenda.going-to')} hint={t('agenda.book.kind-seen')} value={goingTo} onChange={setGoingTo} choices={GoingTo.options.map((value) => ({ value, label: t(`agenda.going-to.${value}`) }))} error={isTried && !goingTo ? t('ui.invalid.required') : undefined} />}
        <WhoFields value={who} onChange={setWho} theirs={theirs} isTried={isTried} period={periodOf(when)} />
        {!onBooked && <RepeatFields value={repeat} onChange={setRepeat} day={when.day} isTried={isTried} />}
        {repeat.every && bookAll.error && <ProblemPanel problem={bookAll.error} />}
        {repeat.every && <OccurrenceList label={t('agenda.series.dates')} of={hours} />}
        {repeat.every && isTried && hours.asksWhy && !hours.outside && <Notice tone="late" live>{t('agenda.series.why-missing')}</Notice>}
        {!repeat.every && (outside ?? (book.error && asProblem(book.error).code.startsWith('outside-hours'))) && <OutsideField value={outside} onChange={setOutside} />}
      </Stack>
    </Dialog>
  );
}

/** Who is with whom, as far as it was told; a mediator who was not touched (undefined) follows from the rest. */
interface WhoTold extends Omit<Who, 'mediator'> {
  readonly mediator: string | null | undefined;
}

interface WhomProps {
  readonly person: Followed | null;
  /** What they speak, once it is known. */
  readonly theirs: readonly string[];
  readonly onPerson: (person: Followed | null) => void;
  readonly alias: string;
  readonly onAlias: (alias: string) => void;
  readonly error: string | undefined;
}

/** A person one follows, found by code or name; or somebody without a file yet, by the name they like to go by. */
function Whom({ person, theirs, onPerson, alias, onAlias, error }: WhomProps): ReactNode {
  const { t } = useText();
  return (
    <div>
      <Columns min="narrow">
        <FindPerson label={t('agenda.book.whom')} value={person} onChange={onPerson} error={error} />
        <TextField label={t('agenda.book.alias')} hint={t('agenda.book.alias-hint')} value={alias} onChange={onAlias} maxLength={60} isDisabled={person !== null} />
      </Columns>
      {person && <ChosenPerson person={person} theirs={theirs} />}
    </div>
  );
}
