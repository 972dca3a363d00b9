import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { LARGEST_UPLOAD, PIECE, type Upload } from '../../kernel/pieces/contract.ts';
import { aCase, outsiders } from '../cases/testing/case.ts';
import { colouredPdf } from '../../kernel/files/testing/pdf.ts';
import type { Content, DocumentDetail, DocumentList } from './contract.ts';
import { bring, type Bringer, bringerOf } from './testing/bring.ts';
import { italianDay } from '../../kernel/italian-day.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

type Name = Parameters<Town['as']>[0];
const bringer = (name: Name): Promise<Bringer> => bringerOf(town, name);
const photo = (colour = '#c8c8c8'): Promise<Buffer> => sharp({ create: { width: 600, height: 800, channels: 3, background: colour } }).jpeg()
  .withExif({ IFD0: { Make: 'Telefono di prova' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '40/1 54/1 0/1' } }).toBuffer();
const permit = { kind: 'permit', title: 'Permesso per lavoro', issuedOn: '2026-01-10', expiresOn: '2026-12-10' } as const;

async function kept(name: Name, caseId: string, more: Record<string, unknown> = {}, file: { name: string; bytes: Buffer } = { name: 'testo.txt', bytes: Buffer.from('Ricevuta di prova') }) {
  const who = await bringer(name);
  const compartment = String(more.compartment ?? 'case');
  const content = newId();
  expect((await bring(who, content, { caseId, compartment }, file)).status).toBe(200);
  const id = newId();
  const answer = await who.worker.put<DocumentDetail>(`/api/documents/${id}`, { ...permit, caseId, compartment, contents: [content], ...more });
  expect(answer.status).toBe(200);
  return { id, detail: answer.body };
}

describe('Giulia photographs the two sides of a permit', () => {
  it('sends each side once, also when the network breaks off between, and has one PDF of two pages that no reader of the disk can read', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const [front, back, id] = [newId(), newId(), newId()];
    const picture = await photo();
    for (let times = 0; times < 2; times += 1) expect((await bring(giulia, front, { caseId, compartment: 'case', asPage: true, turns: 1 }, { name: 'IMG_0001.jpg', bytes: picture })).status).toBe(200);
    expect((await giulia.worker.put(`/api/documents/${id}`, { ...permit, caseId, compartment: 'case', contents: [front, back] })).body.code).toBe('content-missing');
    expect((await bring(giulia, back, { caseId, compartment: 'case', asPage: true }, { name: 'IMG_0002.jpg', bytes: picture })).status).toBe(200);
    for (let times = 0; times < 2; times += 1) {
      const { body } = await giulia.worker.put<DocumentDetail>(`/api/documents/${id}`, { ...permit, caseId, compartment: 'case', contents: [front, back] });
      expect(body).toMatchObject({ title: 'Permesso per lavoro', expiresOn: '2026-12-10', versions: [{ number: 1, mediaType: 'application/pdf', pages: 2, made: 'scanned' }] });
    }
    const { body: list } = await giulia.worker.get<DocumentList>(`/api/cases/${caseId}/documents`);
    expect(list.items).toHaveLength(1);
    expect(list.items[0]?.thumbnail).toMatch(/^data:image\/jpeg;base64,/);
    const version = list.items[0]?.newest.id ?? '';
    const file = await giulia.file(`/api/document-versions/${version}/file`);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="[a-z0-9-]+-permit-1\.pdf"$/);
    expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.bytes.length).toBe(list.items[0]?.newest.bytes);
    for (const words of ['%PDF-', 'Permesso per lavoro', 'Telefono di prova']) {
      expect(await town.look('select 1 from document_piece where position(convert_to($1, $2) in sealed) > 0', [words, 'UTF8'])).toEqual([]);
      expect(await town.look('select 1 from document where position(convert_to($1, $2) in title_sealed) > 0', [words, 'UTF8'])).toEqual([]);
    }
    // Nothing of the two photographs stays behind.
    expect(await town.look('select 1 from document_content where id = any($1)', [[front, back]])).toEqual([]);
  });

  it('keeps of a photograph neither the place nor the telephone that took it', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const picture = await photo();
    expect(picture.includes('Telefono di prova')).toBe(true);
    const { detail } = await kept('giulia', caseId, {}, { name: 'foto.jpg', bytes: picture });
    const file = await giulia.file(`/api/document-versions/${detail.versions[0]?.id}/file?show=true`);
    expect(file.headers['content-disposition']).toMatch(/^inline/);
    expect((await sharp(file.bytes).metadata()).exif).toBeUndefined();
    expect(file.bytes.includes('Telefono di prova')).toBe(false);
  });
});

