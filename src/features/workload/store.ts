import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { LoadLine, WeighedCases } from './contract.ts';
import { partsOf, type WeighedFacts, type Weights, weightOf } from './domain.ts';
import { weightsOn } from './reference.ts';

interface Kind extends WeighedFacts {
  readonly member_id: string;
  readonly cases: number;
}
type Member = Pick<LoadLine, 'memberId' | 'name' | 'role' | 'languages'>;
/** How many cases one colleague's list shows; nobody follows more at once. */
const SHOWN = 200;

/** Who carries how much, the lightest week first: the whole team for who coordinates, oneself for everybody else. Cases that weigh the same are counted together. */
export async function readWorkload(act: Act): Promise<LoadLine[]> {
  const isOwn = act.actor.role !== 'coordinator';
  const members = await sql<Member>`
    select m.id as "memberId", w.name, m.role, m.languages from membership m join account w on w.id = m.account_id
     where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator') ${isOwn ? sql`and m.id = ${act.actor.memberId}` : sql``}`.execute(act.db);
  const kinds = await sql<Kind>`
    select l.member_id, l.state, l.risk, l.minor, l.interpreter, l.referrals, count(*)::int as cases from case_load l
     where l.programme_id = ${act.actor.programmeId} ${isOwn ? sql`and l.member_id = ${act.actor.memberId}` : sql``} group by 1, 2, 3, 4, 5, 6`.execute(act.db);
  act.audit({ action: 'workload.read', subject: 'team' });
  const weights = weightsOn(italianDay(act.now));
  const byMember = Map.groupBy(kinds.rows, (kind) => kind.member_id);
  return members.rows.map((member) => lineOf(member, byMember.get(member.memberId) ?? [], weights)).sort((one, other) => one.weight - other.weight || one.name.localeCompare(other.name, 'it'));
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
  const weights = weightsOn(italianDay(act.now));
  const items = rows.map((row) => ({ caseId: row.case_id, code: row.code, state: row.state, risk: row.risk, owner: row.owner, parts: partsOf(row, weights), weight: weightOf(row, weights) }))
    .sort((one, other) => other.weight - one.weight || one.code.localeCompare(other.code));
  return { colleague, items: items.slice(0, SHOWN), more: items.length > SHOWN };
}
