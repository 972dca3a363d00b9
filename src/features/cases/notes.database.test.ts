import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseTeam, Note } from './contract.ts';
import { aCase } from './testing/case.ts';

let town: Town;
let giulia: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, teresa] = await Promise.all([town.as('giulia'), town.as('teresa')]);
});
afterAll(() => town.leave());

const words = 'Nelle notti non dorme; dice di sentire i passi.';
const bodies = async (who: Worker, caseId: string) => (await who.get<{ items: Note[] }>(`/api/cases/${caseId}/notes`)).body.items?.map((note) => note.body);
const write = (who: Worker, caseId: string, note: Record<string, unknown>, id = newId()) => who.put(`/api/case-notes/${id}`, { caseId, body: words, ...note });

describe('what Giulia writes under professional secrecy', () => {
  it('is read by her, and by the other psychologist only once she too follows the case', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const chiara = await town.as('chiara');
    expect((await write(giulia, caseId, {})).status).toBe(200);
    expect(await bodies(giulia, caseId)).toEqual([words]);
    expect((await chiara.get(`/api/cases/${caseId}/notes`)).status).toBe(404);
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: chiara.memberId });
    expect(await bodies(chiara, caseId)).toEqual([words]);
  });

  it('is read neither by Teresa who coordinates, nor by Marco, Anna, Blessing and Amal who follow the case, nor by Stefano', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'anna', 'blessing', 'amal']);
    await write(giulia, caseId, { compartment: 'secret-psychologist' });
    for (const name of ['teresa', 'marco', 'anna', 'blessing', 'amal'] as const) expect(await bodies(await town.as(name), caseId)).toEqual([]);
    expect((await (await town.as('stefano')).get(`/api/cases/${caseId}/notes`)).status).toBe(404);
    const { body } = await teresa.get<{ items: { kind: string }[] }>(`/api/cases/${caseId}/timeline`);
    expect(body.items.map((event) => event.kind)).not.toContain('note');
  });

  it('stays closed even to Giulia when she only breaks the glass, also on what she wrote herself before', async () => {
    const { caseId } = await aCase(town, 'giulia', ['chiara']);
    const chiara = await town.as('chiara');
    await write(giulia, caseId, {});
    await write(chiara, caseId, {});
    const { body } = await giulia.get<CaseTeam>(`/api/cases/${caseId}/team`);
    await giulia.post(`/api/case-assignments/${body.holders.find((holder) => holder.memberId === giulia.memberId)?.assignmentId}/end`, {});
    await giulia.put(`/api/break-glass/${newId()}`, { caseId, reason: 'la persona è in pronto soccorso' });
    expect(await bodies(giulia, caseId)).toEqual([]);
    expect((await write(giulia, caseId, { compartment: 'secret-psychologist' })).body.code).toBe('not-allowed');
    expect((await write(giulia, caseId, {})).status).toBe(200);
    expect((await giulia.get<{ items: Note[] }>(`/api/cases/${caseId}/notes`)).body.items[0]).toMatchObject({ compartment: 'restricted', own: true });
  });

  it('is bytes without meaning to whoever looks straight into the database', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await write(giulia, caseId, {});
    const [row] = await town.look<{ body_sealed: Buffer; whole: string }>('select body_sealed, n::text as whole from case_note n where case_id = $1', [caseId]);
    expect(row?.body_sealed.includes('passi')).toBe(false);
    expect(row?.whole).not.toContain(Buffer.from('passi').toString('hex'));
    const [key] = await town.look<{ wrapped: Buffer }>('select wrapped from vault_key where holder_id = $1', [caseId]);
    expect(key?.wrapped.length).toBeGreaterThan(32);
  });

  it('is gone for ever once its key is destroyed, while the rest of the case goes on', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await write(giulia, caseId, {});
    await write(giulia, caseId, { compartment: 'case', body: 'Accompagnato al CPI.' });
    const house = new Client({ connectionString: town.ownerUrl, options: '-c role=reti_house' });
    await house.connect();
    await house.query("select destroy_vault_keys($1, '{secret-psychologist}')", [caseId]);
    await house.end();
    expect(await bodies(giulia, caseId)).toEqual(['Accompagnato al CPI.', null]);
    expect((await write(giulia, caseId, {})).body.code).toBe('content-destroyed');
    expect((await write(giulia, caseId, { compartment: 'case', body: 'Richiamare lunedì.' })).status).toBe(200);
    expect((await giulia.get(`/api/cases/${caseId}`)).status).toBe(200);
  });
});

describe('a note', () => {
  it('goes where the profession usually writes: Amal’s is read by her and by the files’ keepers, not by the other mediator', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal', 'rubina']);
    const [amal, rubina] = [await town.as('amal'), await town.as('rubina')];
    await write(amal, caseId, { body: 'Al telefono aveva paura.' });
    expect(await bodies(amal, caseId)).toEqual(['Al telefono aveva paura.']);
    expect(await bodies(rubina, caseId)).toEqual([]);
    expect(await bodies(giulia, caseId)).toEqual(['Al telefono aveva paura.']);
    expect((await write(amal, caseId, { compartment: 'restricted' })).body.code).toBe('not-allowed');
  });

  it('is never changed: its author corrects it with another, for the same readers', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const [wrong, right] = [newId(), newId()];
    await write(giulia, caseId, { compartment: 'restricted', body: 'Arrivato nel 2023.' }, wrong);
    await write(giulia, caseId, { compartment: 'case', body: 'Arrivato nel 2024.', corrects: wrong }, right);
    expect((await write(await town.as('marco'), caseId, { corrects: wrong })).body.code).toBe('not-allowed');
    const { body } = await giulia.get<{ items: Note[] }>(`/api/cases/${caseId}/notes`);
    expect(body.items).toMatchObject([
      { id: right, body: 'Arrivato nel 2024.', compartment: 'restricted', corrects: wrong, correctedBy: null },
      { id: wrong, body: 'Arrivato nel 2023.', correctedBy: right },
    ]);
    await town.look('set role reti_app');
    await expect(town.look('update case_note set source = source where id = $1', [wrong])).rejects.toThrow('permission denied');
    await town.look('reset role');
  });

  it('is kept once, however often it is sent, and nobody writes over it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const id = newId();
    await write(giulia, caseId, { compartment: 'case', body: 'prima' }, id);
    expect((await write(giulia, caseId, { compartment: 'case', body: 'seconda' }, id)).status).toBe(200);
    expect((await write(await town.as('marco'), caseId, { compartment: 'case', body: 'terza' }, id)).body.code).toBe('already-exists');
    expect(await bodies(giulia, caseId)).toEqual(['prima']);
  });
});
