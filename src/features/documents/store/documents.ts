import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, PAGE, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CheckedFile } from '../../../kernel/files/check.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { MediaType } from '../../../kernel/files/kinds.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Colleague } from '../../cases/contract.ts';
import { DocumentCompartment, type DocumentDetail, type DocumentFacts, type DocumentLine, type DocumentList, type DocumentVersion, type MoveDocument, type NewDocument, type NewVersion } from '../contract.ts';
import { documentMachine, expiryOf } from '../domain.ts';
import { giveTo, held, joined, keepWritten, largestOf, ofThumbnail } from './contents.ts';

const ofTitle = (id: string): string => `document.title:${id}`;
const ofReason = (id: string): string => `document_move.reason:${id}`;

interface Row {
  id: string;
  case_id: string;
  person_id: string;
  compartment: DocumentLine['compartment'];
  kind: DocumentLine['kind'];
  state: DocumentLine['state'];
  title_sealed: Buffer;
  issued_on: string | null;
  expires_on: string | null;
  subject: DocumentLine['subject'];
  subject_id: string | null;
  by: Colleague;
  created_at: Date;
  place: string;
  version: number;
}

const columns = sql`d.id, d.case_id, c.person_id, d.compartment, d.kind, d.state, d.title_sealed, d.issued_on::text as issued_on, d.expires_on::text as expires_on, d.subject, d.subject_id,
  ${colleague('d.created_by')} as by, d.created_at, d.created_at::text as place, d.version`;

const headingOf = (row: Row, seal: Seal | undefined, day: string) => ({
  id: row.id, caseId: row.case_id, compartment: row.compartment, kind: row.kind, state: row.state, title: seal?.open(row.title_sealed, ofTitle(row.id)) ?? null,
  issuedOn: row.issued_on, expiresOn: row.expires_on, expiry: expiryOf(row.expires_on, day), subject: row.subject, subjectId: row.subject_id, by: row.by, at: moment(row.created_at), version: row.version,
});

interface VersionRow {
  id: string;
  number: number;
  media_type: MediaType;
  bytes: number;
  pages: number;
  made: DocumentVersion['made'];
  by: Colleague;
  at: string;
}

const versionColumns = sql`v.id, v.number, k.media_type, k.bytes, v.pages, v.made, ${colleague('v.created_by')} as by, to_json(v.created_at)#>>'{}' as at`;
const versionOf = (row: VersionRow): DocumentVersion => ({
  id: row.id, number: row.number, mediaType: row.media_type, bytes: row.bytes, pages: row.pages, made: row.made, by: row.by, at: new Date(row.at).toISOString(),
});

