import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aFile, outsiders, type TestFile } from '../desk/testing/files.ts';
import type { Appointment, CalendarFeed, ContactsDue } from './contract.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['rubina']);
});
afterAll(() => town.leave());

const HOUR = 3_600_000;
const from = (hours: number) => ({ startsAt: new Date(Date.now() + hours * HOUR).toISOString(), endsAt: new Date(Date.now() + (hours + 0.5) * HOUR).toISOString() });
const book = async (by: Worker, given: Record<string, unknown>) => (await by.put<Appointment>(`/api/appointments/${newId()}`, { language: 'fr', ...given })).body;
const feed = (address: string) => town.app.inject({ method: 'GET', url: new URL(address).pathname });

/** Lines of an iCalendar as RFC 5545, 3.1 has them: CRLF, no more than 75 octets, folded lines joined. @throws where one breaks the rule */
function linesOf(body: string): string[] {
  const raw = body.split('\r\n');
  for (const line of raw) {
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
    if (/[\n\r]/.test(line)) throw new Error('a line ends without CRLF');
  }
  return raw.join('\r\n').replaceAll(/\r\n[ \t]/g, '').split('\r\n').filter((line) => line !== '');
}
/** Entries by UID, with their properties; begins and ends must match. */
function entriesOf(body: string): Map<string, Record<string, string>> {
  const lines = linesOf(body);
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  expect(lines.filter((line) => line === 'BEGIN:VEVENT').length).toBe(lines.filter((line) => line === 'END:VEVENT').length);
  const entries = new Map<string, Record<string, string>>();
  let open: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') open = {};
    else if (line === 'END:VEVENT') entries.set(open['UID'] ?? '', open);
    else open[name] = value;
  }
  return entries;
}

describe('the calendar of a member', () => {
  it('holds their hours and nothing else: the same UID, a SEQUENCE that grows, what was called off as cancelled', async () => {
    const giulia = await town.as('giulia');
    const booked = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, room: 'Stanza segreta', kind: 'psychological', ...from(200) });
    const { body: { address } } = await giulia.post<{ address: string }>('/api/agenda/calendar', { withPlace: false });
    const first = await feed(address);
    expect([first.statusCode, first.headers['content-type'], first.headers['cache-control']]).toEqual([200, 'text/calendar; charset=utf-8', 'private, no-store']);
    const [uid, entry] = [...entriesOf(first.body)][0] ?? ['', {}];
    expect(entry).toMatchObject({ SUMMARY: 'Appuntamento', STATUS: 'CONFIRMED', SEQUENCE: '0', DTSTART: booked.startsAt.replaceAll(/[-:]|\.\d+/g, '') });
    for (const secret of [fatou.code, 'Stanza', 'psychological', 'Giulia', fatou.caseId]) expect(first.body).not.toContain(secret);

    const moved = await giulia.patch<Appointment>(`/api/appointments/${booked.id}`, { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: 'Stanza segreta', ...from(204) }, booked.version);
    expect(entriesOf((await feed(address)).body).get(uid)).toMatchObject({ SEQUENCE: '1', DTSTART: moved.body.startsAt.replaceAll(/[-:]|\.\d+/g, '') });
    await giulia.post(`/api/appointments/${booked.id}/moves`, { id: newId(), move: 'cancel', reason: 'person-asked' });
    expect(entriesOf((await feed(address)).body).get(uid)).toMatchObject({ STATUS: 'CANCELLED', SEQUENCE: '2' });
  });

  it('is opened by its secret address alone, of which the house keeps a digest; a new one closes the old, and taken back it opens nothing', async () => {
    const rubina = await town.as('rubina');
    await book(rubina, { code: 'gru-71', memberId: rubina.memberId, room: 'Stanza blu', ...from(100) });
    const { body: { address: old } } = await rubina.post<{ address: string }>('/api/agenda/calendar', { withPlace: false });
    const { body: { address } } = await rubina.post<{ address: string }>('/api/agenda/calendar', { withPlace: true });
    expect([(await feed(old)).statusCode, (await feed(address)).statusCode]).toEqual([404, 200]);
    expect((await feed(address)).body).toContain('LOCATION:Stanza blu');
    const token = address.split('/').at(-1) ?? '';
    const kept = JSON.stringify(await town.look('select to_jsonb(f) as f from calendar_feed f')) + JSON.stringify(await town.look('select to_jsonb(e) as e from audit_event e'));
    expect(kept.includes(token)).toBe(false);
    expect((await rubina.delete<CalendarFeed>('/api/agenda/calendar')).body.since).toBe(null);
    expect((await feed(address)).statusCode).toBe(404);
    expect((await feed(address.slice(0, -2))).statusCode).toBe(422);
    for (const name of ['vincenzo', 'paola', 'stefano'] as const) expect([name, (await (await town.as(name)).post('/api/agenda/calendar', { withPlace: false })).status]).toEqual([name, 403]);
  });
});

