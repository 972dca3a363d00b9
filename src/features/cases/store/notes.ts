import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Colleague, Compartment, NewNote, Note, NoteCompartment } from '../contract.ts';
import { usualCompartment } from '../domain.ts';
import { knownCase } from './known.ts';
import { colleague, moment, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

const context = (noteId: string): string => `case_note.body:${noteId}`;

/**
 * Writes a note, sealed for its compartment. A note is never changed: its author writes another one that corrects it, for the same readers.
 * @throws {Problem} not-found, not-allowed, already-exists, content-destroyed
 */
export async function keepNote(act: Act, vault: Vault, id: string, note: NewNote): Promise<void> {
  const known = await knownCase(act, note.caseId);
  const before = await act.db.selectFrom('case_note').select(['case_id', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== note.caseId || before.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const compartment = note.corrects ? await compartmentOfOwn(act, note.caseId, note.corrects) : note.compartment ?? await usual(act, note.caseId);
  const seal = await vault.seal(act, note.caseId, compartment);
  await act.db.insertInto('case_note').values({
    id, programme_id: act.actor.programmeId, case_id: note.caseId, compartment, body_sealed: seal.close(note.body, context(id)), author_id: act.actor.memberId, corrects: note.corrects ?? null,
  }).execute();
  act.audit({ action: 'note.write', subject: 'case-note', subjectId: id, caseId: note.caseId, personId: known.personId, details: { compartment } });
}

/**
 * The first note of a case that was opened in this same act.
 * @param held the compartments in which its author holds the case
 * @throws {Problem} not-allowed, already-exists
 */
export async function keepFirstNote(act: Act, vault: Vault, of: { caseId: string; personId: string; held: readonly string[] }, id: string, body: string): Promise<void> {
  const compartment = usualCompartment(act.actor.role, of.held as Compartment[]);
  if (!compartment) throw new Problem('not-allowed');
  const seal = await vault.firstSeal(act, of.caseId, compartment);
  await act.db.insertInto('case_note').values({
    id, programme_id: act.actor.programmeId, case_id: of.caseId, compartment, body_sealed: seal.close(body, context(id)), author_id: act.actor.memberId,
  }).execute();
  act.audit({ action: 'note.write', subject: 'case-note', subjectId: id, caseId: of.caseId, personId: of.personId, details: { compartment } });
}

async function compartmentOfOwn(act: Act, caseId: string, noteId: string): Promise<string> {
  const corrected = await act.db.selectFrom('case_note').select(['compartment', 'author_id']).where('id', '=', noteId).where('case_id', '=', caseId).executeTakeFirst();
  if (!corrected) throw new Problem('not-found');
  if (corrected.author_id !== act.actor.memberId) throw new Problem('not-allowed');
  return corrected.compartment;
}

async function usual(act: Act, caseId: string): Promise<NoteCompartment> {
  const held = await act.db.selectFrom('case_access').select('compartments').where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).executeTakeFirst();
  const compartment = usualCompartment(act.actor.role, (held?.compartments ?? []) as Compartment[]);
  if (!compartment) throw new Problem('not-allowed');
  return compartment;
}

export interface NoteRow {
  id: string;
  compartment: NoteCompartment;
  body_sealed: Buffer;
  author: Colleague;
  author_id: string;
  at: Date;
  source: Note['source'];
  corrects: string | null;
  corrected_by: string | null;
  place: string;
}

/** The notes that this colleague may read, last first. A note whose key was destroyed stays in the list without its words. @throws {Problem} not-found */
export async function listNotes(act: Act, vault: Vault, caseId: string, asked: { after?: string | undefined; compartment?: NoteCompartment | undefined }): Promise<Page<Note>> {
  const known = await knownCase(act, caseId);
  const place = placeAfter(asked.after, 2);
  const { rows } = await sql<NoteRow>`
    select n.id, n.compartment, n.body_sealed, ${colleague('n.author_id')} as author, n.author_id, n.at, n.source, n.corrects, n.at::text as place,
           (select later.id from case_note later where later.case_id = n.case_id and later.corrects = n.id order by later.at desc limit 1) as corrected_by
      from case_note n
     where n.case_id = ${caseId} ${asked.compartment ? sql`and n.compartment = ${asked.compartment}` : sql``}
       ${place ? sql`and (n.at, n.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
     order by n.at desc, n.id desc limit ${PAGE + 1}`.execute(act.db);
  const seals = await vault.seals(act, caseId);
  act.audit({ action: 'note.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { notes: Math.min(rows.length, PAGE) } });
  return noteLines(act, rows, (compartment) => seals.get(compartment), PAGE);
}

/** A page of notes as it crosses the wire. @param size how many are shown; one row more tells that there is a next page */
export function noteLines(act: Act, rows: readonly NoteRow[], sealFor: (compartment: string) => Seal | undefined, size: number): Page<Note> {
  return paged(rows, (row) => [row.place, row.id], (row) => ({
    id: row.id, compartment: row.compartment, body: sealFor(row.compartment)?.open(row.body_sealed, context(row.id)) ?? null, author: row.author, at: moment(row.at),
    source: row.source, corrects: row.corrects, correctedBy: row.corrected_by, own: row.author_id === act.actor.memberId,
  }), size);
}
