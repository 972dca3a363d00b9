import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aCase, type KnownCase, outsiders } from '../cases/testing/case.ts';
import type { BulkRun, DeedGiven, ListLines, Narrowed, PinnedList, SavedList } from './contract.ts';

let town: Town;
let teresa: Worker;
let giulia: Worker;
let marco: Worker;
beforeAll(async () => {
  town = await aTown();
  [teresa, giulia, marco] = [await town.as('teresa'), await town.as('giulia'), await town.as('marco')];
});
afterAll(() => town.leave());

const lines = (who: Worker, narrowed: Narrowed = {}, kind = 'cases', sorted = 'code') => who.post<ListLines>('/api/list-lines', { kind, narrowed, sorted });
const codesFor = async (who: Worker, narrowed: Narrowed = {}, kind = 'cases'): Promise<unknown[]> => (await lines(who, narrowed, kind)).body.items.map((line) => line.cells['code']);
const keep = async (who: Worker, name: string, change: Record<string, unknown> = {}): Promise<string> => {
  const id = newId();
  expect((await who.put(`/api/lists/${id}`, { kind: 'cases', name, narrowed: { risk: ['high'] }, shown: ['code', 'risk'], sorted: 'code', ...change })).status).toBe(200);
  return id;
};
const listOf = async (who: Worker, id: string): Promise<SavedList> => (await who.get<SavedList>(`/api/lists/${id}`)).body;
const bulk = (who: Worker, given: DeedGiven, cases: readonly KnownCase[], id = newId()) => who.put<BulkRun>(`/api/bulk-runs/${id}`, { given, chosen: { caseIds: cases.map((one) => one.caseId) } });
const undo = (who: Worker, id: string) => who.post<BulkRun>(`/api/bulk-runs/${id}/undo`, {});
const trailOf = (action: string, caseId: string) => town.look<{ member_id: string }>('select member_id from audit_event where action = $1 and case_id = $2', [action, caseId]);

/** What people see of a case that deeds for many can change. */
async function standing({ caseId }: KnownCase): Promise<unknown> {
  const [seen] = await town.look(`select c.owner_id,
      (select array_agg(s.member_id order by s.member_id) from case_assignment s where s.case_id = c.id and s.ended_at is null) as followed_by,
      (select array_agg(t.title order by t.title) from task t where t.case_id = c.id and t.done_at is null) as tasks,
      (select array_agg(f.kind order by f.kind) from case_flag f where f.case_id = c.id and f.state = 'standing') as flags,
      (select array_agg(h.to_member order by h.to_member) from handover h where h.case_id = c.id and h.state = 'proposed') as handovers,
      (select p.review_on::text from plan p where p.case_id = c.id and p.state = 'active') as review
    from case_file c where c.id = $1`, [caseId]);
  return seen;
}

/** A plan that the person agreed to, to be looked at again on a day. */
async function planned(one: KnownCase, reviewOn: string): Promise<void> {
  const planId = newId();
  await giulia.put(`/api/plans/${planId}`, { caseId: one.caseId });
  await giulia.put(`/api/goals/${newId()}`, { planId, domain: 'housing', words: 'Voglio una stanza mia' });
  const move = async (body: Record<string, unknown>) => {
    const { plan } = (await giulia.get<{ plan: { version: number } }>(`/api/cases/${one.caseId}/plan`)).body;
    expect((await giulia.post(`/api/plans/${planId}/moves`, { id: newId(), ...body }, plan.version)).status).toBe(200);
  };
  await move({ move: 'share' });
  await move({ move: 'activate', reviewOn, agreement: { how: 'mark-and-witness', language: 'it', words: 'Va bene così' } });
}

