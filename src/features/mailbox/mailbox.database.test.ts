import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, memberIdOf, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { connect, loginPassword, urlFor } from '../../kernel/database/connection.ts';
import { aTestAuthority } from '../../kernel/testing/certificates.ts';
import type { DoorMade } from '../intake/contract.ts';
import type { Boxes, MailMessage, MailPage, MailShelf } from './contract.ts';
import { BoxReader } from './store/reading.ts';
import { anImapBox, type ImapBox } from './testing/imap-server.ts';
import { bounceOf, letter, malformed, parts } from './testing/messages.ts';
import { boxOn, connected, look } from './testing/room.ts';

let town: Town;
let server: ImapBox;
let boxId: string;
let teresa: Worker;
const wrong = malformed(20 * 1_048_576);

/** Everything on a shelf, page after page. */
async function shelf(worker: Worker, name: MailShelf): Promise<MailPage['items']> {
  const items: MailPage['items'] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: MailPage = (await worker.get<MailPage>(`/api/mail?shelf=${name}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)).body;
    items.push(...page.items);
    after = page.next;
  }
  return items;
}
const newest = async (name: MailShelf): Promise<MailMessage> => (await teresa.get<MailMessage>(`/api/mail/${(await shelf(teresa, name))[0]?.id}`)).body;
/** Teresa makes a segnalazione of a message, as its screen does. */
async function madeReferral(mailId: string): Promise<string> {
  const id = newId();
  const content = { sender: { name: 'Luca Sorrentino' }, words: 'Non dorme e non esce da giorni' };
  const { status, body } = await teresa.put(`/api/inbound-referrals/${id}`, { source: 'mail', senderKind: 'cas', mailId, agreement: 'not-asked', calledBy: 'nobody', minor: 'no', danger: false, urgency: '72h', reasons: ['help-asked'], content, send: true });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
}
const kept = async (): Promise<number> => Number((await town.look<{ count: string }>('select count(*) from mail_message'))[0]?.count);

beforeAll(async () => {
  [town, server] = await Promise.all([aTown(), anImapBox()]);
  teresa = await town.as('teresa');
  boxId = await connected(town, server);
});
afterAll(async () => {
  await town.leave();
  await server.close();
});

describe('a box that Stefano connects', () => {
  it('is refused in plain over a network, without a password, and with the old password at another server', async () => {
    const stefano = await town.as('stefano');
    expect((await stefano.put(`/api/mailboxes/${newId()}`, boxOn(server, { host: 'imap.example' }))).body).toMatchObject({ code: 'invalid-input', errors: [{ path: 'security' }] });
    expect((await stefano.put(`/api/mailboxes/${newId()}`, boxOn(server, { password: undefined, active: false }))).body).toMatchObject({ errors: [{ path: 'password' }] });
    expect((await stefano.put(`/api/mailboxes/${boxId}`, boxOn(server, { username: 'altro', password: undefined }), 1)).body).toMatchObject({ errors: [{ path: 'password' }] });
    expect((await stefano.put(`/api/mailboxes/${newId()}`, boxOn(server))).body).toMatchObject({ code: 'already-exists' });
  });

  it('is shown without its password, which stands nowhere in clear; a box at Gmail is called a finding', async () => {
    const stefano = await town.as('stefano');
    const { body } = await stefano.get<Boxes>('/api/mailboxes');
    expect(JSON.stringify(body)).not.toContain('parola-della-casella');
    expect(body.items).toMatchObject([{ id: boxId, findings: ['plain-connection'] }]);
    const rows = await town.look<{ text: string }>("select encode(sealed, 'escape') as text from mailbox_secret");
    expect(rows.map((row) => row.text).join()).not.toContain('parola');
    const gmail = newId();
    await stefano.put(`/api/mailboxes/${gmail}`, boxOn(server, { address: 'programma@gmail.com', active: false }));
    expect((await stefano.get<Boxes>('/api/mailboxes')).body.items.find((box) => box.id === gmail)?.findings).toContain('free-mail-service');
  });

  it('is not read by him, nor by anybody whom Teresa did not name', async () => {
    server.put(letter({ subject: 'Per il programma', number: 'primo@cas-aurora.example' }));
    expect(await look(teresa, boxId)).toBe(1);
    const message = (await shelf(teresa, 'unknown'))[0];
    for (const name of ['stefano', 'giulia', 'francesca', 'vincenzo', 'carla', 'luca', 'paola', 'rosa'] as const) {
      const worker = await town.as(name);
      expect((await worker.get<MailPage>('/api/mail?shelf=unknown')).body.items).toEqual([]);
      expect((await worker.get(`/api/mail/${message?.id}`)).status).toBe(404);
      expect((await worker.get(`/api/mail/${message?.id}/source`)).status).toBe(404);
    }
    const [giulia, reader] = [await town.as('giulia'), newId()];
    expect((await giulia.put(`/api/mailboxes/${boxId}/readers/${newId()}`, { memberId: giulia.memberId })).status).toBe(403);
    expect((await teresa.put(`/api/mailboxes/${boxId}/readers/${reader}`, { memberId: giulia.memberId })).status).toBe(200);
    expect((await giulia.get<MailMessage>(`/api/mail/${message?.id}`)).body.subject).toBe('Per il programma');
    expect((await teresa.delete(`/api/mailboxes/${boxId}/readers/${reader}`)).status).toBe(200);
    expect((await giulia.get(`/api/mail/${message?.id}`)).status).toBe(404);
    // Nobody of a body that is not the équipe can be named.
    expect((await teresa.put(`/api/mailboxes/${boxId}/readers/${newId()}`, { memberId: memberIdOf('avellino', 'vincenzo', 'prefecture') })).status).toBe(403);
  });

  it('keeps nothing legible in the database, and what slips into a request opens nothing', async () => {
    const [row] = await town.look<{ all: string }>("select string_agg(w::text, '') || (select string_agg(m::text, '') from mail_message m) || (select string_agg(encode(p.sealed, 'escape'), '') from mail_piece p) as all from mail_words w");
    expect(row?.all).not.toMatch(/programma|cas-aurora|Sorrentino/);
    await expect(smuggled(town, 'giulia', (ask) => ask('select count(*)::int as n from mail_words'))).resolves.toEqual([{ n: 0 }]);
    await expect(smuggled(town, 'giulia', (ask) => ask("select count(*)::int as n from vault_key where compartment in ('mail', 'mailbox-door')"))).resolves.toEqual([{ n: 0 }]);
    await expect(smuggled(town, 'stefano', (ask) => ask('select sealed from mailbox_secret'))).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'teresa', (ask) => ask('select * from mailboxes_to_read()'))).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'teresa', (ask) => ask('select sender_digest from mail_message'))).rejects.toThrow('permission denied');
    const trail = await town.look<{ action: string }>("select distinct action from audit_event where action like 'mail%' order by 1");
    expect(trail.map((line) => line.action)).toEqual(expect.arrayContaining(['mail.arrive', 'mail.list', 'mail.read', 'mailbox.connect', 'mailbox.name-reader', 'mailbox.end-reader']));
  });
});

describe('a message', () => {
  it('stands with those it answers, and comes out from among the unknown when its office enters the address book', async () => {
    server.put(letter({ subject: 'Re: Per il programma', number: 'secondo@cas-aurora.example', answers: 'primo@cas-aurora.example', from: 'Ufficio <ufficio@cas-nuovo.example>' }));
    await look(teresa, boxId);
    const answer = (await shelf(teresa, 'unknown')).find((line) => line.subject.startsWith('Re:'));
    expect((await teresa.get<MailMessage>(`/api/mail/${answer?.id}`)).body.thread.map((one) => one.subject)).toEqual(['Per il programma', 'Re: Per il programma']);
    expect((await teresa.put(`/api/known-senders/${newId()}`, { address: 'Ufficio@cas-nuovo.example', label: 'CAS Nuovo', organisationId: null })).status).toBe(200);
    expect((await shelf(teresa, 'known')).map((line) => [line.subject, line.known?.label])).toEqual([['Re: Per il programma', 'CAS Nuovo']]);
    server.put(letter({ subject: 'Ancora', from: 'ufficio@cas-nuovo.example' }));
    server.put(letter({ subject: 'Da chi ha un accesso', from: 'luca@demo.reti.example' }));
    // In the name of both, by somebody else: known by neither.
    const forged = ['Authentication-Results: mx.prefettura.example; dmarc=fail header.from=demo.reti.example'];
    server.put(letter({ subject: 'In suo nome', from: 'luca@demo.reti.example', fields: forged }));
    server.put(letter({ subject: 'A nome di due', from: 'ufficio@cas-nuovo.example, truffa@fuori.example' }));
    await look(teresa, boxId);
    expect((await shelf(teresa, 'unknown')).filter(({ subject }) => / nome/.test(subject)).map(({ known, faults }) => [known, faults])).toEqual(expect.arrayContaining([[null, ['sender-unproved']], [null, ['several-senders']]]));
    expect((await shelf(teresa, 'known')).map((line) => line.subject).toSorted()).toEqual(['Ancora', 'Da chi ha un accesso', 'Re: Per il programma']);
  });

  it('gives its checked file and its source to who reads the box, and nothing that was refused', async () => {
    const pdf = wrong.find((one) => one.name === 'a good file');
    const program = wrong.find((one) => one.name === 'a program called a document');
    for (const one of [pdf, program]) if (one) server.put(one.source);
    await look(teresa, boxId);
    const lines = await shelf(teresa, 'unknown');
    const open = async (subject: string) => (await teresa.get<MailMessage>(`/api/mail/${lines.find((line) => line.subject === subject)?.id}`)).body;
    const [good, bad] = [await open('Con allegati buono'), await open('Con allegati programma')];
    const got = await teresa.get<{ text: string }>(`/api/mail/${good.id}/files/${good.files[0]?.id}`);
    expect(got.body.text).toContain('%PDF-1.4');
    expect(got.headers['content-disposition']).toBe('attachment; filename="allegato.pdf"');
    expect(bad.files).toMatchObject([{ name: 'fattura.pdf', refusal: 'file-kind', mediaType: null }]);
    expect((await teresa.get(`/api/mail/${bad.id}/files/${bad.files[0]?.id}`)).status).toBe(404);
    expect((await teresa.get<{ text: string }>(`/api/mail/${bad.id}/source`)).body.text).toContain('filename="fattura.pdf"');
  });

  it('is held with a reason, set aside, opened again, and made a segnalazione once', async () => {
    const { id } = await newest('unknown');
    const move = (name: string, more: object = {}) => teresa.post<MailMessage>(`/api/mail/${id}/moves`, { id: newId(), move: name, ...more });
    expect((await move('hold')).body).toMatchObject({ code: 'reason-required' });
    expect((await move('hold', { reason: 'chiedo prima al CAS' })).body).toMatchObject({ state: 'held', moves: ['refer', 'set-aside', 'mark-spam', 'reopen'] });
    expect((await move('set-aside', { reason: 'non riguarda noi' })).body.state).toBe('set-aside');
    expect((await shelf(teresa, 'over')).map((line) => line.id)).toEqual([id]);
    expect((await move('reopen')).body.state).toBe('waiting');
    expect((await move('refer')).status).toBe(422);
    const inboundId = await madeReferral(id);
    const referred = (await teresa.get<MailMessage>(`/api/mail/${id}`)).body;
    expect(referred).toMatchObject({ state: 'referred', moves: [], inboundId });
    expect(referred.steps.map((step) => step.move)).toEqual(['hold', 'set-aside', 'reopen', 'refer']);
    expect((await move('reopen')).status).toBe(409);
  });

  it('is answered only with a personal address of this house, once under a number, and nothing of it goes by mail', async () => {
    const { id } = await newest('unknown');
    const answer = { id: newId(), link: 'http://localhost:3000/r/abc', language: 'it' };
    expect((await teresa.post(`/api/mail/${id}/answers`, { ...answer, link: 'https://altrove.example/r/abc' })).body).toMatchObject({ code: 'mail-link-not-ours' });
    expect((await teresa.post(`/api/mail/${id}/answers`, answer)).status).toBe(200);
    expect((await teresa.post(`/api/mail/${id}/answers`, answer)).status).toBe(200);
    expect(await town.look("select kind from outgoing_mail where kind = 'answer'")).toHaveLength(1);
    expect((await teresa.get<MailMessage>(`/api/mail/${id}`)).body.answers).toMatchObject([{ by: 'Teresa Iannaccone' }]);
  });

  it('is answered in the language that was chosen, with a link made for the body and nothing of what was written', async () => {
    const { id } = await newest('unknown');
    const made = (await teresa.put<DoorMade>(`/api/report-doors/${newId()}`, { kind: 'link', organisationId: idOf('avellino aurora'), label: 'In risposta a una mail', days: 30 })).body;
    const answerId = newId();
    expect((await teresa.post(`/api/mail/${id}/answers`, { id: answerId, link: `http://localhost:3000/report/${made.secret}`, language: 'fr' })).status).toBe(200);
    expect(await town.look('select kind, language from outgoing_mail where id = $1', [answerId])).toEqual([{ kind: 'answer', language: 'fr' }]);
    expect((await town.app.inject({ url: `/api/open-reports/${made.secret}` })).json()).toMatchObject({ organisation: 'CAS Villa Aurora' });
  });
});

