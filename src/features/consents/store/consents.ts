import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { drawingOf, type Evidence } from '../../../kernel/evidence.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { keepRecording } from './recordings.ts';
import type { CaseConsents, Channel, Consent, ConsentChoices, ConsentEvidence, ConsentMoved, ConsentMoveRequest, ConsentRecord, ConsentState, NewConsent, Purpose, Recipient, Switch, ToldBody, WithdrawalEffects } from '../contract.ts';
import { consentMachine, noticeStateOf, stateOn, wordAt } from '../domain.ts';
import { deliveriesOf } from './notices.ts';

interface ConsentRow {
  id: string; case_id: string; switch: Switch; recipient_id: string | null; recipient: string | null; recipient_now: string | null; purpose: Purpose | null; channel: Channel | null; state: ConsentState;
  recorded_move: string | null; recorded_seconds: number | null; valid_until: string | null; today: string; asked_in: string | null; told_in: string | null; requested_at: Date; asked_noted_at: Date | null; requester: string; decided_at: Date | null; decided_noted_at: Date | null; decided_by: string | null; decider: string | null; evidence: Evidence['kind'] | null;
}

const toldBody = (id: string, name: string, now: string): ToldBody => ({ id, name, nowCalled: now === name ? null : now });

const consentOf = (row: ConsentRow): Consent => ({
  id: row.id, caseId: row.case_id, switch: row.switch, recipient: row.recipient_id ? toldBody(row.recipient_id, row.recipient ?? '', row.recipient_now ?? '') : null, purpose: row.purpose, channel: row.channel,
  state: stateOn({ state: row.state, validUntil: row.valid_until }, row.today), validUntil: row.valid_until, requestedAt: row.requested_at.toISOString(), toldIn: row.told_in,
  decided: row.decided_at && row.decided_by ? { at: row.decided_at.toISOString(), notedAt: row.decided_noted_at?.toISOString() ?? null, by: { id: row.decided_by, name: row.decider ?? '' }, evidence: row.evidence } : null,
  recording: row.recorded_move !== null && row.recorded_seconds !== null ? { moveId: row.recorded_move, seconds: row.recorded_seconds } : null,
});

const consents = sql`
  select c.id, c.case_id, c.switch, c.recipient_id, o.name as recipient_now, organisation_called(c.recipient_id, coalesce((select min(d.at) from consent_move d where d.consent_id = c.id), now())) as recipient, c.purpose, c.channel, c.state, c.valid_until::text, italian_today()::text as today, c.requested_at, c.noted_at as asked_noted_at, c.language as asked_in,
         coalesce((select l.language from consent_move l where l.consent_id = c.id and l.move in ('give', 'refuse')), c.language) as told_in,
         v.at as decided_at, v.noted_at as decided_noted_at, v.by_member as decided_by, a.name as decider, v.evidence, asker.name as requester, spoken.move_id as recorded_move, spoken.seconds as recorded_seconds
    from consent c join membership qm on qm.id = c.requested_by join account asker on asker.id = qm.account_id
    left join organisation o on o.id = c.recipient_id
    left join lateral (select at, noted_at, by_member, evidence from consent_move where consent_id = c.id order by at desc, id desc limit 1) v on true
    left join lateral (select r.move_id, r.seconds from consent_recording r join consent_move g on g.id = r.move_id where g.consent_id = c.id) spoken on true
    left join membership m on m.id = v.by_member left join account a on a.id = m.account_id`;

/** The notice and the eight switches of a case. @throws {Problem} not-found */
export async function consentsOf(act: Act, caseId: string): Promise<CaseConsents> {
  const personId = await personOf(act, caseId);
  const { rows } = await sql<ConsentRow>`${consents} where c.case_id = ${caseId} order by c.requested_at desc, c.id desc limit 300`.execute(act.db);
  const deliveries = await deliveriesOf(act, caseId);
  act.audit({ action: 'consent.read', subject: 'case', subjectId: caseId, caseId, personId });
  const talk = await act.db.selectFrom('interview').select('language').where('case_id', '=', caseId).where('state', 'in', ['running', 'paused']).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return { caseId, personId, talkIn: talk?.language ?? null, noticeState: noticeStateOf(deliveries), deliveries, consents: rows.map(consentOf) };
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
    valid_until: given.validUntil ?? null, requested_by: act.actor.memberId, requested_at: act.now, noted_at: wordAt(given.notedAt, null, act.now), language: given.toldIn ?? null,
  }).execute();
  act.audit({ action: 'consent.ask', subject: 'consent', subjectId: id, caseId: given.caseId, personId, details: { switch: given.switch } });
  return findConsent(act, id);
}

