import { sql } from 'kysely';
import { z } from 'zod';
import { ById } from '../../features/cases/contract.ts';
import { type HeaderRow, headerOf } from '../../features/cases/store/cases.ts';
import { closingFrom, type ClosingRow } from '../../features/cases/store/closings.ts';
import { keepFirstNote, keepNote, noteLines, type NoteRow } from '../../features/cases/store/notes.ts';
import { BecamePerson, BecomePerson } from '../../features/outreach/contract.ts';
import { OpenedPerson } from '../../features/persons/contract.ts';
import { addName } from '../../features/persons/store/names.ts';
import { openPerson } from '../../features/persons/store/open.ts';
import { lineOf, type ReferralRow } from '../../features/referrals/store/sent.ts';
import { asItComes } from '../../kernel/reference/collection.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { stepOf, type StepRow } from '../../features/referrals/store/trace.ts';
import type { Act } from '../../kernel/database/act.ts';
import type { Routes } from '../../kernel/http/app.ts';
import { Problem } from '../../kernel/http/problems.ts';
import type { Vault, WrappedKey } from '../../kernel/vault/vault.ts';
import { FirstMeeting, OpenedCase } from './contract.ts';
import { becomePerson } from './street.ts';

const NOTES = 20;

/** A row as JSON carries it: times as ISO 8601, bytes in base64. */
type Carried<Row> = { readonly [Key in keyof Row]: Row[Key] extends Date | Buffer ? string : Row[Key] extends Date | Buffer | null ? string | null : Row[Key] };

interface Opened {
  readonly header: Carried<HeaderRow>;
  readonly closing: Carried<Omit<ClosingRow, 'place' | 'code'>> | null;
  readonly notes: readonly Carried<NoteRow>[];
  readonly referrals: readonly (Carried<ReferralRow> & { readonly steps: readonly Carried<StepRow>[] | null })[] | null;
  readonly keys: readonly Carried<WrappedKey>[] | null;
}

const when = (at: string): Date => new Date(at);
const whenOrNull = (at: string | null): Date | null => (at === null ? null : when(at));
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const bytesOrNull = (text: string | null): Buffer | null => (text === null ? null : bytes(text));

/**
 * What the screen of a case asks for first, in one question: its header, its last notes and its referrals. One line in the trail tells
 * that all of it was shown.
 * @throws {Problem} not-found
 */
async function openCase(act: Act, vault: Vault, caseId: string): Promise<OpenedCase> {
  const { rows } = await sql<{ opened: Opened | null }>`select case_opened(${caseId}, ${NOTES + 1}) as opened`.execute(act.db);
  const opened = rows[0]?.opened;
  if (!opened) throw new Problem('not-found');
  const { header, closing } = opened;
  const seals = vault.sealsFrom((opened.keys ?? []).map((key) => ({ ...key, wrapped: bytes(key.wrapped) })));
  const ofCase = (compartment: string) => seals.get(`${caseId} ${compartment}`);
  // Only a transfer tells of a term; whoever has none waits for no other statement.
  const reference = opened.referrals?.some((row) => row.kind === 'transfer') ? await referenceOf(act) : asItComes;
  const shown: OpenedCase = {
    header: headerOf(
      act,
      { ...header, valid_until: whenOrNull(header.valid_until), last_change_at: when(header.last_change_at), opened_at: when(header.opened_at), closed_at: whenOrNull(header.closed_at) },
      closing && closing.state !== 'approved'
        ? closingFrom({ ...closing, code: header.code, outcome_sealed: bytes(closing.outcome_sealed), words_sealed: bytesOrNull(closing.words_sealed), asked_at: when(closing.asked_at), decided_at: whenOrNull(closing.decided_at) }, ofCase('case'))
        : null,
    ),
    notes: noteLines(act, opened.notes.map((note) => ({ ...note, body_sealed: bytes(note.body_sealed), at: when(note.at) })), ofCase, NOTES),
    referrals: opened.referrals && {
      items: opened.referrals.map(({ steps, ...row }) => lineOf(
        reference,
        act,
        { ...row, sent_at: whenOrNull(row.sent_at), stopped_at: whenOrNull(row.stopped_at), appointment_at: whenOrNull(row.appointment_at), created_at: when(row.created_at) },
        (steps ?? []).map((step) => stepOf({ ...step, words_sealed: bytesOrNull(step.words_sealed), meeting_sealed: bytesOrNull(step.meeting_sealed), appointment_at: whenOrNull(step.appointment_at), at: when(step.at) }, seals.get(`${row.id} referral`))),
      )),
    },
  };
  act.audit({
    action: 'case.read', subject: 'case', subjectId: caseId, caseId, personId: header.person_id,
    details: { via: header.via, notes: shown.notes.items.length, ...(shown.referrals ? { referrals: shown.referrals.items.length } : {}) },
  });
  return shown;
}

/**
 * Opens a person with the name and the first words they give: all of it or nothing. Sent again it writes what is not there yet.
 * @throws {Problem} as opening, naming and noting do
 */
async function meet(act: Act, vault: Vault, personId: string, { name, note, ...wanted }: FirstMeeting): Promise<OpenedPerson> {
  const { isNew, caseId, code, compartments } = await openPerson(act, personId, wanted);
  // Their statements leave together; each is answered in its turn.
  await Promise.all([
    name && addName(act, personId, name.id, name),
    note && (isNew ? keepFirstNote(act, vault, { caseId, personId, held: compartments }, note.id, note.body) : keepNote(act, vault, note.id, { caseId, body: note.body })),
  ]);
  return { personId, caseId, code };
}

/** What several rooms answer together: a case as it is opened, a person as they are met. */
export const openedRoutes: Routes = (app, { vault }) => {
  app.put('/api/persons/:personId/meeting', { schema: { summary: 'Open a person and their case with the name and the first words they give', tags: ['persons'], params: z.object({ personId: z.uuid() }), body: FirstMeeting, response: { 200: OpenedPerson } } },
    (request) => request.act((act) => meet(act, vault, request.params.personId, request.body)));

  app.put('/api/street-contacts/:id/person', { config: { inCalls: true }, schema: { summary: 'A contact of the street becomes a person with a case, typed once', tags: ['outreach'], params: ById, body: BecomePerson, response: { 200: BecamePerson } } },
    (request) => request.act((act) => becomePerson(act, vault, request.params.id, request.body)));

  app.get('/api/cases/:id/opened', { schema: { summary: 'A case as it is opened: header, last notes and referrals in one answer', tags: ['cases'], params: ById, response: { 200: OpenedCase } } },
    (request, reply) => request.act(async (act) => {
      const opened = await openCase(act, vault, request.params.id);
      reply.header('etag', `"${opened.header.version}"`);
      return opened;
    }));
};
