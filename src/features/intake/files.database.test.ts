import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoName, idOf } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Upload } from '../../kernel/pieces/contract.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import { atTheDoor } from './testing/door.ts';
import { deeds, guest, inTriage, sent } from './testing/report.ts';

let town: Town;
let { move, read, mine, accepted } = {} as ReturnType<typeof deeds>;
let { knock, door, hand, enter } = {} as ReturnType<typeof atTheDoor>;
let photo: Buffer;
beforeAll(async () => {
  town = await aTown();
  ({ move, read, mine, accepted } = deeds(town));
  ({ knock, door, hand, enter } = atTheDoor(town));
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#557755' } }).jpeg().withExif({ IFD0: { Artist: 'Luca nel cortile' }, IFD3: { GPSLatitude: '40/1 54/1 0/1' } }).toBuffer();
});
afterAll(() => town.leave());

const cookies = new Map<DemoName, Promise<string>>();
const attach = async (by: DemoName, id: string, name: string, bytes: Buffer, fileId = newId()) => {
  const cookie = cookies.get(by) ?? enter(by);
  cookies.set(by, cookie);
  return { fileId, ...(await hand(`/api/inbound-referrals/${id}/files/${fileId}`, { name, bytes }, { cookie: await cookie })) };
};
const open = async (by: DemoName, id: string, fileId: string) => town.as(by).then((who) => who.get<{ text: string }>(`/api/inbound-referrals/${id}/files/${fileId}`));

