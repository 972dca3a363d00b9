import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Notification } from '../cases/contract.ts';
import type { Today } from '../today/contract.ts';
import { leadsTo } from '../today/domain.ts';
import type { Inbox } from './contract.ts';
import { deeds, inTriage, sent } from './testing/report.ts';

let town: Town;
let { move, read, accepted, talk, change } = {} as ReturnType<typeof deeds>;
beforeAll(async () => {
  town = await aTown();
  ({ move, read, accepted, talk, change } = deeds(town));
});
afterAll(() => town.leave());

/** Puts an absence of a colleague, with one of their cases, into the hands of another. */
async function away(who: DemoName, substitute: DemoName, caseId: string, endsIn: number): Promise<void> {
  await town.look("insert into handover (id, programme_id, case_id, bundle_id, kind, from_member, to_member, asked_by, starts_on, ends_on, state) select $1, programme_id, id, $1, 'absence', $3, $4, $3, italian_today() - 5, italian_today() + $5::int, 'accepted' from case_file where id = $2",
    [newId(), caseId, (await town.as(who)).memberId, (await town.as(substitute)).memberId, endsIn]);
}
const toldOf = async (who: DemoName, id: string, kind: string) => (await town.look('select n.id from notification n where n.subject_id = $1 and n.member_id = $2 and n.kind = $3', [id, (await town.as(who)).memberId, kind])).length;
const round = (moment = new Date()) => town.look('select escalate_inbound(p.id, $1) from programme p', [moment]);

describe('news of a segnalazione', () => {
  it('says to Luca and to Giulia which one, by its reference and with nothing of the person, and leads there; whose it is no more reads that there was some', async () => {
    const id = await inTriage(town, 'luca');
    const { reference } = (await read('teresa', id)).body;
    await move('teresa', id, 'give', { memberId: (await town.as('giulia')).memberId });
    await (await town.as('giulia')).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind: 'question', words: 'Di che cosa ha bisogno Fatou?' });
    await (await town.as('giulia')).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind: 'message', words: 'Passiamo giovedì.' });
    const news = async (who: DemoName) => {
      const worker = await town.as(who);
      const [notices, day] = [await worker.get<{ items: Notification[] }>('/api/notifications'), await worker.get<Today>('/api/today')];
      return [notices.body.items.find((one) => one.subjectId === id), day.body.items.filter((one) => one.kind === 'notification' && one.facts['subjectId'] === id)] as const;
    };
    const [told, [line, ...others]] = await news('luca');
    expect(others).toEqual([]);
    expect([told, line && leadsTo(line), line]).toMatchObject([{ kind: 'inbound-news', reference, readAt: null }, `/reports/${id}`, { code: reference, section: 'fresh' }]);
    expect(JSON.stringify([told, line])).not.toContain('Fatou');
    expect(await news('giulia')).toMatchObject([{ kind: 'inbound-given', reference }, [{ code: reference }]]);
    await move('teresa', id, 'give', { memberId: (await town.as('anna')).memberId });
    await move('anna', id, 'decline', { reason: 'out-of-area' });
    expect(await news('giulia')).toMatchObject([{ kind: 'inbound-given', reference: null }, [{ code: null }]]);
  });
});

describe('the first talk', () => {
  it('books the first talk with the hour in the agenda, and falls back to who must reach the person when that hour is cancelled, under the same term', async () => {
    const id = await inTriage(town, 'luca');
    const { caseId } = await accepted(id);
    const { dueOn } = (await read('giulia', id)).body.talk ?? {};
    const { body: first } = await talk('giulia', caseId, '11:00');
    expect((await read('giulia', id)).body).toMatchObject({ contact: 'booked', talk: { dueOn, hour: '2025-03-03T10:00:00.000Z' } });
    expect((await change('anna', first.id, 'cancel', 'person-asked')).status).toBe(200);
    expect((await read('teresa', id)).body).toMatchObject({ contact: 'contacting', next: 'contact', talk: { dueOn, hour: null }, contactMoves: ['attempt', 'book', 'miss', 'refuse'], attempts: [{ move: 'book' }, { move: 'fall-through', by: 'Anna Pagano' }] });
    const told = () => town.look("select n.kind from notification n join membership m on m.id = n.member_id where n.subject_id = $1 and m.id = $2 and n.kind = 'inbound-talk-off'", [id, idOfGiulia]);
    const idOfGiulia = (await town.as('giulia')).memberId;
    expect(await told()).toHaveLength(1);
    // The cancellation was a mistake: taken back, it is booked again.
    expect((await change('giulia', first.id, 'take-back')).status).toBe(200);
    expect((await read('giulia', id)).body).toMatchObject({ contact: 'booked' });
    // A second hour stands: that the first falls through sends nobody back.
    await talk('giulia', caseId, '12:00');
    await change('giulia', first.id, 'cancel', 'moved');
    expect((await read('giulia', id)).body).toMatchObject({ contact: 'booked', talk: { hour: '2025-03-03T11:00:00.000Z' } });
  });

  it('books nothing where the hour is taken, nor with an hour in which somebody only goes along', async () => {
    const [one, other] = [await inTriage(town, 'luca'), await inTriage(town, 'luca')];
    const [first, second] = [await accepted(one), await accepted(other)];
    expect((await talk('giulia', first.caseId, '15:00')).status).toBe(200);
    expect((await talk('giulia', second.caseId, '15:00')).body.code).toBe('double-booking-operator');
    expect((await read('giulia', other)).body).toMatchObject({ contact: 'contacting', attempts: [] });
    expect((await talk('giulia', second.caseId, '16:00', { kind: 'accompaniment', goingTo: 'health-service' })).status).toBe(200);
    expect((await read('giulia', other)).body.contact).toBe('contacting');
  });
});