/**
 * The person's answer. A withdrawal holds from this moment, and answers with those who received something under this consent, to be told: also where a device
 * noted it hours ago. That hour is kept and shown, and changes nothing of what was sent meanwhile.
 * @throws {IllegalMove} @throws {Problem} evidence-required when a consent is given without it; what {@link keepRecording} says of a recording
 */
export async function moveConsent(act: Act, vault: Vault, consentId: string, given: ConsentMoveRequest): Promise<ConsentMoved> {
  const { rows: [row] } = await sql<{ case_id: string; state: ConsentState; valid_until: string | null; today: string; version: number; said_before: Date }>`
    select case_id, state, valid_until::text, italian_today()::text as today, version,
           coalesce((select max(coalesce(m.noted_at, m.at)) from consent_move m where m.consent_id = consent.id), noted_at, requested_at) as said_before
      from consent where id = ${consentId} for update`.execute(act.db);
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
    id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, consent_id: consentId, move: given.move, from_state: row.state, to_state: to, by_member: act.actor.memberId, at: act.now, noted_at: wordAt(given.notedAt, row.said_before, act.now), language: given.toldIn ?? null, ...evidenceColumns(given.evidence),
  }).execute();
  await act.db.updateTable('consent').set({ state: to, version: row.version + 1 }).where('id', '=', consentId).execute();
  if (given.evidence && 'upload' in given.evidence) await keepRecording(act, vault, given.id, row.case_id, given.evidence);
  const drawing = drawingOf(given.evidence);
  if (drawing !== undefined) {
    const seal = await vault.seal(act, row.case_id, 'base');
    await act.db.insertInto('consent_signature').values({
      move_id: given.id, programme_id: act.actor.programmeId, case_id: row.case_id, image_sealed: seal.close(drawing, contextOfDrawing(given.id)), by_member: act.actor.memberId, at: act.now,
    }).execute();
  }
  act.audit({ action: `consent.${given.move}`, subject: 'consent', subjectId: consentId, caseId: row.case_id, personId: await personOf(act, row.case_id) });
  const answered = await answer();
  await giveTasksToInform(act, row.case_id, answered.toInform, row.today);
  return answered;
}

/**
 * Telling those who already received something is work that somebody owes: one task for each body, due the same day, for whoever answers
 * for the case, or for the one who wrote the withdrawal down.
 */
async function giveTasksToInform(act: Act, caseId: string, toInform: readonly Recipient[], today: string): Promise<void> {
  for (const { id, name } of new Map(toInform.map((one) => [one.organisation.id, one.organisation])).values()) {
    await sql`
      insert into task (id, programme_id, case_id, kind, title, organisation_id, owner_id, due_on, created_by)
      select ${newId()}, ${act.actor.programmeId}, c.id, 'inform-recipient', ${`Avvisare ${name.slice(0, 150)}: la persona ha cambiato idea`}, ${id},
             case when may_take_task(c.owner_id, c.id) then c.owner_id else ${act.actor.memberId}::uuid end, ${today}::date, ${act.actor.memberId}
        from case_file c where c.id = ${caseId}`.execute(act.db);
  }
}

/** What withdrawing this consent would do, for whoever is about to write it down. @throws {Problem} not-found */
export async function withdrawalEffects(act: Act, consentId: string): Promise<WithdrawalEffects> {
  const consent = await act.db.selectFrom('consent').select(['case_id']).where('id', '=', consentId).executeTakeFirst();
  if (!consent) throw new Problem('not-found');
  const { rows } = await sql<{ id: string; reference: string; service: string; organisation: string; sent_at: Date | null }>`
    select r.id, r.reference, s.name as service, o.name as organisation, r.sent_at
      from referral_matter m join referral r on r.id = m.referral_id join service s on s.id = r.service_id join organisation o on o.id = r.organisation_id
     where m.consent_id = ${consentId} and r.stopped_at is null order by r.sent_at, r.id`.execute(act.db);
  const { rows: [held] } = await sql<{ held: boolean }>`select case_opens(${consent.case_id}, 'case') as held`.execute(act.db);
  return {
    stops: rows.map((row) => ({ id: row.id, reference: row.reference, service: row.service, organisation: row.organisation, sentAt: row.sent_at?.toISOString() ?? null })),
    isComplete: held?.held ?? false,
    recipients: (await recipientsOf(act, consent.case_id)).filter((one) => one.consentId === consentId),
  };
}