/** The documents of a case that the asker may read, the newest first. Audit: `document.list`. @throws {Problem} not-found */
export async function listDocuments(act: Act, vault: Vault, caseId: string, asked: { after?: string | undefined; removed: boolean; subjectId?: string | undefined }): Promise<DocumentList> {
  const access = await act.db.selectFrom('case_access').select(['person_id', 'compartments']).where('case_id', '=', caseId).where('member_id', '=', act.actor.memberId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!access) throw new Problem('not-found');
  const place = placeAfter(asked.after, 2);
  const state = asked.removed ? 'removed' : 'kept';
  const { rows } = await sql<Row & { newest: VersionRow; versions: number; content_id: string; thumbnail_sealed: Buffer | null }>`
    select ${columns}, to_jsonb(n) - 'content_id' - 'thumbnail_sealed' as newest, n.content_id, n.thumbnail_sealed, (select count(*)::int from document_version v where v.document_id = d.id) as versions
      from document d join case_file c on c.id = d.case_id
      join lateral (select ${versionColumns}, k.id as content_id, k.thumbnail_sealed from document_version v join document_content k on k.id = v.content_id where v.document_id = d.id order by v.number desc limit 1) n on true
     where d.case_id = ${caseId} and d.state = ${state} ${asked.subjectId ? sql`and d.subject_id = ${asked.subjectId}` : sql``}
       ${place ? sql`and (d.created_at, d.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
     order by d.created_at desc, d.id desc limit ${PAGE + 1}`.execute(act.db);
  const gone = await act.db.selectFrom('document').select(sql<number>`count(*)::int`.as('count')).where('case_id', '=', caseId).where('state', '=', 'removed')
    .$if(asked.subjectId !== undefined, (removed) => removed.where('subject_id', '=', asked.subjectId ?? '')).executeTakeFirstOrThrow();
  const seals = await vault.seals(act, caseId);
  const day = italianDay(act.now);
  act.audit({ action: 'document.list', subject: 'case', subjectId: caseId, caseId, personId: access.person_id, details: { documents: Math.min(rows.length, PAGE), removed: asked.removed } });
  const page = paged(rows, (row) => [row.place, row.id], (row): DocumentLine => {
    const seal = seals.get(row.compartment);
    return {
      ...headingOf(row, seal, day), newest: versionOf(row.newest), versions: row.versions,
      thumbnail: seal && row.thumbnail_sealed ? `data:image/jpeg;base64,${seal.openBytes(row.thumbnail_sealed, ofThumbnail(row.content_id)).toString('base64')}` : null,
    };
  });
  return { ...page, removed: gone.count, largest: await largestOf(act), compartments: DocumentCompartment.options.filter((one) => access.compartments.includes(one)) };
}

async function known(act: Act, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from document d join case_file c on c.id = d.case_id where d.id = ${id}`.execute(act.db);
  const [row] = rows;
  if (!row) throw new Problem('not-found');
  return row;
}

/** One document: its versions, its moves, who read it. Audit: `document.read`. @throws {Problem} not-found */
export async function readDocument(act: Act, vault: Vault, id: string): Promise<DocumentDetail> {
  const row = await known(act, id);
  const seal = (await vault.seals(act, row.case_id)).get(row.compartment);
  const versions = await sql<VersionRow>`select ${versionColumns} from document_version v join document_content k on k.id = v.content_id where v.document_id = ${id} order by v.number desc`.execute(act.db);
  const moves = await sql<{ id: string; move: 'remove' | 'restore'; reason_sealed: Buffer; by: Colleague; at: Date }>`
    select m.id, m.move, m.reason_sealed, ${colleague('m.by_member')} as by, m.at from document_move m where m.document_id = ${id} order by m.at desc, m.id desc`.execute(act.db);
  const access = await act.db.selectFrom('case_access').select('compartments').where('case_id', '=', row.case_id).where('member_id', '=', act.actor.memberId).executeTakeFirst();
  const readings = access?.compartments.includes('case') ? await sql<{ action: string; by: Colleague; at: Date }>`
    select e.action, ${colleague('e.member_id')} as by, e.at from audit_event e
     where e.case_id = ${row.case_id} and e.subject = 'document' and e.subject_id = ${id} and e.action in ('document.open', 'document.download') and e.member_id is not null and coalesce((e.details->>'page')::int, 1) = 1 order by e.at desc limit 100`.execute(act.db) : null;
  act.audit({ action: 'document.read', subject: 'document', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    ...headingOf(row, seal, italianDay(act.now)), versions: versions.rows.map(versionOf),
    moves: moves.rows.map((move) => ({ id: move.id, move: move.move, reason: seal?.open(move.reason_sealed, ofReason(move.id)) ?? null, by: move.by, at: moment(move.at) })),
    readings: readings?.rows.map((one) => ({ action: one.action, by: one.by, at: moment(one.at) })) ?? null,
  };
}

/** Makes a document of what was brought; sent again it is kept once. Audit: `document.keep`. @throws {Problem} already-exists, content-missing, pages-not-pictures, not-found, not-allowed */
export async function keepDocument(act: Act, vault: Vault, id: string, given: NewDocument): Promise<void> {
  const before = await act.db.selectFrom('document').select(['case_id', 'created_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== given.caseId || before.created_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const personId = await held(act, given);
  const { contentId, pages, isScan } = await joined(act, vault, newId(), given, given.contents, 'Documento');
  await insertDocument(act, vault, id, given);
  await addVersion(act, { documentId: id, caseId: given.caseId, contentId, number: 1, pages, made: isScan ? 'scanned' : 'brought' });
  act.audit({ action: 'document.keep', subject: 'document', subjectId: id, caseId: given.caseId, personId, details: { kind: given.kind, compartment: given.compartment, pages } });
}

type Heading = Pick<NewDocument, 'caseId' | 'compartment' | 'kind' | 'title' | 'issuedOn' | 'expiresOn' | 'subject' | 'subjectId'>;

async function insertDocument(act: Act, vault: Vault, id: string, given: Heading): Promise<void> {
  const seal = await vault.seal(act, given.caseId, given.compartment);
  await act.db.insertInto('document').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, compartment: given.compartment, kind: given.kind, title_sealed: seal.close(given.title, ofTitle(id)),
    issued_on: given.issuedOn, expires_on: given.expiresOn, subject: given.subject ?? null, subject_id: given.subjectId ?? null, created_by: act.actor.memberId,
  }).execute();
}

async function addVersion(act: Act, of: { documentId: string; caseId: string; contentId: string; number: number; pages: number; made: DocumentVersion['made'] }, id = newId()): Promise<void> {
  await giveTo(act, of.contentId, of.documentId);
  await act.db.insertInto('document_version').values({
    id, programme_id: act.actor.programmeId, case_id: of.caseId, document_id: of.documentId, number: of.number, content_id: of.contentId, made: of.made, pages: of.pages, created_by: act.actor.memberId,
  }).execute();
}

/** A newer version beside the older ones. Audit: `document.version`. @throws {Problem} not-found, content-missing, illegal-move, already-exists */
export async function keepVersion(act: Act, vault: Vault, id: string, { documentId, contents }: NewVersion): Promise<void> {
  const before = await act.db.selectFrom('document_version').select(['document_id', 'created_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.document_id !== documentId || before.created_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const row = await known(act, documentId);
  if (row.state !== 'kept') throw new Problem('illegal-move');
  const place = { caseId: row.case_id, compartment: row.compartment };
  // Whoever brings a version at the same time waits here, and gets the number after.
  await sql`update document set version = version + 1 where id = ${documentId}`.execute(act.db);
  const { rows: [last] } = await sql<{ number: number }>`select max(number)::int as number from document_version where document_id = ${documentId}`.execute(act.db);
  const { contentId, pages, isScan } = await joined(act, vault, newId(), place, contents, 'Documento');
  await addVersion(act, { documentId, caseId: row.case_id, contentId, number: (last?.number ?? 0) + 1, pages, made: isScan ? 'scanned' : 'brought' }, id);
  act.audit({ action: 'document.version', subject: 'document', subjectId: documentId, caseId: row.case_id, personId: row.person_id, details: { pages } });
}

/** Puts right what the document is and until when it is valid. Audit: `document.change`. @throws {Problem} not-found, changed-meanwhile */
export async function changeDocument(act: Act, vault: Vault, id: string, version: number, facts: DocumentFacts): Promise<void> {
  const row = await known(act, id);
  if (row.version !== version) throw new Problem('changed-meanwhile');
  const seal = await vault.seal(act, row.case_id, row.compartment);
  await act.db.updateTable('document').set({ kind: facts.kind, title_sealed: seal.close(facts.title, ofTitle(id)), issued_on: facts.issuedOn, expires_on: facts.expiresOn, version: version + 1 }).where('id', '=', id).execute();
  act.audit({ action: 'document.change', subject: 'document', subjectId: id, caseId: row.case_id, personId: row.person_id, details: { kind: facts.kind, expires: facts.expiresOn } });
}

/** Takes a document from sight, or puts it back. Audit: `document.<move>`. @throws {Problem} not-found, illegal-move, changed-meanwhile */
export async function moveDocument(act: Act, vault: Vault, id: string, version: number, given: MoveDocument): Promise<void> {
  const row = await known(act, id);
  const before = await act.db.selectFrom('document_move').select('document_id').where('id', '=', given.id).executeTakeFirst();
  if (before) return act.unchanged();
  if (row.version !== version) throw new Problem('changed-meanwhile');
  const to = documentMachine.next(row.state, given.move, { reason: given.reason });
  const seal = await vault.seal(act, row.case_id, row.compartment);
  await act.db.updateTable('document').set({ state: to, version: version + 1 }).where('id', '=', id).execute();
  await act.db.insertInto('document_move').values({
    id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, document_id: id, move: given.move, from_state: row.state, to_state: to, reason_sealed: seal.close(given.reason, ofReason(given.id)), by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: `document.${given.move}`, subject: 'document', subjectId: id, caseId: row.case_id, personId: row.person_id });
}
/** What the house wrote for a case becomes a document of it. Audit: the caller's own line. @throws {Problem} not-found, not-allowed */
export async function keepLetter(act: Act, vault: Vault, id: string, given: Heading, file: CheckedFile): Promise<void> {
  const contentId = newId();
  await keepWritten(act, vault, contentId, given, file);
  await insertDocument(act, vault, id, given);
  await addVersion(act, { documentId: id, caseId: given.caseId, contentId, number: 1, pages: 1, made: 'written' });
}

