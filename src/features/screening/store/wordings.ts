import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Instrument, TeamRole } from '../contract.ts';
import { carriedOver, linesOf, type Sentences, takesWordings, wordedOf, wordingMachine } from '../domain.ts';
import type { Instruments } from '../instruments.ts';
import type { AskedWording, BeginWording, MoveWording, WordedLanguage, Wording, WordingBoard, WordingMove, WordingState, WriteSentences } from '../wordings.ts';

const Kept = z.record(z.string(), z.string());

interface WordingRow {
  id: string; instrument_id: string; instrument_version: number; language: string; edition: number; state: WordingState; words: unknown; carried: string[]; based_on: string | null;
  author_id: string; author: string; writers: string[]; writer_names: string[]; approved_by: string | null; approver: string | null; approved_at: Date | null; changed_at: Date; version: number;
}

const rowsOf = sql`
  select w.id, w.instrument_id, w.instrument_version, w.language, w.edition, w.state, w.words, w.carried, w.based_on, w.author_id, a.name as author, w.writers,
         array(select p.name from account p where p.id = any (w.writers) order by p.name) as writer_names, w.approved_by, b.name as approver, w.approved_at, w.changed_at, w.version
    from instrument_wording w join membership m on m.id = w.author_id join account a on a.id = m.account_id
    left join membership bm on bm.id = w.approved_by left join account b on b.id = bm.account_id`;

const sentencesOf = (row: Pick<WordingRow, 'words'>): Sentences => Kept.parse(row.words);
const approvedOf = (row: WordingRow) => (row.approved_by && row.approved_at ? { id: row.approved_by, name: row.approver ?? '', at: row.approved_at.toISOString() } : null);

/** What the asker may do about wordings: write in these languages, null for any; answer for these. */
interface Hand { readonly write: readonly string[] | null; readonly approve: readonly string[] }

async function handOf(act: Act): Promise<Hand> {
  if (!TeamRole.safeParse(act.actor.role).success) throw new Problem('not-allowed');
  const { languages } = await act.db.selectFrom('membership').select('languages').where('id', '=', act.actor.memberId).executeTakeFirstOrThrow();
  return { write: act.actor.role === 'coordinator' ? null : languages, approve: act.actor.role === 'mediator' ? languages : [] };
}

const writes = (hand: Hand, language: string): boolean => hand.write === null || hand.write.includes(language);

/** The sets that are in use, in their newest version, as everybody begins them. */
const inUse = (known: Instruments): Instrument[] => known.newest().filter(({ status, items }) => status.state === 'in-use' && items.length > 0);

/** The instrument of a version that may have been switched off since. */
function instrumentOf(known: Instruments, row: Pick<WordingRow, 'instrument_id' | 'instrument_version'>): Instrument {
  const found = known.all.find((one) => one.id === row.instrument_id && one.version === row.instrument_version);
  if (!found) throw new Problem('not-found');
  return found;
}

