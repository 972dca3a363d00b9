import { sql } from 'kysely';
import type { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Family, type JoinFamily, type LeaveFamily, type NewRelation, RelationBasis, RelationKind } from '../contract.ts';
import { about, heldCase } from './held.ts';

interface RelationRow {
  readonly id: string;
  readonly kind: string;
  readonly other_id: string | null;
  readonly other_code: string | null;
  readonly other_case: string | null;
  readonly other_minor: boolean | null;
  readonly words: string | null;
  readonly basis: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly is_here: boolean;
  readonly avoid: boolean | null;
}
interface MemberRow {
  readonly unit_id: string;
  readonly person_id: string | null;
  readonly code: string | null;
  readonly case_id: string | null;
  readonly is_head: boolean;
  readonly minor: boolean | null;
  readonly has_guardian: boolean | null;
  readonly since: Date;
}

/** Who is what to the person, and with whom they are housed; of people the reader does not hold no more than that. @throws {Problem} not-found */
export async function readFamily(act: Act, personId: string): Promise<Family> {
  const caseId = await heldCase(act, personId);
  const { rows: relations } = await sql<RelationRow>`select id, kind, other_id, other_code, other_case, other_minor, words, basis, since::text as since, until::text as until, is_here, avoid from relations_of(${personId})`.execute(act.db);
  const { rows: members } = await sql<MemberRow>`select * from family_of(${personId})`.execute(act.db);
  act.audit({ action: 'person.family-read', ...about(personId, caseId) });
  return {
    relations: relations.map((row) => ({
      id: row.id, kind: RelationKind.parse(row.kind), basis: RelationBasis.parse(row.basis), since: row.since, until: row.until, code: row.other_code, words: row.words,
      personId: row.other_id, caseId: row.other_case, isMinor: row.other_minor, isHere: row.is_here, avoid: row.avoid,
    })),
    unitId: members[0]?.unit_id ?? null,
    members: members.map((row) => ({ personId: row.person_id, code: row.code, caseId: row.case_id, isMinor: row.minor, hasGuardian: row.has_guardian, isHead: row.is_head, since: row.since.toISOString() })),
  };
}

/** @throws {Problem} not-found, already-exists */
export async function keepRelation(act: Act, personId: string, relationId: string, { kind, basis, since, code, words }: NewRelation): Promise<void> {
  const { rows: [kept] } = await sql<{ case_id: string; is_new: boolean }>`select * from keep_relation(${relationId}, ${personId}, ${code}, ${words}, ${kind}, ${basis}, ${since}::date)`.execute(act.db);
  if (!kept) throw new Problem('not-found');
  if (!kept.is_new) return act.unchanged();
  act.audit({ action: 'person.relation-add', ...about(personId, kept.case_id), details: { kind } });
}

interface Touched {
  readonly case_id: string;
  readonly person_id: string;
}
const tell = (act: Act, action: string, touched: Touched | undefined): void => {
  if (touched) act.audit({ action, ...about(touched.person_id, touched.case_id) });
  else act.unchanged();
};

/** What was so no longer is; it stays written. @throws {Problem} not-found */
export async function endRelation(act: Act, relationId: string, day: string): Promise<void> {
  const { rows: [ended] } = await sql<Touched>`select * from end_relation(${relationId}, ${day}::date)`.execute(act.db);
  tell(act, 'person.relation-end', ended);
}

/** That contact is to be avoided, or no longer. @throws {Problem} not-found for whoever does not hold what is restricted */
export async function markRisk(act: Act, relationId: string, riskId: string, avoid: boolean): Promise<void> {
  const { rows: [marked] } = await sql<Touched>`select * from mark_relation_risk(${relationId}, ${riskId}, ${avoid})`.execute(act.db);
  tell(act, avoid ? 'person.relation-avoid' : 'person.relation-avoid-no-more', marked);
}

/** @throws {Problem} not-found, already-in-family */
export async function joinFamily(act: Act, unitId: string, { memberId, headId, personId }: z.infer<typeof JoinFamily>): Promise<void> {
  const { rows: [joined] } = await sql<{ case_id: string; is_new: boolean }>`select * from join_family(${unitId}, ${memberId}, ${headId}, ${personId})`.execute(act.db);
  if (!joined?.is_new) return act.unchanged();
  act.audit({ action: 'person.family-join', ...about(personId, joined.case_id) });
}

/** @throws {Problem} not-found */
export async function leaveFamily(act: Act, unitId: string, { personId, reason }: z.infer<typeof LeaveFamily>): Promise<void> {
  const { rows: [left] } = await sql<{ case_id: string }>`select * from leave_family(${unitId}, ${personId}, ${reason})`.execute(act.db);
  if (!left) return act.unchanged();
  act.audit({ action: 'person.family-leave', ...about(personId, left.case_id) });
}
