import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type AskMerge, type ChangeSince, type MergeDetail, type MergeLine, type MergeMove, MergeState, type SafeContact } from '../contract.ts';
import { mergeMachine } from '../domain/merging.ts';

interface MergeRow {
  readonly id: string;
  readonly state: string;
  readonly survivor_id: string;
  readonly survivor_code: string;
  readonly absorbed_id: string;
  readonly absorbed_code: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly asked_words: string;
  readonly steps: { move: string; by: string; at: string; reason: string | null }[];
  readonly obstacle: string | null;
}

const lineOf = (row: MergeRow): MergeLine => ({
  id: row.id, state: MergeState.parse(row.state),
  survivor: { id: row.survivor_id, code: row.survivor_code }, absorbed: { id: row.absorbed_id, code: row.absorbed_code },
  askedBy: row.asked_by, askedAt: row.asked_at.toISOString(), askedWords: row.asked_words,
  steps: row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
});

/** Says that two files are one person. @throws {Problem} not-found, merge-already-asked, already-exists */
export async function askMerge(act: Act, mergeId: string, { personId, code, reason }: AskMerge): Promise<void> {
  const { rows: [asked] } = await sql<{ case_id: string; is_new: boolean }>`select * from ask_merge(${mergeId}, ${personId}, ${code}, ${reason})`.execute(act.db);
  if (!asked?.is_new) return act.unchanged();
  act.audit({ action: 'person.ask-merge', subject: 'person-merge', subjectId: mergeId, personId, caseId: asked.case_id });
}

/** Requests and unions, those that wait first. */
export async function listMerges(act: Act): Promise<MergeLine[]> {
  const { rows } = await sql<MergeRow>`select * from merges_coordinated()`.execute(act.db);
  act.audit({ action: 'person.merges-read', subject: 'person-merge', details: { shown: rows.length } });
  return rows.map(lineOf);
}

interface ChangeRow {
  readonly key: string;
  readonly place: string;
  readonly row_id: string | null;
  readonly suggestion: 'survivor' | 'absorbed' | 'ask';
  readonly by: string | null;
  readonly at: Date | null;
  readonly words: string | null;
}

/** One request or union, and what was written since it was done, each with the side it would go to. @throws {Problem} not-found */
export async function readMerge(act: Act, mergeId: string): Promise<MergeDetail> {
  const { rows: [row] } = await sql<MergeRow>`select * from merges_coordinated(${mergeId})`.execute(act.db);
  if (!row) throw new Problem('not-found');
  // Steps of identity stay with the file that took them: they are told, and not asked about.
  const { rows: changes } = await sql<ChangeRow>`
    select c.key, c.place, c.row_id, c.suggestion, c.at, who.name as by,
           case c.place when 'person_name' then (select n.text from person_name n where n.id = c.row_id)
             when 'person_contact' then (select k.kind from person_contact k where k.id = c.row_id)
             when 'case_file' then (select f.state from case_file f where f.id = c.row_id)
             when 'person_move' then (select v.move from person_move v where v.id = c.row_id) end as words
      from changes_since_merge(${mergeId}) c left join membership hat on hat.id = c.by_member left join account who on who.id = hat.account_id order by c.at nulls first, c.key limit 500`.execute(act.db);
  act.audit({ action: 'person.merge-read', subject: 'person-merge', subjectId: mergeId, personId: row.survivor_id });
  return {
    ...lineOf(row), obstacle: row.obstacle,
    changes: changes.map((one): ChangeSince => ({ key: one.key, what: one.place === 'value' ? (one.key.split(':')[0] ?? one.key) : one.place, words: one.words ?? one.key.split(':')[1] ?? '', suggestion: one.suggestion, by: one.by, at: one.at?.toISOString() ?? null })),
  };
}

interface Done {
  readonly survivor: string;
  readonly absorbed: string;
  readonly survivor_case: string | null;
  readonly absorbed_case: string | null;
}

const cardColumns = (card: SafeContact) => ({
  do_not_call: card.doNotCall, who_may_call: card.whoMayCall, when_to_call: card.whenToCall, language: card.language, may_be_said: card.mayBeSaid, must_not_answer: card.mustNotAnswer, leave_messages: card.leaveMessages,
});

/**
 * A step of a request: united, told apart, taken back, undone. The trail tells it of both files.
 * @throws {Problem} not-found, illegal-move, reason-required, merge-gone, merge-barred, merge-minor-stays, merge-not-last, merge-side-needed, merge-two-open
 */
export async function moveMerge(act: Act, mergeId: string, asked: MergeMove): Promise<void> {
  if (mergeMachine.moves[asked.move].needs && !('reason' in asked && asked.reason.trim() !== '')) throw new Problem('reason-required');
  if (asked.move === 'withdraw') {
    const { rows: [went] } = await sql<{ done: boolean }>`select withdraw_merge(${mergeId}, ${asked.id}) as done`.execute(act.db);
    if (went?.done) act.audit({ action: 'person.withdraw-merge', subject: 'person-merge', subjectId: mergeId });
    else act.unchanged();
    return;
  }
  const { rows: [done] } = await stepOf(mergeId, asked).execute(act.db);
  if (!done) return act.unchanged();
  for (const [personId, caseId] of [[done.survivor, done.survivor_case], [done.absorbed, done.absorbed_case]] as const) {
    act.audit({ action: `person.${asked.move}`, subject: 'person-merge', subjectId: mergeId, personId, ...(caseId === null ? {} : { caseId }) });
  }
}

function stepOf(mergeId: string, asked: Exclude<MergeMove, { move: 'withdraw' }>) {
  switch (asked.move) {
    case 'merge':
      return sql<Done>`select * from merge_persons(${mergeId}, ${asked.id}, ${asked.survivorId}, ${asked.reason}, ${asked.fromOther}::text[], ${asked.card ? JSON.stringify(cardColumns(asked.card)) : null}::jsonb)`;
    case 'tell-apart':
      return sql<Done>`select * from refuse_merge(${mergeId}, ${asked.id}, ${asked.reason})`;
    case 'unmerge':
      return sql<Done>`select * from unmerge_persons(${mergeId}, ${asked.id}, ${asked.reason}, ${JSON.stringify(asked.sides)}::jsonb)`;
  }
}