describe('A list that Giulia keeps', () => {
  it('is narrowed, ordered, kept under a name, pinned with its count and read again as it was', async () => {
    const [grave, quiet] = [await aCase(town, 'giulia'), await aCase(town, 'giulia')];
    await giulia.patch(`/api/cases/${grave.caseId}`, { risk: 'high' }, 1);
    const found = (await lines(giulia, { risk: ['high', 'extreme'] })).body;
    expect(found.items.map((line) => line.cells['code'])).toContain(grave.code);
    expect(found.items.map((line) => line.cells['code'])).not.toContain(quiet.code);
    expect(found.count).toBe(found.items.length);
    const id = await keep(giulia, 'Da rivedere presto');
    expect(await listOf(giulia, id)).toMatchObject({ name: 'Da rivedere presto', narrowed: { risk: ['high'] }, shown: ['code', 'risk'], lost: [], own: true, pinned: false });
    expect((await giulia.put(`/api/lists/${id}/pin`, { pinned: true })).status).toBe(200);
    const pinned = (await giulia.get<{ items: PinnedList[] }>('/api/lists/pinned')).body.items;
    expect(pinned).toEqual([{ id, name: 'Da rivedere presto', kind: 'cases', count: (await codesFor(giulia, { risk: ['high'] })).length, more: false, isWhole: true }]);
    expect((await marco.get(`/api/lists/${id}`)).body.code).toBe('not-found');
    expect((await marco.get<{ items: PinnedList[] }>('/api/lists/pinned')).body.items).toEqual([]);
  });

  it('is shared by Teresa alone, and shows each colleague only what they may see', async () => {
    const hers = await aCase(town, 'giulia');
    await giulia.patch(`/api/cases/${hers.caseId}`, { risk: 'high' }, 1);
    expect((await giulia.put(`/api/lists/${newId()}`, { kind: 'cases', name: 'Per tutti', narrowed: {}, shown: ['code'], sorted: 'code', shared: true })).status).toBe(403);
    const id = await keep(teresa, 'Rischio alto', { shared: true });
    const { kind, narrowed } = await listOf(marco, id);
    expect(await codesFor(teresa, narrowed, kind)).toContain(hers.code);
    expect(await codesFor(giulia, narrowed, kind)).toContain(hers.code);
    expect(await codesFor(marco, narrowed, kind)).not.toContain(hers.code);
    expect((await marco.patch(`/api/lists/${id}`, { name: 'Mio' }, 1)).status).toBe(403);
    for (const name of outsiders) expect((await (await town.as(name)).get(`/api/lists/${id}`)).status).toBe(404);
  });

  it('tells of a filter that the list no longer asks, counts nothing as whole, and refuses to act on it', async () => {
    const id = await keep(giulia, 'Con un filtro di ieri');
    await giulia.put(`/api/lists/${id}/pin`, { pinned: true });
    await town.look(`update saved_list set narrowed = '{"risk": ["high", "dreadful"], "colour": ["green"]}' where id = $1`, [id]);
    expect((await listOf(giulia, id))).toMatchObject({ narrowed: { risk: ['high'] }, lost: expect.arrayContaining([{ filter: 'colour', values: ['green'] }, { filter: 'risk', values: ['dreadful'] }]) });
    expect((await giulia.get<{ items: PinnedList[] }>('/api/lists/pinned')).body.items.find((one) => one.id === id)?.isWhole).toBe(false);
    expect((await lines(giulia, { risk: ['dreadful'] })).body).toMatchObject({ code: 'list-filter-gone' });
    expect((await giulia.patch(`/api/lists/${id}`, { narrowed: { risk: ['high'] } }, 1)).status).toBe(200);
    expect((await listOf(giulia, id)).lost).toEqual([]);
  });

  it('is taken away and brought back, and the older of two changes is refused', async () => {
    const id = await keep(giulia, 'Per un giorno');
    expect((await giulia.patch<{ version: number }>(`/api/lists/${id}`, { removed: true }, 1)).body.version).toBe(2);
    expect((await giulia.get(`/api/lists/${id}`)).status).toBe(404);
    expect((await giulia.patch(`/api/lists/${id}`, { removed: false }, 1)).body.code).toBe('changed-meanwhile');
    expect((await giulia.patch(`/api/lists/${id}`, { removed: false }, 2)).status).toBe(200);
    expect((await listOf(giulia, id)).name).toBe('Per un giorno');
  });

  it.each(['cases', 'persons', 'referrals', 'follow-ups', 'documents', 'appointments'])('of %s holds nothing of a case that Marco does not hold', async (kind) => {
    const hers = await aCase(town, 'giulia');
    const { body, status } = await lines(marco, {}, kind, '');
    expect(status).toBe(200);
    expect(body.items.filter((line) => line.caseId === hers.caseId || line.cells['code'] === hers.code)).toEqual([]);
  });

  it('goes from page to page without losing or repeating anybody', async () => {
    for (let made = 0; made < 53; made += 1) await aCase(town, 'marco');
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body }: { body: ListLines } = await marco.post<ListLines>('/api/list-lines', { kind: 'cases', narrowed: {}, sorted: 'changed', ...(after ? { after } : {}) });
      seen.push(...body.items.map((line) => line.id));
      after = body.next;
    }
    const held = await town.look<{ n: number }>('select count(*)::int as n from case_access where member_id = $1 and valid_until > now()', [marco.memberId]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(held[0]?.n ?? 0);
  });

  it.each([
    ...['changed', 'quietest', 'opened', 'risk', 'code'].map((sorted) => ['cases', sorted] as const), ...['code', 'newest'].map((sorted) => ['persons', sorted] as const),
    ...['owed', 'newest'].map((sorted) => ['referrals', sorted] as const), ...['expires', 'code'].map((sorted) => ['documents', sorted] as const),
  ])('of %s by %s holds everybody once, in one order, also where many share a moment, a microsecond lies between, or no day is known', async (kind, sorted) => {
    await alikeForMarco();
    const seen: ListLines['items'] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body }: { body: ListLines } = await marco.post<ListLines>('/api/list-lines', { kind, narrowed: {}, sorted, ...(after ? { after } : {}) });
      seen.push(...body.items);
      after = body.next;
    }
    const places = await town.look<{ id: string; place: string }>(truth[kind]?.[sorted] ?? '', [marco.memberId]);
    const placeOf = new Map(places.map(({ id, place }) => [id, place]));
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(places.map(({ id }) => id).toSorted());
    expect(seen.map(({ id }) => placeOf.get(id))).toEqual(places.map(({ place }) => place));
  });
});

