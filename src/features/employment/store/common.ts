import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';

/** The compartment of everything in this room. */
export const COMPARTMENT = 'work';

/** Where each sealed value stands, so that none can be moved elsewhere. */
export const place = {
  entry: (id: string) => `balance_entry.content:${id}`,
  terms: (id: string) => `placement.terms:${id}`,
  moved: (id: string) => `placement_move.words:${id}`,
  answer: (id: string) => `placement_check.words:${id}`,
  asked: (id: string) => `placement_check_move.reason:${id}`,
  centre: (id: string) => `job_centre_step.words:${id}`,
  curriculum: (id: string) => `curriculum.content:${id}`,
} as const;

/** The case as the asker holds it. */
export interface HeldCase {
  readonly caseId: string;
  readonly personId: string;
  readonly code: string;
  /** Only for the hours of an emergency: enough to read, not to write. */
  readonly inEmergency: boolean;
}

/** The case, when the asker holds its work facts. @throws {Problem} not-found, for an unknown case and for one that is not theirs alike */
export async function heldCase(act: Act, caseId: string): Promise<HeldCase> {
  const row = await act.db.selectFrom('case_access').innerJoin('person', 'person.id', 'case_access.person_id')
    .select(['case_access.person_id', 'case_access.compartments', 'case_access.via', 'person.code'])
    .where('case_access.member_id', '=', act.actor.memberId).where('case_access.case_id', '=', caseId).where('case_access.valid_until', '>', act.now).executeTakeFirst();
  if (!row?.compartments.includes(COMPARTMENT)) throw new Problem('not-found');
  return { caseId, personId: row.person_id, code: row.code, inEmergency: row.via === 'break-glass' };
}

/** The same for somebody who is about to write. @throws {Problem} not-found; not-allowed from a file opened in an emergency */
export async function writableCase(act: Act, caseId: string): Promise<HeldCase> {
  const held = await heldCase(act, caseId);
  if (held.inEmergency) throw new Problem('not-allowed');
  return held;
}

/** @throws {Problem} content-destroyed when the person's content was erased */
export async function sealOf(act: Act, vault: Vault, caseId: string): Promise<Seal> {
  const seal = (await vault.seals(act, caseId)).get(COMPARTMENT);
  if (!seal) throw new Problem('content-destroyed');
  return seal;
}
