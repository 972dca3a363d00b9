import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, memberIdOf, newId, type Town } from '../../app/testing/town.ts';
import { type Act, type Actor, doorTo } from '../database/act.ts';
import { connect, loginPassword, urlFor, type Database } from '../database/connection.ts';
import { vaultWith } from '../vault/vault.ts';
import type { OutgoingMail } from './contract.ts';
import { tellOutside } from './outbox.ts';
import { MailSender, type SenderParts } from './sender.ts';
import { postOver } from './smtp.ts';
import { aPostOffice, type PostOffice } from './testing/post-office.ts';

let town: Town;
let office: PostOffice;
let gate: Database;
const troubles: string[] = [];
const senders: MailSender[] = [];
const closing: (() => void)[] = [];
const members = { giulia: memberIdOf('avellino', 'giulia', 'psychologist'), teresa: memberIdOf('avellino', 'teresa', 'coordinator') };

/** A program that sends; nobody's clock starts it here. */
function aSender(more: Partial<SenderParts> = {}): MailSender {
  const way = postOver(office.settings);
  const sender = new MailSender({ gate, vault: vaultWith(town.keyring), post: way.post, publicUrl: 'https://reti.example/', onTrouble: (kind) => troubles.push(kind), ...more });
  senders.push(sender);
  closing.push(() => way.close());
  return sender;
}

/** What a room does in the transaction of what happened: the house tells a colleague. */
const happens = (name: 'giulia' | 'teresa', kind: 'news' | 'alarm' = 'news') => town.look('select mail_member($1, $2)', [members[name], kind]);
/** Giulia's own request, seen from inside. */
async function asGiulia(work: (act: Act) => Promise<void>): Promise<void> {
  await town.as('giulia');
  const [actor] = await town.look<Record<string, unknown>>(`select acting_key as "actingKey", id as "sessionId", account_id as "accountId", member_id as "memberId", programme_id as "programmeId",
    organisation_id as "organisationId", role from session where member_id = $1 and ended_at is null`, [members.giulia]);
  const app = connect(urlFor(town.ownerUrl, 'reti_app', loginPassword(town.keyring.derive('database logins'), 'reti_app')), 1);
  try {
    await doorTo(app.pool)(actor as unknown as Actor, work);
  } finally {
    await app.pool.end();
  }
}
/** As if the moment to send had come. */
const later = () => town.look("update outgoing_mail set due_at = now() - interval '1 second', claimed_until = null where sent_at is null and given_up_at is null and withdrawn_at is null");
const rows = () => town.look<{ id: string; kind: string; sent: boolean; given_up: boolean; withdrawn: boolean; failure: string | null; attempts: number }>(
  'select id, kind, sent_at is not null as sent, given_up_at is not null as given_up, withdrawn_at is not null as withdrawn, failure, attempts from outgoing_mail order by asked_at');
const nothingLeft = async () => { await town.look('delete from outgoing_mail'); office.delivered.length = 0; };

beforeAll(async () => {
  [town, office] = await Promise.all([aTown(), aPostOffice()]);
  gate = connect(urlFor(town.ownerUrl, 'reti_gate', loginPassword(town.keyring.derive('database logins'), 'reti_gate')), 3).database;
});
afterAll(async () => {
  for (const sender of senders) await sender.stop();
  for (const close of closing) close();
  await gate.destroy();
  await office.close();
  await town.leave();
});