/** Everything for the sheet that goes into the paper file or to the person. Printing it leaves a line of its own. @throws {Problem} not-found */
export async function consentRecord(act: Act, vault: Vault, caseId: string): Promise<ConsentRecord> {
  const personId = await personOf(act, caseId);
  const { rows: [person] } = await sql<{ code: string }>`select code from person where id = ${personId}`.execute(act.db);
  const { rows } = await sql<ConsentRow>`${consents} where c.case_id = ${caseId} order by c.switch, c.requested_at, c.id limit 300`.execute(act.db);
  const { rows: moves } = await sql<{ id: string; consent_id: string; move: ConsentRecord['consents'][number]['moves'][number]['move']; at: Date; noted_at: Date | null; language: string | null; by: string; evidence: Evidence['kind'] | null; words: string | null }>`
    select v.id, v.consent_id, v.move, v.at, v.noted_at, v.language, a.name as by, v.evidence, coalesce(v.signature, v.witness, v.audio_hash, second.name) as words
      from consent_move v join membership m on m.id = v.by_member join account a on a.id = m.account_id
      left join membership sm on sm.id = v.attested_with left join account second on second.id = sm.account_id
     where v.case_id = ${caseId} order by v.at, v.id limit 1000`.execute(act.db);
  const drawn = await act.db.selectFrom('consent_signature').select(['move_id', 'image_sealed']).where('case_id', '=', caseId).limit(300).execute();
  const seal = drawn.length > 0 ? (await vault.seals(act, caseId)).get('base') : undefined;
  const drawings = new Map(drawn.map((one) => [one.move_id, seal?.open(one.image_sealed, contextOfDrawing(one.move_id)) ?? null]));
  act.audit({ action: 'consent.print', subject: 'case', subjectId: caseId, caseId, personId });
  return {
    code: person?.code ?? '',
    deliveries: await deliveriesOf(act, caseId),
    consents: rows.map((row) => ({
      ...consentOf(row), requestedBy: row.requester, requestedNotedAt: row.asked_noted_at?.toISOString() ?? null, askedIn: row.asked_in,
      moves: moves.filter((move) => move.consent_id === row.id).map((move) => ({ id: move.id, move: move.move, at: move.at.toISOString(), notedAt: move.noted_at?.toISOString() ?? null, toldIn: move.language, by: move.by, evidence: move.evidence, evidenceWords: move.words, drawing: drawings.get(move.id) ?? null })),
    })),
    recipients: await recipientsOf(act, caseId),
  };
}

/** Bodies that received something about the person of this case, under whichever of their cases the reader holds. */
export async function recipientsOf(act: Act, caseId: string): Promise<Recipient[]> {
  const { rows } = await sql<{ sharing_id: string; consent_id: string | null; organisation_id: string; organisation: string; now_called: string; what: string[]; at: Date }>`
    select r.sharing_id, r.consent_id, r.organisation_id, r.organisation, o.name as now_called, r.what, r.at
      from case_file c cross join lateral past_recipients(c.person_id) r join organisation o on o.id = r.organisation_id where c.id = ${caseId} order by r.at desc, r.sharing_id limit 300`.execute(act.db);
  return rows.map((row) => ({ id: row.sharing_id, consentId: row.consent_id, organisation: toldBody(row.organisation_id, row.organisation, row.now_called), what: row.what, at: row.at.toISOString() }));
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
  const { rows } = await sql<{ id: string; version: number }>`select id, version from consent where case_id = ${caseId} and state = 'given' and valid_until < italian_today() for update`.execute(act.db);
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

/** Stands where a name would be typed, when the person drew and nobody typed. */
const drawnAlone = '—';
const contextOfDrawing = (moveId: string): string => `consent_signature.image_sealed:${moveId}`;

function evidenceColumns(evidence: ConsentEvidence | undefined) {
  switch (evidence?.kind) {
    case undefined: return {};
    case 'signature': return { evidence: evidence.kind, signature: evidence.signature === '' ? drawnAlone : evidence.signature };
    case 'mark-and-witness': return { evidence: evidence.kind, witness: evidence.witness };
    case 'audio': return { evidence: evidence.kind, audio_hash: evidence.audioHash };
    case 'attestation': return { evidence: evidence.kind, attested_with: evidence.attestedWith };
  }
}