const held = "from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id where a.member_id = $1 and a.valid_until > now()";
/** What each line is ordered by, the first line first, asked of the tables themselves. */
const truth: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cases: {
    changed: `select c.id, a.last_change_at::text as place ${held} order by a.last_change_at desc`, quietest: `select c.id, a.last_change_at::text as place ${held} order by a.last_change_at`,
    opened: `select c.id, c.opened_at::text as place ${held} order by c.opened_at desc`, code: `select c.id, p.code as place ${held} order by p.code`,
    risk: `select c.id, c.risk || c.opened_at::text as place ${held} order by array_position(array['extreme', 'high', 'medium', 'not-assessed'], c.risk), c.opened_at`,
  },
  persons: { code: `select p.id, p.code as place ${held} order by p.code`, newest: `select p.id, p.created_at::text as place ${held} order by p.created_at desc` },
  referrals: {
    owed: `select r.id, coalesce(r.owed_on::text, 'nobody owes') as place from referral r join referral_matter m on m.referral_id = r.id where m.case_id in (select c.id ${held}) order by r.owed_on nulls last`,
    newest: `select r.id, r.created_at::text as place from referral r join referral_matter m on m.referral_id = r.id where m.case_id in (select c.id ${held}) order by r.created_at desc`,
  },
  documents: {
    expires: `select d.id, d.expires_on::text as place from document d where d.expires_on is not null and d.case_id in (select c.id ${held}) order by d.expires_on`,
    code: `select d.id, p.code as place from document d join case_file f on f.id = d.case_id join person p on p.id = f.person_id where d.expires_on is not null and d.case_id in (select c.id ${held}) order by p.code`,
  },
};