describe('news for Giulia', () => {
  it('is one letter for several things, says nothing of them, and goes out once although two programs send', async () => {
    await happens('giulia');
    await happens('giulia');
    await later();
    await Promise.all([aSender().sweep(), aSender().sweep()]);
    expect(office.delivered).toHaveLength(1);
    const [letter] = office.delivered;
    const [row] = await rows();
    expect(letter?.source).toContain(`Message-ID: <${row?.id}@reti.example>`);
    expect(letter?.source).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(letter?.source).toContain('https://reti.example/');
    expect(letter?.source).not.toMatch(/Giulia|RE\.T\.I/);
    expect(row).toMatchObject({ kind: 'news', sent: true, attempts: 1 });
    await nothingLeft();
  });

  it('waits an hour after the last letter, until the morning or for ever, as she wishes', async () => {
    const giulia = await town.as('giulia');
    await town.look("insert into outgoing_mail (id, programme_id, kind, account_id, language, sent_at) select gen_random_uuid(), m.programme_id, 'news', m.account_id, 'it', now() - interval '10 minutes' from membership m where m.id = $1", [members.giulia]);
    await happens('giulia');
    const dueIn = async () => (await town.look<{ minutes: number }>('select round(extract(epoch from due_at - now()) / 60)::int as minutes from outgoing_mail where sent_at is null'))[0]?.minutes;
    expect(await dueIn()).toBe(50);
    await nothingLeft();

    expect((await giulia.put('/api/mail-wish', { news: 'morning' })).status).toBe(200);
    await happens('giulia');
    const [due] = await town.look<{ at: string }>("select to_char(due_at at time zone 'Europe/Rome', 'HH24:MI') as at from outgoing_mail");
    expect(due?.at).toBe('07:30');
    await nothingLeft();

    expect((await giulia.put('/api/mail-wish', { news: 'never' })).status).toBe(200);
    await happens('giulia');
    expect(await rows()).toEqual([]);
    await happens('giulia', 'alarm');
    await aSender().sweep();
    expect(office.delivered).toHaveLength(1);
    expect((await giulia.put('/api/mail-wish', { news: 'at-once' })).status).toBe(200);
    expect((await giulia.get<{ news: string; isOn: boolean }>('/api/mail-wish')).body).toMatchObject({ news: 'at-once', isOn: false });
    await nothingLeft();
  });

  it('is not sent once she has seen it in the house', async () => {
    await town.look("insert into notification (id, programme_id, member_id, kind, subject, subject_id) select gen_random_uuid(), programme_id, id, 'assigned', 'case', $2 from membership where id = $1", [members.giulia, newId()]);
    expect(await rows()).toMatchObject([{ kind: 'news', withdrawn: false }]);
    const giulia = await town.as('giulia');
    const { body } = await giulia.get<{ items: { id: string }[] }>('/api/notifications');
    await giulia.post(`/api/notifications/${body.items[0]?.id}/reads`, {});
    expect(await rows()).toMatchObject([{ withdrawn: true }]);
    await later();
    await aSender().sweep();
    expect(office.delivered).toEqual([]);
    await nothingLeft();
  });
});

describe('a letter that cannot go', () => {
  it('is tried again while the server says later, and arrives once', async () => {
    office.busy = 451;
    await happens('teresa', 'alarm');
    const sender = aSender();
    await sender.sweep();
    expect(await rows()).toMatchObject([{ sent: false, given_up: false, failure: 'recipient-refused', attempts: 1 }]);
    office.busy = undefined;
    await sender.sweep();
    expect(office.delivered).toHaveLength(0);
    await later();
    await sender.sweep();
    expect(office.delivered).toHaveLength(1);
    await nothingLeft();
  });

  it('is given up where there is no such address: Teresa sees it, and who runs the accounts; the figures name nobody', async () => {
    const [teresa, admin] = [await town.as('teresa'), await town.as('stefano')];
    const [address] = await town.look<{ email: string }>('select a.email from account a join membership m on m.account_id = a.id where m.id = $1', [members.teresa]);
    office.unknown.add(address?.email ?? '');
    await happens('teresa');
    await later();
    await aSender().sweep();
    expect((await teresa.get<{ failures: unknown[] }>('/api/mail-wish')).body.failures).toMatchObject([{ kind: 'news', code: 'recipient-refused' }]);
    const seen = (await admin.get<OutgoingMail>('/api/outgoing-mail')).body;
    expect(seen).toMatchObject({ days: [{ kind: 'news', waiting: 0, sent: 0, givenUp: 1, bounced: 0 }], failures: [{ code: 'recipient-refused' }] });
    expect((await teresa.get('/api/outgoing-mail')).status).toBe(403);
    office.unknown.clear();
    await nothingLeft();
  });

  it('goes out a second time under the same number when the program died before it could note it', async () => {
    await happens('giulia', 'alarm');
    await town.look("update outgoing_mail set claimed_until = now() + interval '2 minutes', attempts = 1");
    await aSender().sweep();
    expect(office.delivered).toHaveLength(0);
    await town.look("update outgoing_mail set claimed_until = now() - interval '1 second'");
    await aSender().sweep();
    expect(office.delivered).toHaveLength(1);
    expect(await rows()).toMatchObject([{ sent: true, attempts: 2 }]);
    await nothingLeft();
  });

  it('is not begun any more by a program that was so slow that another may have it', async () => {
    await happens('giulia', 'alarm');
    await aSender({ begunWithinMs: 0 }).sweep();
    expect(office.delivered).toHaveLength(0);
    await later();
    await aSender().sweep();
    expect(office.delivered).toHaveLength(1);
    await nothingLeft();
  });

  it('is no news any more when no server was there for days', async () => {
    await happens('giulia');
    await town.look("update outgoing_mail set due_at = now() - interval '3 days'");
    await aSender().sweep();
    expect(await rows()).toMatchObject([{ sent: false, withdrawn: true }]);
    await nothingLeft();
  });
});

