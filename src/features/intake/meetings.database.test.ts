import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { deeds, guest, inTriage } from './testing/report.ts';

let town: Town;
let { move, read, mine } = {} as ReturnType<typeof deeds>;
beforeAll(async () => {
  town = await aTown();
  ({ move, read, mine } = deeds(town));
});
afterAll(() => town.leave());

const consultation = { kind: 'consultation', agreement: 'not-asked', calledBy: 'nobody', content: { ...guest.content, called: '' } };
const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const call = async (by: DemoName, id: string, startsAt: string, given: Record<string, unknown> = {}, meetingId = newId()) => ({
  meetingId, ...(await (await town.as(by)).put(`/api/inbound-referrals/${id}/meetings/${meetingId}`, { startsAt, way: 'remote', place: 'stanza a distanza 3', memberIds: [(await town.as('marco')).memberId], ...given })),
});
const step = async (by: DemoName, id: string, meetingId: string, name: string, given: Record<string, unknown> = {}) => (await town.as(by)).post(`/api/inbound-referrals/${id}/meetings/${meetingId}/moves`, { id: newId(), move: name, ...given });

describe('a joint meeting', () => {
  it('on a consultation: Marco, who is asked, reads it; Luca reads when and what was agreed; Anna and other bodies nothing', async () => {
    const id = await inTriage(town, 'luca', consultation);
    expect((await read('marco', id)).body.content).toBeNull();
    const { meetingId, status } = await call('teresa', id, inHours(30));
    expect(status).toBe(200);
    expect((await call('teresa', id, inHours(30), {}, meetingId)).status).toBe(200);
    expect((await read('marco', id)).body).toMatchObject({ content: { words: guest.content.words }, moves: [], steps: [], messages: [], meetings: [{ state: 'called', by: 'Teresa Iannaccone', members: [expect.stringMatching(/^Marco/)], moves: [] }] });
    expect((await mine('luca', id)).body.meetings).toMatchObject([{ id: meetingId, state: 'called', place: 'stanza a distanza 3', shared: null }]);
    expect((await read('anna', id)).body).toMatchObject({ content: null, meetings: [] });
    for (const who of ['davide', 'carla', 'stefano'] as const) expect([who, (await mine(who, id)).status]).toEqual([who, 404]);
    for (const who of ['marco', 'anna', 'luca', 'davide', 'carla'] as const) expect([403, 404]).toContain((await step(who, id, meetingId, 'cancel', { reason: 'other' })).status);

    expect((await step('teresa', id, meetingId, 'hold', { shared: 'troppo presto' })).body.code).toBe('too-early');
    await town.look("update inbound_meeting set starts_at = now() - interval '1 hour' where id = $1", [meetingId]);
    expect((await step('teresa', id, meetingId, 'hold')).body.code).toBe('reason-required');
    expect((await step('teresa', id, meetingId, 'hold', { shared: 'Chiamare il 333 123 4567' })).body.code).toBe('letter-identifies');
    expect((await step('teresa', id, meetingId, 'hold', { shared: 'Le parlate voi lunedì, poi ci richiamate.', own: 'Sembra sotto minaccia: se richiama, subito.' })).status).toBe(200);
    expect((await read('teresa', id)).body.meetings).toMatchObject([{ state: 'held', shared: 'Le parlate voi lunedì, poi ci richiamate.', own: 'Sembra sotto minaccia: se richiama, subito.', moves: [] }]);
    expect((await mine('luca', id)).body.meetings).toMatchObject([{ state: 'held', shared: 'Le parlate voi lunedì, poi ci richiamate.' }]);
    expect(JSON.stringify((await mine('luca', id)).body)).not.toContain('minaccia');
    expect((await read('marco', id)).body.meetings).toMatchObject([{ own: null }]);
    await move('teresa', id, 'advise', { answer: 'Come detto insieme.' });
    expect((await read('marco', id)).status).toBe(200);
    await town.look("update inbound_meeting set starts_at = now() - interval '3 days' where id = $1", [meetingId]);
    expect((await read('marco', id)).status).toBe(404);
  });

  it('on a segnalazione shows Marco the code and the hour, never what was said of the person', async () => {
    const id = await inTriage(town, 'luca', { calledBy: 'name', content: { ...guest.content, called: 'Ibrahim Diallo' } });
    await call('teresa', id, inHours(60));
    const { body } = await read('marco', id);
    expect(body).toMatchObject({ content: null, meetings: [{ state: 'called', shared: null }] });
    expect(JSON.stringify(body)).not.toContain('Ibrahim');
  });

  it('keeps the hour of who sits there in the agenda, is refused where one is taken, and gives it back when it is called off', async () => {
    const id = await inTriage(town, 'luca', consultation);
    const at = inHours(90);
    const { meetingId } = await call('teresa', id, at);
    const marco = await town.as('marco');
    const book = () => marco.put(`/api/appointments/${newId()}`, { code: 'volpe-12', memberId: marco.memberId, language: 'it', startsAt: at, endsAt: new Date(Date.parse(at) + HOUR).toISOString() });
    expect((await book()).body.code).toBe('outside-hours-operator');
    const other = await inTriage(town, 'luca', consultation);
    expect((await call('teresa', other, at)).body.code).toBe('double-booking-operator');
    const [agenda] = await town.look<{ text: string }>('select e::text as text from engagement e where e.id = $1', [meetingId]);
    expect(agenda?.text).not.toContain(id);
    expect((await step('teresa', id, meetingId, 'cancel')).body.code).toBe('reason-required');
    expect((await step('teresa', id, meetingId, 'cancel', { reason: 'sender-away' })).status).toBe(200);
    expect((await mine('luca', id)).body.meetings).toMatchObject([{ state: 'cancelled' }]);
    expect((await book()).status).toBe(200);
    expect((await call('teresa', other, at)).body.code).toBe('double-booking-operator');
    expect((await call('teresa', other, inHours(-30))).status).toBe(422);
  });
});