describe('a term that passes', () => {
  it('is told to Teresa once, whoever looks; the line says so; another urgency is another term', async () => {
    const id = await inTriage(town, 'luca');
    const dueAt = new Date((await read('teresa', id)).body.clock?.dueAt ?? '');
    await round(new Date(dueAt.getTime() - 1));
    expect([await toldOf('teresa', id, 'inbound-late'), (await read('teresa', id)).body.escalatedAt]).toEqual([0, null]);
    await Promise.all([round(dueAt), round(dueAt)]);
    await round(new Date(dueAt.getTime() + 3_600_000));
    expect([await toldOf('teresa', id, 'inbound-late'), (await read('teresa', id)).body.escalatedAt]).toEqual([1, dueAt.toISOString()]);
    expect(await town.look("select from audit_event where subject_id = $1 and action = 'inbound.escalate'", [id])).toHaveLength(1);
    await move('teresa', id, 'rank', { urgency: 'ordinary', words: 'È al sicuro, può aspettare' });
    expect((await read('teresa', id)).body.escalatedAt).toBeNull();
    await round(new Date((await read('teresa', id)).body.clock?.dueAt ?? ''));
    expect(await toldOf('teresa', id, 'inbound-late')).toBe(2);
    await move('teresa', id, 'decline', { reason: 'not-enough' });
    await round(new Date(dueAt.getTime() + 90 * 86_400_000));
    expect([await toldOf('teresa', id, 'inbound-late'), (await read('teresa', id)).body.escalatedAt]).toEqual([2, null]);
  });

  it('of danger goes out by mail at once; of an answer owed and of a first talk likewise once each', async () => {
    const danger = await sent(town, 'luca', { danger: true });
    await town.look("update outgoing_mail set sent_at = now() where kind = 'alarm' and sent_at is null");
    await round(new Date(Date.now() + 2 * 3_600_000));
    expect(await toldOf('teresa', danger, 'inbound-immediate')).toBe(2);
    expect(await town.look("select from outgoing_mail where kind = 'alarm' and sent_at is null")).not.toHaveLength(0);
    const id = await inTriage(town, 'luca');
    await accepted(id);
    await (await town.as('luca')).post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind: 'question', words: 'Quando la vedete?' });
    const { owed, talk: first } = (await read('giulia', id)).body;
    await round(new Date(Math.max(Date.parse(owed?.dueAt ?? ''), Date.parse(`${first?.dueOn ?? ''}T23:30:00Z`))));
    await round(new Date(Date.parse(owed?.dueAt ?? '') + 30 * 86_400_000));
    expect([await toldOf('giulia', id, 'inbound-late'), await toldOf('teresa', id, 'inbound-late')]).toEqual([2, 2]);
    expect((await read('giulia', id)).body.escalatedAt).not.toBeNull();
  });

  it('is told in whatever order and however often the round is made: once for each term, at the first round after it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 6 }), async (hours) => {
      const id = await inTriage(town, 'luca');
      const dueAt = Date.parse((await read('teresa', id)).body.clock?.dueAt ?? '');
      const rounds = hours.map((hour) => new Date(dueAt + hour * 3_600_000));
      for (const moment of rounds) await round(moment);
      const first = rounds.find((moment) => moment.getTime() >= dueAt);
      expect([await toldOf('teresa', id, 'inbound-late'), (await read('teresa', id)).body.escalatedAt]).toEqual(first ? [1, first.toISOString()] : [0, null]);
    }), { numRuns: Number(process.env['RETI_PROPERTY_RUNS'] ?? 8) });
  });

  it('is set off by nobody’s hand', async () => {
    await smuggled(town, 'teresa', async (ask) => {
      for (const statement of ['escalate_all_inbound()', 'escalate_inbound(gen_random_uuid(), now())', 'stands_in_for(gen_random_uuid())']) await expect(ask(`select ${statement}`)).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe('while a colleague is away', () => {
  it('what Teresa would be told of is told to who stands in for her, whose day shows what waits', async () => {
    const { caseId } = await accepted(await inTriage(town, 'luca'));
    const seen = async (id: string) => (await (await town.as('blessing')).get<Today>('/api/today')).body.items.some((item) => item.id === id);
    const id = await sent(town, 'luca', { danger: true });
    expect([await seen(id), await toldOf('blessing', id, 'inbound-immediate')]).toEqual([false, 0]);
    await away('teresa', 'blessing', caseId, 3);
    await round(new Date(Date.now() + 2 * 3_600_000));
    expect([await seen(id), await toldOf('blessing', id, 'inbound-immediate')]).toEqual([true, 1]);
  });

  it('what Giulia has in hand is in Marco’s while he stands in for her, and not a day longer; once it is a case, the case says who reads it', async () => {
    const { caseId } = await accepted(await inTriage(town, 'luca'));
    const id = await sent(town, 'luca');
    await move('teresa', id, 'give', { memberId: (await town.as('giulia')).memberId });
    expect((await read('marco', id)).body).toMatchObject({ content: null, moves: [] });
    await away('giulia', 'marco', caseId, 3);
    expect((await read('marco', id)).body).toMatchObject({ content: { called: 'VA-07' }, next: 'decide' });
    await round(new Date(Date.now() + 90 * 3_600_000));
    expect([await toldOf('marco', id, 'inbound-late'), await toldOf('giulia', id, 'inbound-late')]).toEqual([1, 1]);
    expect((await move('marco', id, 'advise', { answer: 'Chiamateci domani.' })).status).toBe(200);
    await town.look("update handover set ends_on = italian_today() - 1 where from_member = $1 and kind = 'absence'", [(await town.as('giulia')).memberId]);
    expect((await read('marco', id)).status).toBe(404);
    const other = await inTriage(town, 'luca');
    await accepted(other);
    await away('giulia', 'marco', caseId, 3);
    expect((await read('marco', other)).status).toBe(404);
  });
});

describe('twenty thousand that are over', () => {
  it('are read page by page from their index, newest first, with no question asked for each line: by Teresa, and by Anna who had a few of them', async () => {
    const [teresa, anna] = [await town.as('teresa'), await town.as('anna')];
    await town.look(`insert into inbound_referral (id, programme_id, reference, source, sender_kind, author_id, handler_id, written_digest, agreement, called_by, minor, danger, claimed, urgency, reasons, state, sent_at, due_at, remind_at, decided_at)
      select gen_random_uuid(), m.programme_id, 'V-' || n, 'phone', 'citizen', m.id, case when n % 5000 = 0 then $2::uuid end, sha256('x'), 'not-asked', 'nobody', 'no', false, '72h', '72h', '{help-asked}', 'closed',
             now() - make_interval(mins => n), now(), now(), now() from membership m cross join generate_series(1, 20000) n where m.id = $1`, [teresa.memberId, anna.memberId]);
    await town.look('analyze inbound_referral');
    const over = "select r.id, handles_inbound(r.id) from inbound_referral r where r.programme_id = (select actor_programme()) and r.sent_at is not null and r.state in ('declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn') and r.team_owes_at is null and (r.sent_at, r.id) < (now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by r.sent_at desc, r.id desc limit 41";
    for (const who of ['teresa', 'anna'] as const) {
      const plan = await smuggled(town, who, async (ask) => (await ask(`explain (costs off) ${over}`)).map((line) => String(line['QUERY PLAN'])).join('\n'));
      expect(plan).toContain('inbound_over');
      expect(plan).not.toMatch(/Seq Scan on inbound_referral|Sort|Filter:.*(handles_inbound|meets_inbound)/);
    }
    const pages = async (who: typeof teresa, most: number) => {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null && seen.length < most;) {
        const page: Inbox = (await who.get<Inbox>(`/api/inbound-referrals?box=over${next ? `&after=${next}` : ''}`)).body;
        seen.push(...page.items.map((item) => item.reference));
        next = page.next;
      }
      return seen;
    };
    const first = await pages(teresa, 120);
    expect([first.length, new Set(first).size]).toEqual([120, 120]);
    expect((await pages(anna, 100)).filter((reference) => reference.startsWith('V-'))).toEqual(['V-5000', 'V-10000', 'V-15000', 'V-20000']);
  });

  it('are the same for each colleague as asked one by one', async () => {
    const all = await town.look<{ id: string; sent: boolean }>("select id, sent_at is not null as sent from inbound_referral where reference not like 'V-%'");
    const [here] = await town.look<{ id: string }>("select id from programme where territory = 'Avellino'");
    for (const who of ['teresa', 'giulia', 'marco', 'anna', 'blessing', 'amal', 'rosa', 'luca', 'carla'] as const) {
      const wrong = await smuggled(town, who, (ask) => ask(`select o.id from unnest($1::uuid[]) o (id)
        where handles_inbound(o.id) is distinct from (o.id = any (inbound_in_hand()) or actor_is('coordinator') and actor_programme() = $3 and o.id = any ($2::uuid[]) and o.id <> all (inbound_kept_from()))`,
      [all.map((one) => one.id), all.filter((one) => one.sent).map((one) => one.id), here?.id]));
      expect([who, wrong]).toEqual([who, []]);
    }
  });
});
