import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CaseConsents, Channel, Consent, ConsentChoices, ConsentMoved, ConsentMoveRequest, ConsentState, Evidence, NewConsent, Purpose, Recipient, Switch } from '../contract.ts';
import { consentMachine, noticeStateOf, stateOn } from '../domain.ts';
import { deliveriesOf } from './notices.ts';

interface ConsentRow {
  id: string; case_id: string; switch: Switch; recipient_id: string | null; recipient: string | null; purpose: Purpose | null; channel: Channel | null; state: ConsentState;
  valid_until: string | null; today: string; requested_at: Date; decided_at: Date | null; decided_by: string | null; decider: string | null; evidence: Evidence['kind'] | null;
}

const consentOf = (row: ConsentRow): Consent => ({
  id: row.id, caseId: row.case_id, switch: row.switch, recipient: row.recipient_id ? { id: row.recipient_id, name: row.recipient ?? '' } : null, purpose: row.purpose, channel: row.channel,
  state: stateOn({ state: row.state, validUntil: row.valid_until }, row.today), validUntil: row.valid_until, requestedAt: row.requested_at.toISOString(),
  decided: row.decided_at && row.decided_by ? { at: row.decided_at.toISOString(), by: { id: row.decided_by, name: row.decider ?? '' }, evidence: row.evidence } : null,
});

const consents = sql`
  select c.id, c.case_id, c.switch, c.recipient_id, o.name as recipient, c.purpose, c.channel, c.state, c.valid_until::text, current_date::text as today, c.requested_at,
         v.at as decided_at, v.by_member as decided_by, a.name as decider, v.evidence
    from consent c left join organisation o on o.id = c.recipient_id
    left join lateral (select at, by_member, evidence from consent_move where consent_id = c.id order by at desc, id desc limit 1) v on true
    left join membership m on m.id = v.by_member left join account a on a.id = m.account_id`;

/** The notice and the eight switches of a case. @throws {Problem} not-found */
export async function consentsOf(act: Act, caseId: string): Promise<CaseConsents> {
  const personId = await personOf(act, caseId);
  const { rows } = await sql<ConsentRow>`${consents} where c.case_id = ${caseId} order by c.requested_at desc, c.id desc limit 300`.execute(act.db);
  const deliveries = await deliveriesOf(act, caseId);
  act.audit({ action: 'consent.read', subject: 'case', subjectId: caseId, caseId, personId });
  return { caseId, personId, noticeState: noticeStateOf(deliveries), deliveries, consents: rows.map(consentOf) };
}

/** Asks for one consent; sent again it changes nothing. One that ran out makes room first. @throws {Problem} not-found, already-exists */
export async function askConsent(act: Act, id: string, given: NewConsent): Promise<Consent> {
  const personId = await personOf(act, given.caseId);
  const known = await act.db.selectFrom('consent').select('id').where('id', '=', id).executeTakeFirst();
  if (known) {
    act.unchanged();
    return findConsent(act, id);
  }
  await expireThoseRunOut(act, given.caseId);
  await act.db.insertInto('consent').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, switch: given.switch, recipient_id: given.recipientId ?? null, purpose: given.purpose ?? null, channel: given.channel ?? null,
    valid_until: given.validUntil ?? null, requested_by: act.actor.memberId, requested_at: act.now,
  }).execute();
  act.audit({ action: 'consent.ask', subject: 'consent', subjectId: id, caseId: given.caseId, personId, details: { switch: given.switch } });
  return findConsent(act, id);
}

/**
 * The person's answer. A withdrawal holds from this moment, and answers with those who received something under this consent, to be told.
 * @throws {IllegalMove} @throws {Problem} evidence-required when a consent is given without it
 */