describe('the reading', () => {
  it('changes nothing on the server', () => {
    expect(server.holds().every((message) => message.flags.length === 0)).toBe(true);
  });

  it('keeps a message once, though it comes by two ways, under a new number, and again after the server counted anew', async () => {
    const before = await kept();
    const once = letter({ subject: 'Una sola volta', number: 'una@cas-aurora.example' });
    server.put(once);
    server.put(`Received: from another.example\r\nDelivered-To: reti@prefettura.example\r\n${once}`);
    expect(await look(teresa, boxId)).toBe(1);
    server.renumber();
    expect(await look(teresa, boxId)).toBe(0);
    expect(await kept()).toBe(before + 1);
    const [seen] = await town.look<{ count: number }>("select count(*)::int as count from mail_sighting s join mailbox_reading r using (mailbox_id, uid_validity) where s.message_id is not null");
    expect(seen?.count).toBe(server.holds().length);
  });

  it('is not kept waiting by a message that breaks the connection every time, and gets that one too once it can', async () => {
    const broken = server.put(letter({ subject: 'Che rompe' }));
    server.put(letter({ subject: 'Dopo quella che rompe' }));
    server.breakAt(broken);
    await look(teresa, boxId);
    await look(teresa, boxId);
    expect((await shelf(teresa, 'unknown')).map((line) => line.subject)).toContain('Dopo quella che rompe');
    expect((await shelf(teresa, 'unknown')).map((line) => line.subject)).not.toContain('Che rompe');
    server.breakAt();
    await look(teresa, boxId);
    expect((await shelf(teresa, 'unknown')).map((line) => line.subject)).toContain('Che rompe');
  });

  it('says why a box cannot be read, and reads it when it can again', async () => {
    const stefano = await town.as('stefano');
    const box = async () => (await stefano.get<Boxes>('/api/mailboxes')).body.items.find((one) => one.id === boxId);
    const change = async (more: object) => stefano.put(`/api/mailboxes/${boxId}`, boxOn(server, more), (await box())?.version);
    await change({ password: 'sbagliata' });
    await look(teresa, boxId);
    expect((await box())?.reading).toMatchObject({ failure: 'sign-in-refused' });
    await change({ folder: 'Non c’è' });
    await look(teresa, boxId);
    expect((await box())?.reading.failure).toBe('folder-missing');
    await change({ port: 1 });
    await look(teresa, boxId);
    expect((await box())?.reading.failure).toBe('server-unreachable');
    const stranger = await anImapBox({ security: 'tls', server: aTestAuthority().server });
    await change({ port: stranger.port, security: 'tls' });
    await look(teresa, boxId);
    expect((await box())?.reading.failure).toBe('certificate-unknown');
    await stranger.close();
    await change({});
    await look(teresa, boxId);
    expect((await box())?.reading).toMatchObject({ failure: null, failingSince: null });
  });

  it('notes on a letter of ours that it came back', async () => {
    const id = newId();
    await town.look("insert into outgoing_mail (id, programme_id, kind, account_id, language, sent_at) select $1, m.programme_id, 'news', m.account_id, 'it', now() from membership m where m.id = $2", [id, memberIdOf('avellino', 'teresa', 'coordinator')]);
    server.put(bounceOf(`<${id}@reti.example>`));
    await look(teresa, boxId);
    expect(await newest('machines')).toMatchObject({ kind: 'bounce' });
    expect((await teresa.get<{ failures: unknown[] }>('/api/mail-wish')).body.failures).toMatchObject([{ id, code: 'bounced' }]);
  });

  it('sends a receipt, in the language of the letter, only where Stefano wants one, once a day to whoever wrote, never to a machine, to ourselves, or for old mail', async () => {
    const receipts = async () => (await town.look("select id from outgoing_mail where kind = 'receipt'")).length;
    expect(await receipts()).toBe(0);
    const stefano = await town.as('stefano');
    const version = (await stefano.get<Boxes>('/api/mailboxes')).body.items.find((one) => one.id === boxId)?.version;
    await stefano.put(`/api/mailboxes/${boxId}`, boxOn(server, { receipts: true }), version);
    server.put(letter({ subject: 'Vorrei una ricevuta', from: 'cittadina@fuori.example' }));
    await look(teresa, boxId);
    expect(await receipts()).toBe(1);
    server.put(letter({ subject: 'Vorrei una seconda ricevuta', from: 'cittadina@fuori.example' }));
    server.put(letter({ subject: 'Ferie', from: 'altra@fuori.example', fields: ['Auto-Submitted: auto-replied'] }));
    server.put(letter({ subject: 'Lista', from: 'lista@fuori.example', fields: ['List-Id: <x.example>'] }));
    server.put(letter({ subject: 'Noi', from: 'reti@prefettura.example' }));
    server.put(letter({ subject: 'In copia nascosta', from: 'nascosta@fuori.example', to: 'altri@fuori.example' }));
    server.put(letter({ subject: 'Demone', from: 'MAILER-DAEMON@fuori.example' }));
    server.put(letter({ subject: 'Falsa', from: 'falsa@fuori.example', fields: ['Authentication-Results: mx.prefettura.example; dmarc=fail'] }));
    server.put(letter({ subject: 'A molti', from: '"x, vittima@altrove.example, y"@fuori.example' }));
    server.put(letter({ subject: 'Vuota la via', from: 'via@fuori.example', fields: ['Return-Path: <>'] }));
    server.put(letter({ subject: 'Une question', from: 'citoyenne@dehors.example', text: 'Bonjour, je vous écris pour une personne que nous ne connaissons pas.' }));
    server.put(letter({ subject: 'Vecchia', from: 'vecchia@fuori.example' }), new Date(Date.now() - 3 * 86_400_000));
    await look(teresa, boxId);
    expect(await town.look("select language from outgoing_mail where kind = 'receipt' order by asked_at, id")).toEqual([{ language: 'it' }, { language: 'fr' }]);
  });
});