describe('a letter to somebody without an account', () => {
  it('carries their personal address, and nothing of them is left once it has gone', async () => {
    const id = newId();
    await asGiulia((act) => tellOutside(act, vaultWith(town.keyring), id, { address: 'operatrice@cas.example', link: 'https://reti.example/r/abc', language: 'fr' }));
    const kept = await town.look<{ text: string }>('select o::text as text from outgoing_mail o');
    expect(kept[0]?.text).not.toContain('operatrice');
    await later();
    await aSender().sweep();
    expect(office.delivered).toMatchObject([{ to: 'operatrice@cas.example' }]);
    // In quoted-printable a line may end anywhere (RFC 2045, 6.7): read as its reader's program does.
    expect(office.delivered[0]?.source.replaceAll('=\r\n', '')).toContain('https://reti.example/r/abc');
    expect(await town.look('select address_sealed, link_sealed, wrapped from outgoing_mail o join vault_key k on k.holder_id = o.id')).toEqual([{ address_sealed: null, link_sealed: null, wrapped: null }]);
    await nothingLeft();
  });

  it('goes to one box or to none: an address that reads as several is written to by nobody', async () => {
    await asGiulia((act) => tellOutside(act, vaultWith(town.keyring), newId(), { address: 'x, vittima@altrove.example, y@fuori.example', link: 'https://reti.example/r/abc', language: 'it' }));
    await later();
    await aSender().sweep();
    expect(office.delivered).toEqual([]);
    expect(await rows()).toMatchObject([{ sent: false, given_up: true, failure: 'recipient-refused' }]);
    await nothingLeft();
  });

  it('is read by nobody who works here, whatever slips into a request', async () => {
    const id = newId();
    await asGiulia((act) => tellOutside(act, vaultWith(town.keyring), id, { address: 'operatrice@cas.example', link: 'https://reti.example/r/abc', language: 'it' }));
    await expect(smuggled(town, 'giulia', (ask) => ask('select address_sealed from outgoing_mail', []))).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'giulia', (ask) => ask('select * from claim_mail(10)', []))).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'giulia', (ask) => ask("select mail_member($1, 'alarm')", [members.teresa]))).rejects.toThrow('permission denied');
    expect(troubles).toEqual([]);
  });
});

describe('what ended long ago', () => {
  it('goes after ninety days with its key, and what waits or ended lately stays; what became of an alarm or an answer stays in the trail', async () => {
    const [old, lately, waiting, alarm, news] = [newId(), newId(), newId(), newId(), newId()];
    for (const id of [old, lately, waiting]) await asGiulia((act) => tellOutside(act, vaultWith(town.keyring), id, { address: 'operatrice@cas.example', link: null, language: 'it' }));
    await town.look("update outgoing_mail set sent_at = now() - interval '91 days', asked_at = now() - interval '91 days' where id = $1", [old]);
    await town.look("update outgoing_mail set given_up_at = now() - interval '89 days' where id = $1", [lately]);
    await town.look("update outgoing_mail set asked_at = now() - interval '200 days', due_at = now() - interval '200 days' where id = $1", [waiting]);
    for (const [id, kind] of [[alarm, 'alarm'], [news, 'news']]) {
      await town.look("insert into outgoing_mail (id, programme_id, kind, account_id, language, asked_at, given_up_at, failure) select $1, m.programme_id, $2, m.account_id, 'it', now() - interval '91 days', now() - interval '91 days', 'recipient-refused' from membership m where m.id = $3", [id, kind, members.teresa]);
    }
    await town.look("select purge_outgoing_mail('90 days')");
    const kept = await town.look<{ subject_id: string; details: Record<string, string> }>("select subject_id, details from audit_event where action = 'mail.ended'");
    expect(kept.find((one) => one.subject_id === old)?.details).toMatchObject({ kind: 'receipt', left: expect.any(String) });
    expect(kept.find((one) => one.subject_id === alarm)?.details).toMatchObject({ kind: 'alarm', givenUp: expect.any(String), failure: 'recipient-refused' });
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain('@');
    expect((await town.look<{ id: string }>('select id from outgoing_mail where id = any ($1) order by id', [[old, lately, waiting]])).map((row) => row.id)).toEqual([lately, waiting]);
    expect(await town.look('select from vault_key where holder_id = $1', [old])).toHaveLength(0);
    await expect(town.look("select purge_outgoing_mail('1 day')")).rejects.toThrow('invalid-input');
    await expect(smuggled(town, 'giulia', (ask) => ask("select purge_outgoing_mail('90 days')"))).rejects.toThrow('permission denied');
  });
});
