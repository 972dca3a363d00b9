import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { Appointment, AppointmentMove, CancelReason } from '../contract.ts';
import { type AgendaFilter, awayBetween, type BoardColumn, type BoardKind, boardKinds, clockOf, columnOf, dragged, hoursShown, matches, quarterHeight, type Standing, standingOf, stepped, type Step, takesPlace, thereOn } from '../domain/board.ts';
import { instantOf } from '../domain/days.ts';
import type { BookedAt } from './BookDialog.tsx';
import { AppointmentMenu } from './AppointmentMenu.tsx';
import { colleagues, hoursThereOf, resourcesOf } from './queries.ts';
import { asChange, useSaidBefore, useShift } from './useShift.ts';

const keys: Readonly<Record<string, Step>> = { ArrowUp: 'earlier', ArrowDown: 'later', ArrowLeft: 'previous-column', ArrowRight: 'next-column' };
const withShift: Readonly<Record<string, Step>> = { ArrowUp: 'shorter', ArrowDown: 'longer' };

export interface DayColumnsProps {
  readonly day: string;
  readonly items: readonly Appointment[];
  /** What is not looked for stays drawn, for its hour is taken; without its words. */
  readonly filter: AgendaFilter;
  readonly onMove: (appointment: Appointment, move: AppointmentMove, reason?: CancelReason) => void;
  /** An empty hour was touched; from the keyboard a column, without an hour. */
  readonly onBook: (at: BookedAt) => void;
}

/**
 * The day side by side: a column for each colleague, mediator or room. An appointment is moved by dragging it, by its grip on a touch screen,
 * or by the keyboard: Enter takes it up, arrows move it, with Shift they lengthen it, Enter puts it down, Escape leaves it where it was.
 */
