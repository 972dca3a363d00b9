import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Act } from '../../../kernel/database/act.ts';
import type { OpenedPerson, OpenPerson } from '../contract.ts';
import { speakableCode } from '../domain/code.ts';
import { about } from './held.ts';

/** So many in a row are taken only where a programme has nearly as many people as there are codes. */
const attempts = 30;

/** What opening found or made; `compartments` are those in which the one who opens now holds the case. */
export interface Opening extends OpenedPerson {
  readonly isNew: boolean;
  readonly compartments: readonly string[];
}

/**
 * Opens a person and their case in one breath: a code, and nothing asked. Sent again it answers the same.
 * @param draw where codes come from; the first that is free is taken
 * @throws {Problem} not-allowed outside the team, not-found, already-exists when the case id belongs to another person
 */
export async function openPerson(act: Act, personId: string, { caseId, gender, origin }: OpenPerson, draw: () => string = () => speakableCode(randomInt)): Promise<Opening> {
  const codes = Array.from({ length: attempts }, draw);
  const { rows } = await sql<{ is_new: boolean; case_id: string; code: string | null; compartments: string[] }>`
    select * from open_person(${personId}, ${caseId}, ${codes}, ${gender ?? null}, ${origin ?? null})`.execute(act.db);
  const opened = rows[0];
  if (!opened) throw new Problem('not-found');
  if (opened.code === null) throw new Problem('unavailable');
  if (opened.is_new) act.audit({ action: 'person.open', ...about(personId, opened.case_id) });
  else act.unchanged();
  return { personId, caseId: opened.case_id, code: opened.code, isNew: opened.is_new, compartments: opened.compartments };
}
