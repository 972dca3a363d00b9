import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { LoadLine, WeighedCases, WorkloadCompared } from './contract.ts';
import { partsOf, type WeighedFacts, type Weights, weightOf } from './domain.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { weightsOn, weightsVerified } from './reference.ts';

interface Kind extends WeighedFacts {
  readonly member_id: string;
  readonly cases: number;
}
type Member = Pick<LoadLine, 'memberId' | 'name' | 'role' | 'languages'>;
/** How many cases one colleague's list shows; nobody follows more at once. */
const SHOWN = 200;

/** Whose week is weighed, and what each follows. */
async function carried(act: Act): Promise<{ readonly members: readonly Member[]; readonly kindsOf: (memberId: string) => readonly Kind[] }> {
  const isOwn = act.actor.role !== 'coordinator';
  const members = await sql<Member>`
    select m.id as "memberId", w.name, m.role, m.languages from membership m join account w on w.id = m.account_id
     where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator') ${isOwn ? sql`and m.id = ${act.actor.memberId}` : sql``}`.execute(act.db);
  const kinds = await sql<Kind>`
    select l.member_id, l.state, l.risk, l.minor, l.interpreter, l.referrals, count(*)::int as cases from case_load l
     where l.programme_id = ${act.actor.programmeId} ${isOwn ? sql`and l.member_id = ${act.actor.memberId}` : sql``} group by 1, 2, 3, 4, 5, 6`.execute(act.db);
  const byMember = Map.groupBy(kinds.rows, (kind) => kind.member_id);
  return { members: members.rows, kindsOf: (memberId) => byMember.get(memberId) ?? [] };
}

const lightestFirst = (one: { weight: number; name: string }, other: { weight: number; name: string }): number => one.weight - other.weight || one.name.localeCompare(other.name, 'it');

/** Who carries how much, the lightest week first: the whole team for who coordinates, oneself for everybody else. Cases that weigh the same are counted together. Audit: `workload.read`. */
export async function readWorkload(act: Act): Promise<LoadLine[]> {
  const { members, kindsOf } = await carried(act);
  act.audit({ action: 'workload.read', subject: 'team' });
  const weights = weightsOn(await referenceOf(act), italianDay(act.now));
  return members.map((member) => lineOf(member, kindsOf(member.memberId), weights)).sort(lightestFirst);
}

/** Whether somebody of the programme has verified the weights of today. */
export const areWeightsVerified = async (act: Act): Promise<boolean> => weightsVerified(await referenceOf(act), italianDay(act.now));

/** What other weights would make of this week, the heaviest first as they would be. Audit: `workload.compare`. @throws {Problem} not-allowed for anybody but the coordinator */
export async function compareWorkload(act: Act, other: Weights): Promise<WorkloadCompared> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-allowed');
  const { members, kindsOf } = await carried(act);
  act.audit({ action: 'workload.compare', subject: 'team' });
  const weights = weightsOn(await referenceOf(act), italianDay(act.now));
  return {
    items: members.map((member) => {
      const [now, then] = [lineOf(member, kindsOf(member.memberId), weights), lineOf(member, kindsOf(member.memberId), other)];
      return { memberId: member.memberId, name: member.name, role: member.role, before: now.weight, after: then.weight, capacityBefore: now.capacity, capacityAfter: then.capacity };
    }).sort((one, another) => another.after - one.after || one.name.localeCompare(another.name, 'it')),
  };
}

const lineOf = (member: Member, kinds: readonly Kind[], weights: Weights): LoadLine => ({
  ...member,
  cases: kinds.reduce((sum, kind) => sum + kind.cases, 0),
  weight: kinds.reduce((sum, kind) => sum + kind.cases * weightOf(kind, weights), 0),
  capacity: weights.capacity[member.role] ?? 30,
});

/** What one colleague follows, the heaviest first, each with the sum that makes its weight. @throws {Problem} not-found for anybody else's but the coordinator */
export async function weighedCasesOf(act: Act, memberId: string): Promise<WeighedCases> {
  const colleague = (await readWorkload(act)).find((line) => line.memberId === memberId);
  if (!colleague) throw new Problem('not-found');
  const { rows } = await sql<WeighedFacts & { case_id: string; code: string; owner: boolean }>`
    select l.case_id, p.code, l.state, l.risk, l.minor, l.interpreter, l.referrals, c.owner_id is not distinct from l.member_id as owner
      from case_load l join case_file c on c.id = l.case_id join person p on p.id = c.person_id where l.member_id = ${memberId} limit 2000`.execute(act.db);
  const weights = weightsOn(await referenceOf(act), italianDay(act.now));
  const items = rows.map((row) => ({ caseId: row.case_id, code: row.code, state: row.state, risk: row.risk, owner: row.owner, parts: partsOf(row, weights), weight: weightOf(row, weights) }))
    .sort((one, other) => other.weight - one.weight || one.code.localeCompare(other.code));
  return { colleague, items: items.slice(0, SHOWN), more: items.length > SHOWN };
}
