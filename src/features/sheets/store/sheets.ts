import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { paged, PAGE, placeAfter } from '../../../kernel/database/pages.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type MoveSheet, type Sheet, SheetBasis, SheetForm, SheetKind, type SheetLine, type SheetList, type SheetMade, SheetMove, SheetPayload, SheetPurpose, SheetState } from '../contract.ts';
import { isForOthers, isLessSafe, sheetMachine } from '../domain.ts';
import { colleagues, heldFile } from './common.ts';
import { knownFacts, paperSafety } from './matter.ts';
import { KEY, opened, payloadOf, place, writtenReaders } from './payload.ts';
import { fingerprint, referenceOf, writeOut } from './writing.ts';

/**
 * Makes a sheet: frozen as its preview was, sealed with a key of its own. Nothing has left yet. Audit: `sheet.make`.
 * @throws {Problem} changed-meanwhile when what would be written is no longer what was read; sheet-cannot-be-made, sheet-consent-missing, not-found, already-exists where a sheet with other words stands under that id
 */
export async function makeSheet(act: Act, vault: Vault, id: string, asked: SheetMade): Promise<void> {
  const before = await act.db.selectFrom('profile_sheet').select(['created_by', 'case_id', 'kind', 'organisation_id', 'purpose', 'form']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.created_by === act.actor.memberId && before.case_id === asked.caseId && before.kind === asked.kind && before.form === asked.form
    && (!isForOthers(asked.kind) || (before.organisation_id === asked.organisationId && before.purpose === asked.purpose)) && await saysTheSame(act, vault, id, asked));
  const written = await writeOut(act, vault, id, asked);
  if (written.obstacles.some(({ code }) => code === 'consent-missing')) throw new Problem('sheet-consent-missing');
  if (written.obstacles.length > 0) throw new Problem('sheet-cannot-be-made', { errors: written.obstacles.map(({ code, field }) => ({ path: field ?? 'sheet', code })) });
  if (written.preview !== asked.preview) throw new Problem('changed-meanwhile');
  const own = { programme_id: act.actor.programmeId, case_id: asked.caseId };
  await act.db.insertInto('profile_sheet').values({
    id, ...own, person_id: written.personId, kind: asked.kind, organisation_id: written.basis === 'internal' || written.basis === 'own' ? null : asked.organisationId,
    purpose: written.basis === 'internal' || written.basis === 'own' ? null : asked.purpose, basis: written.basis, consent_id: written.consentId,
    compartments: [...new Set(['case', ...written.chosen.map((one) => one.compartment)])], areas: [...new Set(written.chosen.map((one) => one.area))],
    form: asked.form, language: asked.language, reference: referenceOf(id), created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  const seal = await vault.firstSeal(act, id, KEY);
  const payload: SheetPayload = {
    paper: written.paper, to: written.to, vitalWords: written.basis === 'vital-interest' ? asked.vitalWords : null, restrictedReason: asked.restrictedReason, paperWords: asked.paperWords, paperVerdict: written.verdict,
    facts: written.chosen.map((one) => ({ id: one.id, label: one.label })),
  };
  await act.db.insertInto('profile_sheet_content').values({ id, programme_id: act.actor.programmeId, sheet_id: id, case_id: asked.caseId, payload_sealed: seal.close(JSON.stringify(payload), place.payload(id)) }).execute();
  act.audit({ action: 'sheet.make', subject: 'sheet', subjectId: id, caseId: asked.caseId, personId: written.personId, details: { kind: asked.kind, facts: written.chosen.length } });
}

/** Whether the paper that was kept is the one whose preview was read, of the same facts and with the same reasons. */
async function saysTheSame(act: Act, vault: Vault, id: string, asked: SheetMade): Promise<boolean> {
  const { payload, paper } = await opened(act, vault, id);
  return payload !== null && fingerprint(paper) === asked.preview && isDeepStrictEqual(payload.facts.map((fact) => fact.id).toSorted(), [...new Set(asked.facts)].toSorted())
    && (payload.vitalWords === null || payload.vitalWords === asked.vitalWords) && payload.restrictedReason === asked.restrictedReason && payload.paperWords === asked.paperWords;
}

interface Row {
  id: string; case_id: string; person_id: string; kind: string; organisation: string | null; purpose: string | null; basis: string; compartments: string[]; areas: string[]; form: string;
  language: string; reference: string; state: string; created_by: string; created_at: Date; exactly: string; version: number; moved: string | null; moved_at: Date | null; moved_by: string | null; holds: boolean;
}

const columns = sql`s.id, s.case_id, s.person_id, s.kind, organisation_called(s.organisation_id, s.created_at) as organisation, s.purpose, s.basis, s.compartments, s.areas, s.form, s.language, s.reference, s.state,
  s.created_by, s.created_at, s.created_at::text as exactly, s.version, m.move as moved, m.at as moved_at, m.by_member as moved_by,
  s.basis <> 'consent' or exists (select from consent c where c.id = s.consent_id and consent_stands(c)) as holds`;
const lastMove = sql`left join lateral (select v.move, v.at, v.by_member from profile_sheet_move v where v.sheet_id = s.id order by v.at desc limit 1) m on true`;

function lineOf(row: Row, nameOf: (memberId: string) => { id: string; name: string }): SheetLine {
  return {
    id: row.id, kind: SheetKind.parse(row.kind), to: row.organisation, purpose: SheetPurpose.nullable().parse(row.purpose), basis: SheetBasis.parse(row.basis), areas: row.areas,
    form: SheetForm.parse(row.form), language: row.language, reference: row.reference, state: SheetState.parse(row.state), isRestricted: row.compartments.includes('restricted'),
    by: nameOf(row.created_by), at: row.created_at.toISOString(),
    lastMove: row.moved && row.moved_at && row.moved_by ? { move: SheetMove.parse(row.moved), at: row.moved_at.toISOString(), by: nameOf(row.moved_by) } : null,
  };
}

/** The sheets of a case of which the reader may know, the latest first: to whom, why and what became of it. Audit: `sheet.list`. @throws {Problem} not-found */
export async function listSheets(act: Act, vault: Vault, caseId: string, after: string | undefined): Promise<SheetList> {
  const held = await heldFile(act, caseId);
  const from = placeAfter(after, 2);
  const { rows } = await sql<Row>`select ${columns} from profile_sheet s ${lastMove} where s.case_id = ${caseId}
    ${from ? sql`and (s.created_at, s.id) < (${from[0]}::timestamptz, ${from[1]}::uuid)` : sql``} order by s.created_at desc, s.id desc limit ${PAGE + 1}`.execute(act.db);
  const nameOf = await colleagues(act, rows.flatMap((row) => [row.created_by, row.moved_by]));
  // A reader who is in no directory stands in what was sealed.
  const written = await writtenReaders(act, vault, rows.filter((row) => row.organisation === null && isForOthers(SheetKind.parse(row.kind))).map((row) => row.id));
  act.audit({ action: 'sheet.list', subject: 'sheet', caseId, personId: held.personId });
  return paged(rows, (row) => [row.exactly, row.id], (row) => { const one = lineOf(row, nameOf); return { ...one, to: one.to ?? written.get(row.id) ?? null }; });
}

async function found(act: Act, id: string): Promise<Row> {
  const { rows: [row] } = await sql<Row>`select ${columns} from profile_sheet s ${lastMove} where s.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return row;
}

/** A sheet as it was given, with what became of it. Audit: `sheet.read`. @throws {Problem} not-found */
export async function readSheet(act: Act, vault: Vault, id: string): Promise<Sheet> {
  const row = await found(act, id);
  const { payload, seal } = await opened(act, vault, id);
  const steps = await act.db.selectFrom('profile_sheet_move').select(['id', 'move', 'words_sealed', 'by_member', 'at']).where('sheet_id', '=', id).orderBy('at').orderBy('id').execute();
  const nameOf = await colleagues(act, [row.created_by, row.moved_by, ...steps.map((step) => step.by_member)]);
  const line = lineOf(row, nameOf);
  act.audit({ action: 'sheet.read', subject: 'sheet', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    ...line, to: payload?.to ?? line.to, caseId: row.case_id, version: row.version, paper: payload?.paper ?? null, vitalWords: payload?.vitalWords ?? null, restrictedReason: payload?.restrictedReason ?? '',
    paperWords: payload?.paperWords ?? '', facts: payload?.facts ?? [], moves: sheetMachine.movesFrom(line.state), basisHolds: row.holds,
    steps: steps.map((step) => ({ id: step.id, move: SheetMove.parse(step.move), words: step.words_sealed && seal ? seal.open(step.words_sealed, place.move(step.id)) : null, by: nameOf(step.by_member).name, at: step.at.toISOString() })),
  };
}

/** A paper that was safe with the person when it was made, and is so no longer, does not leave. @throws {Problem} sheet-paper-not-safe */
async function mustBeAsSafe(act: Act, vault: Vault, row: Row): Promise<void> {
  if (row.kind !== 'person' || row.form === 'discreet') return;
  const payload = await payloadOf(act, vault, row.id);
  const { verdict } = await paperSafety(act, row.case_id, await knownFacts(act, vault, row.case_id));
  if (payload && isLessSafe(verdict, payload.paperVerdict, payload.paperWords)) throw new Problem('sheet-paper-not-safe');
}

/**
 * Hands a sheet over, takes it back, says that it was not given or was an error. With the handing over the register of what left has its line, by the
 * database, which looks at the consent once more. Audit: `sheet.<move>`.
 * @throws {Problem} not-found, illegal-move, reason-required, sheet-consent-missing, sheet-paper-not-safe, changed-meanwhile
 */
export async function moveSheet(act: Act, vault: Vault, id: string, { id: moveId, move, reason }: MoveSheet, version: number): Promise<void> {
  const row = await found(act, id);
  const again = await act.db.selectFrom('profile_sheet_move').select('id').where('id', '=', moveId).where('sheet_id', '=', id).executeTakeFirst();
  if (again) return act.unchanged();
  const from = SheetState.parse(row.state);
  const to = sheetMachine.next(from, move, { reason });
  if (move === 'hand-over') await mustBeAsSafe(act, vault, row);
  const seal = reason === null ? null : await vault.seal(act, id, KEY);
  await act.db.insertInto('profile_sheet_move').values({
    id: moveId, programme_id: act.actor.programmeId, case_id: row.case_id, sheet_id: id, move, from_state: from, to_state: to,
    words_sealed: seal && reason !== null ? seal.close(reason, place.move(moveId)) : null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  const moved = await act.db.updateTable('profile_sheet').set({ state: to, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: `sheet.${move}`, subject: 'sheet', subjectId: id, caseId: row.case_id, personId: row.person_id });
}

/** The paper as bytes. It comes only for a sheet that is written down as handed over: nothing leaves beside the register. Audit: `sheet.print`. @throws {Problem} not-found, sheet-not-handed-over, sheet-consent-missing where it ended since, sheet-paper-not-safe, content-destroyed */
export async function printSheet(act: Act, vault: Vault, id: string, form: 'pdf' | 'docx'): Promise<{ bytes: Buffer; name: string }> {
  const row = await found(act, id);
  if (row.state !== 'handed-over') throw new Problem('sheet-not-handed-over');
  // It stays to be read here; another copy of it does not leave.
  if (!row.holds) throw new Problem('sheet-consent-missing');
  await mustBeAsSafe(act, vault, row);
  const payload = await payloadOf(act, vault, id);
  if (!payload) throw new Problem('content-destroyed');
  act.audit({ action: 'sheet.print', subject: 'sheet', subjectId: id, caseId: row.case_id, personId: row.person_id, details: { form } });
  const { letterhead, ...paper } = payload.paper;
  const bytes = await (form === 'pdf' ? asPdf : asDocx)({ ...paper, ...(letterhead ? { letterhead: await officeHead(act, letterhead, row.created_at) } : {}) }, { at: row.created_at });
  // What goes into the person's hands has a name that tells nobody what it is; the others are called by their reference.
  return { bytes, name: row.kind === 'person' ? `1.${form}` : `scheda-${row.reference}.${form}` };
}
