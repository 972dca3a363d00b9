import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Approval, NewPhraseText, Phrase, PhraseBook, PhraseHistory, SpokenLanguage } from '../contract.ts';
import { wrongParts } from '../../agenda/domain/reminder-words.ts';
import { houseWords, phraseOf, phrases } from '../domain.ts';

interface EditionRow {
  key: string; edition: number; words: string; written_by: string; writer: string; written_at: Date; approved_by: string | null; approver: string | null; approved_at: Date | null;
}

const columns = sql`t.key, t.edition, t.words, t.written_by, w.name as writer, t.written_at, t.approved_by, a.name as approver, t.approved_at
  from phrase_text t join membership wm on wm.id = t.written_by join account w on w.id = wm.account_id
  left join membership am on am.id = t.approved_by left join account a on a.id = am.account_id`;

const namesOf = (row: EditionRow | undefined): Pick<Phrase, 'written' | 'approved'> => ({
  written: row ? { by: { id: row.written_by, name: row.writer }, at: row.written_at.toISOString() } : null,
  approved: row?.approved_by && row.approved_at ? { by: { id: row.approved_by, name: row.approver ?? '' }, at: row.approved_at.toISOString() } : null,
});

/** Every sentence in one language, in its latest edition, and what the reader may do about it. */
export async function phraseBook(act: Act, language: SpokenLanguage): Promise<PhraseBook> {
  const { rows } = await sql<EditionRow>`select distinct on (t.key) ${columns} where t.language = ${language} order by t.key, t.edition desc`.execute(act.db);
  const latest = new Map(rows.map((row) => [row.key, row]));
  const speaks = act.actor.role === 'mediator' && (await languagesOf(act)).includes(language);
  return {
    language,
    items: phrases.map((phrase): Phrase => {
      const row = latest.get(phrase.key);
      return { key: phrase.key, kind: phrase.kind, section: phrase.section, italian: phrase.words.it, words: row?.words ?? houseWords(phrase, language), edition: row?.edition ?? 0, ...namesOf(row) };
    }),
    may: { write: speaks || act.actor.role === 'coordinator' || act.actor.role === 'dpo', approve: speaks },
  };
}

/** Every edition of one sentence, the latest first; the words that came with the program last, where it brought any. @throws {Problem} not-found */
export async function phraseHistory(act: Act, key: string, language: SpokenLanguage): Promise<PhraseHistory> {
  const phrase = phraseOf(key);
  if (!phrase) throw new Problem('not-found');
  const { rows } = await sql<EditionRow>`select ${columns} where t.language = ${language} and t.key = ${key} order by t.edition desc limit 200`.execute(act.db);
  const house = houseWords(phrase, language);
  return { items: [...rows.map((row) => ({ edition: row.edition, words: row.words, ...namesOf(row) })), ...(house === null ? [] : [{ edition: 0, words: house, ...namesOf(undefined) }])] };
}

/** Writes a sentence, or corrects it: a new edition, which nobody has approved. @throws {Problem} not-found, not-allowed, phrase-parts where the day or the hour of a reminder would be lost, changed-meanwhile when somebody corrected the same words */
export async function writePhrase(act: Act, id: string, given: NewPhraseText): Promise<void> {
  if (!phraseOf(given.key)) throw new Problem('not-found');
  if (wrongParts(given.key, given.words).length > 0) throw new Problem('phrase-parts');
  if (await act.db.selectFrom('phrase_text').select('id').where('id', '=', id).executeTakeFirst()) return act.unchanged();
  if (await editionOf(act, given.key, given.language) !== given.upon) throw new Problem('changed-meanwhile');
  await act.db.insertInto('phrase_text').values({
    id, programme_id: act.actor.programmeId, key: given.key, language: given.language, edition: given.upon + 1, words: given.words, written_by: act.actor.memberId, written_at: act.now,
  }).execute();
  act.audit({ action: 'phrase.write', subject: 'phrase', subjectId: id, details: { key: given.key, language: given.language } });
}

/**
 * A mediator answers for sentences in a language they speak. Words as they came with the program are put down as an edition of their own.
 * @throws {Problem} not-found, not-allowed for anyone else, phrase-unwritten where there are no words to answer for, changed-meanwhile where somebody corrected one of them since it was read
 */
export async function approvePhrases(act: Act, given: Approval): Promise<void> {
  if (act.actor.role !== 'mediator' || !(await languagesOf(act)).includes(given.language)) throw new Problem('not-allowed');
  let approved = 0;
  for (const { id, key, edition } of given.phrases) {
    const phrase = phraseOf(key);
    if (!phrase) throw new Problem('not-found');
    const standing = await editionOf(act, key, given.language);
    const isAgain = await act.db.selectFrom('phrase_text').select('id').where('id', '=', id).executeTakeFirst() !== undefined;
    if (isAgain) continue;
    if (standing !== edition) throw new Problem('changed-meanwhile');
    if (edition === 0) {
      const words = houseWords(phrase, given.language);
      if (words === null) throw new Problem('phrase-unwritten');
      await act.db.insertInto('phrase_text').values({
        id, programme_id: act.actor.programmeId, key, language: given.language, edition: 1, words,
        written_by: act.actor.memberId, written_at: act.now, approved_by: act.actor.memberId, approved_at: act.now,
      }).execute();
      approved += 1;
      continue;
    }
    const done = await act.db.updateTable('phrase_text').set({ approved_by: act.actor.memberId, approved_at: act.now })
      .where('key', '=', key).where('language', '=', given.language).where('edition', '=', edition).where('approved_by', 'is', null).executeTakeFirst();
    approved += Number(done.numUpdatedRows);
  }
  if (approved === 0) return act.unchanged();
  act.audit({ action: 'phrase.approve', subject: 'phrase', details: { language: given.language, count: approved } });
}

async function editionOf(act: Act, key: string, language: SpokenLanguage): Promise<number> {
  const { rows: [row] } = await sql<{ edition: number }>`select coalesce(max(edition), 0)::int as edition from phrase_text where key = ${key} and language = ${language}`.execute(act.db);
  return row?.edition ?? 0;
}

/** The languages of the hat that is worn. */
export async function languagesOf(act: Act): Promise<string[]> {
  const { languages } = await act.db.selectFrom('membership').select('languages').where('id', '=', act.actor.memberId).executeTakeFirstOrThrow();
  return languages;
}
