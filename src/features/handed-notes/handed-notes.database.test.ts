import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../app/people.ts';
import { aTown, memberIdOf, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { signInWorker } from '../../app/worker.ts';
import type { SentFile } from '../../kernel/pieces/contract.ts';
import { aCase } from '../cases/testing/case.ts';
import type { Today } from '../today/contract.ts';
import type { HandedNote, HandedPage, HandOver } from './contract.ts';
import { fieldsOf } from './domain.ts';

let town: Town;
/** Amal after her hat of Avellino ended while her telephone was in the field: she wears one of Benevento. */
let amal: Worker;
const asMediator = memberIdOf('avellino', 'amal', 'mediator');

beforeAll(async () => {
  town = await aTown();
  // How a second hat is given, by two people, is proved where the gate is.
  await town.look('insert into membership (id, programme_id, account_id, organisation_id, role, since) values ($1, $2, $3, $4, $5, now())', [newId(), idOf('benevento'), idOf('amal'), idOf('benevento equipe'), 'mediator']);
  const stefano = await town.as('stefano');
  await stefano.post(`/api/team/members/${asMediator}/end`, { reason: 'passa a un altro programma' });
  amal = await signInWorker(town.app, 'amal');
});
afterAll(() => town.leave());

const words = 'Tre ragazzi al distributore, chiedono dei documenti';
const contact = (id: string, more: Record<string, unknown> = {}): HandOver => ({
  memberId: asMediator, method: 'PUT', path: `/api/street-contacts/${id}`, kind: 'street-contact', notedAt: '2026-05-04T04:50:00.000Z',
  body: { placeKind: 'labour-pickup', people: 3, needs: ['legal-status'], danger: false, zone: '', position: null, outingId: newId(), note: words, ...more }, says: { key: 'outreach.contact.queued', values: { place: 'Distributore' } },
});
const listed = async (worker: Worker, shelf = 'waiting'): Promise<string[]> => (await worker.get<HandedPage>(`/api/handed-notes?shelf=${shelf}`)).body.items?.map(({ id }) => id) ?? [];

describe('what Amal wrote in the field under a hat that had ended', () => {
  it('goes, once, to Teresa who coordinates the programme in which it was written, and Amal reads no more of it', async () => {
    const [id, teresa] = [newId(), await town.as('teresa')];
    const refused = await amal.put(contact(id).path, contact(id).body);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const call = { id, method: 'PUT', path: `/api/handed-notes/${id}`, body: contact(id) };
    const send = async () => (await amal.post<{ answers: { status: number }[] }>('/api/calls', { calls: [call] })).body.answers.map(({ status }) => status);
    expect([await send(), await send()]).toEqual([[200], [200]]);
    expect(await listed(teresa)).toEqual([id]);

    const { body: note } = await teresa.get<HandedNote>(`/api/handed-notes/${id}`);
    expect(note).toMatchObject({ by: 'Amal Haddad', role: 'mediator', hasHat: false, state: 'waiting', notedAt: '2026-05-04T04:50:00.000Z', content: { path: contact(id).path, says: { values: { place: 'Distributore' } } } });
    expect(fieldsOf(note.content?.body).map(({ name, values }) => [name, ...values])).toEqual([['placeKind', 'labour-pickup'], ['people', 3], ['needs', 'legal-status'], ['danger', false], ['note', words]]);
    // Nothing was made of it by itself, and no word of it lies open.
    expect(await town.look('select id from street_contact where id = $1', [id])).toEqual([]);
    expect(JSON.stringify(await town.look('select encode(body_sealed, \'escape\') as body from handed_note where id = $1', [id]))).not.toContain('distributore');

    const rosa = await town.as('rosa');
    for (const other of [amal, await town.as('giulia'), rosa, await town.as('stefano')]) expect([(await other.get(`/api/handed-notes/${id}`)).status, await listed(other)]).toEqual([404, []]);
    const day = (await teresa.get<Today>('/api/today')).body.items;
    expect(day.filter(({ kind }) => kind === 'handed-note-waiting').map((item) => item.id)).toEqual([id]);
    expect(await town.look('select m.role, n.subject_id as id from notification n join membership m on m.id = n.member_id where n.kind = $1', ['note-handed'])).toEqual([{ role: 'coordinator', id }]);
  });

  it('is taken by Teresa with where she wrote it, or set aside with the reason, and opened again where that was a mistake', async () => {
    const [id, teresa, step] = [newId(), await town.as('teresa'), newId()];
    await amal.put(`/api/handed-notes/${id}`, contact(id));
    const move = (name: string, said: string, moveId = newId()) => teresa.post<HandedNote>(`/api/handed-notes/${id}/moves`, { id: moveId, move: name, words: said });
    expect((await move('take', '')).status).toBe(422);
    await move('take', 'Nel contatto del 4 maggio al distributore', step);
    // Sent again because the answer was lost, it is one step.
    const { body: taken } = await move('take', 'Nel contatto del 4 maggio al distributore', step);
    expect(taken).toMatchObject({ state: 'taken', moves: ['reopen'], steps: [{ move: 'take', words: 'Nel contatto del 4 maggio al distributore' }] });
    expect((await move('set-aside', 'c’era già')).body.code).toBe('illegal-move');
    await move('reopen', 'ho sbagliato nota');
    expect((await move('set-aside', 'c’era già')).body).toMatchObject({ state: 'set-aside', content: { body: { note: words } } });
    expect([(await listed(teresa)).includes(id), (await listed(teresa, 'over')).includes(id)]).toEqual([false, true]);
    expect((await amal.post(`/api/handed-notes/${id}/moves`, { id: newId(), move: 'reopen', words: 'la rivorrei' })).body.code).toBe('not-found');
    const trail = await town.look<{ action: string }>('select action from audit_event where subject_id = $1 order by at', [id]);
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(['handed-note.hand-over', 'handed-note.reopen', 'handed-note.set-aside', 'handed-note.take']));
  });

  it('brings its file along, sealed with the note and no more Amal\'s; what the check refuses is kept as it came, and says so', async () => {
    const [teresa, seen, strange] = [await town.as('teresa'), newId(), newId()];
    const page = (id: string, file: SentFile): HandOver => ({ ...contact(id), path: `/api/document-contents/${id}`, kind: 'document', body: { caseId: newId(), upload: file, turns: 1 }, file });
    const readings = (who: Worker, id: string) => who.post<{ text: string }>(`/api/handed-notes/${id}/readings`, {});
    const bytes = { [seen]: Buffer.from('Numero della cooperativa: 0825 000111\n'.repeat(9_000)), [strange]: Buffer.from('MZ\u0000\u0001 qualcosa di chissà che cosa') };
    for (const [id, whole] of Object.entries(bytes)) {
      const file = await amal.sendFile(whole);
      // Sent again because the answer was lost, it is here once.
      expect([await amal.put(`/api/handed-notes/${id}`, page(id, file)), await amal.put(`/api/handed-notes/${id}`, page(id, file))].map(({ status }) => status)).toEqual([200, 200]);
      expect(await town.look('select from upload_piece where upload_id = $1', [file.id])).toEqual([]);
      expect(JSON.stringify(await town.look('select encode(sealed, \'escape\') as piece from handed_note_piece where note_id = $1', [id]))).not.toMatch(/cooperativa|qualcosa/);
      const { body } = await readings(teresa, id);
      expect(body.text).toBe(whole.toString());
      for (const other of [amal, await town.as('giulia'), await town.as('rosa'), await town.as('stefano')]) expect((await readings(other, id)).status).toBe(404);
    }
    const fileOf = async (id: string) => (await teresa.get<HandedNote>(`/api/handed-notes/${id}`)).body.file;
    expect([await fileOf(seen), await fileOf(strange)]).toEqual([{ bytes: bytes[seen]?.length, mediaType: 'text/plain', refusal: null }, { bytes: bytes[strange]?.length, mediaType: null, refusal: 'file-kind' }]);
    expect(await town.look('select 1 from audit_event where subject_id = $1 and action = $2', [seen, 'handed-note.read-file'])).toHaveLength(1);
    // A file of which a piece is missing waits: neither it nor its words are taken for arrived.
    const missing = newId();
    expect((await amal.put(`/api/handed-notes/${missing}`, page(missing, { id: newId(), digest: 'a'.repeat(64) }))).body.code).toBe('upload-incomplete');
    expect(await listed(teresa)).not.toContain(missing);
  });

  it('comes with its words alone where the telephone had lost the file, and Teresa reads what it was', async () => {
    const [id, teresa] = [newId(), await town.as('teresa')];
    const page: HandOver = { ...contact(id), path: `/api/document-contents/${id}`, kind: 'document', body: { upload: { id: newId(), digest: 'a'.repeat(64) }, turns: 1 }, lostFile: { kind: 'picture', bytes: 240_000 } };
    expect((await amal.put(`/api/handed-notes/${id}`, { ...page, lostFile: { kind: 'Fotografia di Nkechi', bytes: 1 } })).status).toBe(422);
    expect((await amal.put(`/api/handed-notes/${id}`, page)).status).toBe(200);
    const { body } = await teresa.get<HandedNote>(`/api/handed-notes/${id}`);
    expect([body.file, body.content?.lostFile, body.content?.body]).toEqual([null, { kind: 'picture', bytes: 240_000 }, page.body]);
    expect((await teresa.post(`/api/handed-notes/${id}/readings`, {})).status).toBe(404);
  });

  it('may be handed over by her alone: not under a hat that was never hers, nor over a note of somebody else', async () => {
    const [id, luca] = [newId(), await town.as('luca')];
    expect((await luca.put(`/api/handed-notes/${id}`, contact(id))).body.code).toBe('not-found');
    expect((await amal.put(`/api/handed-notes/${id}`, { ...contact(id), memberId: luca.memberId })).body.code).toBe('not-found');
    await amal.put(`/api/handed-notes/${id}`, contact(id));
    expect((await luca.put(`/api/handed-notes/${id}`, { ...contact(id, { note: 'altro' }), memberId: luca.memberId })).body.code).toBe('already-exists');
  });

  it('stays out of the sight of a coordinator who is barred from a case that it names, and whom nobody tells of it', async () => {
    const [id, { caseId }, teresa, giulia] = [newId(), await aCase(town, 'giulia'), await town.as('teresa'), await town.as('giulia')];
    const told = async () => (await town.look<{ n: number }>('select count(*)::int as n from notification where subject_id = $1', [id]))[0]?.n;
    expect((await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'legame personale' })).status).toBe(200);
    expect((await giulia.put(`/api/handed-notes/${id}`, { ...contact(id), memberId: giulia.memberId, path: `/api/case-notes/${newId()}`, kind: 'case-note', body: { caseId, body: 'Ha chiamato' } })).status).toBe(200);
    expect([(await teresa.get(`/api/handed-notes/${id}`)).status, (await listed(teresa)).includes(id), await told()]).toEqual([404, false, 0]);
  });
});
