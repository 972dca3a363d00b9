import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Beside } from '../intake/contract.ts';
import { sent } from '../intake/testing/report.ts';
import type { Today } from '../today/contract.ts';
import { leadsTo } from '../today/domain.ts';
import type { MailMessage, MailPage, MailShelf } from './contract.ts';
import { anImapBox, type ImapBox } from './testing/imap-server.ts';
import { letter } from './testing/messages.ts';
import { connected, look } from './testing/room.ts';

let town: Town;
let server: ImapBox;
let boxId: string;
let teresa: Worker;
let giulia: Worker;

beforeAll(async () => {
  [town, server] = await Promise.all([aTown(), anImapBox()]);
  [teresa, giulia] = [await town.as('teresa'), await town.as('giulia')];
  boxId = await connected(town, server);
  await teresa.put(`/api/mailboxes/${boxId}/readers/${newId()}`, { memberId: giulia.memberId });
});
afterAll(async () => {
  await town.leave();
  await server.close();
});

/** A letter that somebody unknown wrote, in the box and here. */
async function came(subject: string, arrivedAt = new Date(), fields: readonly string[] = []): Promise<MailPage['items'][number]> {
  server.put(letter({ subject, fields }), arrivedAt);
  await look(teresa, boxId);
  for (const shelf of ['unknown', 'machines'] satisfies MailShelf[]) {
    const found = (await teresa.get<MailPage>(`/api/mail?shelf=${shelf}`)).body.items.find((line) => line.subject === subject);
    if (found) return found;
  }
  throw new Error(`did not come: ${subject}`);
}
const move = (id: string, name: string, reason?: string) => teresa.post<MailMessage>(`/api/mail/${id}/moves`, { id: newId(), move: name, ...(reason ? { reason } : {}) });
const dueOf = (line: { readonly clock: MailMessage['clock'] }): Date => new Date(line.clock?.dueAt ?? '');
const round = (moment: Date) => town.look('select escalate_mail(p.id, $1) from programme p', [moment]);
const told = async (who: DemoName) => (await town.look("select from notification n where n.member_id = $1 and n.kind = 'mail-late' and n.subject = 'mailbox' and n.subject_id = $2", [(await town.as(who)).memberId, boxId])).length;

/** Puts an absence of a colleague, with a case, into the hands of another. */
async function away(who: DemoName, substitute: DemoName): Promise<void> {
  const caseId = newId();
  await giulia.put(`/api/persons/${newId()}`, { caseId });
  await town.look("insert into handover (id, programme_id, case_id, bundle_id, kind, from_member, to_member, asked_by, starts_on, ends_on, state) select $1, programme_id, id, $1, 'absence', $3, $4, $3, italian_today() - 5, italian_today() + 3, 'accepted' from case_file where id = $2",
    [newId(), caseId, (await town.as(who)).memberId, (await town.as(substitute)).memberId]);
}

