import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Colleague } from '../../cases/contract.ts';
import type { SafeContactCard } from '../../persons/contract.ts';
import { type AttemptGiven, type FollowUp, type FollowUpLine, type FollowUpMoveGiven, type FollowUpQuery, type FollowUpsOfCase, Ratings } from '../contract.ts';
import { movesFor, waysToSeek } from '../domain.ts';

interface LineRow extends Pick<FollowUpLine, 'id' | 'code' | 'months' | 'state' | 'outcome' | 'attempts' | 'owner'> {
  case_id: string;
  due_on: string;
  ended_because: FollowUpLine['endedBecause'];
  may_contact: boolean;
}

const columns = sql`f.id, f.case_id, p.code, f.months, f.due_on, ${colleague('f.owner_id')} as owner, f.state, f.outcome, f.ended_because,
  (select count(*)::int from follow_up_attempt t where t.follow_up_id = f.id) as attempts, consent_in_force(f.case_id, 'follow-up') as may_contact`;

const lineOf = (row: LineRow): FollowUpLine => ({
  id: row.id, caseId: row.case_id, code: row.code, months: row.months, dueOn: row.due_on, owner: row.owner, state: row.state, outcome: row.outcome, endedBecause: row.ended_because,
  attempts: row.attempts, mayContact: row.may_contact,
});

/** The times that are due, the nearest first: one's own, or, for who coordinates, everybody's. */
export async function listFollowUps(act: Act, asked: FollowUpQuery): Promise<Page<FollowUpLine>> {
  const place = placeAfter(asked.after, 2);
  const whose = asked.whose === 'all' && act.actor.role === 'coordinator' ? sql`f.programme_id = ${act.actor.programmeId}` : sql`f.owner_id = ${act.actor.memberId}`;
  const { rows } = await sql<LineRow>`
    with page as (
      select f.* from follow_up f where ${whose} and f.state = 'planned' ${place ? sql`and (f.due_on, f.id) > (${place[0]}::date, ${place[1]}::uuid)` : sql``} order by f.due_on, f.id limit ${PAGE + 1}
    )
    select ${columns} from page f join case_file c on c.id = f.case_id join person p on p.id = c.person_id order by f.due_on, f.id`.execute(act.db);
  act.audit({ action: 'follow-up.list', subject: 'follow-up', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.due_on, row.id], lineOf);
}

interface Held {
  readonly person_id: string;
  readonly keeps: boolean;
  readonly state: string;
  readonly consent: boolean;
}

async function heldCase(act: Act, caseId: string): Promise<Held> {
  const { rows: [held] } = await sql<Held>`
    select a.person_id, 'case' = any (a.compartments) as keeps, c.state, consent_in_force(c.id, 'follow-up') as consent
      from case_access a join case_file c on c.id = a.case_id where a.member_id = ${act.actor.memberId} and a.case_id = ${caseId} and a.valid_until > now()`.execute(act.db);
  if (!held) throw new Problem('not-found');
  return held;
}

/** Every time of asking after this person, with the card that is read first and how each area stood at the closing. @throws {Problem} not-found */
export async function followUpsOf(act: Act, vault: Vault, caseId: string): Promise<FollowUpsOfCase> {
  const held = await heldCase(act, caseId);
  const { rows } = await sql<LineRow>`select ${columns} from follow_up f join case_file c on c.id = f.case_id join person p on p.id = c.person_id where f.case_id = ${caseId} order by f.due_on desc, f.id limit 100`.execute(act.db);
  const ids = rows.map((row) => row.id);
  const [attempts, forms, steps] = await recordsOf(act, ids);
  const seal = held.keeps ? (await vault.seals(act, caseId)).get('case') : undefined;
  const card = await cardOf(act, held.person_id);
  act.audit({ action: 'follow-up.read', subject: 'case', subjectId: caseId, caseId, personId: held.person_id, details: { lines: rows.length } });
  return {
    items: rows.map((row) => ({
      ...lineOf(row), moves: movesFor(row.state, held.keeps), attemptsMade: attempts.filter((one) => one.follow_up_id === row.id).map((one) => ({ id: one.id, way: one.way, result: one.result, at: moment(one.at), by: one.author })),
      form: formOf(forms.find((one) => one.follow_up_id === row.id), seal), steps: steps.filter((one) => one.follow_up_id === row.id).map((one) => ({ id: one.id, move: one.move, at: moment(one.at), by: one.author, reason: one.reason })),
    })),
    card, ways: waysToSeek({ doNotCall: card?.doNotCall ?? false, consent: held.consent }), atClosing: held.keeps ? await areasAtClosing(act, caseId) : {}, mayReopen: held.keeps && held.state === 'closed',
  };
}

interface Recorded {
  readonly id: string;
  readonly follow_up_id: string;
  readonly at: Date;
  readonly author: Colleague;
}
type AttemptRow = Recorded & Pick<FollowUp['attemptsMade'][number], 'way' | 'result'>;
type FormRow = Recorded & { readonly ratings: unknown; readonly words_sealed: Buffer | null };
type StepRow = Recorded & Pick<FollowUp['steps'][number], 'move' | 'reason'>;

