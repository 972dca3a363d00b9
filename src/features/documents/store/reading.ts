import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { endings, type MediaType } from '../../../kernel/files/kinds.ts';
import { pageOfScan } from '../../../kernel/files/scan.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { DocumentKind } from '../contract.ts';
import { neutralName } from '../domain.ts';
import { piecesOf } from './contents.ts';

export interface ReadableFile {
  readonly contentId: string;
  readonly pieces: number;
  readonly bytes: number;
  readonly mediaType: MediaType;
  readonly caseId: string;
  readonly compartment: string;
  /** What the copy is called: the person's code, never their name. */
  readonly name: string;
}

/** That a version is opened or copied, told before its first byte leaves. Audit: `document.open` or `document.download`. @throws {Problem} not-found */
export async function beginReading(act: Act, versionId: string, isShown: boolean, page?: number): Promise<ReadableFile> {
  const { rows } = await sql<{ document_id: string; case_id: string; person_id: string; compartment: string; kind: DocumentKind; number: number; content_id: string; pieces: number; bytes: number; media_type: MediaType; code: string }>`
    select v.document_id, d.case_id, c.person_id, d.compartment, d.kind, v.number, k.id as content_id, k.pieces, k.bytes, k.media_type, p.code
      from document_version v join document d on d.id = v.document_id join document_content k on k.id = v.content_id
      join case_file c on c.id = d.case_id join person p on p.id = c.person_id where v.id = ${versionId}`.execute(act.db);
  const [row] = rows;
  if (!row) throw new Problem('not-found');
  act.audit({ action: isShown ? 'document.open' : 'document.download', subject: 'document', subjectId: row.document_id, caseId: row.case_id, personId: row.person_id, details: { version: row.number, ...(page === undefined ? {} : { page }) } });
  return {
    contentId: row.content_id, pieces: row.pieces, bytes: row.bytes, mediaType: row.media_type, caseId: row.case_id, compartment: row.compartment,
    name: neutralName(row.code, row.kind, row.number, endings[row.media_type]),
  };
}

/** The bytes, in pieces, each opened as it leaves. @throws {Problem} content-destroyed */
export async function* fileOf(act: Act, vault: Vault, file: ReadableFile): AsyncGenerator<Buffer> {
  const seal = (await vault.seals(act, file.caseId)).get(file.compartment);
  if (!seal) throw new Problem('content-destroyed');
  yield* piecesOf(act, seal, { id: file.contentId, pieces: file.pieces });
}

/**
 * One page of what was photographed here, as a picture. Audit: `document.open`, with the page.
 * @throws {Problem} not-found where there is no such page, or the document came as a file; content-destroyed
 */
export async function readPage(act: Act, vault: Vault, versionId: string, page: number): Promise<Buffer> {
  const { rows: [version] } = await sql<{ made: string }>`select made from document_version where id = ${versionId}`.execute(act.db);
  if (version?.made !== 'scanned') throw new Problem('not-found');
  const file = await beginReading(act, versionId, true, page);
  const parts: Buffer[] = [];
  for await (const part of fileOf(act, vault, file)) parts.push(part);
  const picture = pageOfScan(Buffer.concat(parts), page);
  if (!picture) throw new Problem('not-found');
  return picture;
}