describe('a letter that nobody decided', () => {
  it('has three working days from its arrival, not counting Easter, its Monday and the weekend; a holiday notice has none', async () => {
    const easter = await came('Prima di Pasqua', new Date('2025-04-17T08:30:00Z'));
    expect(easter.clock).toMatchObject({ dueAt: '2025-04-23T16:00:00.000Z', state: 'late', verified: false });
    const liberation = await came('Prima del 25 aprile', new Date('2025-04-24T21:59:00Z'));
    expect(dueOf(liberation).toISOString()).toBe('2025-04-30T16:00:00.000Z');
    expect((await came('Sono in ferie', new Date(), ['Auto-Submitted: auto-replied'])).clock).toBeNull();
    const ahead = await came('Da un orologio avanti', new Date(Date.now() + 40 * 86_400_000));
    expect(dueOf(ahead).getTime()).toBeLessThan(Date.now() + 10 * 86_400_000);
  });

  it('keeps its term while Teresa holds it, has none once she decided, and a new one when she opens it again', async () => {
    const { id, clock } = await came('Da capire', new Date('2025-04-17T08:30:00Z'));
    expect((await move(id, 'hold', 'chiedo prima al CAS')).body.clock).toEqual(clock);
    expect((await move(id, 'reopen')).body.clock).toEqual(clock);
    expect((await move(id, 'set-aside', 'non riguarda noi')).body.clock).toBeNull();
    expect((await move(id, 'reopen')).body.clock).toMatchObject({ state: 'waiting' });
  });

  it('is told once when its term passes to Teresa and to Giulia whom she named, with others of the same round in one notice, and to nobody else', async () => {
    await round(new Date(Date.now() + 1000));
    const before = [await told('teresa'), await told('giulia')];
    const [one, other] = [await came('Fatou non esce mai'), await came('Ancora di Fatou')];
    const dueAt = dueOf(other);
    await round(new Date(dueOf(one).getTime() - 1));
    expect([await told('teresa'), await told('giulia')]).toEqual(before);
    await Promise.all([round(dueAt), round(dueAt)]);
    await round(new Date(dueAt.getTime() + 3_600_000));
    expect([await told('teresa'), await told('giulia')]).toEqual(before.map((count) => count + 1));
    for (const who of ['anna', 'marco', 'stefano', 'francesca', 'vincenzo', 'luca', 'rosa'] as const) expect([who, await told(who)]).toEqual([who, 0]);
    expect(await town.look("select from audit_event where subject_id = any ($1) and action = 'mail.escalate'", [[one.id, other.id]])).toHaveLength(2);
    // Decided, it is told no more; opened again, it has another term.
    await move(one.id, 'set-aside', 'non riguarda noi');
    await round(new Date(dueAt.getTime() + 90 * 86_400_000));
    expect(await told('teresa')).toBe((before[0] ?? 0) + 1);
    const again = dueOf((await move(one.id, 'reopen')).body);
    await round(again);
    expect(await told('teresa')).toBe((before[0] ?? 0) + 2);
  });

  it('says in its notice that there is mail, and nothing of who wrote or what; read is read once the mail is opened', async () => {
    const { body } = await teresa.get<{ items: { kind: string; readAt: string | null; subjectId: string; reference: string | null }[] }>('/api/notifications');
    const notices = body.items.filter((one) => one.kind === 'mail-late');
    expect(notices.some((one) => one.readAt === null)).toBe(true);
    expect(notices.map((one) => [one.subjectId, one.reference])).toEqual(notices.map(() => [boxId, null]));
    expect(JSON.stringify(notices)).not.toMatch(/Fatou|cas-aurora/);
    await teresa.get('/api/mail?shelf=known');
    expect(await town.look("select from notification where member_id = $1 and kind = 'mail-late' and read_at is null", [teresa.memberId])).toEqual([]);
  });

  it('is told to Marco while he stands in for Giulia and to Blessing for Teresa; Blessing, who reads no mail, finds the notice in her day and not a word of the mail', async () => {
    await away('giulia', 'marco');
    await away('teresa', 'blessing');
    await round(dueOf(await came('Aspetta da giorni')));
    expect([await told('marco'), await told('blessing'), await told('anna')]).toEqual([1, 1, 0]);
    const blessing = await town.as('blessing');
    const { body } = await blessing.get<Today>('/api/today');
    const line = body.items.find((item) => item.facts['kind'] === 'mail-late');
    expect([line?.section, line && leadsTo(line)]).toEqual(['fresh', '/reports/mail']);
    expect((await blessing.get<MailPage>('/api/mail?shelf=unknown')).body).toMatchObject({ items: [], counts: { known: 0, unknown: 0, machines: 0 } });
  });

  it('stands in one line in the day of Teresa and of Giulia who reads the box, late as soon as one is, and of nobody else', async () => {
    const line = async (who: DemoName) => (await (await town.as(who)).get<Today>('/api/today')).body.items.filter((item) => item.kind === 'mail-waiting');
    const [waiting] = await town.look<{ count: number; late: number; oldest: Date }>("select count(*)::int as count, count(*) filter (where due_at <= now())::int as late, min(arrived_at) as oldest from mail_message where kind = 'letter' and state in ('waiting', 'held')");
    const teresas = await line('teresa');
    expect(teresas).toMatchObject([{ id: boxId, section: 'late', code: null, overdue: true, facts: { count: waiting?.count, late: waiting?.late, unknown: waiting?.count } }]);
    expect(new Date(String(teresas[0]?.facts['oldest']))).toEqual(waiting?.oldest);
    expect(teresas[0] && leadsTo(teresas[0])).toBe('/reports/mail?shelf=unknown');
    expect(await line('giulia')).toEqual(teresas);
    // Who stands in for them, who was never named, other offices, and the coordinator of another programme.
    for (const who of ['marco', 'blessing', 'anna', 'stefano', 'francesca', 'vincenzo', 'carla', 'luca', 'paola', 'rosa'] as const) expect([who, await line(who)]).toEqual([who, []]);
    // What is late is decided, and the rest waits for a decision.
    await town.look("update mail_message set due_at = now() + interval '1 day', remind_at = now() where due_at <= now()");
    expect(await line('teresa')).toMatchObject([{ section: 'decisions', overdue: false, facts: { late: 0 } }]);
    // Told already by the line, the notice is no second one for those who read the box.
    expect((await teresa.get<Today>('/api/today')).body.items.filter((item) => item.facts['kind'] === 'mail-late')).toEqual([]);
  });

  it('stands in the one inbox of who reads the box, in the order of its term: of an office by its name, of somebody unknown held apart, and not a word of either', async () => {
    const beside = async (who: DemoName) => (await (await town.as(who)).get<Beside>('/api/inbound-referrals/beside')).body;
    const before = await beside('teresa');
    expect((await teresa.put(`/api/known-senders/${newId()}`, { address: 'ufficio@cas-nuovo.example', label: 'CAS Nuovo', organisationId: null })).status).toBe(200);
    server.put(letter({ subject: 'La seconda di Fatou', from: 'ufficio@cas-nuovo.example' }));
    server.put(letter({ subject: 'La prima di Fatou', from: 'ufficio@cas-nuovo.example' }), new Date('2025-04-17T08:30:00Z'));
    const unknown = await came('Da nessuno');
    const now = await beside('teresa');
    expect(now).toMatchObject({ mail: before.mail + 3, held: before.held + 1, handed: 0, known: [{ known: 'CAS Nuovo', clock: { state: 'late' } }, { known: 'CAS Nuovo', clock: { state: 'waiting' } }] });
    expect(now.unknown.find((one) => one.id === unknown.id)).toMatchObject({ known: null, clock: unknown.clock });
    expect(JSON.stringify(now)).not.toMatch(/Fatou|nessuno/);
    expect(await beside('giulia')).toEqual(now);
    // A segnalazione held apart is counted for all of the team, a note handed over for Teresa, and letters for nobody who does not read them.
    await sent(town, 'anna', { source: 'mail', senderKind: 'citizen', mailId: newId() });
    const rubina = await town.as('rubina');
    await rubina.put(`/api/handed-notes/${newId()}`, { memberId: rubina.memberId, method: 'PUT', path: `/api/case-notes/${newId()}`, kind: 'case-note', notedAt: new Date().toISOString(), body: { body: 'Da lunedì non dorme più lì.' } });
    expect([await beside('teresa'), await beside('anna')]).toMatchObject([{ held: now.held + 1, handed: 1 }, { mail: 0, held: 1, handed: 0, known: [], unknown: [] }]);
    for (const who of ['stefano', 'francesca', 'vincenzo', 'carla', 'luca', 'paola'] as const) expect([who, await beside(who)]).toEqual([who, { mail: 0, held: 0, handed: 0, known: [], unknown: [] }]);
    // Decided, it waits nowhere.
    await move(unknown.id, 'mark-spam');
    expect((await beside('teresa')).mail).toBe(now.mail - 1);
  });

  it('is told of by nobody’s hand', async () => {
    await smuggled(town, 'teresa', async (ask) => {
      for (const statement of ['escalate_all_mail()', 'escalate_mail(gen_random_uuid(), now())']) await expect(ask(`select ${statement}`)).rejects.toMatchObject({ code: '42501' });
      await expect(ask('update mail_message set due_at = now()')).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe('thirty thousand letters', () => {
  it('cost the day and the inbox of Teresa no more than those that wait: they are counted and found from their index', async () => {
    const [one] = await town.look<{ id: string }>('select id from mail_message limit 1');
    await town.look(`insert into mail_message (id, programme_id, mailbox_id, thread_id, kind, state, arrived_at, bytes, content_digest, source_pieces, due_at, remind_at)
      select gen_random_uuid(), m.programme_id, m.mailbox_id, m.thread_id, 'letter', case when n % 100 = 0 then 'waiting' else 'set-aside' end, now() - make_interval(mins => n), 10, sha256(('letter ' || n)::bytea), 0, now() + interval '2 days', now() + interval '1 day'
        from mail_message m cross join generate_series(1, 30000) n where m.id = $1`, [one?.id]);
    await town.look('analyze mail_message');
    const asked = "select count(*), count(*) filter (where m.due_at <= now()), count(*) filter (where m.known_sender_id is null and m.organisation_id is null), min(m.arrived_at), min(m.due_at) from mail_message m where m.kind = 'letter' and m.state in ('waiting', 'held')";
    const first = "select m.id, m.arrived_at, m.due_at, m.remind_at, k.label from mail_message m left join known_sender k on k.id = m.known_sender_id where m.kind = 'letter' and m.state in ('waiting', 'held') and m.known_sender_id is null and m.organisation_id is null order by m.due_at, m.id limit 12";
    for (const who of ['teresa', 'anna'] as const) {
      for (const statement of [asked, first]) {
        const plan = await smuggled(town, who, async (ask) => (await ask(`explain (costs off) ${statement}`)).map((line) => String(line['QUERY PLAN'])).join('\n'));
        expect(plan).toContain('mail_message_undecided');
        expect(plan).not.toMatch(/Seq Scan on mail_message/);
      }
    }
  });
});
