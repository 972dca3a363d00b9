import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { assign } from '../../features/cases/store/team.ts';
import { DocumentCompartment, DocumentKind } from '../../features/documents/contract.ts';
import { keepWritten } from '../../features/documents/store/contents.ts';
import { keepDocument } from '../../features/documents/store/documents.ts';
import { Acceptance, Done, OneFile } from '../../features/intake/contract.ts';
import { identifyingIn } from '../../features/intake/domain.ts';
import { fileMoved, openFile } from '../../features/intake/store/files.ts';
import { type ForAcceptance, forAcceptance, moveInbound, tieToCase } from '../../features/intake/store/moves.ts';
import { addContact } from '../../features/persons/store/contacts.ts';
import { keepLanguage, movePerson } from '../../features/persons/store/facts.ts';
import { addName } from '../../features/persons/store/names.ts';
import { openPerson } from '../../features/persons/store/open.ts';
import type { Act } from '../../kernel/database/act.ts';
import type { Routes } from '../../kernel/http/app.ts';
import type { House } from '../../kernel/http/house.ts';
import { Problem } from '../../kernel/http/problems.ts';

/** How a segnalazione becomes a case, or joins one: whose, how, and what is told to who sent it. */
const Given = z.object({
  id: z.uuid().describe('Of the step'),
  how: z.enum(['accepted', 'merged']),
  acceptance: Acceptance,
  words: z.string().trim().min(3).max(1_000).optional(),
  answer: z.string().trim().min(3).max(2_000).optional(),
});
type Given = z.infer<typeof Given>;

/**
 * Accepts a segnalazione, or unites it with a case that goes on: in one transaction the person and the case are opened where they are new, with the language, the name and the telephone
 * that were given and the doubt of age; a colleague gets the case; words and signs stay where they are and are read from the case. Sent again it changes nothing.
 * Audit: what each room writes, and `inbound.accept` or `inbound.merge`. @throws {Problem} not-found, not-allowed, illegal-move
 */
async function acceptInbound(act: Act, house: House, id: string, given: Given): Promise<void> {
  const { acceptance: { personId, caseId, isNew, memberId }, how } = given;
  const found = await forAcceptance(act, house.vault, id);
  if (isNew && how === 'merged') throw new Problem('invalid-input', { errors: [{ path: 'acceptance.isNew', code: 'format' }] });
  if (found.isTaken) {
    await moveInbound(act, house.vault, id, { id: given.id, move: how === 'accepted' ? 'accept' : 'merge' }, caseId);
    return;
  }
  if (isNew) await openFrom(act, house, personId, caseId, found);
  if (!(await tieToCase(act, id, caseId, how, found.urgency))) return act.unchanged();
  if (memberId !== null && !(await follows(act, caseId, memberId))) await assign(act, newId(), { caseId, memberId, answersForIt: await mayAnswer(act, memberId) });
  await moveInbound(act, house.vault, id, {
    id: given.id, move: how === 'accepted' ? 'accept' : 'merge', ...(memberId === null ? {} : { memberId }), ...(given.words === undefined ? {} : { words: given.words }), ...(given.answer === undefined ? {} : { answer: given.answer }),
  }, caseId);
}

/** What the segnalazione already says is not asked again. */
async function openFrom(act: Act, house: House, personId: string, caseId: string, { language, calledBy, minor, content }: ForAcceptance): Promise<void> {
  await openPerson(act, personId, { caseId, origin: 'inbound-referral' });
  if (language !== null) await keepLanguage(act, personId, language, { speaks: 'well', reads: null, interpreter: false });
  if (minor !== 'no') await movePerson(act, personId, { id: newId(), move: 'raise-doubt', reason: 'Segnalazione' });
  if (content === null) return;
  if (calledBy === 'name') await addName(act, personId, newId(), { kind: 'declared', text: content.called, givenName: null, familyName: null, preferred: true });
  // Whose telephone it is nobody has said: it is treated as one that others may answer.
  const phone = identifyingIn(content.reach).includes('phone') ? /\+?\d(?:[\s.-]?\d){8,}/u.exec(content.reach)?.[0] : undefined;
  if (phone !== undefined) await addContact(house, act, personId, newId(), { kind: 'phone', value: phone, belongsTo: 'shared', label: content.reach.slice(0, 120) });
}

const follows = async (act: Act, caseId: string, memberId: string): Promise<boolean> =>
  (await act.db.selectFrom('case_assignment').select('id').where('case_id', '=', caseId).where('member_id', '=', memberId).where('ended_at', 'is', null).executeTakeFirst()) !== undefined;

/** A mediator follows a case and never answers for it. */
const mayAnswer = async (act: Act, memberId: string): Promise<boolean> =>
  (await act.db.selectFrom('membership').select('role').where('id', '=', memberId).executeTakeFirst())?.role !== 'mediator';

/** Which file goes where in the case. */
const FileGiven = z.object({ documentId: z.uuid(), contentId: z.uuid(), compartment: DocumentCompartment, kind: DocumentKind, title: z.string().trim().min(2).max(160) });

/**
 * Moves a file of a segnalazione into the documents of the case it became, one by one and by choice: sealed anew for the readers of the compartment, and no longer kept with the segnalazione.
 * Audit: `inbound.file-open`, `document.keep`. @throws {Problem} not-found, not-allowed
 */
async function moveFile(act: Act, house: House, { id, fileId }: { id: string; fileId: string }, { documentId, contentId, ...facts }: z.infer<typeof FileGiven>): Promise<void> {
  const matter = await act.db.selectFrom('inbound_matter').select('case_id').where('id', '=', id).executeTakeFirst();
  const before = await act.db.selectFrom('inbound_file').select('document_id').where('id', '=', fileId).where('referral_id', '=', id).executeTakeFirst();
  if (!matter || !before) throw new Problem('not-found');
  if (before.document_id !== null) return act.unchangedIf(before.document_id === documentId);
  const place = { caseId: matter.case_id, compartment: facts.compartment };
  const { mediaType, bytes, thumbnail } = await openFile(act, house.vault, id, fileId);
  await keepWritten(act, house.vault, contentId, place, { mediaType, bytes, ...(thumbnail ? { thumbnail } : {}) });
  await keepDocument(act, house.vault, documentId, { ...facts, ...place, contents: [contentId], issuedOn: null, expiresOn: null });
  await fileMoved(act, fileId, documentId);
}

export const acceptedRoutes: Routes = (app, house) => {
  app.post('/api/inbound-referrals/:id/acceptance', {
    schema: { summary: 'Accept a segnalazione: the person and the case, opened or found, and who gets it; or unite it with a case that goes on', tags: ['intake'], params: z.object({ id: z.uuid() }), body: Given, response: { 200: Done } },
  }, (request) => request.act(async (act) => { await acceptInbound(act, house, request.params.id, request.body); return { done: true as const }; }));

  app.post('/api/inbound-referrals/:id/files/:fileId/move', {
    schema: { summary: 'Move a file of a segnalazione into the documents of the case it became', tags: ['intake'], params: OneFile, body: FileGiven, response: { 200: Done } },
  }, (request) => request.act(async (act) => { await moveFile(act, house, request.params, request.body); return { done: true as const }; }));
};