export async function moveConsent(act: Act, consentId: string, given: ConsentMoveRequest): Promise<ConsentMoved> {
  const { rows: [row] } = await sql<{ case_id: string; state: ConsentState; valid_until: string | null; today: string; version: number }>`
    select case_id, state, valid_until::text, current_date::text as today, version from consent where id = ${consentId} for update`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const answer = async (): Promise<ConsentMoved> => ({
    consent: await findConsent(act, consentId),
    toInform: given.move === 'withdraw' ? (await recipientsOf(act, row.case_id)).filter((one) => one.consentId === consentId) : [],
  });
  if (await act.db.selectFrom('consent_move').select('id').where('id', '=', given.id).executeTakeFirst()) {
    act.unchanged();
    return answer();
  }
  if (given.move === 'give' && !given.evidence) throw new Problem('evidence-required');
  const to = consentMachine.next(stateOn({ state: row.state, validUntil: row.valid_until }, row.today), given.move);
  await act.db.insertInto('consent_move').values({
    id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, consent_id: consentId, move: given.move, from_state: row.state, to_state: to, by_member: act.actor.memberId, at: act.now, ...evidenceColumns(given.evidence),
  }).execute();
  await act.db.updateTable('consent').set({ state: to, version: row.version + 1 }).where('id', '=', consentId).execute();
  act.audit({ action: `consent.${given.move}`, subject: 'consent', subjectId: consentId, caseId: row.case_id, personId: await personOf(act, row.case_id) });
  return answer();
}

/** Bodies that received something about the person of this case, under whichever of their cases the reader holds. */
export async function recipientsOf(act: Act, caseId: string): Promise<Recipient[]> {
  const { rows } = await sql<{ sharing_id: string; consent_id: string | null; organisation_id: string; organisation: string; what: string[]; at: Date }>`
    select r.sharing_id, r.consent_id, r.organisation_id, r.organisation, r.what, r.at from case_file c cross join lateral past_recipients(c.person_id) r where c.id = ${caseId} limit 300`.execute(act.db);
  return rows.map((row) => ({ id: row.sharing_id, consentId: row.consent_id, organisation: { id: row.organisation_id, name: row.organisation }, what: row.what, at: row.at.toISOString() }));
}

export async function listRecipients(act: Act, caseId: string): Promise<Recipient[]> {
  const personId = await personOf(act, caseId);
  act.audit({ action: 'sharing.read', subject: 'case', subjectId: caseId, caseId, personId });
  return recipientsOf(act, caseId);
}

/** Bodies one may share with, and colleagues who can attest beside the writer. */
export async function consentChoices(act: Act): Promise<ConsentChoices> {
  const bodies = await act.db.selectFrom('organisation').select(['id', 'name']).orderBy('name').limit(2_000).execute();
  const { rows: colleagues } = await sql<{ id: string; name: string; role: string }>`
    select m.id, a.name, m.role from membership m join account a on a.id = m.account_id
     where (select actor_in_team()) and m.ended_at is null and m.id <> ${act.actor.memberId} and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator') order by a.name`.execute(act.db);
  return { bodies, colleagues };
}

async function expireThoseRunOut(act: Act, caseId: string): Promise<void> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from consent where case_id = ${caseId} and state = 'given' and valid_until < current_date for update`.execute(act.db);
  if (rows.length === 0) return;
  await act.db.insertInto('consent_move').values(rows.map((row) => ({
    id: newId(), programme_id: act.actor.programmeId, case_id: caseId, consent_id: row.id, move: 'expire', from_state: 'given', to_state: consentMachine.next('given', 'expire'), by_member: act.actor.memberId, at: act.now,
  }))).execute();
  await sql`update consent set state = 'expired', version = version + 1 where id = any(${rows.map((row) => row.id)})`.execute(act.db);
}

async function findConsent(act: Act, id: string): Promise<Consent> {
  const { rows: [row] } = await sql<ConsentRow>`${consents} where c.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return consentOf(row);
}

async function personOf(act: Act, caseId: string): Promise<string> {
  const row = await act.db.selectFrom('case_file').select('person_id').where('id', '=', caseId).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row.person_id;
}

function evidenceColumns(evidence: Evidence | undefined) {
  switch (evidence?.kind) {
    case undefined: return {};
    case 'signature': return { evidence: evidence.kind, signature: evidence.signature };
    case 'mark-and-witness': return { evidence: evidence.kind, witness: evidence.witness };
    case 'audio': return { evidence: evidence.kind, audio_hash: evidence.audioHash };
    case 'attestation': return { evidence: evidence.kind, attested_with: evidence.attestedWith };
  }
}
