import { v7 as newId } from 'uuid';
import { italianDay } from '../kernel/italian-day.ts';
import { type DemoName, idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

/** Today in Italy and an hour of it, as an instant. */
const todayAt = (hour: number): string => {
  const day = italianDay(new Date());
  const offset = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Rome', timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T12:00:00Z`)).find((part) => part.type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  return new Date(`${day}T${String(hour).padStart(2, '0')}:00:00${offset || 'Z'}`).toISOString();
};

/** Rooms and hours, so that the desk has something to propose. Today it is open whatever the day: whoever tries it does so on Sundays too. */
export async function openTheDesk(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const teresa = await as('teresa');
  for (const [name, kind, stepFree] of [['Stanza del cortile', 'room', true], ['Stanza piccola', 'room', false], ['Telefono o video', 'remote', false]] as const) {
    must(await teresa.put(`/api/agenda/rooms/${idOf(`room ${name}`)}`, { name, kind, stepFree }));
  }
  const validFrom = '2026-01-01';
  must(await teresa.put(`/api/agenda/hours/${newId()}`, { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', validFrom }));
  must(await teresa.put(`/api/agenda/hours/${newId()}`, { weekdays: [6], from: '09:00', to: '13:00', validFrom }));
  must(await teresa.put(`/api/agenda/exceptions/${newId()}`, { kind: 'extra', startsAt: todayAt(8), endsAt: todayAt(20) }));
  for (const [name, weekdays, from, to] of [['rubina', [1, 3, 5], '09:00', '14:00'], ['oksana', [2, 4], '09:00', '13:00'], ['oksana', [2, 4], '15:00', '18:00']] as const) {
    const mediator = await as(name);
    must(await mediator.put(`/api/agenda/hours/${newId()}`, { memberId: mediator.memberId, weekdays, from, to, validFrom }));
  }
  // Somebody waits without an appointment, in a language that Rubina speaks.
  must(await teresa.put(`/api/agenda/queue/${newId()}`, { code: 'lucciola-verde-09', language: 'bn', role: 'mediator' }));
  for (const name of ['rubina', 'oksana'] as const) must(await teresa.put(`/api/agenda/exceptions/${newId()}`, { kind: 'extra', memberId: (await as(name)).memberId, startsAt: todayAt(8), endsAt: todayAt(20) }));
}