export function DayColumns({ day, items, filter, onMove, onBook }: DayColumnsProps): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const team = useQuery(colleagues);
  const known = useQuery(resourcesOf);
  const there = useQuery(hoursThereOf(day));
  const [kind, setKind] = useState<BoardKind>('operator');
  const [held, setHeld] = useState<{ id: string; at: Standing } | null>(null);
  const [heard, setHeard] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; start: Standing; lengthens: boolean } | null>(null);
  const helpId = useId();

  const shown = items.filter(takesPlace);
  const columns = columnsFor(kind, shown, team.data?.items ?? [], (known.data?.rooms ?? []).filter((room) => room.inUse).map((room) => room.name), t('agenda.board.nobody'), hat?.id);
  const { first, last } = hoursShown(shown.map((one) => standingOf(one, kind)));

  const namesOf = (one: Appointment): string => [kind !== 'mediator' && one.mediator?.name, kind !== 'operator' && one.member.name, languageName(one.language)].filter(Boolean).join(' · ');
  const quarter = quarterHeight(shown.map((one) => ({ minutes: standingOf(one, kind).to - standingOf(one, kind).from, code: one.code, names: namesOf(one) })));
  const change = useShift(() => setHeard(t('agenda.board.refused')));
  const taken = held && shown.find((one) => one.id === held.id);
  const isElsewhere = taken && JSON.stringify(held.at) !== JSON.stringify(standingOf(taken, kind));
  const said = useSaidBefore(isElsewhere ? { appointment: taken, at: changeTo(day, taken, held.at, kind, columns) } : null);
  // A column further it is drawn anew, and whoever moves it by the keyboard goes with it.
  useEffect(() => {
    if (held && !drag.current) document.getElementById(blockOf(held.id))?.focus();
  }, [held]);
  const words = (at: Standing): string => t('agenda.board.at', { name: columns.find((one) => one.key === at.column)?.name ?? '', from: clockOf(at.from), to: clockOf(at.to) });
  const drop = (appointment: Appointment, at: Standing): void => {
    setHeld(null);
    const before = standingOf(appointment, kind);
    if (before.column === at.column && before.from === at.from && before.to === at.to) return;
    setHeard(t('agenda.board.put-down', { where: words(at) }));
    change.mutate({ appointment, to: changeTo(day, appointment, at, kind, columns) });
  };
  const mayMove = (appointment: Appointment): boolean => appointment.state === 'booked';

  const onKey = (event: KeyboardEvent, appointment: Appointment): void => {
    const isHeld = held?.id === appointment.id;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (isHeld) return drop(appointment, held.at);
      if (!mayMove(appointment)) return setHeard(t('agenda.board.fixed'));
      setHeld({ id: appointment.id, at: standingOf(appointment, kind) });
      return setHeard(t('agenda.board.taken', { code: appointment.code, where: words(standingOf(appointment, kind)) }));
    }
    if (!isHeld) return undefined;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setHeld(null);
      return setHeard(t('agenda.board.left', { code: appointment.code }));
    }
    const isMirrored = document.documentElement.dir === 'rtl';
    const key = isMirrored && event.key === 'ArrowLeft' ? 'ArrowRight' : isMirrored && event.key === 'ArrowRight' ? 'ArrowLeft' : event.key;
    const step = (event.shiftKey ? withShift : keys)[key];
    if (!step) return undefined;
    event.preventDefault();
    const at = stepped(held.at, step, columns);
    setHeld({ id: appointment.id, at });
    return setHeard(words(at));
  };

  /** A column under the pointer, and the minutes that it was drawn up or down. */
  const pointed = (event: PointerEvent, start: Standing, lengthens: boolean): Standing => {
    const from = drag.current;
    if (!from) return start;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const under = [...(grid.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])].find((column) => {
      const box = column.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right;
    });
    return dragged(start, ((event.clientY - from.y) / (rem * quarter)) * 15, under?.dataset['column'] ?? start.column, lengthens);
  };
  const begin = (event: PointerEvent, appointment: Appointment, lengthens: boolean): void => {
    if (!mayMove(appointment) || event.button !== 0) return;
    // A finger on the words scrolls the page; on the grip it drags.
    if (event.pointerType === 'touch' && !(event.target as HTMLElement).closest('.agenda-grip')) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, start: standingOf(appointment, kind), lengthens };
  };
  const move = (event: PointerEvent, appointment: Appointment): void => {
    const from = drag.current;
    if (!from || (Math.abs(event.clientX - from.x) < 5 && Math.abs(event.clientY - from.y) < 5 && held === null)) return;
    setHeld({ id: appointment.id, at: pointed(event, from.start, from.lengthens) });
  };
  const end = (event: PointerEvent, appointment: Appointment): void => {
    const from = drag.current;
    if (from && held) drop(appointment, pointed(event, from.start, from.lengthens));
    drag.current = null;
  };
  const letGo = (): void => {
    drag.current = null;
    setHeld(null);
  };

  /** The stretches in which a column's owner is there; undefined where nobody wrote any hours, and for what has no owner. */
  const presenceOf = (key: string) => {
    const spans = there.data?.items.find((one) => one.key === key)?.spans;
    return spans ? thereOn(spans, day) : undefined;
  };
  const placeOf = ({ key, name }: BoardColumn): BookedAt => {
    if (key === '') return {};
    if (kind === 'room') return { room: name };
    return kind === 'operator' ? { memberId: key } : { mediatorId: key };
  };
  /** The quarter of an hour under the pointer; none where the keyboard pressed. */
  const hourTouched = (event: MouseEvent<HTMLElement>): BookedAt => {
    if (event.detail === 0) return {};
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const touched = Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top) / (rem * quarter));
    return { start: clockOf(first * 60 + touched * 15) };
  };
  const hours = Array.from({ length: last - first }, (_, hour) => first + hour);
  return (
    <>
      <div className="agenda-board-by"><ChoiceChips label={t('agenda.board.by')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={boardKinds.map((value) => ({ value, label: t(`agenda.board.${value}`) }))} /></div>
      {change.error && <ProblemPanel problem={change.error} />}
      <output className="only-heard">{held && said ? `${words(held.at)}. ${said.words}` : heard}</output>
      <div className="agenda-board" ref={grid} style={{ ['--quarter' as string]: `${quarter}rem` }}>
        <div className="agenda-clock" aria-hidden="true"><div className="agenda-column-name" /><div className="agenda-track" style={{ blockSize: `${hours.length * 4 * quarter}rem` }}>{hours.map((hour, nth) => <span key={hour} style={{ insetBlockStart: `${nth * 4 * quarter}rem` }}>{clockOf(hour * 60)}</span>)}</div></div>
        {columns.map((column) => {
          const presence = presenceOf(column.key);
          return (
          <section key={column.key} className="agenda-column" data-column={column.key} aria-label={column.name}>
            <h3 className="agenda-column-name">{column.name}{presence && <span className="quiet agenda-presence">{presence.length === 0 ? t('agenda.board.away') : presence.map((one) => `${clockOf(one.from)}–${clockOf(one.to)}`).join(', ')}</span>}</h3>
            <div className="agenda-track" style={{ blockSize: `${hours.length * 4 * quarter}rem` }}>
              <button type="button" className="agenda-empty" aria-label={t('agenda.board.book', { name: column.name })} onClick={(event) => onBook({ ...placeOf(column), ...hourTouched(event) })} />
              {presence && awayBetween(presence, first, last).map((one) => <span key={one.from} className="agenda-away" aria-hidden="true" style={{ insetBlockStart: `${((one.from - first * 60) / 15) * quarter}rem`, blockSize: `${((one.to - one.from) / 15) * quarter}rem` }} />)}
              {shown.filter((one) => (held?.id === one.id ? held.at.column : columnOf(one, kind)) === column.key).map((one) => {
                const at = held?.id === one.id ? held.at : standingOf(one, kind);
                if (!matches(one, filter)) return <div key={one.id} className="agenda-block agenda-block-other" style={{ insetBlockStart: `${((at.from - first * 60) / 15) * quarter}rem`, blockSize: `${((at.to - at.from) / 15) * quarter}rem` }}><p className="small">{clockOf(at.from)} {t('agenda.filter.taken')}</p></div>;
                const isHeld = held?.id === one.id;
                const all = [languageName(one.language), kind !== 'mediator' && one.mediator && t('agenda.mediator.is', { name: one.mediator.name }), kind !== 'operator' && one.member.name, kind !== 'room' && one.room, t(`agenda.state.${one.state}`)].filter(Boolean).join(' · ');
                return (
                  <div key={one.id} title={`${one.code} · ${all}`} className={`agenda-block agenda-block-${one.state}${isHeld ? ' agenda-held' : ''}${isHeld && said && !said.isFree ? ' agenda-held-met' : ''}`} style={{ insetBlockStart: `${((at.from - first * 60) / 15) * quarter}rem`, blockSize: `${((at.to - at.from) / 15) * quarter}rem` }}>
                    <button type="button" id={blockOf(one.id)} className="agenda-block-main" aria-describedby={helpId} aria-pressed={isHeld} onKeyDown={(event) => onKey(event, one)} onBlur={() => { if (isHeld && !drag.current) letGo(); }}
                      onPointerDown={(event) => begin(event, one, false)} onPointerMove={(event) => move(event, one)} onPointerUp={(event) => end(event, one)} onPointerCancel={letGo}>
                      {mayMove(one) && <span className="agenda-grip" aria-hidden="true" />}
                      <span className="number">{clockOf(at.from)}<span className={isHeld ? undefined : 'only-heard'}>–{clockOf(at.to)}</span>{one.state !== 'booked' && ` ${t(`agenda.state.${one.state}`)}`}</span> <strong>{one.code}</strong>
                      {isHeld && said ? <span className="small">{said.words}</span> : <span className="small">{namesOf(one)}</span>}
                      {kind !== 'room' && one.room && <span className="small agenda-block-rest">{one.room}</span>}
                    </button>
                    <AppointmentMenu appointment={one} shown={[]} onMove={(name, reason) => onMove(one, name, reason)} />
                    {mayMove(one) && <span className="agenda-stretch agenda-grip" aria-hidden="true" onPointerDown={(event) => begin(event, one, true)} onPointerMove={(event) => move(event, one)} onPointerUp={(event) => end(event, one)} onPointerCancel={letGo} />}
                  </div>
                );
              })}
            </div>
          </section>
          );
        })}
      </div>
      <p id={helpId} className="quiet small">{t('agenda.board.help')}</p>
    </>
  );
}

