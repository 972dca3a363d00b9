import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type Duty, DutyContent, type WriteAddendum, type WriteDuty, type WriteOpinion } from '../contract.ts';
import { dutyMachine } from '../domain.ts';
import { colleague, mustBeReserved, note, type Who } from './common.ts';

interface Row {
  id: string; state: Duty['state']; capacity: Duty['capacity']; decision: Duty['decision']; told: Duty['told']; decided_on: string; norms: string[]; content_sealed: Buffer;
  by: Who; author_account: string; created_at: Date; signed_at: Date | null; version: number;
}
interface Beside { id: string; decision_id: string; by: Who; at: Date }

/** Decisions of a case with what was added to them; for {@link readReserved}. */
export async function dutiesOf(act: Act, seal: Seal | undefined, caseId: string): Promise<Duty[]> {
  const [{ rows }, addenda, opinions] = await Promise.all([
    sql<Row>`select d.id, d.state, d.capacity, d.decision, d.told, d.decided_on::text, d.norms, d.content_sealed, ${colleague('d.author_id')} as by, d.author_account, d.created_at, d.signed_at, d.version
      from duty_decision d where d.case_id = ${caseId} and (d.state = 'signed' or d.author_id = ${act.actor.memberId}) order by d.created_at desc limit 50`.execute(act.db),
    sql<Beside & { kind: Duty['addenda'][number]['kind']; body_sealed: Buffer }>`select a.id, a.decision_id, a.kind, a.body_sealed, ${colleague('a.author_id')} as by, a.at from duty_addendum a where a.case_id = ${caseId} order by a.at, a.id`.execute(act.db),
    sql<Beside & { agrees: boolean; reason_sealed: Buffer; reader_account: string }>`select o.id, o.decision_id, o.agrees, o.reason_sealed, o.reader_account, ${colleague('o.reader_id')} as by, o.at from duty_opinion o where o.case_id = ${caseId} order by o.at, o.id`.execute(act.db),
  ]);
  const { accountId, memberId } = act.actor;
  return rows.map((row) => {
    const own = opinions.rows.filter((one) => one.decision_id === row.id);
    return {
      id: row.id, state: row.state, capacity: row.capacity, decision: row.decision, told: row.told, decidedOn: row.decided_on, norms: row.norms, by: row.by, version: row.version,
      content: seal ? DutyContent.parse(JSON.parse(seal.open(row.content_sealed, `duty_decision.content:${row.id}`))) : null,
      createdAt: row.created_at.toISOString(), signedAt: row.signed_at?.toISOString() ?? null, mine: row.by.memberId === memberId,
      mayOpine: row.state === 'signed' && row.author_account !== accountId && !own.some((one) => one.reader_account === accountId),
      addenda: addenda.rows.filter((one) => one.decision_id === row.id).map((one) => ({ id: one.id, kind: one.kind, words: seal?.open(one.body_sealed, `duty_addendum.body:${one.id}`) ?? null, by: one.by, at: one.at.toISOString() })),
      opinions: own.map((one) => ({ id: one.id, agrees: one.agrees, reason: seal?.open(one.reason_sealed, `duty_opinion.reason:${one.id}`) ?? null, by: one.by, at: one.at.toISOString() })),
    };
  });
}

/** Writes a draft of a decision. @param version as seen, 0 for a new one. @throws {Problem} not-found, already-signed, changed-meanwhile */
export async function writeDuty(act: Act, vault: Vault, id: string, version: number, { caseId, content, capacity, decision, told, decidedOn, norms }: WriteDuty): Promise<void> {
  await mustBeReserved(act, caseId);
  const seal = await vault.seal(act, caseId, 'reserved');
  const values = { capacity, decision, told, decided_on: decidedOn, norms, content_sealed: seal.close(JSON.stringify(content), `duty_decision.content:${id}`) };
  const before = await act.db.selectFrom('duty_decision').select(['state', 'version', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (!before) {
    if (version !== 0) throw new Problem('not-found');
    await act.db.insertInto('duty_decision').values({ id, programme_id: act.actor.programmeId, case_id: caseId, ...values, author_id: act.actor.memberId, author_account: act.actor.accountId, created_at: act.now }).execute();
  } else {
    if (before.author_id !== act.actor.memberId) throw new Problem('not-found');
    if (before.state === 'signed') throw new Problem('already-signed');
    if (before.version !== version) throw new Problem('changed-meanwhile');
    await act.db.updateTable('duty_decision').set({ ...values, version: version + 1 }).where('id', '=', id).where('version', '=', version).execute();
  }
  note(act, 'duty-write', id);
}

/** Signs a decision: from then on it stands as it is. @returns its case. @throws {Problem} not-found, illegal-move, changed-meanwhile */
export async function signDuty(act: Act, id: string, version: number): Promise<string> {
  const found = await act.db.selectFrom('duty_decision').select(['state', 'version', 'author_id', 'case_id']).where('id', '=', id).executeTakeFirst();
  if (!found || (found.state === 'draft' && found.author_id !== act.actor.memberId)) throw new Problem('not-found');
  const to = dutyMachine.next(found.state as Duty['state'], 'sign');
  if (found.version !== version) throw new Problem('changed-meanwhile');
  const { numUpdatedRows } = await act.db.updateTable('duty_decision').set({ state: to, signed_at: act.now, version: version + 1 }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  note(act, 'duty-sign', id);
  return found.case_id;
}

async function signed(act: Act, id: string): Promise<{ case_id: string }> {
  const found = await act.db.selectFrom('duty_decision').select(['case_id', 'state', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (!found || (found.state === 'draft' && found.author_id !== act.actor.memberId)) throw new Problem('not-found');
  if (found.state !== 'signed') throw new Problem('illegal-move', { facts: { state: found.state, move: 'add' } });
  return found;
}

/** Adds to a signed decision: what followed, that it was transmitted, that the person was told. @throws {Problem} not-found, illegal-move */
export async function addToDuty(act: Act, vault: Vault, id: string, given: WriteAddendum): Promise<string> {
  const { case_id } = await signed(act, given.decisionId);
  const seal = await vault.seal(act, case_id, 'reserved');
  await act.db.insertInto('duty_addendum').values({
    id, programme_id: act.actor.programmeId, case_id, decision_id: given.decisionId, kind: given.kind, body_sealed: seal.close(given.words, `duty_addendum.body:${id}`), author_id: act.actor.memberId, at: act.now,
  }).execute();
  note(act, 'duty-add', given.decisionId);
  return case_id;
}

/** A second person's opinion on a signed decision. @throws {Problem} not-found, illegal-move, not-allowed (its own author), already-exists */
export async function opineOnDuty(act: Act, vault: Vault, id: string, given: WriteOpinion): Promise<string> {
  const { case_id } = await signed(act, given.decisionId);
  const seal = await vault.seal(act, case_id, 'reserved');
  await act.db.insertInto('duty_opinion').values({
    id, programme_id: act.actor.programmeId, case_id, decision_id: given.decisionId, reader_id: act.actor.memberId, reader_account: act.actor.accountId, agrees: given.agrees,
    reason_sealed: seal.close(given.reason, `duty_opinion.reason:${id}`), at: act.now,
  }).execute();
  note(act, 'duty-opinion', given.decisionId);
  return case_id;
}
