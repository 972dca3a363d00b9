import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { v7 as newId } from 'uuid';
import { type Closing, type ClosingAsked, type ClosingDecision, type ClosingReadiness, type Colleague, FollowUpConsent } from '../contract.ts';
import { caseMachine, closingMachine, mayAskToClose, missingForClosing } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { followUpMonths } from '../reference.ts';
import { type KnownCase, knownCase } from './known.ts';
import { colleague, moment, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

export interface ClosingRow {
  id: string;
  case_id: string;
  code: string;
  reason: Closing['reason'];
  outcome_sealed: Buffer;
  follow_up_safe: boolean;
  asker: Colleague;
  asked_at: Date;
  state: Closing['state'];
  words_sealed: Buffer | null;
  decider: Colleague | null;
  decided_at: Date | null;
  decides: boolean;
  place: string;
}

const columns = sql`r.id, r.case_id, p.code, r.reason, r.outcome_sealed, r.follow_up_safe, ${colleague('r.asked_by')} as asker, r.asked_at, r.state, r.words_sealed, ${colleague('r.decided_by')} as decider, r.decided_at, r.asked_at::text as place, r.state = 'open' and decides_in_case(r.case_id, r.asked_by) as decides`;

/** A request to close as it crosses the wire; without a seal, without its words. */
export function closingFrom(row: Omit<ClosingRow, 'place'>, seal: Seal | undefined): Closing {
  return {
    id: row.id, caseId: row.case_id, code: row.code, reason: row.reason, followUpSafe: row.follow_up_safe, askedBy: row.asker, askedAt: moment(row.asked_at), state: row.state, decidedBy: row.decider, decidedAt: momentOrNull(row.decided_at), mayDecide: row.decides,
    outcome: seal?.open(row.outcome_sealed, `case_closing_request.outcome:${row.id}`) ?? null,
    words: row.words_sealed === null ? null : seal?.open(row.words_sealed, `case_closing_request.words:${row.id}`) ?? null,
  };
}

/** The last request to close a case, while it waits or after it was sent back. */
export async function closingOf(act: Act, vault: Vault, caseId: string): Promise<Closing | null> {
  const { rows } = await sql<ClosingRow>`
    select ${columns} from case_closing_request r join case_file c on c.id = r.case_id join person p on p.id = c.person_id
     where r.case_id = ${caseId} order by r.asked_at desc limit 1`.execute(act.db);
  const row = rows[0];
  if (!row || row.state === 'approved') return null;
  return closingFrom(row, (await vault.seals(act, caseId)).get('case'));
}

/** Every request to close the case, the latest first, with the outcome as it was written. @throws {Problem} not-found */
export async function closingsOf(act: Act, vault: Vault, caseId: string): Promise<Closing[]> {
  const known = await knownCase(act, caseId);
  const { rows } = await sql<ClosingRow>`
    select ${columns} from case_closing_request r join case_file c on c.id = r.case_id join person p on p.id = c.person_id
     where r.case_id = ${caseId} order by r.asked_at desc, r.id desc limit 100`.execute(act.db);
  const seal = (await vault.seals(act, caseId)).get('case');
  act.audit({ action: 'closing.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
  return rows.map((row) => closingFrom(row, seal));
}

/** What one should know before asking to close. @throws {Problem} not-found, not-allowed for those who do not hold the files */
export async function readinessToClose(act: Act, caseId: string): Promise<ClosingReadiness> {
  const known = await knownCase(act, caseId);
  if (!known.keepsFiles) throw new Problem('not-allowed');
  const { rows: [found] } = await sql<{ goals: number; referrals: number; tasks: number; at_start: number; at_end: number; consent: string; today: string }>`
    select (${openGoals(caseId)}) as goals,
      (select count(*)::int from referral_matter m join referral r on r.id = m.referral_id where m.case_id = ${caseId} and r.stopped_at is null and r.state not in ('done', 'declined', 'interrupted', 'withdrawn', 'closed')) as referrals,
      (select count(*)::int from task t where t.case_id = ${caseId} and t.done_at is null) as tasks,
      (select count(distinct d.domain)::int from distance_reading d where d.case_id = ${caseId} and d.moment = 'entry') as at_start,
      (select count(distinct d.domain)::int from distance_reading d where d.case_id = ${caseId} and d.moment = 'exit'
         and exists (select from distance_reading e where e.case_id = d.case_id and e.domain = d.domain and e.moment = 'entry')) as at_end,
      coalesce((${followUpConsent(caseId)}), 'never-asked') as consent, (now() at time zone 'Europe/Rome')::date::text as today`.execute(act.db);
  if (!found) throw new Problem('not-found');
  return {
    goalsWithoutOutcome: found.goals, openReferrals: found.referrals, openTasks: found.tasks, areasAtStart: found.at_start, areasAtEnd: found.at_end,
    followUpConsent: FollowUpConsent.parse(found.consent), followUpMonths: [...followUpMonths(await referenceOf(act), found.today)],
  };
}

const openGoals = (caseId: string) => sql`select count(*)::int from goal g join plan p on p.id = g.plan_id where g.case_id = ${caseId} and g.outcome is null and p.state in ('shared', 'active', 'in-review')`;
/** The person's last word on being in touch afterwards; a yes past its day has expired. */
const followUpConsent = (caseId: string) => sql`
  select case when k.state = 'given' and k.valid_until < italian_today() then 'expired' else k.state end from consent k
   where k.case_id = ${caseId} and k.switch = 'follow-up' order by k.requested_at desc, k.id desc limit 1`;

/** Requests that wait for a decision, oldest first. */
export async function listClosings(act: Act, vault: Vault, after: string | undefined): Promise<Page<Closing>> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<ClosingRow>`
    select ${columns} from case_closing_request r join case_file c on c.id = r.case_id join person p on p.id = c.person_id
     where r.programme_id = ${act.actor.programmeId} and r.state = 'open' ${place ? sql`and (r.asked_at, r.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
     order by r.asked_at, r.id limit ${PAGE + 1}`.execute(act.db);
  const seals = await vault.sealsOf(act, rows.map((row) => row.case_id));
  act.audit({ action: 'closing.list', subject: 'case-closing', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => closingFrom(row, seals.get(`${row.case_id} case`)));
}

/**
 * The owner asks to close: why, how each goal ended, whether the person may be reached afterwards. The outcome is sealed.
 * @throws {Problem} not-found, not-allowed, illegal-move, closing-not-ready, already-exists
 */
export async function askToClose(act: Act, vault: Vault, id: string, asked: ClosingAsked): Promise<void> {
  const known = await knownCase(act, asked.caseId);
  if (!known.keepsFiles || (known.ownerId !== act.actor.memberId && act.actor.role !== 'coordinator')) throw new Problem('not-allowed');
  const before = await act.db.selectFrom('case_closing_request').select(['case_id', 'asked_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== asked.caseId || before.asked_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (!mayAskToClose(known.state)) throw new Problem('illegal-move', { facts: { state: known.state, move: 'close' } });
  await mustBeReady(act, asked.caseId, { reason: asked.reason, followUpSafe: asked.followUpSafe, approved: true });
  const seal = await vault.seal(act, asked.caseId, 'case');
  await act.db.insertInto('case_closing_request').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, reason: asked.reason, follow_up_safe: asked.followUpSafe, asked_by: act.actor.memberId,
    outcome_sealed: seal.close(asked.outcome, `case_closing_request.outcome:${id}`),
  }).execute();
  act.audit({ action: 'case.ask-closing', subject: 'case-closing', subjectId: id, caseId: asked.caseId, personId: known.personId });
}

async function mustBeReady(act: Act, caseId: string, known: Pick<Parameters<typeof missingForClosing>[0], 'reason' | 'followUpSafe' | 'approved'>): Promise<void> {
  const { rows } = await sql<{ open: number }>`select (${openGoals(caseId)}) as open`.execute(act.db);
  const missing = missingForClosing({ ...known, goalsWithoutOutcome: rows[0]?.open ?? 0 });
  if (missing.length > 0) throw new Problem('closing-not-ready', { errors: missing.map((code) => ({ path: 'closing', code })) });
}

/**
 * Another than who asked approves, and the case closes in the same act, or sends the request back with words.
 * @throws {Problem} not-found, not-allowed, own-work for whoever asked, illegal-move, reason-required, closing-not-ready, changed-meanwhile where another decided first
 */
export async function decideClosing(act: Act, vault: Vault, id: string, { decision, words }: ClosingDecision): Promise<void> {
  const asked = await act.db.selectFrom('case_closing_request').select(['case_id', 'reason', 'follow_up_safe', 'state', 'asked_by', 'decided_by']).where('id', '=', id).executeTakeFirst();
  if (!asked) throw new Problem('not-found');
  const isDecided = asked.state === closingMachine.moves[decision].to;
  if (isDecided && asked.decided_by === act.actor.memberId) return act.unchanged();
  if (asked.asked_by === act.actor.memberId && act.actor.role === 'coordinator') throw new Problem('own-work');
  const { rows: [rule] } = await sql<{ decides: boolean }>`select decides_in_case(${asked.case_id}, ${asked.asked_by}) as decides`.execute(act.db);
  if (!rule?.decides) throw new Problem('not-allowed');
  // The same answer of another person: their reason is not kept, so they are told.
  if (isDecided) throw new Problem('changed-meanwhile');
  const decided = closingMachine.next(asked.state as Closing['state'], decision, { reason: words ?? null });
  if (act.actor.role !== 'coordinator' && !words) throw new Problem('reason-required', { errors: [{ path: 'words', code: 'required' }] });
  const known = await knownCase(act, asked.case_id);
  const seal = await vault.seal(act, asked.case_id, 'case');
  const { numUpdatedRows } = await act.db.updateTable('case_closing_request').set({
    state: decided, decided_by: act.actor.memberId, decided_at: act.now, words_sealed: words ? seal.close(words, `case_closing_request.words:${id}`) : null,
  }).where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  // After the decision: whoever is not the coordinator may close a case by nothing but having approved it.
  if (decision === 'approve') await close(act, id, known, asked.reason as Closing['reason'], asked.follow_up_safe);
  act.audit({ action: decision === 'approve' ? 'case.close' : 'case.send-closing-back', subject: 'case-closing', subjectId: id, caseId: asked.case_id, personId: known.personId });
}

async function close(act: Act, requestId: string, known: KnownCase, reason: Closing['reason'], followUpSafe: boolean): Promise<void> {
  const to = caseMachine.next(known.state, 'close', { reason });
  await mustBeReady(act, known.id, { reason, followUpSafe, approved: true });
  const { numUpdatedRows } = await act.db.updateTable('case_file')
    .set({ state: to, closed_at: act.now, closing_reason: reason, follow_up_safe: followUpSafe, version: known.version + 1 })
    .where('id', '=', known.id).where('version', '=', known.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  // The move bears the id of the request: one approval, one closing, however often it is sent.
  await act.db.insertInto('case_move').values({ id: requestId, programme_id: act.actor.programmeId, case_id: known.id, move: 'close', from_state: known.state, to_state: to, reason, by_member: act.actor.memberId }).execute();
  if (followUpSafe) await planFollowUps(act, requestId, known);
}

/**
 * One time of asking after the person for each of the months, for whoever answers for the case: a closing is not the last one hears of a person. None when the person
 * has said no to it; with no answer yet they stand, and say that one must ask first.
 */
async function planFollowUps(act: Act, closingId: string, known: KnownCase): Promise<void> {
  const { rows: [found] } = await sql<{ consent: string | null; today: string; owner: string }>`
    select (${followUpConsent(known.id)}) as consent, (now() at time zone 'Europe/Rome')::date::text as today,
      (select coalesce(case when may_take_task(c.owner_id, c.id) then c.owner_id end, case when may_take_task(r.asked_by, c.id) then r.asked_by end, ${act.actor.memberId}::uuid)
         from case_closing_request r join case_file c on c.id = r.case_id where r.id = ${closingId}) as owner`.execute(act.db);
  if (!found || found.consent === 'refused' || found.consent === 'withdrawn') return;
  for (const months of followUpMonths(await referenceOf(act), found.today)) {
    await sql`
      insert into follow_up (id, programme_id, case_id, months, closing_id, owner_id, due_on)
      values (${newId()}, ${act.actor.programmeId}, ${known.id}, ${months}, ${closingId}, ${found.owner}::uuid, (${found.today}::date + make_interval(months => ${months}::int))::date)`.execute(act.db);
  }
}
