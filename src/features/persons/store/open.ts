import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Act } from '../../../kernel/database/act.ts';
import type { OpenedPerson, OpenPerson } from '../contract.ts';
import { speakableCode } from '../domain/code.ts';
import { about, heldCase } from './held.ts';

/** So many in a row are taken only where a programme has nearly as many people as there are codes. */
const attempts = 30;

/**
 * Opens a person and their case in one breath: a code, and nothing asked. Sent again it answers the same.
 * @param draw where codes come from; each draw is tried until one is free
 * @throws {Problem} not-allowed outside the team, already-exists when the case id belongs to another person
 */
export async function openPerson(act: Act, personId: string, wanted: OpenPerson, draw: () => string = () => speakableCode(randomInt)): Promise<OpenedPerson> {
  const isNew = await openWithFreeCode(act, personId, wanted, draw);
  const caseId = isNew ? wanted.caseId : await heldCase(act, personId);
  const { code } = await act.db.selectFrom('person').select('code').where('id', '=', personId).executeTakeFirstOrThrow();
  if (isNew) act.audit({ action: 'person.open', ...about(personId, caseId) });
  else act.unchanged();
  return { personId, caseId, code };
}

/** A taken code undoes the attempt and not the act: each attempt has a savepoint of its own. */
async function openWithFreeCode(act: Act, personId: string, { caseId, gender, origin }: OpenPerson, draw: () => string): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    await sql`savepoint code`.execute(act.db);
    try {
      const { rows } = await sql<{ is_new: boolean }>`
        select open_person_file(${personId}, ${caseId}, ${draw()}, ${gender ?? null}, ${origin ?? null}) as is_new`.execute(act.db);
      return rows[0]?.is_new ?? false;
    } catch (error) {
      if (!isTakenCode(error)) throw error;
      await sql`rollback to savepoint code`.execute(act.db);
    }
  }
  throw new Problem('unavailable');
}

/** Found taken, or taken by a colleague in the same instant. */
function isTakenCode(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'RT002' || (error.code === '23505' && 'constraint' in error && error.constraint === 'person_programme_id_code_key');
}
