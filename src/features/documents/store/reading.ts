import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { endings, type MediaType } from '../../../kernel/files/kinds.ts';
import { drawnPage, pagesOf } from '../../../kernel/files/drawing.ts';
import { pageOfScan } from '../../../kernel/files/scan.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { DocumentKind, Made } from '../contract.ts';
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

interface KnownVersion {
  readonly file: ReadableFile;
  readonly documentId: string;
  readonly personId: string;
  readonly number: number;
  readonly made: Made;
  /** How many photographs it was made of. */
  readonly pages: number;
}

/** @throws {Problem} not-found */
async function versionOf(act: Act, versionId: string): Promise<KnownVersion> {
  const { rows } = await sql<{ document_id: string; case_id: string; person_id: string; compartment: string; kind: DocumentKind; number: number; made: Made; shown: number; content_id: string; pieces: number; bytes: number; media_type: MediaType; code: string }>`
    select v.document_id, d.case_id, c.person_id, d.compartment, d.kind, v.number, v.made, v.pages as shown, k.id as content_id, k.pieces, k.bytes, k.media_type, p.code
      from document_version v join document d on d.id = v.document_id join document_content k on k.id = v.content_id
      join case_file c on c.id = d.case_id join person p on p.id = c.person_id where v.id = ${versionId}`.execute(act.db);
  const [row] = rows;
  if (!row) throw new Problem('not-found');
  return {
    documentId: row.document_id, personId: row.person_id, number: row.number, made: row.made, pages: row.shown,
    file: {
      contentId: row.content_id, pieces: row.pieces, bytes: row.bytes, mediaType: row.media_type, caseId: row.case_id, compartment: row.compartment,
      name: neutralName(row.code, row.kind, row.number, endings[row.media_type]),
    },
  };
}

const told = (act: Act, { file, documentId, personId, number }: KnownVersion, isShown: boolean, page?: number): void => act.audit({
  action: isShown ? 'document.open' : 'document.download', subject: 'document', subjectId: documentId, caseId: file.caseId, personId, details: { version: number, ...(page === undefined ? {} : { page }) },
});

/** That a version is opened or copied, told before its first byte leaves. Audit: `document.open` or `document.download`. @throws {Problem} not-found */
export async function beginReading(act: Act, versionId: string, isShown: boolean): Promise<ReadableFile> {
  const known = await versionOf(act, versionId);
  told(act, known, isShown);
  return known.file;
}

/** The bytes, in pieces, each opened as it leaves. @throws {Problem} content-destroyed */
export async function* fileOf(act: Act, vault: Vault, file: ReadableFile): AsyncGenerator<Buffer> {
  const seal = (await vault.seals(act, file.caseId)).get(file.compartment);
  if (!seal) throw new Problem('content-destroyed');
  yield* piecesOf(act, seal, { id: file.contentId, pieces: file.pieces });
}

/** Wide enough to read the smallest print of an A4 sheet on a screen (about 160 dots per inch). */
const LONGEST_SIDE = 1900;

async function wholeOf(act: Act, vault: Vault, file: ReadableFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of fileOf(act, vault, file)) parts.push(part);
  return Buffer.concat(parts);
}

/** A version as it is drawn from. Its bytes are opened in one act and drawn after it, so that no connection waits for a picture. */
export interface OpenedPages {
  /** How many photographs it was made of; null where its pages must be counted. */
  readonly photographs: number | null;
  /** Null where it is no PDF. */
  readonly pdf: Buffer | null;
}

/** Opens a version for its pages. Nobody sees anything of it yet, and it leaves no line: {@link tellPage} does. @throws {Problem} not-found, content-destroyed */
export async function openPages(act: Act, vault: Vault, versionId: string): Promise<OpenedPages> {
  act.unchanged();
  const { file, made, pages } = await versionOf(act, versionId);
  return { photographs: made === 'scanned' ? pages : null, pdf: file.mediaType === 'application/pdf' ? await wholeOf(act, vault, file) : null };
}

/** How many pages can be shown as pictures: 0 where it is no PDF, or one that cannot be drawn. */
export const countOf = async ({ photographs, pdf }: OpenedPages): Promise<number> => photographs ?? (pdf && (await pagesOf(pdf))) ?? 0;

/** One page as a picture: as it was photographed here, drawn where it came from outside. @throws {Problem} not-found where there is no such page, or it cannot be drawn */
export async function pictureOf({ photographs, pdf }: OpenedPages, page: number): Promise<Buffer> {
  const picture = pdf && (photographs === null ? await drawnPage(pdf, page, LONGEST_SIDE) : pageOfScan(pdf, page));
  if (!picture) throw new Problem('not-found');
  return picture;
}

/** That a page is looked at, told before its picture leaves, to whoever may still read it. Audit: `document.open`, with the page. @throws {Problem} not-found */
export const tellPage = async (act: Act, versionId: string, page: number): Promise<void> => told(act, await versionOf(act, versionId), true, page);