/** More than a page of what Marco holds, of very few moments and days, some only a microsecond apart; once for all sentences. */
let alike: Promise<void> | undefined;
const alikeForMarco = (): Promise<void> => (alike ??= (async () => {
  const { count } = (await lines(marco)).body;
  for (let made = count ?? 0; made < 53; made += 1) await aCase(town, 'marco');
  const few = "timestamptz '2026-03-01 10:00:00Z' + (get_byte(uuid_send(ID), 15) % 3) * interval '1 microsecond'";
  const by = (id: string): string => few.replace('ID', id);
  const [outside] = await town.look<{ service_id: string; organisation_id: string }>(`insert into service (id, programme_id, organisation_id, name, category, created_by)
    select gen_random_uuid(), m.programme_id, m.organisation_id, 'Sportello casa', 'health', m.id from membership m where m.id = $1 returning id as service_id, organisation_id`, [marco.memberId]);
  await town.look(`update case_access set last_change_at = ${by('case_id')} where member_id = '${marco.memberId}'`);
  await town.look(`update case_file set opened_at = ${by('id')}, risk = (array['not-assessed', 'medium', 'high'])[1 + get_byte(uuid_send(id), 14) % 3] where id in (select case_id from case_access where member_id = $1)`, [marco.memberId]);
  await town.look(`update person set created_at = ${by('id')} where id in (select person_id from case_access where member_id = $1)`, [marco.memberId]);
  await town.look(`insert into document (id, programme_id, case_id, compartment, kind, title_sealed, expires_on, created_by)
    select gen_random_uuid(), programme_id, case_id, 'case', 'permit', '\\x00', date '2026-06-01' + (row_number() over ())::int % 2, member_id from case_access where member_id = $1`, [marco.memberId]);
  await town.look(`with made as (
      insert into referral (id, programme_id, organisation_id, service_id, reference, created_by, created_at, owed_on, escalate_on)
      select case_id, programme_id, $2, $3, upper(substr(md5(case_id::text), 1, 4) || '-' || substr(md5(case_id::text), 5, 4)), member_id, ${by('case_id')},
             case when get_byte(uuid_send(case_id), 13) % 2 = 0 then date '2026-06-01' end, case when get_byte(uuid_send(case_id), 13) % 2 = 0 then date '2026-07-01' end
        from case_access where member_id = $1)
    insert into referral_matter (referral_id, programme_id, case_id, person_id, purpose, draft_sealed) select case_id, programme_id, case_id, person_id, 'work', '\\x00' from case_access where member_id = $1`, [marco.memberId, outside?.organisation_id, outside?.service_id]);
})());