describe('a file with a segnalazione', () => {
  it('is Teresa’s to open, without place or hour of the camera; Luca reads its name again, and his colleagues and Anna nothing', async () => {
    const id = await inTriage(town, 'luca');
    expect(photo.includes('cortile')).toBe(true);
    const { fileId, status } = await attach('luca', id, 'busta paga.jpg', photo);
    expect(status).toBe(200);
    expect((await attach('luca', id, 'busta paga.jpg', photo, fileId)).status).toBe(200);
    expect((await attach('luca', id, 'altro.txt', Buffer.from('altro'), fileId)).body['code']).toBe('already-exists');
    expect((await read('teresa', id)).body.files).toMatchObject([{ id: fileId, name: 'busta paga.jpg', mediaType: 'image/jpeg', documentId: null, thumbnail: expect.stringMatching(/^data:image.jpeg/) }]);
    expect((await mine('luca', id)).body).toMatchObject({ mayAttach: true, files: [{ name: 'busta paga.jpg', thumbnail: null }] });
    const opened = await town.app.inject({ url: `/api/inbound-referrals/${id}/files/${fileId}`, headers: {} });
    expect(opened.statusCode).toBe(401);
    const whole = await open('teresa', id, fileId);
    expect([whole.status, whole.headers['content-disposition'], whole.body.text.includes('cortile')]).toEqual([200, 'attachment; filename="allegato.jpg"', false]);
    for (const who of ['luca', 'anna', 'davide', 'carla', 'stefano'] as const) expect([who, (await open(who, id, fileId)).status]).toEqual([who, 404]);
    expect((await attach('antonio', id, 'altro.txt', Buffer.from('altro'))).status).toBe(404);
    expect(await town.look("select from audit_event where subject_id = $1 and action in ('inbound.attach', 'inbound.file-open')", [id])).toHaveLength(2);
    const [row] = await town.look<{ text: string }>('select f::text || p::text as text from inbound_file f join inbound_file_piece p on p.file_id = f.id where f.id = $1', [fileId]);
    expect(row?.text).not.toContain('busta');
  });

  it('that is refused says why and leaves what was typed as it was; five are the most, and none once it is over', async () => {
    const id = await sent(town, 'luca');
    expect((await attach('luca', id, 'programma.pdf', Buffer.from('MZ\u0000\u0001'))).body['code']).toBe('document-file-kind');
    expect((await attach('luca', id, 'vuoto.txt', Buffer.alloc(0))).body['code']).toBe('document-file-empty');
    expect((await mine('luca', id)).body).toMatchObject({ files: [], content: { words: guest.content.words } });
    for (let number = 1; number <= 5; number += 1) expect((await attach('luca', id, `${number}.txt`, Buffer.from(`pagina ${number}`))).status).toBe(200);
    expect((await attach('luca', id, '6.txt', Buffer.from('pagina 6'))).body['code']).toBe('report-files-full');
    const over = await sent(town, 'luca');
    await move('luca', over, 'withdraw', { reason: 'mistake' });
    expect((await attach('luca', over, 'tardi.txt', Buffer.from('tardi'))).body['code']).toBe('illegal-move');
  });

  it('goes in pieces where the line is bad: on from where it was, once, refused without a trace, and nobody else’s', async () => {
    const [id, fileId, luca] = [await sent(town, 'luca'), newId(), await town.as('luca')];
    const whole = Buffer.from(`Ore segnate\n${'lunedì 12\n'.repeat(2_000)}`);
    const announce = (who: typeof luca, upload: string, bytes = whole) => who.put<Upload>(`/api/uploads/${upload}`, { bytes: bytes.length, piece: 16_384 });
    const piece = (who: typeof luca, upload: string, number: number, bytes = whole) => who.putBytes(`/api/uploads/${upload}/pieces/${number}`, bytes.subarray(number * 16_384, (number + 1) * 16_384));
    const arrived = (who: typeof luca, file: string, bytes = whole) => who.put(`/api/inbound-referrals/${id}/arrived-files/${file}`, { name: 'ore.txt', upload: { id: file, digest: createHash('sha256').update(bytes).digest('hex') } });
    await announce(luca, fileId);
    await piece(luca, fileId, 0);
    expect((await arrived(luca, fileId)).body.code).toBe('upload-incomplete');
    expect((await announce(luca, fileId)).body).toMatchObject({ pieces: 2, have: [0] });
    const [davide, antonio, carla] = [await town.as('davide'), await town.as('antonio'), await town.as('carla')];
    for (const who of [davide, antonio]) expect((await piece(who, fileId, 1)).status).toBe(404);
    expect((await announce(carla, newId())).status).toBeGreaterThanOrEqual(400);
    await piece(luca, fileId, 1);
    const times = [await arrived(luca, fileId), await arrived(luca, fileId)];
    expect(times.map(({ status }) => status)).toEqual([200, 200]);
    expect((await mine('luca', id)).body.files).toMatchObject([{ id: fileId, name: 'ore.txt' }]);
    expect((await read('teresa', id)).body.files).toHaveLength(1);
    await move('teresa', id, 'take');
    expect((await open('teresa', id, fileId)).body.text).toBe(whole.toString());
    // What the check of content refuses stays on its way, and the segnalazione as it was; another body's takes nothing.
    const [program, foreign, theirs] = [Buffer.from('MZ\u0000\u0001'), newId(), newId()];
    await announce(luca, foreign, program);
    await piece(luca, foreign, 0, program);
    expect((await arrived(luca, foreign, program)).body.code).toBe('document-file-kind');
    await announce(antonio, theirs, program);
    await piece(antonio, theirs, 0, program);
    expect((await arrived(antonio, theirs, program)).status).toBe(404);
    expect(await town.look("select action from audit_event where subject_id = $1 and action = 'inbound.attach'", [id])).toHaveLength(1);
    expect(await town.look('select from upload_piece where upload_id = $1', [fileId])).toHaveLength(0);
  });

  it('comes through a link and with a key as well, to what came by it and to nothing else', async () => {
    const [link, other, key, id, byKey] = [await door(idOf('avellino cpi')), await door(idOf('avellino cpi')), await door(idOf('avellino cpi'), { kind: 'key' }), newId(), newId()];
    const written = { ...guest, senderKind: 'social-services' };
    await knock('PUT', `/api/open-reports/${link.secret}/${id}`, written);
    await knock('PUT', `/api/organisation-reports/${byKey}`, written, key.secret);
    const file = { name: 'contratto.txt', bytes: Buffer.from('Contratto') };
    expect((await hand(`/api/open-reports/${link.secret}/${id}/files/${newId()}`, file)).status).toBe(200);
    expect((await hand(`/api/organisation-reports/${byKey}/files/${newId()}`, file, { key: key.secret })).status).toBe(200);
    expect((await hand(`/api/open-reports/${other.secret}/${id}/files/${newId()}`, file)).status).toBe(404);
    expect((await hand(`/api/open-reports/${link.secret}/${byKey}/files/${newId()}`, file)).status).toBe(404);
    expect((await knock('GET', `/api/open-reports/${link.secret}/${id}`)).body['files']).toMatchObject([{ name: 'contratto.txt' }]);
    const [received] = (await read('teresa', id)).body.files;
    expect(received).toMatchObject({ name: 'contratto.txt' });
    expect((await open('teresa', id, received?.id ?? '')).body.text).toBe('Contratto');
    await town.look("update inbound_referral set sent_at = sent_at - interval '25 hours' where id = $1", [id]);
    expect((await hand(`/api/open-reports/${link.secret}/${id}/files/${newId()}`, file)).status).toBe(404);
    expect((await knock('GET', `/api/open-reports/${link.secret}/${id}`)).body['files']).toEqual([]);
  });

  it('moves into the documents of the case when Giulia says so, once, and is kept in one place', async () => {
    const id = await inTriage(town, 'luca');
    const [kept, moved] = [await attach('luca', id, 'a.txt', Buffer.from('resta')), await attach('luca', id, 'permesso.jpg', photo)];
    const given = { documentId: newId(), contentId: newId(), compartment: 'case', kind: 'permit', title: 'Permesso di soggiorno' };
    const take = async (by: DemoName, more: object = {}) => (await town.as(by)).post(`/api/inbound-referrals/${id}/files/${moved.fileId}/move`, { ...given, ...more });
    expect((await take('teresa')).status).toBe(404);
    const { caseId } = await accepted(id);
    expect((await take('anna')).status).toBe(404);
    expect((await take('giulia')).status).toBe(200);
    expect((await take('giulia')).status).toBe(200);
    expect((await take('giulia', { documentId: newId() })).body.code).toBe('already-exists');
    const giulia = await town.as('giulia');
    expect((await giulia.get<{ items: unknown[] }>(`/api/cases/${caseId}/documents`)).body.items).toMatchObject([{ id: given.documentId, kind: 'permit', title: 'Permesso di soggiorno', thumbnail: expect.stringMatching(/^data:image/) }]);
    expect((await read('giulia', id)).body.files).toMatchObject([{ id: kept.fileId, documentId: null }, { id: moved.fileId, documentId: given.documentId, name: 'permesso.jpg' }]);
    expect((await open('giulia', id, moved.fileId)).status).toBe(404);
    expect(await town.look('select from inbound_file_piece where file_id = $1', [moved.fileId])).toHaveLength(0);
  });
});

