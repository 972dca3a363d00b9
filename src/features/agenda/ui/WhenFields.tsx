import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Columns } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { lengths, periodOf, quarterTimes, usualLengths, type When } from '../domain/days.ts';
import { needsMediation } from '../domain/proposed.ts';
import { OutsideHours } from '../contract.ts';
import { colleagues, notFreeIn, resourcesOf, spokenHere } from './queries.ts';

export type { When } from '../domain/days.ts';

/** Day and hour, and until when it lasts. An hour that is not among those offered, because it stands so already, is offered too. */
export function WhenFields({ value, onChange, isTried }: { value: When; onChange: (value: When) => void; isTried: boolean }): ReactNode {
  const { t, formatTime } = useText();
  const times = [...new Set([...quarterTimes, ...(value.start ? [value.start] : [])])].sort();
  const period = periodOf(value);
  return (
    <Columns min="narrow">
      <DateField label={t('agenda.book.day')} value={value.day} onChange={(day) => onChange({ ...value, day })} error={isTried && !value.day ? t('ui.invalid.required') : undefined} />
      <Select label={t('agenda.book.start')} {...(period ? { hint: t('agenda.book.until', { time: formatTime(period.endsAt) }) } : {})} value={value.start} onChange={(start) => onChange({ ...value, start })} choices={times.map((time) => ({ value: time, label: time }))} error={isTried && !value.start ? t('ui.invalid.required') : undefined} />
    </Columns>
  );
}

const OTHER = 'other';

/** How long: the usual lengths by one touch, any other from half an hour to ten hours; one that stands so already is offered too. */
export function LengthField({ value, onChange }: { value: string; onChange: (length: string) => void }): ReactNode {
  const { t } = useText();
  const [isOther, setOther] = useState(!usualLengths.includes(value));
  const said = (length: string): string => t('agenda.length', { hours: Math.floor(Number(length) / 60), minutes: Number(length) % 60 });
  const asksOther = isOther || !usualLengths.includes(value);
  const choose = (chosen: string | null): void => {
    setOther(chosen === OTHER);
    if (chosen && chosen !== OTHER) onChange(chosen);
  };
  return (
    <>
      <ChoiceChips label={t('agenda.book.length')} canClear={false} value={asksOther ? OTHER : value} onChange={choose} choices={[...usualLengths.map((length) => ({ value: length, label: said(length) })), { value: OTHER, label: t('agenda.length.other') }]} />
      {asksOther && <Select label={t('agenda.length.which')} canClear={false} value={value} onChange={(length) => { if (length) onChange(length); }} choices={[...new Set([...lengths, value])].toSorted((a, b) => Number(a) - Number(b)).map((length) => ({ value: length, label: said(length) }))} />}
    </>
  );
}

export interface Who {
  readonly language: string | null;
  readonly member: string | null;
  readonly mediator: string | null;
  readonly room: string;
}

/**
 * Language, colleague, mediator and room: those who are free then first, of mediators those who speak the language before all; who is not says so.
 * @param theirs languages that the person speaks @param appointment the one that is changed: it takes nobody's time twice
 */
export function WhoFields({ value, onChange, theirs, isTried, period, appointment }: { value: Who; onChange: (value: Who) => void; theirs: readonly string[]; isTried: boolean; period: { readonly startsAt: string; readonly endsAt: string } | null; appointment?: string }): ReactNode {
  const { t, languageName } = useText();
  const team = useQuery(colleagues);
  const notFree = useQuery(notFreeIn(period, appointment));
  const why = (id: string): 'taken' | 'away' | undefined => notFree.data?.items.find(({ memberId }) => memberId === id)?.why;
  const said = (id: string, words: string): string => [words, ...(why(id) ? [t(`agenda.not-free.${why(id)}`)] : [])].join(' · ');
  const staff = (team.data?.items ?? []).toSorted((a, b) => Number(why(a.id) !== undefined) - Number(why(b.id) !== undefined));
  const speaks = (languages: readonly string[]): number => Number(value.language !== null && languages.includes(value.language));
  const mediators = staff.filter((one) => one.role === 'mediator' && one.id !== value.member).toSorted((a, b) => speaks(b.languages) - speaks(a.languages));
  const isUnheard = value.language !== null && value.mediator === null && team.data !== undefined && needsMediation({ language: value.language, member: value.member, staff: team.data.items });
  return (
    <>
    <Columns min="narrow">
      <Select label={t('agenda.book.language')} value={value.language} onChange={(language) => onChange({ ...value, language })} choices={[...new Set([...theirs, ...spokenHere])].map((code) => ({ value: code, label: languageName(code) }))} />
      <Select label={t('agenda.book.with')} value={value.member} onChange={(member) => onChange({ ...value, member })} choices={staff.map((one) => ({ value: one.id, label: said(one.id, `${one.name} · ${t(`role.${one.role}`)}`) }))} error={isTried && !value.member ? t('ui.invalid.required') : undefined} />
      <Select label={t('agenda.book.mediator')} placeholder={t('agenda.book.no-mediator')} value={value.mediator} onChange={(mediator) => onChange({ ...value, mediator })}
        choices={mediators.map((one) => ({ value: one.id, label: said(one.id, `${one.name} · ${one.languages.map(languageName).join(', ')}`) }))} />
      <RoomField value={value.room} onChange={(room) => onChange({ ...value, room })} />
    </Columns>
    {isUnheard && <Notice tone="late">{t('agenda.book.unheard', { language: languageName(value.language ?? '') })}</Notice>}
    </>
  );
}

const ELSEWHERE = 'elsewhere';

/** One of the rooms in use, or another place in words; words alone where no room was named yet. */
function RoomField({ value, onChange }: { value: string; onChange: (room: string) => void }): ReactNode {
  const { t } = useText();
  const known = useQuery(resourcesOf);
  const rooms = (known.data?.rooms ?? []).filter((room) => room.inUse);
  const named = rooms.find((room) => room.name.toLowerCase() === value.trim().toLowerCase());
  const [isElsewhere, setElsewhere] = useState(false);
  if (rooms.length === 0) return <TextField label={t('agenda.book.room')} value={value} onChange={onChange} maxLength={60} />;
  const elsewhere = isElsewhere || (value.trim() !== '' && !named);
  return (
    <>
      <Select
        label={t('agenda.book.room')} placeholder={t('agenda.book.no-room')} value={elsewhere ? ELSEWHERE : named?.id ?? null}
        onChange={(chosen) => { setElsewhere(chosen === ELSEWHERE); onChange(rooms.find((room) => room.id === chosen)?.name ?? ''); }}
        choices={[...rooms.map((room) => ({ value: room.id, label: room.name })), { value: ELSEWHERE, label: t('agenda.book.room-elsewhere') }]}
      />
      {elsewhere && <TextField label={t('agenda.book.room-elsewhere')} value={value} onChange={onChange} maxLength={60} />}
    </>
  );
}

/** Asked only once the hour was refused because somebody is not there then. */
export function OutsideField({ value, onChange }: { value: OutsideHours | null; onChange: (value: OutsideHours | null) => void }): ReactNode {
  const { t } = useText();
  return <ChoiceChips label={t('agenda.outside')} hint={t('agenda.outside.hint')} value={value} onChange={onChange} choices={OutsideHours.options.map((reason) => ({ value: reason, label: t(`agenda.outside.${reason}`) }))} />;
}
