import { sql } from 'kysely';
import { italianDay } from '../domain/day.ts';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type AgeBasis, type KnownAge, TeamRole } from '../contract.ts';
import { ageOnFile, MAJORITY } from '../domain.ts';

/** The case as the asker holds it. */
export interface HeldCase {
  readonly caseId: string;
  readonly personId: string;
  readonly role: TeamRole;
  /** Where this colleague's screenings of the case are kept; null where they hold neither place. */
  readonly compartment: 'mediation' | 'restricted' | null;
  /** They hear the story: answers of colleagues, assessments. */
  readonly hears: boolean;
  /** Only for the hours of an emergency: enough to read, not to assess. */
  readonly inEmergency: boolean;
}

/**
 * The case, when the asker holds it.
 * @throws {Problem} not-found, for an unknown case and for one that is not theirs alike
 */
export async function heldCase(act: Act, caseId: string): Promise<HeldCase> {
  const row = await act.db.selectFrom('case_access').select(['person_id', 'compartments', 'via'])
    .where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  const role = TeamRole.safeParse(act.actor.role);
  if (!row || !role.success) throw new Problem('not-found');
  const hears = row.compartments.includes('restricted');
  const ofMediator = role.data === 'mediator' && row.compartments.includes('mediation');
  return {
    caseId, personId: row.person_id, role: role.data, hears, inEmergency: row.via === 'break-glass',
    compartment: hears ? 'restricted' : ofMediator ? 'mediation' : null,
  };
}

/** How old the person is as far as the file tells today. A mediator, who reads no birth that others wrote, learns of age or in doubt and no years. */
export async function ageOf(act: Act, personId: string): Promise<{ age: KnownAge; basis: AgeBasis }> {
  const { rows } = await sql<{ minor_track: boolean; settled: boolean; precision: string | null; year: number | null; month: number | null; day: number | null }>`
    select p.minor_track, b.precision, b.year, b.month, b.day,
           exists (select from person_move m where m.person_id = p.id and m.machine = 'minor' and m.move = 'reclassify') as settled
      from person p left join birth_for_age(p.id) b on true where p.id = ${personId}`.execute(act.db);
  const person = rows[0];
  if (!person) throw new Problem('not-found');
  const { precision, year, month, day } = person;
  const known = ageOnFile({ minorTrack: person.minor_track, settled: person.settled, birth: precision === null ? null : { precision, year, month, day } }, italianDay(act.now));
  return act.actor.role === 'mediator' && typeof known.age === 'number' ? { ...known, age: known.age >= MAJORITY ? 'adult' : 'doubt' } : known;
}