/** Every set with what is written of it in each language, and what waits for the asker's eyes. Audit: `wording.list`. @throws {Problem} not-allowed outside the team */
export async function wordingBoard(act: Act, known: Instruments): Promise<WordingBoard> {
  const hand = await handOf(act);
  const { rows } = await sql<WordingRow>`${rowsOf} where w.state in ('draft', 'proposed', 'approved') order by w.instrument_version desc, w.edition desc limit 2000`.execute(act.db);
  const { rows: spoken } = await sql<{ language: string }>`select distinct language from languages_spoken_here() where language ~ '^[a-z]{2,3}$' and language not in ('it', 'en') order by language`.execute(act.db);
  act.audit({ action: 'wording.list', subject: 'wording', details: { count: rows.length } });
  const instruments = inUse(known);
  const waits = rows.filter((row) => row.state === 'proposed' && hand.approve.includes(row.language) && !row.writers.includes(act.actor.accountId));
  return {
    instruments: instruments.map((instrument) => {
      const own = rows.filter((row) => row.instrument_id === instrument.id);
      return {
        id: instrument.id, version: instrument.version, title: instrument.title, needed: wordedOf(linesOf(instrument), {}).needed, takes: takesWordings(instrument),
        languages: [...new Set(own.map(({ language }) => language))].toSorted().map((language) => inLanguage(known, instrument, language, own.filter((row) => row.language === language))),
      };
    }),
    languages: [...new Set([...spoken.map(({ language }) => language), ...rows.map(({ language }) => language)])].toSorted(),
    may: { write: hand.write === null ? null : [...hand.write], approve: [...hand.approve] },
    toReview: waits.flatMap((row) => {
      const instrument = instruments.find((one) => one.id === row.instrument_id && one.version === row.instrument_version);
      return instrument ? [{ id: row.id, title: instrument.title, language: row.language, by: row.author, at: row.changed_at.toISOString(), carried: row.carried.length }] : [];
    }),
  };
}

function inLanguage(known: Instruments, instrument: Instrument, language: string, rows: readonly WordingRow[]): WordedLanguage {
  const now = rows.filter((row) => row.instrument_version === instrument.version);
  const standing = (row: WordingRow | undefined) => (row ? { id: row.id, edition: row.edition, state: row.state, ...wordedOf(linesOf(instrument), sentencesOf(row)), by: { id: row.author_id, name: row.author }, approved: approvedOf(row) } : null);
  const before = now.length > 0 ? undefined : rows.find((row) => row.state === 'approved' && row.instrument_version < instrument.version);
  const kept = before && carriedOver(instrumentOf(known, before), instrument, sentencesOf(before));
  return {
    language, inUse: standing(now.find((row) => row.state === 'approved')), open: standing(now.find((row) => row.state !== 'approved')),
    earlier: before && kept ? { version: before.instrument_version, same: kept.same.length, redo: kept.redo.length } : null,
  };
}

/** One wording, sentence by sentence beside what it is put from. Audit: `wording.read`. @throws {Problem} not-found, not-allowed outside the team */
export async function readWording(act: Act, known: Instruments, id: string): Promise<Wording> {
  const hand = await handOf(act);
  const row = await rowOf(act, id);
  const instrument = instrumentOf(known, row);
  const sentences = sentencesOf(row);
  const lines = linesOf(instrument);
  const before = row.based_on === null ? undefined : await rowOf(act, row.based_on);
  const earlier = before && before.instrument_version !== row.instrument_version ? { lines: linesOf(instrumentOf(known, before)), sentences: sentencesOf(before) } : undefined;
  const { rows: moves } = await sql<{ id: string; move: WordingMove; reason: string | null; name: string; at: Date }>`
    select v.id, v.move, v.reason, a.name, v.at from instrument_wording_move v join membership m on m.id = v.by_member join account a on a.id = m.account_id where v.wording_id = ${id} order by v.at, v.id limit 500`.execute(act.db);
  act.audit({ action: 'wording.read', subject: 'wording', subjectId: id, details: { language: row.language } });
  return {
    id, instrument: { id: instrument.id, version: instrument.version, title: instrument.title }, language: row.language, edition: row.edition, state: row.state, version: row.version,
    author: { id: row.author_id, name: row.author }, writers: row.writer_names, approved: approvedOf(row), ...wordedOf(lines, sentences),
    lines: lines.map((line) => {
      const was = earlier?.lines.find(({ key }) => key === line.key);
      const said = was && earlier?.sentences[was.key];
      return { ...line, words: sentences[line.key] ?? '', isCarried: row.carried.includes(line.key), earlier: was && said !== undefined && (was.it !== line.it || was.en !== line.en) ? { it: was.it, words: said } : null };
    }),
    moves: moves.map((one) => ({ id: one.id, move: one.move, reason: one.reason, by: one.name, at: one.at.toISOString() })),
    may: { write: row.state === 'draft' && writes(hand, row.language), isOwn: row.writers.includes(act.actor.accountId), moves: movesOpen(act, hand, row) },
  };
}