describe('The same for many', () => {
  const task = (title: string): DeedGiven => ({ deed: 'task', title, dueOn: null, to: 'me' });

  it('is done case by case: what Giulia may not do is refused, said why, and leaves nothing', async () => {
    const [mine, ofMarco] = [await aCase(town, 'giulia'), await aCase(town, 'marco')];
    // A case she does not hold cannot even be chosen.
    expect((await bulk(giulia, task('Telefonare al consolato'), [mine, ofMarco])).status).toBe(403);
    expect(await standing(mine)).toMatchObject({ tasks: null });

    const shared = await aCase(town, 'marco', ['giulia']);
    const { body } = await bulk(giulia, { deed: 'review', reviewOn: '2027-03-01' }, [mine, shared]);
    expect(body).toMatchObject({ state: 'done', done: 0, refused: 2, waiting: 0, undoUntil: null });
    await planned(shared, '2027-01-15');
    const again = (await bulk(giulia, { deed: 'review', reviewOn: '2027-03-01' }, [mine, shared])).body;
    expect(again.lines.map((line) => [line.code, line.outcome, line.problem])).toEqual([[mine.code, 'refused', 'plan-not-open'], [shared.code, 'done', null]]);
    expect(await trailOf('plan.put-review', shared.caseId)).toHaveLength(1);
    expect(await trailOf('plan.put-review', mine.caseId)).toEqual([]);
  });

  it('is asked for once, however often it is sent', async () => {
    const one = await aCase(town, 'giulia');
    const id = newId();
    await bulk(giulia, task('Portare le fotocopie'), [one], id);
    await bulk(giulia, task('Portare le fotocopie'), [one], id);
    expect(await standing(one)).toMatchObject({ tasks: ['Portare le fotocopie'] });
  });

  it('and under the same number nothing else: other words, or other cases, are refused instead of being called done', async () => {
    const [one, other] = [await aCase(town, 'giulia'), await aCase(town, 'giulia')];
    const id = newId();
    await bulk(giulia, task('Chiamare martedì'), [one], id);
    expect((await bulk(giulia, task('Chiamare giovedì'), [one], id)).body).toMatchObject({ code: 'already-exists' });
    expect((await bulk(giulia, task('Chiamare martedì'), [one, other], id)).body).toMatchObject({ code: 'already-exists' });
    expect([await standing(one), await standing(other)]).toMatchObject([{ tasks: ['Chiamare martedì'] }, { tasks: null }]);
  });

  it('gives many cases to Marco, who answers for them, and back again; whoever went on meanwhile keeps what they did', async () => {
    const [first, second] = [await aCase(town, 'giulia'), await aCase(town, 'giulia')];
    const before = [await standing(first), await standing(second)];
    const { body } = await bulk(teresa, { deed: 'assign', memberId: marco.memberId, answersForIt: true }, [first, second]);
    expect(body).toMatchObject({ done: 2, refused: 0 });
    expect(await standing(first)).toMatchObject({ owner_id: marco.memberId });
    expect(await trailOf('case.assign', first.caseId)).toEqual([{ member_id: teresa.memberId }]);
    const { version } = (await marco.get<{ version: number }>(`/api/cases/${second.caseId}`)).body;
    expect((await marco.patch(`/api/cases/${second.caseId}`, { summary: 'Ci siamo visti' }, version)).status).toBe(200);
    const back = (await undo(teresa, body.id)).body;
    expect(back).toMatchObject({ state: 'taken-back', undone: 1, notUndone: 1 });
    expect(back.lines.find((line) => line.caseId === second.caseId)?.undoProblem).toBe('changed-meanwhile');
    expect(await standing(first)).toEqual(before[0]);
    expect(await standing(second)).toMatchObject({ owner_id: marco.memberId });
    expect(await trailOf('case.unassign', first.caseId)).toEqual([{ member_id: teresa.memberId }]);
  });

  it('cannot be taken back where that was said before, nor after an hour, nor by somebody else', async () => {
    const one = await aCase(town, 'giulia');
    await bulk(giulia, { deed: 'raise-flag', kind: 'court', startsOn: '2026-11-01', endsOn: null }, [one]);
    const lowered = (await bulk(giulia, { deed: 'lower-flag', kind: 'court', reason: 'Udienza finita' }, [one])).body;
    expect(lowered).toMatchObject({ done: 1, undoUntil: null });
    expect((await undo(giulia, lowered.id)).body.code).toBe('bulk-not-undoable');
    const given = (await bulk(giulia, task('Vecchio'), [one])).body;
    expect((await undo(marco, given.id)).status).toBe(404);
    await town.look("update bulk_run set at = at - interval '61 minutes' where id = $1", [given.id]);
    expect((await undo(giulia, given.id)).body.code).toBe('bulk-not-undoable');
    expect(await standing(one)).toMatchObject({ tasks: ['Vecchio'] });
  });

  it('is not offered to whom it is not: Giulia assigns nobody, Amal sets no review', async () => {
    const one = await aCase(town, 'giulia', ['amal']);
    expect((await bulk(giulia, { deed: 'assign', memberId: marco.memberId, answersForIt: false }, [one])).status).toBe(403);
    expect((await bulk(await town.as('amal'), { deed: 'review', reviewOn: '2027-03-01' }, [one])).status).toBe(403);
    expect((await bulk(await town.as('amal'), task('Chiamare in arabo'), [one])).body).toMatchObject({ done: 1 });
    for (const name of outsiders) expect((await bulk(await town.as(name), task('Nulla'), [one])).status).toBeGreaterThanOrEqual(403);
  });

  it('takes all that match only while they are as many as was said; more than fifty are done beside the requests', async () => {
    const { count } = (await lines(marco, { whose: ['followed'] })).body;
    const asked = (said: number) => ({ given: task('Giro di chiamate'), chosen: { kind: 'cases', narrowed: { whose: ['followed'] }, count: said } });
    expect((await marco.put(`/api/bulk-runs/${newId()}`, asked((count ?? 0) - 1))).body.code).toBe('list-changed');
    const id = newId();
    expect(count).toBeGreaterThan(50);
    expect((await marco.put<BulkRun>(`/api/bulk-runs/${id}`, asked(count ?? 0))).body.total).toBe(count);
    const ended = await untilDone(marco, id);
    expect(ended).toMatchObject({ state: 'done', done: count, refused: 0 });
    await undo(marco, id);
    expect(await untilDone(marco, id)).toMatchObject({ state: 'taken-back', undone: count, notUndone: 0 });
    const left = await town.look("select 1 from task where title = 'Giro di chiamate' and taken_back_at is null");
    expect(left).toEqual([]);
  });

  it('goes on from where it stopped when Giulia says so, and does nothing twice', async () => {
    const cases = [await aCase(town, 'giulia'), await aCase(town, 'giulia')];
    const { body } = await bulk(giulia, task('Fotocopia del permesso'), cases);
    // As if the program had died before the second: its line says that nothing was tried yet.
    await town.look('delete from task where title = $1 and case_id = $2', ['Fotocopia del permesso', cases[1]?.caseId]);
    await town.look('update bulk_row set outcome = null, trace = null, done_at = null where run_id = $1 and case_id = $2', [body.id, cases[1]?.caseId]);
    expect((await giulia.get<BulkRun>(`/api/bulk-runs/${body.id}`)).body).toMatchObject({ state: 'working', waiting: 1 });
    expect((await marco.post(`/api/bulk-runs/${body.id}/resume`, {})).status).toBe(404);
    expect((await giulia.post<BulkRun>(`/api/bulk-runs/${body.id}/resume`, {})).body).toMatchObject({ state: 'done', done: 2, waiting: 0 });
    expect(await Promise.all(cases.map(standing))).toMatchObject([{ tasks: ['Fotocopia del permesso'] }, { tasks: ['Fotocopia del permesso'] }]);
  });

  it('and its undo leave every case as it stood (property)', async () => {
    const cases: KnownCase[] = [];
    for (let made = 0; made < 5; made += 1) cases.push(await aCase(town, 'giulia', made % 2 === 0 ? ['marco'] : []));
    for (const one of cases.slice(1, 4)) await planned(one, '2027-01-15');
    await giulia.patch(`/api/cases/${cases[0]?.caseId}`, { ownerId: giulia.memberId }, 1);
    await bulk(giulia, { deed: 'raise-flag', kind: 'health', startsOn: '2026-11-01', endsOn: null }, cases.slice(2));
    const deed: fc.Arbitrary<DeedGiven> = fc.oneof(
      fc.record({ deed: fc.constant('assign' as const), memberId: fc.constantFrom(marco.memberId, giulia.memberId), answersForIt: fc.boolean() }),
      fc.record({ deed: fc.constant('hand-over' as const), toMember: fc.constantFrom(marco.memberId, giulia.memberId) }),
      fc.record({ deed: fc.constant('review' as const), reviewOn: fc.constantFrom('2027-01-15', '2027-02-20') }),
      fc.record({ deed: fc.constant('task' as const), title: fc.constantFrom('Chiamare', 'Scrivere'), dueOn: fc.constantFrom(null, '2027-01-01'), to: fc.constantFrom('me' as const, 'owner' as const) }),
      fc.record({ deed: fc.constant('raise-flag' as const), kind: fc.constantFrom('danger', 'health', 'court'), startsOn: fc.constant('2026-11-01'), endsOn: fc.constant(null) }),
    );
    await fc.assert(fc.asyncProperty(deed, fc.subarray(cases, { minLength: 1 }), async (given, chosen) => {
      const before = await Promise.all(cases.map(standing));
      const run = (await bulk(teresa, given, chosen)).body;
      expect(run.done + run.unchanged + run.refused).toBe(chosen.length);
      const back = run.done > 0 ? (await undo(teresa, run.id)).body : run;
      expect({ undone: back.undone, notUndone: back.notUndone }).toEqual({ undone: run.done, notUndone: 0 });
      expect(await Promise.all(cases.map(standing))).toEqual(before);
    }), { numRuns: Number(process.env['LISTS_RUNS'] ?? 25) });
  });
});