async function recordsOf(act: Act, ids: readonly string[]): Promise<[AttemptRow[], FormRow[], StepRow[]]> {
  const attempts = await sql<AttemptRow>`select t.id, t.follow_up_id, t.way, t.result, t.at, ${colleague('t.author_id')} as author from follow_up_attempt t where t.follow_up_id = any (${ids}) order by t.at`.execute(act.db);
  const forms = await sql<FormRow>`select distinct on (m.follow_up_id) m.id, m.follow_up_id, m.ratings, m.words_sealed, m.at, ${colleague('m.author_id')} as author from follow_up_form m where m.follow_up_id = any (${ids}) order by m.follow_up_id, m.at desc`.execute(act.db);
  const steps = await sql<StepRow>`select m.id, m.follow_up_id, m.move, m.reason, m.at, ${colleague('m.by_member')} as author from follow_up_move m where m.follow_up_id = any (${ids}) order by m.at`.execute(act.db);
  return [attempts.rows, forms.rows, steps.rows];
}

const formOf = (row: FormRow | undefined, seal: Seal | undefined): FollowUp['form'] => (row ? {
  id: row.id, ratings: Ratings.parse(row.ratings), at: moment(row.at), by: row.author,
  words: row.words_sealed ? seal?.open(row.words_sealed, `follow_up_form.words:${row.id}`) ?? null : null,
} : null);

async function cardOf(act: Act, personId: string): Promise<SafeContactCard | null> {
  const { rows } = await sql<SafeContactCard & { at: Date }>`
    select k.do_not_call as "doNotCall", k.who_may_call as "whoMayCall", k.when_to_call as "whenToCall", k.language, k.may_be_said as "mayBeSaid", k.must_not_answer as "mustNotAnswer",
           k.leave_messages as "leaveMessages", k.version, k.written_at as at, w.name as "writtenBy"
      from safe_contact_card k join membership m on m.id = k.written_by join account w on w.id = m.account_id where k.person_id = ${personId}`.execute(act.db);
  const row = rows[0];
  if (!row) return null;
  const { at, ...card } = row;
  return { ...card, writtenAt: moment(at) };
}

/** The last reading of each area at the exit, the person's before the worker's. */
async function areasAtClosing(act: Act, caseId: string): Promise<Ratings> {
  const { rows } = await sql<{ domain: string; value: number }>`
    select distinct on (d.domain) d.domain, d.value from distance_reading d where d.case_id = ${caseId} and d.moment = 'exit' order by d.domain, (d.rated_by = 'person') desc, d.at desc`.execute(act.db);
  return Ratings.parse(Object.fromEntries(rows.map((row) => [row.domain, row.value])));
}

/** The person was sought, or came. @throws {Problem} not-found, safe-contact-first, follow-up-do-not-call, follow-up-no-consent, illegal-move when it is over */
export async function keepAttempt(act: Act, followUpId: string, id: string, given: AttemptGiven): Promise<void> {
  const found = await act.db.selectFrom('follow_up').select(['case_id', 'programme_id', 'state']).where('id', '=', followUpId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const before = await act.db.selectFrom('follow_up_attempt').select(['author_id', 'follow_up_id']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.author_id !== act.actor.memberId || before.follow_up_id !== followUpId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (found.state !== 'planned') throw new Problem('illegal-move', { facts: { state: found.state, move: 'attempt' } });
  await act.db.insertInto('follow_up_attempt').values({
    id, programme_id: found.programme_id, follow_up_id: followUpId, case_id: found.case_id, way: given.way, result: given.result, card_version: given.cardVersion, author_id: act.actor.memberId,
  }).execute();
  act.audit({ action: 'follow-up.attempt', subject: 'follow-up', subjectId: followUpId, caseId: found.case_id, details: { way: given.way, result: given.result } });
}

/**
 * One step, and, where the person was reached, how they are.
 * @throws {Problem} not-found, not-allowed, illegal-move, reason-required, follow-up-outcome-missing
 */
export async function moveFollowUp(act: Act, vault: Vault, followUpId: string, given: FollowUpMoveGiven): Promise<void> {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_follow_up(${followUpId}, ${given.id}, ${given.move}, ${given.outcome ?? null}, ${given.reason ?? null}) as moved`.execute(act.db);
  if (!answer?.moved) return act.unchanged();
  const found = await act.db.selectFrom('follow_up').select(['case_id', 'programme_id']).where('id', '=', followUpId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (given.move === 'reach') {
    const words = given.words ? (await vault.seal(act, found.case_id, 'case')).close(given.words, `follow_up_form.words:${given.id}`) : null;
    // The form bears the id of the step: one answer, one form, however often it is sent.
    await act.db.insertInto('follow_up_form').values({ id: given.id, programme_id: found.programme_id, follow_up_id: followUpId, case_id: found.case_id, ratings: JSON.stringify(given.ratings ?? {}), words_sealed: words, author_id: act.actor.memberId }).execute();
  }
  act.audit({ action: `follow-up.${given.move}`, subject: 'follow-up', subjectId: followUpId, caseId: found.case_id });
}
