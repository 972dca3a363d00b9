import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { FactValue } from '../../plans/contract.ts';
import { type AskCorrection, CorrectionOutcome, type Corrections, type KeepAsIs } from '../contract.ts';
import { factWords, fieldLabel } from '../domain/fact-words.ts';
import { colleagues, heldFile } from './common.ts';

const place = { asked: (id: string) => `fact_correction.words:${id}`, answer: (id: string) => `fact_correction_answer.words:${id}` } as const;

/** Marks that the person says a fact is not so. Whoever answers for the case is told by the database. Audit: `correction.ask`. @throws {Problem} not-found, already-exists where other words stand under that id */
export async function askCorrection(act: Act, vault: Vault, id: string, { factId, sheetId, words }: AskCorrection): Promise<void> {
  const fact = await act.db.selectFrom('profile_fact').select(['case_id', 'compartment']).where('id', '=', factId).executeTakeFirst();
  if (!fact) throw new Problem('not-found');
  const held = await heldFile(act, fact.case_id);
  const seal = await vault.seal(act, fact.case_id, fact.compartment);
  const before = await act.db.selectFrom('fact_correction').select(['fact_id', 'words_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) {
    // The person's words put right since an answer that never came are not called written.
    return act.unchangedIf(before.fact_id === factId && seal.open(before.words_sealed, place.asked(id)) === words);
  }
  await act.db.insertInto('fact_correction').values({
    id, programme_id: act.actor.programmeId, case_id: fact.case_id, fact_id: factId, sheet_id: sheetId, compartment: fact.compartment, words_sealed: seal.close(words, place.asked(id)),
    asked_by: act.actor.memberId, asked_at: act.now,
  }).execute();
  act.audit({ action: 'correction.ask', subject: 'correction', subjectId: id, caseId: fact.case_id, personId: held.personId });
}

/** What the person asked to correct, those that wait first. Audit: `correction.list`. @throws {Problem} not-found */
export async function listCorrections(act: Act, vault: Vault, caseId: string, language: 'it' | 'en'): Promise<Corrections> {
  const held = await heldFile(act, caseId);
  const rows = await act.db.selectFrom('fact_correction').innerJoin('profile_fact', 'profile_fact.id', 'fact_correction.fact_id')
    .leftJoin('fact_correction_answer', 'fact_correction_answer.correction_id', 'fact_correction.id')
    .select(['fact_correction.id', 'fact_correction.fact_id', 'fact_correction.compartment', 'fact_correction.words_sealed', 'fact_correction.asked_by', 'fact_correction.asked_at', 'profile_fact.field', 'profile_fact.value_sealed',
      'fact_correction_answer.id as answer_id', 'fact_correction_answer.outcome', 'fact_correction_answer.words_sealed as answer_sealed', 'fact_correction_answer.by_member', 'fact_correction_answer.at'])
    .where('fact_correction.case_id', '=', caseId).orderBy('fact_correction.asked_at', 'desc').orderBy('fact_correction.id').limit(100).execute();
  const seals = await vault.seals(act, caseId);
  const nameOf = await colleagues(act, rows.flatMap((row) => [row.asked_by, row.by_member]));
  act.audit({ action: 'correction.list', subject: 'correction', caseId, personId: held.personId });
  const items = rows.flatMap((row) => {
    const seal = seals.get(row.compartment);
    if (!seal) return [];
    const value = FactValue.parse(JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.fact_id}`)));
    return [{
      id: row.id, factId: row.fact_id, label: fieldLabel(row.field, language), now: factWords(row.field, value, language) ?? null, words: seal.open(row.words_sealed, place.asked(row.id)),
      by: nameOf(row.asked_by), at: row.asked_at.toISOString(),
      answer: row.answer_id && row.outcome && row.by_member && row.at
        ? { outcome: CorrectionOutcome.parse(row.outcome), words: row.answer_sealed ? seal.open(row.answer_sealed, place.answer(row.answer_id)) : null, by: nameOf(row.by_member), at: row.at.toISOString() } : null,
    }];
  });
  return { items: items.toSorted((one, other) => Number(one.answer !== null) - Number(other.answer !== null)) };
}

/** Says that a fact stays as it is, and why. Audit: `correction.keep`. @throws {Problem} not-found, correction-answered, already-exists where other words stand under that id */
export async function keepAsIs(act: Act, vault: Vault, correctionId: string, { id, words }: KeepAsIs): Promise<void> {
  const asked = await act.db.selectFrom('fact_correction').select(['case_id', 'compartment']).where('id', '=', correctionId).executeTakeFirst();
  if (!asked) throw new Problem('not-found');
  const held = await heldFile(act, asked.case_id);
  const seal = await vault.seal(act, asked.case_id, asked.compartment);
  const before = await act.db.selectFrom('fact_correction_answer').select(['id', 'words_sealed']).where('correction_id', '=', correctionId).executeTakeFirst();
  if (before?.id === id) return act.unchangedIf(before.words_sealed !== null && seal.open(before.words_sealed, place.answer(id)) === words);
  if (before) throw new Problem('correction-answered');
  await act.db.insertInto('fact_correction_answer').values({
    id, programme_id: act.actor.programmeId, case_id: asked.case_id, correction_id: correctionId, outcome: 'kept', words_sealed: seal.close(words, place.answer(id)), by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'correction.keep', subject: 'correction', subjectId: correctionId, caseId: asked.case_id, personId: held.personId });
}
