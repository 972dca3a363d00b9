import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { drawingOf, wordsOf } from '../../../kernel/evidence.ts';
import { heldAt } from '../../../kernel/held-at.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Interview, InterviewSettings, PersonSignature, PersonSignatureRequest } from '../contract.ts';
import { markOfSection, mayWrite, takesSignature } from '../domain.ts';
import { sectionsOf } from './sections.ts';

/** What stands sealed with the base key: the evidence in words and as drawn, or the words of a refusal. */
const Told = z.object({ words: z.string().nullable(), drawing: z.string().nullable() });
/** What was read, sealed for those who may read it: sections with their versions, and the words in the person's language. */
const Read = z.object({ sections: z.array(z.string()), words: z.string().nullable() });

const contextOfTold = (id: string): string => `interview_person_signature.told:${id}`;
const contextOfRead = (id: string): string => `interview_person_signature.read:${id}`;

/** Whether a programme asks people to sign; where nobody has said, it does. */
export async function readInterviewSettings(act: Act): Promise<InterviewSettings> {
  const found = await act.db.selectFrom('interview_setting').select(['person_signature', 'version']).executeTakeFirst();
  return { personSignature: found?.person_signature ?? true, version: found?.version ?? 0 };
}

/** Audit: `interview-setting.keep`. @throws {Problem} not-found for whoever does not coordinate, changed-meanwhile */
export async function keepInterviewSettings(act: Act, version: number, given: Pick<InterviewSettings, 'personSignature'>): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  if ((await readInterviewSettings(act)).version !== version) throw new Problem('changed-meanwhile');
  const said = { person_signature: given.personSignature, by_member: act.actor.memberId, changed_at: act.now };
  if (version === 0) await act.db.insertInto('interview_setting').values({ programme_id: act.actor.programmeId, ...said }).execute();
  else await act.db.updateTable('interview_setting').set({ ...said, version: version + 1 }).where('version', '=', version).execute();
  act.audit({ action: 'interview-setting.keep', subject: 'interview-setting', details: { personSignature: given.personSignature } });
}

/**
 * Writes down that the person signed what was read back to them, or did not want to. What they sign is what stands now and was on the screen: a text that changed meanwhile,
 * or one that still waits for somebody to choose, is read again first. Taken on a device without a network it names the text as it stood there, and holds only where the
 * same stands here. Sent again it changes nothing. Audit: `interview.person-sign` or `interview.person-refuse`.
 * @param asItStands mark of the whole interview as its reader has it now (`markOfContent`)
 * @throws {Problem} not-found, not-allowed, person-signature-off, interview-not-stopped, interview-signed-by-person, interview-texts-open, changed-meanwhile, interview-not-as-read
 */
export async function takeSignature(act: Act, vault: Vault, interviewId: string, id: string, given: PersonSignatureRequest, asItStands: () => Promise<string>): Promise<void> {
  const { rows: [known] } = await sql<{ person_id: string }>`select c.person_id from interview i join case_file c on c.id = i.case_id where i.id = ${interviewId}`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const before = await act.db.selectFrom('interview_person_signature').select(['interview_id', 'outcome']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.interview_id !== interviewId || before.outcome !== given.outcome) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (!(await readInterviewSettings(act)).personSignature) throw new Problem('person-signature-off');
  // Held while it is compared: whoever writes a section waits, and finds it signed.
  const row = await act.db.selectFrom('interview').select(['case_id', 'state']).where('id', '=', interviewId).forUpdate().executeTakeFirst();
  if (!row) throw new Problem('not-allowed');
  if (row.state !== 'stopped' && row.state !== 'signed') throw new Problem('interview-not-stopped');
  const seals = await vault.seals(act, row.case_id);
  const compartment = compartmentOf(act.actor.role);
  const refused = given.outcome === 'refused';
  const standing = refused ? [] : (await sectionsOf(act, interviewId, seals)).map((one) => markOfSection({ ...one, authorId: one.author.id }));
  if (!refused) {
    if (await act.db.selectFrom('interview_person_signature').select('id').where('interview_id', '=', interviewId).where('outcome', '=', 'signed').executeTakeFirst()) throw new Problem('interview-signed-by-person');
    const { rows: open } = await sql`select from interview_text where interview_id = ${interviewId} and kind = 'beside' and settled_at is null limit 1`.execute(act.db);
    if (open.length > 0 && row.state === 'stopped') throw new Problem('interview-texts-open');
    // A device counts versions as it thinks they will be: of what was read there the text itself is the mark.
    if (given.content !== undefined && given.content !== await asItStands()) throw new Problem('interview-not-as-read');
    if (given.content === undefined && standing.toSorted().join('\n') !== given.known.toSorted().join('\n')) throw new Problem('changed-meanwhile');
  }
  const told = refused ? { words: given.words, drawing: null } : { words: wordsOf(given.evidence), drawing: drawingOf(given.evidence) ?? null };
  const base = await vault.seal(act, row.case_id, 'base');
  await act.db.insertInto('interview_person_signature').values({
    id, programme_id: act.actor.programmeId, case_id: row.case_id, interview_id: interviewId, outcome: given.outcome,
    ...(refused
      ? { refusal: given.refusal }
      : {
        language: given.language, how: given.how, mediator_id: given.mediatorId, evidence: given.evidence.kind, attested_with: given.evidence.kind === 'attestation' ? given.evidence.attestedWith : null,
        read_sealed: (await vault.seal(act, row.case_id, compartment)).close(JSON.stringify({ sections: standing, words: given.words } satisfies z.infer<typeof Read>), contextOfRead(id)),
      }),
    told_sealed: base.close(JSON.stringify(told satisfies z.infer<typeof Told>), contextOfTold(id)), sealed_for: compartment, by_member: act.actor.memberId, ...await hoursOf(act, interviewId, given),
  }).execute();
  act.audit({ action: refused ? 'interview.person-refuse' : 'interview.person-sign', subject: 'interview', subjectId: interviewId, caseId: row.case_id, personId: known.person_id });
}

