import type { DemoName } from '../../../app/people.ts';
import { type Answer, newId, type Town } from '../../../app/testing/town.ts';
import type { MergeDetail, MergeSide, OpenedPerson } from '../contract.ts';

/** Somebody's file, opened through the registry by the colleague who follows them. */
export async function aFile(town: Town, openedBy: DemoName): Promise<OpenedPerson> {
  const { status, body } = await (await town.as(openedBy)).put<OpenedPerson>(`/api/persons/${newId()}`, { caseId: newId() });
  if (status !== 200) throw new Error(`not opened: ${JSON.stringify(body)}`);
  return body;
}

/** Teresa says that two files are one, and unites them after looking: the first goes on. */
export async function united(town: Town, stays: OpenedPerson, goes: OpenedPerson, more: { fromOther?: readonly string[]; card?: object | null } = {}): Promise<{ mergeId: string; answer: Answer<{ code?: string }> }> {
  const teresa = await town.as('teresa');
  const mergeId = newId();
  await teresa.put(`/api/merges/${mergeId}`, { personId: stays.personId, code: goes.code, reason: 'stessa persona, l’ha detto lei' });
  const answer = await teresa.post<{ code?: string }>(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'merge', reason: 'guardati insieme', survivorId: stays.personId, fromOther: more.fromOther ?? [], card: more.card ?? null });
  return { mergeId, answer };
}

/** What Teresa is shown before she undoes a union. */
export const changesSince = async (town: Town, mergeId: string): Promise<MergeDetail> => (await (await town.as('teresa')).get<MergeDetail>(`/api/merges/${mergeId}`)).body;

export const undone = async (town: Town, mergeId: string, sides: Readonly<Record<string, MergeSide>> = {}): Promise<Answer<{ code?: string }>> =>
  (await town.as('teresa')).post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'unmerge', reason: 'sono due sorelle', sides });

/** A row as the database keeps it, without what only ever rises and what follows from elsewhere. */
type Row = Readonly<Record<string, unknown>>;
export interface Snapshot {
  readonly person: Row | undefined;
  readonly names: ReadonlyMap<string, Row>;
  readonly contacts: ReadonlyMap<string, Row>;
  readonly moves: ReadonlyMap<string, Row>;
  readonly cases: ReadonlyMap<string, Row>;
  readonly values: ReadonlyMap<string, Row>;
  /** Who holds which case and what of it; by which sounds which name is found; what lies in each case. */
  readonly held: readonly string[];
  readonly keys: readonly string[];
  readonly inCases: readonly string[];
}

/** All that stands in one file, straight from the tables: for proofs that nothing was lost and nothing was gained. */
export async function snapshotOf(town: Town, personId: string): Promise<Snapshot> {
  const rows = async (sql: string): Promise<ReadonlyMap<string, Row>> => new Map((await town.look<{ id: string; row: Row }>(sql, [personId])).map(({ id, row }) => [id, row]));
  const lines = async (sql: string): Promise<string[]> => (await town.look<{ line: string }>(sql, [personId])).map(({ line }) => line).sort();
  const own = "- 'person_id' - 'programme_id' - 'version'";
  const [person] = (await rows(`select t.id, to_jsonb(t) - 'version' as row from person t where id = $1`)).values();
  return {
    person,
    names: await rows("select t.id, to_jsonb(t) - 'person_id' as row from person_name t where person_id = $1"),
    contacts: await rows("select t.id, to_jsonb(t) - 'person_id' as row from person_contact t where person_id = $1"),
    moves: await rows("select t.id, to_jsonb(t) - 'person_id' as row from person_move t where person_id = $1"),
    cases: await rows("select t.id, to_jsonb(t) - 'person_id' - 'last_change_at' as row from case_file t where person_id = $1"),
    values: await rows(`select 'birth' as id, to_jsonb(t) ${own} as row from person_birth t where person_id = $1
      union all select 'card', to_jsonb(t) ${own} from safe_contact_card t where person_id = $1
      union all select 'language:' || language, to_jsonb(t) ${own} from person_language t where person_id = $1
      union all select 'nationality:' || country, to_jsonb(t) ${own} from person_nationality t where person_id = $1
      union all select 'gender', jsonb_build_object('gender', gender) from person where id = $1 and gender <> 'unknown'`),
    held: await lines("select a.member_id || ' ' || a.case_id || ' ' || a.via || ' ' || a.compartments::text as line from case_access a where person_id = $1"),
    keys: await lines("select key || ' ' || name_id || ' ' || plain as line from person_name_key where person_id = $1"),
    inCases: await lines(`select 'note ' || n.id || ' ' || n.case_id || ' ' || n.compartment as line from case_note n join case_file c on c.id = n.case_id where c.person_id = $1
      union all select 'fact ' || f.id || ' ' || f.case_id || ' ' || encode(sha256(f.value_sealed), 'hex') || coalesce(f.superseded_by::text, '') from profile_fact f join case_file c on c.id = f.case_id where c.person_id = $1
      union all select 'need ' || e.id || ' ' || e.case_id || ' ' || e.level from need e join case_file c on c.id = e.case_id where c.person_id = $1
      union all select 'task ' || k.id || ' ' || k.case_id || ' ' || k.title from task k join case_file c on c.id = k.case_id where c.person_id = $1`),
  };
}