describe('a photograph that comes in pieces', () => {
  const announced = async (who: Bringer, id: string, bytes: number) => who.worker.put<Upload>(`/api/uploads/${id}`, { bytes, piece: PIECE });
  const piece = (who: Bringer, id: string, number: number, bytes: Buffer) => who.worker.putBytes<{ have: number }>(`/api/uploads/${id}/pieces/${number}`, bytes);
  const part = (of: Buffer, number: number): Buffer => of.subarray(number * PIECE, (number + 1) * PIECE);
  const text = (length: number): Buffer => Buffer.from('Contratto a voce. '.repeat(Math.ceil(length / 18)).slice(0, length));

  it('is taken piece by piece in any order, says what is here, goes on after a break, and is whole once', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const [id, whole] = [newId(), text(2 * PIECE + 100)];
    expect((await announced(giulia, id, whole.length)).body).toEqual({ id, pieces: 3, have: [], isTaken: false });
    for (const number of [2, 0, 0]) expect((await piece(giulia, id, number, part(whole, number))).status).toBe(200);
    // Whoever knows nothing any more asks again, and is told.
    expect((await announced(giulia, id, whole.length)).body).toMatchObject({ have: [0, 2] });
    expect((await announced(giulia, id, whole.length + 1)).body.code).toBe('already-exists');
    const body = { caseId, compartment: 'case', name: 'contratto.txt', upload: { id, digest: createHash('sha256').update(whole).digest('hex') } };
    expect((await giulia.worker.put(`/api/document-contents/${id}`, body)).body.code).toBe('upload-incomplete');
    // Other bytes in the place of a piece, a piece of another length, one that does not exist.
    expect((await piece(giulia, id, 0, Buffer.alloc(PIECE, 65))).body.code).toBe('piece-differs');
    for (const [number, bytes] of [[1, Buffer.from('corto')], [3, Buffer.from('oltre')]] as const) expect((await piece(giulia, id, number, bytes)).body.code).toBe('invalid-input');
    expect((await piece(giulia, id, 1, part(whole, 1))).body).toEqual({ have: 3 });
    expect((await giulia.worker.put(`/api/document-contents/${id}`, { ...body, upload: { id, digest: 'a'.repeat(64) } })).body.code).toBe('upload-damaged');
    // Until it is taken nothing of it is readable on the disk.
    expect(await town.look('select 1 from upload_piece where position(convert_to($1, $2) in sealed) > 0', ['Contratto', 'UTF8'])).toEqual([]);
    for (let times = 0; times < 2; times += 1) expect((await giulia.worker.put<Content>(`/api/document-contents/${id}`, body)).body).toEqual({ id, mediaType: 'text/plain', bytes: whole.length });
    expect((await giulia.worker.put(`/api/document-contents/${newId()}`, body)).body.code).toBe('upload-taken');
    // A late copy changes nothing; of the pieces and their key nothing is left.
    expect((await piece(giulia, id, 1, part(whole, 1))).status).toBe(200);
    expect((await announced(giulia, id, whole.length)).body).toMatchObject({ have: [], isTaken: true });
    expect(await town.look("select 1 from upload_piece where upload_id = $1 union all select 1 from vault_key where holder_id = $1 and compartment = 'upload' and wrapped is not null", [id])).toEqual([]);
    const document = newId();
    const { body: detail } = await giulia.worker.put<DocumentDetail>(`/api/documents/${document}`, { ...permit, caseId, compartment: 'case', contents: [id] });
    expect((await giulia.file(`/api/document-versions/${detail.versions[0]?.id}/file`)).bytes.equals(whole)).toBe(true);
    const trail = await town.look<{ action: string; n: number }>("select action, count(*)::int as n from audit_event where subject = 'upload' and subject_id = $1 group by action order by action", [id]);
    expect(trail).toEqual([{ action: 'upload.begin', n: 1 }, { action: 'upload.piece', n: 3 }, { action: 'upload.take', n: 1 }]);
  });

  it('is nobody else’s to see, to add to or to take, in the same team too', async () => {
    const { caseId } = await aCase(town, 'giulia', ['anna']);
    const [giulia, anna] = [await bringer('giulia'), await bringer('anna')];
    const [id, whole] = [newId(), text(100)];
    await announced(giulia, id, whole.length);
    await piece(giulia, id, 0, whole);
    expect((await announced(anna, id, whole.length)).body.code).toBe('already-exists');
    expect((await piece(anna, id, 0, whole)).status).toBe(404);
    expect((await anna.worker.put(`/api/document-contents/${id}`, { caseId, compartment: 'work', upload: { id, digest: createHash('sha256').update(whole).digest('hex') } })).body.code).toBe('upload-incomplete');
    expect((await (await bringer('vincenzo')).worker.put(`/api/uploads/${newId()}`, { bytes: 1, piece: PIECE })).status).toBe(403);
  });

  it('is given up after three days in which no piece came, and one member has no more under way than three of the largest', async () => {
    const marco = await bringer('marco');
    const ids = [newId(), newId(), newId()];
    for (const id of ids) expect((await announced(marco, id, LARGEST_UPLOAD)).status).toBe(200);
    expect((await announced(marco, newId(), 1)).body.code).toBe('uploads-too-many');
    await piece(marco, ids[0] ?? '', 0, Buffer.alloc(PIECE));
    await town.look("update upload set last_at = now() - interval '4 days' where id = any($1)", [ids.slice(0, 2)]);
    await town.look('select end_stray_uploads()');
    expect((await town.look<{ id: string }>('select id from upload where id = any($1)', [ids])).map(({ id }) => id)).toEqual(ids.slice(2));
    expect(await town.look('select 1 from vault_key where holder_id = any($1)', [ids.slice(0, 2)])).toEqual([]);
    expect((await town.look("select 1 from audit_event where action = 'upload.ended-in-time' and subject_id = any($1)", [ids]))).toHaveLength(2);
    expect((await piece(marco, ids[0] ?? '', 1, Buffer.alloc(PIECE))).status).toBe(404);
    // The device begins anew under the same id.
    expect((await announced(marco, ids[0] ?? '', LARGEST_UPLOAD)).body).toMatchObject({ have: [] });
  });

  it('became a page of a document: asked for again under its id, there is nothing more to do', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const pages = await Promise.all([await photo(), await photo('#404040')].map(async (bytes) => ({ upload: await giulia.worker.sendFile(bytes), caseId, compartment: 'case' })));
    const asked = async () => Promise.all(pages.map(async (page) => (await giulia.worker.put<Content>(`/api/document-contents/${page.upload.id}`, page)).body.bytes === null));
    expect(await asked()).toEqual([false, false]);
    expect((await giulia.worker.put(`/api/documents/${newId()}`, { ...permit, caseId, compartment: 'case', contents: pages.map(({ upload }) => upload.id) })).status).toBe(200);
    expect(await asked()).toEqual([true, true]);
  });
});