/** The steps that the asker may take; the database asks the same. */
function movesOpen(act: Act, hand: Hand, row: WordingRow): WordingMove[] {
  const answers = hand.approve.includes(row.language);
  const wrote = row.writers.includes(act.actor.accountId);
  const may: Readonly<Record<WordingMove, boolean>> = {
    propose: writes(hand, row.language), 'take-back': wrote && writes(hand, row.language), 'send-back': answers && !wrote, approve: answers && !wrote, replace: false,
    withdraw: answers || act.actor.role === 'coordinator' || (row.state !== 'approved' && row.author_id === act.actor.memberId),
  };
  return wordingMachine.movesFrom(row.state).filter((move) => may[move]);
}

/**
 * Begins a wording: a further edition of what is in use, with all its sentences; else what is still the same of an earlier version of the set; else empty.
 * One that is being written already is answered as it stands. Audit: `wording.begin`.
 * @throws {Problem} not-found, not-allowed, wording-not-ours where the set is validated or its words are official
 */
export async function beginWording(act: Act, known: Instruments, id: string, asked: BeginWording): Promise<Wording> {
  const hand = await handOf(act);
  const instrument = inUse(known).find((one) => one.id === asked.instrument);
  if (!instrument) throw new Problem('not-found');
  if (!takesWordings(instrument)) throw new Problem('wording-not-ours');
  if (!writes(hand, asked.language)) throw new Problem('not-allowed');
  const { rows: [open] } = await sql<{ id: string }>`select id from instrument_wording where id = ${id} or (instrument_id = ${instrument.id} and instrument_version = ${instrument.version} and language = ${asked.language} and state in ('draft', 'proposed'))`.execute(act.db);
  if (open) return readWording(act, known, open.id);
  await begin(act, known, instrument, asked.language, id);
  return readWording(act, known, id);
}

/** Puts a wording down with what there is to begin with. @returns what was carried and what must be put anew, where an earlier version was there */
async function begin(act: Act, known: Instruments, instrument: Instrument, language: string, id: string): Promise<{ same: readonly string[]; redo: readonly string[] } | null> {
  const { rows: [before] } = await sql<WordingRow>`${rowsOf} where w.instrument_id = ${instrument.id} and w.instrument_version <= ${instrument.version} and w.language = ${language} and w.state = 'approved'
    order by w.instrument_version desc limit 1`.execute(act.db);
  const kept = before ? carriedOver(instrumentOf(known, before), instrument, sentencesOf(before)) : null;
  const { rows: [last] } = await sql<{ edition: number }>`select coalesce(max(edition), 0)::int as edition from instrument_wording
    where instrument_id = ${instrument.id} and instrument_version = ${instrument.version} and language = ${language}`.execute(act.db);
  await act.db.insertInto('instrument_wording').values({
    id, programme_id: act.actor.programmeId, instrument_id: instrument.id, instrument_version: instrument.version, language, edition: (last?.edition ?? 0) + 1,
    words: JSON.stringify(kept?.sentences ?? {}), carried: kept?.same ?? [], based_on: before?.id ?? null, author_id: act.actor.memberId, author_account: act.actor.accountId, created_at: act.now, changed_at: act.now,
  }).execute();
  act.audit({ action: 'wording.begin', subject: 'wording', subjectId: id, details: { language, carried: kept?.same.length ?? 0 } });
  return kept;
}

/**
 * Takes along, for every language, what an earlier version had and the new one says with the same words: as a proposal where nothing is missing, else as a draft
 * in which the rest is to be put anew. Nothing is approved by it. Audit: `wording.begin` and, where it is proposed, `wording.propose`, for each language.
 */