/** Everybody whom a column is for, also those with an empty day, whoever looks before the others; what has no mediator or room stands in a column of its own. */
function columnsFor(kind: BoardKind, items: readonly Appointment[], team: readonly { id: string; name: string; role: string }[], rooms: readonly string[], nobody: string, me: string | undefined): BoardColumn[] {
  const none = items.some((one) => columnOf(one, kind) === '') ? [{ key: '', name: nobody }] : [];
  if (kind === 'room') {
    const names = new Map([...rooms, ...items.flatMap((one) => (one.room ? [one.room] : []))].map((name) => [name.trim().toLowerCase(), name]));
    return [...[...names].map(([key, name]) => ({ key, name })), ...none];
  }
  const busy = new Map(items.flatMap((one) => (kind === 'operator' ? [one.member] : one.mediator ? [one.mediator] : [])).map((one) => [one.id, one.name]));
  const staff = team.filter((one) => (one.role === 'mediator') === (kind === 'mediator') || busy.has(one.id));
  const all = [...staff.map(({ id, name }) => ({ key: id, name })), ...[...busy].filter(([id]) => !staff.some((one) => one.id === id)).map(([key, name]) => ({ key, name }))];
  return [...all.filter(({ key }) => key === me), ...all.filter(({ key }) => key !== me), ...none];
}

const blockOf = (id: string): string => `agenda-block-${id}`;

/** The whole change that a place on the board means: what is not laid out there stays as it is. */
function changeTo(day: string, appointment: Appointment, at: Standing, kind: BoardKind, columns: readonly BoardColumn[]) {
  const { member, mediator, room } = appointment;
  const column = columns.find((one) => one.key === at.column);
  const startsAt = instantOf(day, clockOf(at.from));
  return {
    ...asChange(appointment), startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + (at.to - at.from) * 60_000).toISOString(),
    memberId: kind === 'operator' && at.column !== '' ? at.column : member.id,
    mediatorId: kind === 'mediator' ? at.column || null : mediator?.id ?? null,
    room: kind === 'room' ? (at.column === '' ? null : column?.name ?? room) : room,
  };
}
