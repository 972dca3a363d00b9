import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { parse } from 'csv-parse';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type EscoEdition, type EscoEditions, type EscoFound, type EscoGiven, EscoKind, EscoLanguage, type EscoSearch } from '../contract.ts';
import { columnsOf, conceptOf, type EscoColumns, type EscoConcept, type EscoFault } from '../domain/esco.ts';

const bringers: ReadonlySet<string> = new Set(['labour', 'coordinator']);
/** Concepts written at once. */
const BATCH = 500;
/** Signs of one row, more than any concept with all its other names and notes holds. */
const LONGEST_ROW = 200_000;
/** The whole classification has fewer than twenty thousand of either kind. */
const MOST = 60_000;

const refused = (fault: EscoFault): Problem => new Problem('esco-file-refused', { errors: [{ path: 'row' in fault ? `rows.${fault.row}` : 'file', code: fault.code }] });

/** What stands in use and what gave way. Reference data: nothing of it is personal, so that no line of the trail is owed. */
export async function listEditions(act: Act): Promise<EscoEditions> {
  const { rows } = await sql<{ id: string; kind: string; language: string; edition: string; source: string; concepts: number; by: EscoEdition['by']; created_at: Date; replaced_at: Date | null }>`
    select d.id, d.kind, d.language, d.edition, d.source, d.concepts, ${colleague('d.created_by')} as by, d.created_at, d.replaced_at from esco_edition d order by d.replaced_at is not null, d.kind, d.language, d.created_at desc limit 200`.execute(act.db);
  return {
    may: { bring: bringers.has(act.actor.role) },
    items: rows.map((row) => ({
      id: row.id, kind: EscoKind.parse(row.kind), language: EscoLanguage.parse(row.language), edition: row.edition, source: row.source, concepts: row.concepts, by: row.by, at: moment(row.created_at), replacedAt: momentOrNull(row.replaced_at),
    })),
  };
}

/**
 * Brings a file of the classification in, row by row as it arrives: nothing of it is held whole. It takes the place of the edition of the same kind and language;
 * what was chosen from that one stays readable where it was chosen. A file in which any row is no concept of this kind is refused whole. Audit: `esco.bring`.
 * @throws {Problem} not-allowed, esco-file-refused with the reason and, where there is one, the row
 */
export async function bringEdition(act: Act, id: string, given: EscoGiven, file: Readable): Promise<number> {
  if (!bringers.has(act.actor.role)) throw new Problem('not-allowed');
  const known = await act.db.selectFrom('esco_edition').select(['concepts', 'kind', 'language', 'edition']).where('id', '=', id).executeTakeFirst();
  if (known) {
    act.unchangedIf(known.kind === given.kind && known.language === given.language && known.edition === given.edition);
    return known.concepts;
  }
  const digest = createHash('sha256');
  const watched = file.pipe(new Transform({ transform(bytes: Buffer, _, done) { digest.update(bytes); done(null, bytes); } }));
  file.once('error', (error) => watched.destroy(error));
  await act.db.updateTable('esco_edition').set({ replaced_at: act.now }).where('kind', '=', given.kind).where('language', '=', given.language).where('replaced_at', 'is', null).execute();
  let [concepts, batch]: [number, EscoConcept[]] = [0, []];
  const keep = async (): Promise<void> => {
    if (batch.length === 0) return;
    await act.db.insertInto('esco_concept').values(batch.map((one) => ({ programme_id: act.actor.programmeId, edition_id: id, uri: one.uri, label: one.label, other_labels: one.otherLabels })))
      .onConflict((conflict) => conflict.columns(['edition_id', 'uri']).doNothing()).execute();
    concepts += batch.length;
    batch = [];
  };
  for await (const concept of conceptsIn(watched, given.kind)) {
    batch.push(concept);
    if (batch.length === BATCH) await keep();
  }
  await keep();
  if (concepts === 0) throw refused({ code: 'empty' });
  await act.db.insertInto('esco_edition').values({
    id, programme_id: act.actor.programmeId, kind: given.kind, language: given.language, edition: given.edition, source: given.source, digest: digest.digest('hex'), concepts, created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  await sql`delete from esco_concept c using esco_edition d where d.id = c.edition_id and d.replaced_at is not null`.execute(act.db);
  act.audit({ action: 'esco.bring', subject: 'esco', subjectId: id, details: { kind: given.kind, language: given.language, concepts } });
  return concepts;
}

/** The concepts of a file as it arrives. @throws {Problem} esco-file-refused */
async function* conceptsIn(file: Readable, kind: EscoKind): AsyncGenerator<EscoConcept> {
  const rows = file.pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW }));
  file.once('error', (error) => rows.destroy(error));
  let columns: EscoColumns | null = null;
  let row = 0;
  try {
    for await (const record of rows as AsyncIterable<string[]>) {
      row += 1;
      if (row > MOST) throw refused({ code: 'too-many' });
      if (columns === null) {
        columns = columnsOf(record);
        if (columns === null) throw refused({ code: 'columns' });
        continue;
      }
      const concept = conceptOf(record, columns, kind);
      // Bytes that were no UTF-8 leave this sign behind: words would be kept that nobody wrote.
      if (concept === null || concept.label.includes('\uFFFD')) throw refused({ code: 'row', row });
      yield concept;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) throw refused({ code: 'broken' });
    throw error;
  }
}

/** Concepts by their names, the nearest first, in the edition in use. Audit: none; the classification is nobody's. */
export async function searchConcepts(act: Act, { kind, language, words }: EscoSearch): Promise<EscoFound> {
  act.unchanged();
  const edition = await act.db.selectFrom('esco_edition').select(['id', 'edition']).where('kind', '=', kind).where('language', '=', language).where('replaced_at', 'is', null).executeTakeFirst();
  if (!edition) return { loaded: false, items: [] };
  const parts = words.split(/\s+/).slice(0, 6).map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const { rows } = await sql<{ uri: string; label: string }>`
    select c.uri, c.label from esco_concept c where c.edition_id = ${edition.id} and ${sql.join(parts.map((part) => sql`(c.label || ' ' || c.other_labels) ilike ${part}`), sql` and `)}
     order by (c.label ilike ${parts[0] ?? ''}) desc, similarity(c.label, ${words}) desc, c.label, c.uri limit 12`.execute(act.db);
  return { loaded: true, items: rows.map((row) => ({ ...row, edition: edition.edition })) };
}