export async function carryWordings(act: Act, known: Instruments, instrumentId: string): Promise<void> {
  const hand = await handOf(act);
  const instrument = inUse(known).find((one) => one.id === instrumentId);
  if (!instrument || !takesWordings(instrument)) return act.unchanged();
  const { rows } = await sql<{ language: string }>`
    select distinct w.language from instrument_wording w where w.instrument_id = ${instrumentId} and w.state = 'approved' and w.instrument_version < ${instrument.version}
       and not exists (select from instrument_wording n where n.instrument_id = w.instrument_id and n.instrument_version = ${instrument.version} and n.language = w.language and n.state <> 'withdrawn') order by w.language`.execute(act.db);
  const open = rows.filter((row) => writes(hand, row.language));
  for (const { language } of open) {
    const id = newId();
    const kept = await begin(act, known, instrument, language, id);
    if (kept && kept.redo.length === 0) await moved(act, { id, state: 'draft', version: 1 }, { id: newId(), move: 'propose' });
  }
  if (open.length === 0) act.unchanged();
}

/**
 * Keeps sentences of a draft, each upon what stood there when it was written: beside what somebody else writes meanwhile, and never over it. Audit: `wording.write`.
 * @throws {Problem} not-found, not-allowed, wording-closed where it is no draft, wording-unknown-line, changed-meanwhile
 */
export async function writeSentences(act: Act, known: Instruments, id: string, given: WriteSentences): Promise<Wording> {
  const hand = await handOf(act);
  const row = await heldRow(act, hand, id);
  const lines = new Set(linesOf(instrumentOf(known, row)).map(({ key }) => key));
  const standing = sentencesOf(row);
  const written = Object.entries(given.sentences).map(([key, { words, before }]) => ({ key, words: words.trim(), before: before.trim(), now: standing[key] ?? '' }));
  if (written.some(({ key }) => !lines.has(key))) throw new Problem('wording-unknown-line');
  const changed = written.filter(({ words, now }) => words !== now);
  // A carried sentence that was read and left as it is, is somebody's sentence now.
  const carried = row.carried.filter((key) => !(key in given.sentences));
  if (changed.length === 0 && carried.length === row.carried.length) {
    act.unchanged();
    return readWording(act, known, id);
  }
  if (row.state !== 'draft') throw new Problem('wording-closed');
  if (changed.some(({ before, now }) => before !== now)) throw new Problem('changed-meanwhile');
  const words = Object.fromEntries(Object.entries({ ...standing, ...Object.fromEntries(changed.map((one) => [one.key, one.words])) }).filter(([, said]) => said !== ''));
  await act.db.updateTable('instrument_wording').set({ words: JSON.stringify(words), carried, changed_at: act.now, version: row.version + 1 }).where('id', '=', id).where('version', '=', row.version).executeTakeFirst();
  act.audit({ action: 'wording.write', subject: 'wording', subjectId: id, details: { language: row.language, count: changed.length } });
  return readWording(act, known, id);
}

/**
 * Proposes, sends back, approves or withdraws a wording. It is proposed only when every sentence that is said stands, and approved by a mediator who speaks the
 * language and wrote none of it; what was in use until then is replaced. Audit: `wording.<move>`.
 * @throws {Problem} not-found, not-allowed, wording-own, wording-incomplete, wording-not-ours, changed-meanwhile @throws {IllegalMove}
 */