describe('two hundred messages with everything that goes wrong', () => {
  it('are all kept, each once, though two programs read at once and one dies in the middle', async () => {
    const before = await kept();
    for (const { source } of wrong) server.put(source);
    for (let number = 0; number < 200 - wrong.length; number += 1) server.put(parts(`mole-${number}`, [['Content-Type: text/plain; charset=utf-8', `Messaggio numero ${number}`]]));
    const passwords = town.keyring.derive('database logins');
    const program = () => connect(urlFor(town.ownerUrl, 'reti_gate', loginPassword(passwords, 'reti_gate')), 2);
    const [first, second] = [program(), program()];
    // The first program's connections are cut off in the middle, as when it is killed: what it had in hand is kept whole or not at all.
    let fetched = 0;
    const cut = new Promise<void>((done) => {
      server.onFetch = () => {
        fetched += 1;
        if (fetched === 60) void town.look("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'reti_gate' and pid in (select pid from pg_locks where locktype = 'advisory' and granted)").then(() => done());
      };
    });
    const trouble: string[] = [];
    const dying = new BoxReader({ gate: first.database, keyring: town.keyring, onTrouble: (code) => trouble.push(code) });
    await Promise.all([dying.look(), cut]);
    server.onFetch = undefined;
    await dying.stop();
    expect(trouble.length).toBeGreaterThan(0);
    const half = await kept();
    expect(half).toBeGreaterThan(before + 30);
    expect(half).toBeLessThan(before + 100);

    const other = new BoxReader({ gate: second.database, keyring: town.keyring, onTrouble: (code) => trouble.push(code) });
    const [one, two] = await Promise.all([other.look(), look(teresa, boxId)]);
    expect(Math.min(one.kept, two)).toBe(0);
    await other.stop();
    await Promise.all([first.pool.end(), second.pool.end()]);

    // Two of them were here already, from the sentences above.
    const again = wrong.filter((message) => ['a good file', 'a program called a document'].includes(message.name)).length;
    expect(await kept()).toBe(before + 200 - again);
    const [twice] = await town.look<{ count: number }>('select count(*)::int as count from (select content_digest from mail_message group by 1 having count(*) > 1) d');
    expect(twice?.count).toBe(0);
    const missing = await town.look('select uid from mail_sighting where message_id is null');
    expect(missing).toEqual([]);
    const sizes = await town.look<{ bytes: number; sealed: number }>('select m.bytes, coalesce(sum(octet_length(p.sealed) - 28), 0)::int as sealed from mail_message m left join mail_piece p on p.holder_id = m.id group by m.id, m.bytes');
    expect(sizes.filter((one_) => one_.bytes !== one_.sealed)).toEqual([]);
  });

  it('are shown to Teresa with what could not be read in them, and the house answers meanwhile', async () => {
    const lines = [...await shelf(teresa, 'unknown'), ...await shelf(teresa, 'known'), ...await shelf(teresa, 'machines'), ...await shelf(teresa, 'over')];
    expect(lines).toHaveLength(await kept());
    expect([...new Set(lines.flatMap((line) => line.faults))].toSorted()).toEqual(expect.arrayContaining(['attachment-refused', 'charset-unknown', 'date-wrong', 'encrypted', 'header-damaged', 'invitation', 'letters-lost', 'no-sender', 'too-deep', 'too-long', 'too-many-parts', 'unreadable', 'winmail']));
    const large = lines.find((line) => line.subject === 'Con allegati grande');
    expect((await teresa.get<MailMessage>(`/api/mail/${large?.id}`)).body).toMatchObject({ text: 'molto grande', hasSource: true });
  });
});