describe('a segnalazione on paper', () => {
  const printed = async (by: DemoName, path: string) => {
    const cookie = cookies.get(by) ?? enter(by);
    cookies.set(by, cookie);
    const answer = await town.app.inject({ url: `/api/inbound-referrals/${path}`, headers: { cookie: await cookie } });
    return { status: answer.statusCode, name: answer.headers['content-disposition'], text: answer.statusCode === 200 ? readPdf(answer.rawPayload).text.replaceAll(/\s+/g, ' ') : '' };
  };

  it('says to Teresa what was declared, who did what, by when, and what was answered; the name only where she asks for it, and the trail says that she did', async () => {
    const id = await inTriage(town, 'luca', { calledBy: 'name', content: { ...guest.content, called: 'Fatou Camara', reach: '333 123 4567' } });
    const write = async (by: DemoName, kind: string, words: string) => (await town.as(by)).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind, words });
    await write('teresa', 'question', 'A che ora può parlare?');
    await write('luca', 'message', 'Dopo le nove.');
    await write('luca', 'pull-news', 'Che cosa ne è stato?');
    await attach('luca', id, 'busta.txt', Buffer.from('mille'));
    const { reference } = (await read('teresa', id)).body;
    const plain = await printed('teresa', `${id}/paper`);
    expect(plain.name).toBe(`attachment; filename="segnalazione-${reference}.pdf"`);
    for (const words of [reference, 'CAS Villa Aurora', 'La persona è d’accordo Sì', 'non ha più il passaporto', 'Presa in triage', 'Teresa Iannaccone', 'A che ora può parlare?', 'Risposta avuta', 'Ancora senza risposta', 'Allegato 1', 'da verificare', 'non sono su questa carta']) expect(plain.text).toContain(words);
    expect(plain.text).not.toMatch(/Fatou|333|busta/);
    expect((await printed('teresa', `${id}/paper?names=yes&language=en`)).text).toMatch(/Fatou Camara.*333 123 4567.*busta.txt/);
    expect(await town.look("select details from audit_event where subject_id = $1 and action = 'inbound.print' order by position", [id])).toMatchObject([{ details: { names: false, words: true } }, { details: { names: true, words: true } }]);
  });

  it('gives Anna the head alone, Luca what his body may know, his colleague no words, and nobody else any paper', async () => {
    const id = await sent(town, 'luca');
    const head = await printed('anna', `${id}/paper?names=yes`);
    expect(head.text).toContain('Le parole non sono aperte a te');
    expect(head.text).not.toMatch(/VA-07|passaporto/);
    const own = await printed('luca', `${id}/sent/paper?names=yes`);
    for (const words of ['VA-07', 'non ha più il passaporto', 'La persona è d’accordo Sì', 'Ricevuta dall’équipe', 'Ti rispondiamo entro']) expect(own.text).toContain(words);
    expect(await town.look("select from audit_event where subject_id = $1 and action = 'inbound.print-sent'", [id])).toHaveLength(1);
    const byCarla = await sent(town, 'carla', { senderKind: 'prefecture' });
    expect((await printed('carla', `${byCarla}/sent/paper`)).text).not.toMatch(/VA-07|passaporto|La persona è d’accordo/);
    for (const who of ['davide', 'carla', 'stefano'] as const) expect([who, (await printed(who, `${id}/paper`)).status, (await printed(who, `${id}/sent/paper`)).status]).toEqual([who, 404, 404]);
  });
});
