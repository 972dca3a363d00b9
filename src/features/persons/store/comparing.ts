import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { ComparedFile, Comparison } from '../contract.ts';
import { fileThatStays, joinedCard } from '../domain/merging.ts';
import { type PersonScore, scorePersons } from '../matching/index.ts';
import { readHeading } from './heading.ts';
import { factsOf } from './search.ts';

interface Between {
  readonly merge_id: string | null;
  readonly told_apart_at: Date | null;
  readonly told_apart_by: string | null;
  readonly phone: 'own' | 'shared' | null;
}

/** How alike two files are and why; a telephone in common is known without being read. */
function likenessOf(facts: Awaited<ReturnType<typeof factsOf>>, one: string, other: string, phone: Between['phone']): PersonScore {
  const [a, b] = [facts.get(one)?.facts ?? { names: [] }, facts.get(other)?.facts ?? { names: [] }];
  if (phone === null) return scorePersons(a, b);
  const number = '+390000000000';
  return scorePersons({ ...a, phones: [number] }, { ...b, phones: [{ number, shared: phone === 'shared' }] });
}

/** Two files side by side, with what speaks for one person and what a union would change; both files are read on record. @throws {Problem} not-found unless one coordinates every case of both */
export async function compareFiles(house: House, act: Act, one: string, other: string): Promise<Comparison> {
  const { rows: [between] } = await sql<Between>`select * from between_files(${one}, ${other})`.execute(act.db);
  if (!between || one === other) throw new Problem('not-found');
  const files: [ComparedFile, ComparedFile] = [
    { heading: await readHeading(house, act, one), cases: await casesOf(act, one) },
    { heading: await readHeading(house, act, other), cases: await casesOf(act, other) },
  ];
  const [a, b] = [files[0].heading, files[1].heading];
  const stays = fileThatStays(a, b);
  const { rows: [obstacle] } = await sql<{ code: string | null }>`select merge_obstacle(${stays}, ${stays === one ? other : one}) as code`.execute(act.db);
  const { band, reasons } = likenessOf(await factsOf(act, [one, other]), one, other, between.phone);
  return {
    files, stays, band, reasons: [...reasons],
    toldApart: between.told_apart_at ? { at: between.told_apart_at.toISOString(), by: between.told_apart_by ?? '' } : null,
    card: a.safeContact && b.safeContact ? joinedCard(a.safeContact, b.safeContact) : null,
    learns: whoLearns(files),
    obstacle: obstacle?.code === 'merge-minor-stays' || obstacle?.code === 'merge-barred' ? obstacle.code : null,
    mergeId: between.merge_id,
  };
}

async function casesOf(act: Act, personId: string): Promise<ComparedFile['cases']> {
  const cases = await act.db.selectFrom('case_file').select(['id', 'state', 'opened_at', 'closed_at']).where('person_id', '=', personId).orderBy('opened_at').limit(50).execute();
  const followers = await act.db.selectFrom('case_assignment as a').innerJoin('membership as m', 'm.id', 'a.member_id').innerJoin('account as who', 'who.id', 'm.account_id')
    .select(['a.case_id', 'm.id', 'm.role', 'who.name']).where('a.case_id', 'in', cases.length === 0 ? [personId] : cases.map((one) => one.id)).where('a.ended_at', 'is', null).orderBy('who.name').limit(200).execute();
  return cases.map((one) => ({
    caseId: one.id, state: one.state, openedAt: one.opened_at.toISOString(), closedAt: one.closed_at?.toISOString() ?? null,
    followedBy: followers.filter((row) => row.case_id === one.id).map((row) => ({ memberId: row.id, name: row.name, role: row.role })),
  }));
}

/** Those who follow one of the two alone would read of the other who the person is. */
function whoLearns([one, other]: readonly [ComparedFile, ComparedFile]): Comparison['learns'] {
  const of = (file: ComparedFile) => new Map(file.cases.flatMap((each) => each.followedBy).map((who) => [who.memberId, who]));
  const [here, there] = [of(one), of(other)];
  return [
    ...[...here.values()].filter((who) => !there.has(who.memberId)).map((who) => ({ ...who, code: other.heading.code })),
    ...[...there.values()].filter((who) => !here.has(who.memberId)).map((who) => ({ ...who, code: one.heading.code })),
  ];
}
