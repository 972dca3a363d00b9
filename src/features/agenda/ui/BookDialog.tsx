import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { FoundPerson } from '../../persons/contract.ts';
import { type Appointment, AppointmentKind, GoingTo, type OutsideHours, type ProposedSlot } from '../contract.ts';
import { periodOf, proposedStart, whenOf } from '../domain/days.ts';
import { Finder } from './Finder.tsx';
import { headingOf } from './queries.ts';
import { OutsideField, type When, WhenFields, type Who, WhoFields } from './WhenFields.tsx';
import './agenda.css';

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
  /** What somebody without a file goes by, and the language they said they speak, where another room knows. */
  readonly alias?: string;
  readonly language?: string | null;
  readonly onBooked?: (booked: Appointment) => void;
  readonly onClose: () => void;
}

/** A new appointment in a few touches: who, when, with whom. The rest has a sensible answer already. */
export function BookDialog({ day: firstDay, caseId: knownCase, personId, like, title, lead, memberId, alias: knownAlias = '', language: spoken = null, onBooked, onClose }: BookDialogProps): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [person, setPerson] = useState<string | null>(knownCase ?? null);
  const [alias, setAlias] = useState(knownAlias);
  const [kind, setKind] = useState<AppointmentKind>(like?.kind ?? 'first');
  const [goingTo, setGoingTo] = useState<GoingTo | null>(like?.goingTo ?? null);
  const [when, setWhen] = useState<When>(() => ({ day: firstDay, start: proposedStart(firstDay, new Date()), length: '60' }));
  const heading = useQuery({ ...headingOf(personId ?? ''), enabled: personId !== undefined });
  const theirs = heading.data?.languages.map((one) => one.language) ?? [];
  const [who, setWho] = useState<Who>(() => (like ? { language: like.language, member: like.member.id, mediator: like.mediator?.id ?? null, room: like.room ?? '' } : { language: spoken, member: memberId ?? hat?.id ?? null, mediator: null, room: '' }));
  const language = who.language ?? theirs[0] ?? 'it';
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
  const take = (slot: ProposedSlot): void => {
    setWhen(whenOf(slot.startsAt, slot.endsAt));
    setWho({ language, member: slot.member.id, mediator: slot.mediator?.id ?? null, room: slot.room ?? '' });
    setOutside(null);
  };
  const goesAlong = kind === 'accompaniment' && person !== null;
  const isNamed = person !== null || alias.trim().length > 1;
  const save = (): void => {
    setTried(true);
    const period = periodOf(when);
    if (!isNamed || !period || !who.member || (goesAlong && !goingTo)) return;
    book.mutate({
      ...(person ? { caseId: person } : { code: alias.trim() }),
      kind: kind === 'accompaniment' && !goesAlong ? 'first' : kind, goingTo: goesAlong ? goingTo : null, language, memberId: who.member, mediatorId: who.mediator, room: who.room.trim() || null, outsideHours: outside, ...period,
    });
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
          <Button kind="primary" isPending={book.isPending} onPress={save}>{t('agenda.book.save')}</Button>
        </>
      }
    >
      <Stack>
        {lead && <p className="quiet">{lead}</p>}
        {book.error && <ProblemPanel problem={book.error} />}
        {!knownCase && <Whom person={person} onPerson={setPerson} alias={alias} onAlias={setAlias} error={isTried && !isNamed ? t('agenda.book.whom-missing') : undefined} />}
        <Finder caseId={person} language={language} theirs={theirs} length={when.length} preferred={who.member} isReady={!heading.isLoading} onLanguage={(next) => setWho({ ...who, language: next })} onTake={take} />
        <WhenFields value={when} onChange={setWhen} isTried={isTried} />
        <ChoiceChips label={t('agenda.book.kind')} hint={t('agenda.book.kind-seen')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={AppointmentKind.options.filter((value) => value !== 'accompaniment' || person !== null).map((value) => ({ value, label: t(`desk.kind.${value}`) }))} />
        {goesAlong && <Select label={t('agenda.going-to')} hint={t('agenda.book.kind-seen')} value={goingTo} onChange={setGoingTo} choices={GoingTo.options.map((value) => ({ value, label: t(`agenda.going-to.${value}`) }))} error={isTried && !goingTo ? t('ui.invalid.required') : undefined} />}
        <WhoFields value={{ ...who, language }} onChange={setWho} theirs={theirs} isTried={isTried} period={periodOf(when)} />
        {(outside ?? (book.error && asProblem(book.error).code.startsWith('outside-hours'))) && <OutsideField value={outside} onChange={setOutside} />}
      </Stack>
    </Dialog>
  );
}

interface WhomProps {
  readonly person: string | null;
  readonly onPerson: (caseId: string | null) => void;
  readonly alias: string;
  readonly onAlias: (alias: string) => void;
  readonly error: string | undefined;
}

/** A person one follows, found by code or name; or somebody without a file yet, by the name they like to go by. */
function Whom({ person, onPerson, alias, onAlias, error }: WhomProps): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState('');
  const search = useQuery({
    queryKey: ['agenda', 'whom', words],
    queryFn: ({ signal }) => api.post<{ items: FoundPerson[] }>('/api/persons/search', { body: { words }, signal }),
    enabled: words.trim().length > 1,
  });
  const found = (search.data?.items ?? []).flatMap((one) => (one.kind === 'open' ? [{ value: one.caseId, label: one.code, detail: one.name ?? undefined }] : []));
  return (
    <Columns min="narrow">
      <ComboBox label={t('agenda.book.whom')} hint={t('agenda.book.whom-hint')} value={person} onChange={onPerson} choices={found} onSearch={setWords} isSearching={search.isFetching} error={error} />
      <TextField label={t('agenda.book.alias')} hint={t('agenda.book.alias-hint')} value={alias} onChange={onAlias} maxLength={60} isDisabled={person !== null} />
    </Columns>
  );
}