export async function moveWording(act: Act, known: Instruments, id: string, seen: number, asked: MoveWording): Promise<Wording> {
  const hand = await handOf(act);
  const row = await heldRow(act, hand, id);
  if (await act.db.selectFrom('instrument_wording_move').select('id').where('id', '=', asked.id).executeTakeFirst()) return readWording(act, known, id);
  if (row.version !== seen) throw new Problem('changed-meanwhile');
  wordingMachine.next(row.state, asked.move, { reason: asked.reason ?? null });
  const isOwn = row.writers.includes(act.actor.accountId);
  if ((asked.move === 'approve' || asked.move === 'send-back') && isOwn && hand.approve.includes(row.language)) throw new Problem('wording-own');
  if (!movesOpen(act, hand, row).includes(asked.move)) throw new Problem('not-allowed');
  const instrument = instrumentOf(known, row);
  if (asked.move === 'propose' || asked.move === 'approve') {
    if (!takesWordings(instrument)) throw new Problem('wording-not-ours');
    const { worded, needed } = wordedOf(linesOf(instrument), sentencesOf(row));
    if (worded < needed) throw new Problem('wording-incomplete', { facts: { missing: needed - worded } });
  }
  if (asked.move === 'approve') {
    const { rows: [standing] } = await sql<WordingRow>`${rowsOf} where w.instrument_id = ${row.instrument_id} and w.instrument_version = ${row.instrument_version} and w.language = ${row.language} and w.state = 'approved'`.execute(act.db);
    if (standing) await moved(act, standing, { id: newId(), move: 'replace' });
  }
  await moved(act, row, asked);
  return readWording(act, known, id);
}

async function moved(act: Act, row: Pick<WordingRow, 'id' | 'state' | 'version'>, { id, move, reason }: { id: string; move: WordingMove; reason?: string | undefined }): Promise<void> {
  const to = wordingMachine.next(row.state, move, { reason: reason ?? null });
  const done = await act.db.updateTable('instrument_wording')
    .set({ state: to, version: row.version + 1, changed_at: act.now, ...(move === 'approve' ? { approved_by: act.actor.memberId, approved_account: act.actor.accountId, approved_at: act.now } : {}) })
    .where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('instrument_wording_move').values({
    id, programme_id: act.actor.programmeId, wording_id: row.id, move, from_state: row.state, to_state: to, reason: reason ?? null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `wording.${move}`, subject: 'wording', subjectId: row.id });
}

/** What may stand beside the questions of one version of a set today, in every language that a mediator answers for. Texts, and nothing of anybody. @throws {Problem} not-found outside the team */
export async function approvedWordings(act: Act, instrument: string, version: number): Promise<AskedWording[]> {
  if (!TeamRole.safeParse(act.actor.role).success) throw new Problem('not-found');
  const { rows } = await sql<WordingRow>`${rowsOf} where w.instrument_id = ${instrument} and w.instrument_version = ${version} and w.state = 'approved' order by w.language`.execute(act.db);
  act.unchanged();
  return rows.flatMap(askedOf);
}

/** The edition in whose words a list was asked, also when it was replaced or withdrawn since. @throws {Problem} not-found where nobody ever answered for it */
export async function wordingAsked(act: Act, id: string): Promise<AskedWording> {
  const [found] = askedOf(await rowOf(act, id));
  if (!found) throw new Problem('not-found');
  act.unchanged();
  return found;
}

const askedOf = (row: WordingRow): AskedWording[] => {
  const approved = approvedOf(row);
  return approved ? [{
    id: row.id, language: row.language, edition: row.edition, instrument: { id: row.instrument_id, version: row.instrument_version }, state: row.state, approved: { by: approved.name, at: approved.at }, sentences: sentencesOf(row),
  }] : [];
};

/** The row, for somebody who may change it, as it will stay until this act is over. @throws {Problem} not-found, not-allowed for those who read alone */
async function heldRow(act: Act, hand: Hand, id: string): Promise<WordingRow> {
  const { language } = await rowOf(act, id);
  if (!writes(hand, language)) throw new Problem('not-allowed');
  await act.db.selectFrom('instrument_wording').select('id').where('id', '=', id).forUpdate().execute();
  return rowOf(act, id);
}

/** @throws {Problem} not-found */
async function rowOf(act: Act, id: string): Promise<WordingRow> {
  const { rows: [row] } = await sql<WordingRow>`${rowsOf} where w.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return row;
}