/** The work goes on beside the requests: asked again until it ends. */
async function untilDone(who: Worker, id: string): Promise<BulkRun> {
  for (let times = 0; times < 800; times += 1) {
    const { body } = await who.get<BulkRun>(`/api/bulk-runs/${id}`);
    if (body.state !== 'working' && body.state !== 'taking-back') return body;
    await new Promise((next) => setTimeout(next, 20));
  }
  throw new Error('the work did not end');
}

describe('A list as a file', () => {
  const exported = (who: Worker, change: Record<string, unknown> = {}) => who.post<{ text: string }>('/api/list-exports', { kind: 'cases', narrowed: {}, sorted: 'code', shown: ['code', 'name', 'risk'], format: 'csv', mark: false, reason: 'Riunione di équipe di martedì', ...change });

  it('goes out for Teresa alone, by code, with one line in the trail for each person', async () => {
    const [one, other] = [await aCase(town, 'giulia'), await aCase(town, 'giulia')];
    await giulia.put(`/api/persons/${one.personId}/names/${newId()}`, { text: 'Rashid Khan', kind: 'declared', preferred: true });
    const { body, headers } = await exported(teresa, { caseIds: [one.caseId] });
    expect(body.text.trimEnd().split('\r\n')).toEqual(['Codice;Rischio', `${one.code};non valutato`]);
    expect(headers['x-lines']).toBe('1');
    expect(await trailOf('list.export-person', one.caseId)).toEqual([{ member_id: teresa.memberId }]);
    expect(await trailOf('list.export-person', other.caseId)).toEqual([]);
    expect((await exported(teresa, { caseIds: [one.caseId], names: true })).body.text).toContain('Rashid Khan');
    expect((await exported(teresa, { reason: 'per me' })).status).toBe(422);
    expect((await exported(giulia, { caseIds: [one.caseId] })).status).toBe(403);
    expect(await trailOf('list.export-person', one.caseId)).toHaveLength(2);
  });

  it('tells the day that it was in Italy, also of what happened after midnight', async () => {
    const one = await aCase(town, 'giulia');
    await town.look(`update case_access set last_change_at = '2026-03-01T23:30:00Z' where case_id = $1`, [one.caseId]);
    expect((await exported(teresa, { caseIds: [one.caseId], shown: ['code', 'changed'] })).body.text).toContain(`${one.code};2026-03-02`);
  });
});

describe('The lists on Marco\'s first screen', () => {
  it('are counted together, up to a hundred: beyond, it is only said that there are more', async () => {
    await alikeForMarco();
    const [few, many] = [await keep(marco, 'Nessuno', { narrowed: { risk: ['extreme'] } }), await keep(marco, 'Tutti', { narrowed: {} })];
    for (const id of [few, many]) expect((await marco.put(`/api/lists/${id}/pin`, { pinned: true })).status).toBe(200);
    const marks = async () => (await marco.get<{ items: PinnedList[] }>('/api/lists/pinned')).body.items.map(({ id, count, more }) => ({ id, count, more }));
    const { count } = (await lines(marco)).body;
    expect(await marks()).toEqual([{ id: few, count: 0, more: false }, { id: many, count, more: false }]);
    for (let made = count ?? 0; made < 100; made += 1) await aCase(town, 'marco');
    expect(await marks()).toEqual([{ id: few, count: 0, more: false }, { id: many, count: 100, more: false }]);
    await aCase(town, 'marco');
    expect(await marks()).toEqual([{ id: few, count: 0, more: false }, { id: many, count: 100, more: true }]);
    expect((await lines(marco)).body).toMatchObject({ count: 101, more: false });
  });
});