describe('what may be kept', () => {
  const zip = (parts: Record<string, string>): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))));
  const word = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

  it('is decided by what a file is: what pretends, acts by itself, is locked or is none of ours is refused with its reason, and nothing of it stays', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const pdf = (inside: string): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj\n<<${inside}>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n`);
    const cases: readonly (readonly [string, Buffer, string])[] = [
      ['programma.exe', Buffer.from(`MZ${'\0'.repeat(200)}`), 'document-file-kind'],
      ['foto.jpg', Buffer.from('Questa non è una foto'), 'document-file-pretends'],
      ['pagina.html', Buffer.from('<script>alert(1)</script>'), 'document-file-pretends'],
      ['modulo.pdf', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), 'document-file-active'],
      ['chiuso.pdf', Buffer.from(pdf('').toString().replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 2 0 R')), 'document-file-encrypted'],
      ['rotto.pdf', Buffer.from('%PDF-1.4\n1 0 obj'), 'document-file-broken'],
      ['IMG_0007.HEIC', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(12), Buffer.alloc(200)]), 'document-picture-heic'],
      ['macro.docx', zip({ '[Content_Types].xml': word, 'word/document.xml': '<w/>', 'word/vbaProject.bin': 'x' }), 'document-file-active'],
      ['archivio.zip', zip({ 'a.txt': 'a' }), 'document-file-kind'],
    ];
    const answers = await Promise.all(cases.map(async ([name, bytes]) => [name, (await bring(giulia, newId(), { caseId, compartment: 'case' }, { name, bytes })).body.code]));
    expect(answers).toEqual(cases.map(([name, , code]) => [name, code]));
    expect(await town.look('select 1 from document_content where case_id = $1', [caseId])).toEqual([]);
    expect((await bring(giulia, newId(), { caseId, compartment: 'case' }, { name: 'lettera.docx', bytes: zip({ '[Content_Types].xml': word, '_rels/.rels': '<r/>', 'word/document.xml': '<w/>' }) })).body).toMatchObject({ mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' });
  });

  it('is no picture that unfolds to more than a telephone can take, and no file beyond what the coordinator said', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const [giulia, teresa] = [await bringer('giulia'), await town.as('teresa')];
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
    expect((await bring(giulia, newId(), { caseId, compartment: 'case' }, { name: 'bomba.png', bytes: bomb })).body.code).toMatch(/^document-(picture-too-large|file-broken)$/);
    expect((await giulia.worker.put('/api/document-settings', { largest: 1_048_576, office: '', lines: [] }, 0)).status).toBe(404);
    expect((await teresa.put('/api/document-settings', { largest: 1_048_576, office: 'Prefettura di Prova', lines: ['Piazza 1'] }, 0)).body).toMatchObject({ largest: 1_048_576, version: 1 });
    expect((await bring(giulia, newId(), { caseId, compartment: 'case' }, { name: 'lungo.txt', bytes: Buffer.from('a'.repeat(1_048_577)) })).body.code).toBe('document-file-too-large');
    expect((await giulia.worker.get<DocumentList>(`/api/cases/${caseId}/documents`)).body.largest).toBe(1_048_576);
    expect((await teresa.put('/api/document-settings', { largest: 15_728_640, office: 'Prefettura di Prova', lines: ['Piazza 1'] }, 1)).status).toBe(200);
  });
});

describe('a document of a case', () => {
  it('is known to those who hold its compartment and looks to everybody else as if it were not there', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const { id, detail } = await kept('giulia', caseId, { compartment: 'restricted', kind: 'medical' });
    const version = detail.versions[0]?.id ?? '';
    expect((await (await town.as('teresa')).get(`/api/documents/${id}`)).status).toBe(200);
    const nothing = await (await town.as('marco')).get('/api/documents/00000000-0000-7000-8000-000000000000');
    for (const name of ['marco', ...outsiders] as const) {
      const who = await town.as(name);
      for (const path of [`/api/documents/${id}`, `/api/document-versions/${version}/file`, `/api/cases/${caseId}/documents`]) {
        const answer = await who.get(path);
        expect({ name, path, status: answer.status, body: answer.body }).toEqual({ name, path, status: nothing.status, body: nothing.body });
      }
      expect((await who.post(`/api/documents/${id}/moves`, { id: newId(), move: 'remove', reason: 'per prova' }, 1)).status).toBe(404);
    }
  });

  it('keeps its older versions, and says who opened it', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const { id, detail } = await kept('giulia', caseId);
    const newer = newId();
    await bring(giulia, newer, { caseId, compartment: 'case' }, { name: 'nuovo.txt', bytes: Buffer.from('Il rinnovo') });
    const version = newId();
    for (let times = 0; times < 2; times += 1) expect((await giulia.worker.put<DocumentDetail>(`/api/document-versions/${version}`, { documentId: id, contents: [newer] })).body.versions.map((one) => one.number)).toEqual([2, 1]);
    const [first] = detail.versions;
    expect((await giulia.file(`/api/document-versions/${first?.id}/file`)).bytes.toString()).toBe('Ricevuta di prova');
    expect((await giulia.file(`/api/document-versions/${version}/file`)).bytes.toString()).toBe('Il rinnovo');
    const { body } = await (await town.as('teresa')).get<DocumentDetail>(`/api/documents/${id}`);
    expect(body.readings?.map(({ action, by }) => `${action} ${by.name}`)).toEqual([expect.stringMatching(/^document.download Giulia/), expect.stringMatching(/^document.download Giulia/)]);
  });

  it('is taken from sight only with a reason, which stays, and comes back', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const { id } = await kept('giulia', caseId);
    const giulia = await town.as('giulia');
    expect((await giulia.post(`/api/documents/${id}/moves`, { id: newId(), move: 'remove', reason: 'no' }, 1)).body.code).toBe('invalid-input');
    expect((await giulia.post<DocumentDetail>(`/api/documents/${id}/moves`, { id: newId(), move: 'remove', reason: 'È di un’altra persona' }, 1)).body).toMatchObject({ state: 'removed', moves: [{ move: 'remove', reason: 'È di un’altra persona' }] });
    expect((await giulia.get<DocumentList>(`/api/cases/${caseId}/documents`)).body).toMatchObject({ items: [], removed: 1 });
    expect((await giulia.post<DocumentDetail>(`/api/documents/${id}/moves`, { id: newId(), move: 'restore', reason: 'Era la sua' }, 2)).body).toMatchObject({ state: 'kept' });
    expect((await giulia.get<DocumentList>(`/api/cases/${caseId}/documents`)).body.items).toHaveLength(1);
    await expect(town.look('select document_id from document_move where position(convert_to($1, $2) in reason_sealed) > 0', ['altra persona', 'UTF8'])).resolves.toEqual([]);
  });

  it('tells the day of whoever follows the case that it ends', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await town.as('giulia');
    const inDays = (days: number): string => italianDay(new Date(Date.now() + days * 86_400_000));
    await town.look('update case_file set owner_id = $2 where id = $1', [caseId, giulia.memberId]);
    const { id } = await kept('giulia', caseId, { issuedOn: null, expiresOn: inDays(20) });
    const { id: far } = await kept('giulia', caseId, { issuedOn: null, expiresOn: inDays(300) });
    const lines = (await giulia.get<{ items: { id: string; kind: string; overdue: boolean }[] }>('/api/today')).body.items.filter((item) => item.kind === 'document-expiring');
    expect(lines).toContainEqual(expect.objectContaining({ id, overdue: false }));
    expect(lines.map((line) => line.id)).not.toContain(far);
  });

  it('brought by Amal the mediator is hers and of those who hold the restricted part, and no other mediator’s', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal']);
    const { id } = await kept('amal', caseId, { compartment: 'mediation', kind: 'other' });
    expect((await (await town.as('amal')).get<DocumentList>(`/api/cases/${caseId}/documents`)).body).toMatchObject({ items: [{ id }], compartments: ['mediation'] });
    expect((await (await town.as('giulia')).get(`/api/documents/${id}`)).status).toBe(200);
    expect((await (await bringer('amal')).worker.put(`/api/documents/${newId()}`, { ...permit, caseId, compartment: 'case', contents: [newId()] })).body.code).toBe('not-allowed');
  });

  it('keeps for two weeks what waits for its document, and ends what came to nothing', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const [today, before] = [newId(), newId()];
    for (const id of [today, before]) expect((await bring(giulia, id, { caseId, compartment: 'case' }, { name: 'a.txt', bytes: Buffer.from('a') })).body as Content).toMatchObject({ id });
    await town.look("update document_content set created_at = now() - interval '15 days' where id = $1", [before]);
    await town.look('select end_stray_files()');
    expect((await town.look<{ id: string }>('select id from document_content where id = any($1)', [[today, before]])).map(({ id }) => id)).toEqual([today]);
  });
});

describe('what is attached to an interview', () => {
  const heading = { kind: 'first', language: 'fr', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: {} };
  async function interviewIn(caseId: string, by: Name = 'giulia'): Promise<string> {
    const id = newId();
    expect((await (await town.as(by)).put(`/api/interviews/${id}`, { caseId, ...heading })).status).toBe(200);
    return id;
  }

  it('belongs to that interview alone, is kept in its class, and the labour expert who may not hear the story does not learn of it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['anna']);
    const [first, second] = [await interviewIn(caseId), await interviewIn(caseId)];
    const { id } = await kept('giulia', caseId, { compartment: 'restricted', kind: 'other', title: 'Messaggi sul telefono', subject: 'interview', subjectId: first });
    const giulia = await town.as('giulia');
    const of = async (name: Name, interview: string) => (await (await town.as(name)).get<DocumentList>(`/api/cases/${caseId}/documents?subjectId=${interview}`)).body.items.map((one) => one.id);
    expect([await of('giulia', first), await of('giulia', second), await of('teresa', first), await of('anna', first)]).toEqual([[id], [], [id], []]);
    // Taken away it is counted where it belonged.
    await giulia.post(`/api/documents/${id}/moves`, { id: newId(), move: 'remove', reason: 'Era di un’altra persona' }, 1);
    expect((await giulia.get<DocumentList>(`/api/cases/${caseId}/documents?subjectId=${second}`)).body.removed).toBe(0);
    expect((await giulia.get<DocumentList>(`/api/cases/${caseId}/documents?subjectId=${first}`)).body.removed).toBe(1);
  });

  it('is of no interview of another case, nor of one that its bringer does not know', async () => {
    const [here, elsewhere] = [await aCase(town, 'giulia', ['amal']), await aCase(town, 'giulia')];
    const other = await interviewIn(elsewhere.caseId);
    const hers = await interviewIn(here.caseId);
    for (const [name, interview, compartment] of [['giulia', other, 'restricted'], ['amal', hers, 'mediation']] as const) {
      const who = await bringer(name);
      const content = newId();
      await bring(who, content, { caseId: here.caseId, compartment }, { name: 'testo.txt', bytes: Buffer.from('prova') });
      const answer = await who.worker.put(`/api/documents/${newId()}`, { ...permit, caseId: here.caseId, compartment, contents: [content], subject: 'interview', subjectId: interview });
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect(await town.look('select 1 from document where subject_id = any($1)', [[other, hers]])).toEqual([]);
  });

  it('before she signed is not changed by what comes after: another edition of it stands on the report beside the first, with its own day', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const interview = await interviewIn(caseId);
    const { id } = await kept('giulia', caseId, { compartment: 'restricted', kind: 'other', subject: 'interview', subjectId: interview });
    for (const given of [{ move: 'start' }, { move: 'stop', reason: 'finished' }, { move: 'sign' }]) await giulia.worker.post(`/api/interviews/${interview}/moves`, { id: newId(), ...given });
    const page = newId();
    await bring(giulia, page, { caseId, compartment: 'restricted' }, { name: 'altro.txt', bytes: Buffer.from('Un altro foglio') });
    expect((await giulia.worker.put(`/api/document-versions/${newId()}`, { documentId: id, contents: [page] })).status).toBe(200);
    const report = strFromU8(unzipSync(new Uint8Array((await giulia.file(`/api/interviews/${interview}/report?form=docx&language=it`)).bytes))['word/document.xml'] ?? new Uint8Array());
    expect(report.match(/Documento \(\d+ pag\.\), aggiunto da Giulia Ferrara/g)).toHaveLength(2);
  });

  it('and was photographed here is seen page by page; what only pretends to be a PDF is handed over and never drawn', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const giulia = await bringer('giulia');
    const pages = [newId(), newId()];
    for (const [index, id] of pages.entries()) expect((await bring(giulia, id, { caseId, compartment: 'restricted' }, { name: 'foglio.png', bytes: await sharp({ create: { width: 300 + index * 100, height: 400, channels: 3, background: '#2040c0' } }).png().toBuffer() })).status).toBe(200);
    const id = newId();
    const { body } = await giulia.worker.put<DocumentDetail>(`/api/documents/${id}`, { ...permit, caseId, compartment: 'restricted', contents: pages, subject: 'interview', subjectId: await interviewIn(caseId) });
    const version = body.versions[0]?.id;
    const widths = await Promise.all([1, 2].map(async (page) => (await sharp((await giulia.file(`/api/document-versions/${version}/pages/${page}`)).bytes).metadata()).width));
    expect(widths).toEqual([300, 400]);
    expect((await giulia.file(`/api/document-versions/${version}/pages/3`)).status).toBe(404);
    expect((await (await bringer('amal')).file(`/api/document-versions/${version}/pages/1`)).status).toBe(404);
    // One look at two pages is one reading; each page stands in the trail.
    expect((await giulia.worker.get<DocumentDetail>(`/api/documents/${id}`)).body.readings).toHaveLength(1);
    expect(await town.look("select 1 from audit_event where subject_id = $1 and action = 'document.open'", [id])).toHaveLength(2);

    const content = newId();
    await bring(giulia, content, { caseId, compartment: 'restricted' }, { name: 'fuori.pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n') });
    const brought = await giulia.worker.put<DocumentDetail>(`/api/documents/${newId()}`, { ...permit, caseId, compartment: 'restricted', contents: [content] });
    expect((await giulia.worker.get(`/api/document-versions/${brought.body.versions[0]?.id}/pages`)).body).toEqual({ pages: 0 });
    expect((await giulia.file(`/api/document-versions/${brought.body.versions[0]?.id}/pages/1`)).status).toBe(404);
  });
});

describe('a contract that an employer sent as a PDF', () => {
  it('has a picture of its first page in the list, and is read page by page without the file reaching Giulia’s machine; each look is told', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const { id, detail } = await kept('giulia', caseId, { kind: 'contract', compartment: 'restricted' }, { name: 'contratto.pdf', bytes: colouredPdf('1 0 0', '0 0 1') });
    const giulia = await bringer('giulia');
    const version = detail.versions[0]?.id;
    const { body: list } = await giulia.worker.get<DocumentList>(`/api/cases/${caseId}/documents`);
    const [, small = ''] = /^data:image\/jpeg;base64,(.+)$/.exec(list.items[0]?.thumbnail ?? '') ?? [];
    expect(await sharp(Buffer.from(small, 'base64')).metadata()).toMatchObject({ width: 240, height: 120 });
    expect((await giulia.worker.get(`/api/document-versions/${version}/pages`)).body).toEqual({ pages: 2 });
    const page = await giulia.file(`/api/document-versions/${version}/pages/2`);
    expect(page.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-security-policy': "default-src 'none'; sandbox" });
    expect(await sharp(page.bytes).stats().then(({ channels }) => channels.map(({ mean }) => (mean > 127 ? 'much' : 'little')))).toEqual(['little', 'little', 'much']);
    expect((await giulia.file(`/api/document-versions/${version}/pages/3`)).status).toBe(404);
    expect(await town.look("select details from audit_event where subject_id = $1 and action = 'document.open'", [id])).toEqual([{ details: expect.objectContaining({ page: 2 }) }]);

    // Amal the mediator holds another part of the case.
    const amal = await bringer('amal');
    expect((await amal.worker.get(`/api/document-versions/${version}/pages`)).status).toBe(404);
    expect((await amal.file(`/api/document-versions/${version}/pages/1`)).status).toBe(404);
  });
});
