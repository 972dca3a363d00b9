import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { FoundPerson } from '../../persons/contract.ts';
import { type Appointment, InterviewKind } from '../contract.ts';
import { instantOf, proposedStart, startTimes } from './days.ts';
import { colleagues, headingOf, spokenHere } from './queries.ts';

const lengths = ['30', '45', '60', '90'] as const;

export interface BookDialogProps {
  readonly day: string;
  /** The case, when one comes from its file; otherwise it is looked for by code or name. */
  readonly caseId?: string;
  /** Whose file it is: the appointment is then proposed in the language they speak. */
  readonly personId?: string;
  readonly onClose: () => void;
}

/** A new appointment in a few touches: who, when, with whom. The rest has a sensible answer already. */
export function BookDialog({ day: firstDay, caseId: knownCase, personId, onClose }: BookDialogProps): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const team = useQuery(colleagues);
  const [id] = useState(() => newId());
  const [person, setPerson] = useState<string | null>(knownCase ?? null);
  const [alias, setAlias] = useState('');
  const [kind, setKind] = useState<InterviewKind>('first');
  const [day, setDay] = useState<string | null>(firstDay);
  const [start, setStart] = useState<string | null>(() => proposedStart(firstDay, new Date()));
  const [length, setLength] = useState<(typeof lengths)[number]>('60');
  const heading = useQuery({ ...headingOf(personId ?? ''), enabled: personId !== undefined });
  const theirs = heading.data?.languages.map((one) => one.language) ?? [];
  const [chosen, setLanguage] = useState<string | null>(null);
  const language = chosen ?? theirs[0] ?? 'it';
  const [member, setMember] = useState<string | null>(hat?.id ?? null);
  const [mediator, setMediator] = useState<string | null>(null);
  const [room, setRoom] = useState('');
  const [isTried, setTried] = useState(false);

  const book = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.put<Appointment>(`/api/appointments/${id}`, { body }),
    onSuccess: (booked) => {
      toast.say(t('desk.booked', { code: booked.code }));
      void client.invalidateQueries({ queryKey: ['desk'] });
      onClose();
    },
  });
  const isNamed = person !== null || alias.trim().length > 1;
  const save = (): void => {
    setTried(true);
    if (!isNamed || !day || !start || !member) return;
    const startsAt = instantOf(day, start);
    book.mutate({
      ...(person ? { caseId: person } : { code: alias.trim() }),
      kind, language, memberId: member, mediatorId: mediator, room: room.trim() || null,
      startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + Number(length) * 60_000).toISOString(),
    });
  };
  const staff = team.data?.items ?? [];
  const mediators = staff.filter((one) => one.role === 'mediator').toSorted((a, b) => Number(b.languages.includes(language)) - Number(a.languages.includes(language)));

  return (
    <Dialog
      title={t('desk.book')}
      size="wide"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isPending={book.isPending} onPress={save}>{t('desk.book.save')}</Button>
        </>
      }
    >
      <Stack>
        {book.error && <ProblemPanel problem={book.error} />}
        {!knownCase && <Whom person={person} onPerson={setPerson} alias={alias} onAlias={setAlias} error={isTried && !isNamed ? t('desk.book.whom-missing') : undefined} />}
        <Columns min="narrow">
          <DateField label={t('desk.book.day')} value={day} onChange={setDay} error={isTried && !day ? t('ui.invalid.required') : undefined} />
          <Select label={t('desk.book.start')} value={start} onChange={setStart} choices={startTimes.map((time) => ({ value: time, label: time }))} error={isTried && !start ? t('ui.invalid.required') : undefined} />
        </Columns>
        <ChoiceChips label={t('desk.book.length')} canClear={false} value={length} onChange={(value) => { if (value) setLength(value); }} choices={lengths.map((value) => ({ value, label: t('desk.minutes', { count: Number(value) }) }))} />
        <ChoiceChips label={t('desk.book.kind')} hint={t('desk.book.kind-seen')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={InterviewKind.options.map((value) => ({ value, label: t(`desk.kind.${value}`) }))} />
        <Columns min="narrow">
          <Select label={t('desk.book.language')} value={language} onChange={setLanguage} choices={[...new Set([...theirs, ...spokenHere])].map((code) => ({ value: code, label: languageName(code) }))} />
          <Select label={t('desk.book.with')} value={member} onChange={setMember} choices={staff.map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} error={isTried && !member ? t('ui.invalid.required') : undefined} />
          <Select label={t('desk.book.mediator')} placeholder={t('desk.book.no-mediator')} value={mediator} onChange={setMediator}
            choices={mediators.filter((one) => one.id !== member).map((one) => ({ value: one.id, label: `${one.name} · ${one.languages.map(languageName).join(', ')}` }))} />
          <TextField label={t('desk.book.room')} value={room} onChange={setRoom} maxLength={60} />
        </Columns>
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
    queryKey: ['desk', 'whom', words],
    queryFn: ({ signal }) => api.post<{ items: FoundPerson[] }>('/api/persons/search', { body: { words }, signal }),
    enabled: words.trim().length > 1,
  });
  const found = (search.data?.items ?? []).flatMap((one) => (one.kind === 'open' ? [{ value: one.caseId, label: one.code, detail: one.name ?? undefined }] : []));
  return (
    <Columns min="narrow">
      <ComboBox label={t('desk.book.whom')} hint={t('desk.book.whom-hint')} value={person} onChange={onPerson} choices={found} onSearch={setWords} isSearching={search.isFetching} error={error} />
      <TextField label={t('desk.book.alias')} hint={t('desk.book.alias-hint')} value={alias} onChange={onAlias} maxLength={60} isDisabled={person !== null} />
    </Columns>
  );
}