describe('reminders and calls after a missed appointment', () => {
  const due = async (by: Worker) => (await by.get<ContactsDue>('/api/agenda/contacts-due')).body.items;
  const card = (over: Record<string, unknown>) => ({ doNotCall: false, whoMayCall: 'Rubina', whenToCall: 'Sera', language: 'bn', mayBeSaid: '', mustNotAnswer: '', leaveMessages: false, ...over });
  const attempt = (by: Worker, appointmentId: string, over: Record<string, unknown>) => by.put(`/api/agenda/contact-attempts/${newId()}`, { caseId: fatou.caseId, appointmentId, kind: 'reminder', outcome: 'done', channel: 'phone', ...over });

  it('are due to those who hold the case, only as the safe-contact card allows, in words that tell nobody anything', async () => {
    const [giulia, rubina, chiara] = [await town.as('giulia'), await town.as('rubina'), await town.as('chiara')];
    const booked = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...from(26) });
    expect(await due(rubina)).toMatchObject([{ kind: 'reminder', code: fatou.code, ways: [], why: 'no-card' }]);
    expect((await attempt(rubina, booked.id, {})).body.code).toBe('contact-not-allowed');
    await giulia.put(`/api/persons/${fatou.personId}/safe-contact`, card({}), 0);
    await giulia.put(`/api/persons/${fatou.personId}/contacts/${newId()}`, { kind: 'phone', value: '351 222 0101', belongsTo: 'person' });
    await giulia.put(`/api/persons/${fatou.personId}/contacts/${newId()}`, { kind: 'messaging', value: '351 222 0101', belongsTo: 'person' });
    const [one] = await due(rubina);
    expect(one).toMatchObject({ ways: ['phone'], why: null, language: 'bn', words: { language: 'bn' } });
    expect(one?.words.text).not.toMatch(/RE\.?T\.?I|Fatou|sportello|tratta|legal/i);
    // Words that nobody answers for are said to be so, until Rubina, who speaks Bengali, does; a correction must keep the day and the hour.
    expect(one?.words.approved).toBe(false);
    expect((await rubina.put(`/api/phrase-texts/${newId()}`, { key: 'reminder.appointment', language: 'bn', upon: 0, words: 'কাল আসুন।' })).body.code).toBe('phrase-parts');
    expect((await rubina.post('/api/phrase-approvals', { language: 'bn', phrases: [{ id: newId(), key: 'reminder.appointment', edition: 0 }] })).status).toBe(200);
    expect((await due(rubina))[0]?.words).toEqual({ ...one?.words, approved: true });
    // In a language the house brought no words for, as soon as she writes them.
    await giulia.put(`/api/persons/${fatou.personId}/safe-contact`, card({ language: 'ur' }), 1);
    expect((await due(rubina))[0]).toMatchObject({ language: 'ur', words: { language: 'it' } });
    await rubina.put(`/api/phrase-texts/${newId()}`, { key: 'reminder.appointment', language: 'ur', upon: 0, words: 'ملاقات [giorno] کو [ora] بجے ہے۔' });
    expect((await due(rubina))[0]?.words).toMatchObject({ language: 'ur', approved: false });
    expect((await attempt(rubina, booked.id, { channel: 'messaging' })).body.code).toBe('contact-not-allowed');
    expect((await attempt(rubina, booked.id, {})).status).toBe(200);
    expect(await due(giulia)).toMatchObject([{ outcome: 'done', by: 'Rubina Akter' }]);
    expect(await due(chiara)).toEqual([]);
    expect((await attempt(chiara, booked.id, {})).body.code).toBe('not-allowed');
    for (const name of outsiders) expect([name, await due(await town.as(name))]).toEqual([name, []]);
    // Another hour is another reminder.
    await giulia.patch(`/api/appointments/${booked.id}`, { language: 'fr', memberId: giulia.memberId, mediatorId: null, room: null, ...from(30) }, booked.version);
    expect(await due(giulia)).toMatchObject([{ outcome: null }]);
    await giulia.post(`/api/appointments/${booked.id}/moves`, { id: newId(), move: 'cancel', reason: 'other' });
    expect(await due(giulia)).toEqual([]);
  });

  it('call back who was missing, until another appointment stands; and nobody where the card says not to call', async () => {
    const giulia = await town.as('giulia');
    const missed = await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...from(-26) });
    await giulia.post(`/api/appointments/${missed.id}/moves`, { id: newId(), move: 'miss' });
    expect(await due(giulia)).toMatchObject([{ kind: 'recall', appointmentId: missed.id, ways: ['phone'] }]);
    expect((await attempt(giulia, missed.id, { kind: 'recall', outcome: 'failed', channel: 'phone', reason: 'no-answer' })).status).toBe(200);
    expect(await due(giulia)).toMatchObject([{ kind: 'recall', outcome: 'failed' }]);
    expect((await giulia.put(`/api/persons/${fatou.personId}/safe-contact`, card({ doNotCall: true }), 2)).status).toBe(200);
    expect(await due(giulia)).toMatchObject([{ ways: [], why: 'do-not-call' }]);
    expect((await attempt(giulia, missed.id, { kind: 'recall' })).body.code).toBe('contact-not-allowed');
    await book(giulia, { caseId: fatou.caseId, memberId: giulia.memberId, ...from(120) });
    expect(await due(giulia)).toEqual([]);
  });
});