/** When it was: by the device's hour where that can be, never before the talk was over. */
async function hoursOf(act: Act, interviewId: string, { notedAt, ...given }: PersonSignatureRequest) {
  if (notedAt === undefined) return { at: act.now };
  const { rows: [over] } = await sql<{ at: Date | null }>`select max(at) as at from interview_move where interview_id = ${interviewId} and move = 'stop'`.execute(act.db);
  return { at: heldAt(new Date(notedAt), over?.at ?? act.now, act.now), noted_at: notedAt, arrived_at: act.now, content_mark: given.outcome === 'signed' ? given.content ?? null : null };
}

/** Where what was read back is sealed: with the story, for whoever hears it; else with what the writer may write. */
function compartmentOf(role: string): 'restricted' | 'work' | 'mediation' {
  const mine = mayWrite(role);
  return mine.includes('restricted') ? 'restricted' : mine.includes('work') ? 'work' : 'mediation';
}

interface SignatureRow {
  id: string; outcome: PersonSignature['outcome']; evidence: PersonSignature['evidence']; attested: string | null; refusal: PersonSignature['refusal']; language: string | null; how: PersonSignature['how'];
  mediator_id: string | null; mediator: string | null; told_sealed: Buffer; sealed_for: string; read_sealed: Buffer | null; by_member: string; name: string; at: Date; noted_at: Date | null; arrived_at: Date | null;
}

/** How the person signed, for those who may know of the interview, and what was read as far as they may read it. */
export async function signaturesOf(act: Act, interview: { readonly id: string; readonly state: Interview['state']; readonly authorId: string }, seals: ReadonlyMap<string, Seal>): Promise<Pick<Interview, 'personSignatures' | 'mayTakeSignature'>> {
  const { rows } = await sql<SignatureRow>`
    select s.id, s.outcome, s.evidence, second.name as attested, s.refusal, s.language, s.how, s.mediator_id, mediator.name as mediator, s.told_sealed, s.sealed_for, s.read_sealed, s.by_member, a.name, s.at, s.noted_at, s.arrived_at
      from interview_person_signature s join membership m on m.id = s.by_member join account a on a.id = m.account_id
      left join membership sm on sm.id = s.attested_with left join account second on second.id = sm.account_id
      left join membership im on im.id = s.mediator_id left join account mediator on mediator.id = im.account_id
     where s.interview_id = ${interview.id} order by s.at desc, s.id desc limit 50`.execute(act.db);
  const personSignatures = rows.map((row): PersonSignature => {
    const told = opened(Told, seals.get('base'), row.told_sealed, contextOfTold(row.id));
    const read = row.read_sealed && opened(Read, seals.get(row.sealed_for), row.read_sealed, contextOfRead(row.id));
    const isSigned = row.outcome === 'signed';
    return {
      id: row.id, outcome: row.outcome, evidence: row.evidence, evidenceWords: isSigned ? row.attested ?? told?.words ?? null : null, drawing: told?.drawing ?? null,
      refusal: row.refusal, refusalWords: isSigned ? null : told?.words ?? null, language: row.language, how: row.how,
      mediator: row.mediator_id ? { id: row.mediator_id, name: row.mediator ?? '' } : null, words: read?.words ?? null, sections: read?.sections.length ?? null,
      by: { id: row.by_member, name: row.name }, at: row.at.toISOString(),
      onDevice: row.noted_at && row.arrived_at ? { notedAt: row.noted_at.toISOString(), arrivedAt: row.arrived_at.toISOString() } : null,
    };
  });
  const mayLead = interview.authorId === act.actor.memberId || seals.has('restricted');
  return { personSignatures, mayTakeSignature: takesSignature({ state: interview.state, personSignatures }, { leads: mayLead, isAsked: (await readInterviewSettings(act)).personSignature }) };
}

const opened = <T>(shape: z.ZodType<T>, seal: Seal | undefined, sealed: Buffer, context: string): T | null => (seal ? shape.parse(JSON.parse(seal.open(sealed, context))) : null);
