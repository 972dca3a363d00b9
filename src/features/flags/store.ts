import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { colleague, moment } from '../../kernel/database/pages.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { Vault } from '../../kernel/vault/vault.ts';
import type { Colleague } from '../cases/contract.ts';
import { type Flag, FlagReaders, type Flags, type NewFlag } from './contract.ts';
import { bySeverity, standsOn } from './domain.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { kindCalled, kindsOn } from './reference.ts';

const context = (flagId: string): string => `case_flag.words:${flagId}`;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly compartment: Flag['readers'];
  readonly words_sealed: Buffer | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly state: string;
  readonly raiser: Colleague;
  readonly raised_at: Date;
  readonly ender: Colleague | null;
  readonly ended_at: Date | null;
  readonly reason: string | null;
}

async function holding(act: Act, caseId: string): Promise<{ personId: string; compartments: readonly string[] }> {
  const held = await act.db.selectFrom('case_access').select(['person_id', 'compartments']).where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!held) throw new Problem('not-found');
  return { personId: held.person_id, compartments: held.compartments };
}

/** Every flag of a case that the reader may know of: those that stand first, by how much they matter. @throws {Problem} not-found */
export async function flagsOf(act: Act, vault: Vault, caseId: string): Promise<Flags> {
  const held = await holding(act, caseId);
  const { rows } = await sql<Row>`
    select f.id, f.kind, f.compartment, f.words_sealed, f.starts_on, f.ends_on, f.state, ${colleague('f.raised_by')} as raiser, f.raised_at, ${colleague('m.by_member')} as ender, m.at as ended_at, m.reason
      from case_flag f left join case_flag_move m on m.flag_id = f.id where f.case_id = ${caseId} order by f.raised_at desc limit 200`.execute(act.db);
  const seals = rows.some((row) => row.words_sealed) ? await vault.seals(act, caseId) : undefined;
  const day = italianDay(act.now);
  const reference = await referenceOf(act);
  act.audit({ action: 'flag.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId, details: { lines: rows.length } });
  const items = rows.map((row): Flag => ({
    id: row.id, kind: kindCalled(reference, row.kind, day), readers: row.compartment, startsOn: row.starts_on, endsOn: row.ends_on, stands: standsOn({ state: row.state, startsOn: row.starts_on, endsOn: row.ends_on }, day),
    words: row.words_sealed ? seals?.get(row.compartment)?.open(row.words_sealed, context(row.id)) ?? null : null, raisedBy: row.raiser, raisedAt: moment(row.raised_at),
    ended: row.ender && row.ended_at ? { by: row.ender, at: moment(row.ended_at), reason: row.reason ?? '' } : null,
  }));
  return { items: [...items.filter((one) => one.stands).sort(bySeverity), ...items.filter((one) => !one.stands)], kinds: kindsOn(reference, day), readers: FlagReaders.options.filter((one) => held.compartments.includes(one)) };
}

/** Raises a flag. @throws {Problem} not-found, not-allowed in a compartment one does not hold, invalid-input for a kind that is not in use, already-exists */
export async function raiseFlag(act: Act, vault: Vault, id: string, given: NewFlag): Promise<void> {
  const held = await holding(act, given.caseId);
  const before = await act.db.selectFrom('case_flag').select(['case_id', 'raised_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== given.caseId || before.raised_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (!held.compartments.includes(given.readers)) throw new Problem('not-allowed');
  if (!kindsOn(await referenceOf(act), italianDay(act.now)).some((kind) => kind.id === given.kind)) throw new Problem('invalid-input', { errors: [{ path: 'kind', code: 'unknown' }] });
  const words = given.words ? (await vault.seal(act, given.caseId, given.readers)).close(given.words, context(id)) : null;
  await act.db.insertInto('case_flag').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, kind: given.kind, compartment: given.readers, words_sealed: words, starts_on: given.startsOn, ends_on: given.endsOn ?? null, raised_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'flag.raise', subject: 'flag', subjectId: id, caseId: given.caseId, personId: held.personId, details: { kind: given.kind } });
}

/** Ends a flag and says why. @throws {Problem} not-found, illegal-move, reason-required */
export async function endFlag(act: Act, flagId: string, id: string, reason: string): Promise<void> {
  const { rows: [answer] } = await sql<{ ended: boolean }>`select end_flag(${flagId}, ${id}, ${reason}) as ended`.execute(act.db);
  if (!answer?.ended) return act.unchanged();
  const found = await act.db.selectFrom('case_flag').select('case_id').where('id', '=', flagId).executeTakeFirst();
  act.audit({ action: 'flag.end', subject: 'flag', subjectId: flagId, ...(found ? { caseId: found.case_id } : {}) });
}
