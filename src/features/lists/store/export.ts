import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Cell } from '../../../kernel/tables/cells.ts';
import { csv } from '../../../kernel/tables/csv.ts';
import { workbook } from '../../../kernel/tables/workbook.ts';
import type { CellValue, ListExportAsked } from '../contract.ts';
import type { Words, WordsIn } from '../deeds.ts';
import { columnsOf } from '../domain.ts';
import type { ListColumn } from '../kinds.ts';
import { linesToExport } from './lines.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A list as a file, or the lines chosen in it: for who coordinates alone, by code unless names are asked for. The trail holds one line with the
 * reason, and one for each person carried away, before the first byte leaves. @throws {Problem} not-allowed, too-many-chosen, list-filter-gone
 */
export async function exportList(request: FastifyRequest, reply: FastifyReply, asked: ListExportAsked, wordsIn: WordsIn): Promise<FastifyReply> {
  const lines = await request.act(async (act) => {
    await sql`select must_coordinate()`.execute(act.db);
    const found = await linesToExport(act, asked, asked.caseIds);
    act.audit({ action: 'list.export', subject: 'list', reason: asked.reason, details: { kind: asked.kind, lines: found.length, names: asked.names, format: asked.format } });
    const told = new Set<string>();
    for (const { line, personId } of found) {
      if (line.caseId === null || told.has(line.caseId)) continue;
      told.add(line.caseId);
      act.audit({ action: 'list.export-person', subject: 'case', subjectId: line.caseId, caseId: line.caseId, ...(personId ? { personId } : {}), details: { names: asked.names } });
    }
    return found.map(({ line }) => line);
  });
  const words = await wordsIn(asked.language);
  const tongues = new Intl.DisplayNames([asked.language], { type: 'language', fallback: 'code' });
  const columns = columnsOf(asked.kind, asked.shown).filter((column) => asked.names || column.as !== 'name');
  const head = columns.map((column) => words(`lists.column.${column.key}`));
  const rows = (async function* batches() {
    yield lines.map((line) => columns.map((column) => cellOf(column, line.cells[column.key] ?? null, words, tongues)));
  })();
  reply.header('content-type', asked.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX).header('content-disposition', `attachment; filename="reti-${italianDay(new Date())}.${asked.format}"`).header('x-lines', lines.length);
  return reply.send(Readable.from(asked.format === 'csv' ? csv(head, rows, { separator: asked.language === 'it' ? ';' : ',', mark: asked.mark }) : workbook(words('lists.export.sheet'), head, rows)));
}

function cellOf(column: ListColumn, value: CellValue, words: Words, tongues: Intl.DisplayNames): Cell {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (Array.isArray(value)) return value.map((one) => (column.as === 'languages' ? tongues.of(one) ?? one : words(`${column.words}.${one}`))).join(', ');
  if (typeof value === 'number') return value;
  if (column.as === 'words') return words(`${column.words}.${value}`);
  if (column.as === 'moment') return { day: italianDay(new Date(value)) };
  return column.as === 'day' ? { day: value } : value;
}
