import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { Role } from '../../kernel/identity/contract.ts';
import { type InvitationLine, type Member, type NewInvitation, type Organisation, type OrganisationDraft, OrganisationKind, type Renaming } from './contract.ts';
import { invitationState } from './domain.ts';

/** Everybody who works in the programme, those who left last. Addresses come only to whoever may read them. */
export async function readMembers(act: Act): Promise<Member[]> {
  const { rows } = await sql<{ id: string; account_id: string; name: string; email: string | null; role: string; organisation_id: string; organisation: string; languages: string[]; since: Date; ended_at: Date | null }>`
    select m.id, m.account_id, a.name, e.email, m.role, o.id as organisation_id, o.name as organisation, m.languages, m.since, m.ended_at
      from membership m join account a on a.id = m.account_id join organisation o on o.id = m.organisation_id
      left join addresses_of_members() e on e.account_id = m.account_id
     where m.programme_id = ${act.actor.programmeId} order by m.ended_at is not null, a.name, m.role limit 2000`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, accountId: row.account_id, name: row.name, email: row.email, role: Role.parse(row.role), organisation: { id: row.organisation_id, name: row.organisation },
    languages: row.languages, since: row.since.toISOString(), endedAt: row.ended_at?.toISOString() ?? null,
  }));
}

/** Takes a hat off for good; every session that wears it ends its work at once. @throws {Problem} not-found, own-membership */
export async function endMembership(act: Act, id: string, reason: string): Promise<void> {
  if (id === act.actor.memberId) throw new Problem('own-membership');
  const ended = await act.db.updateTable('membership').set({ ended_at: act.now }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  if (ended.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'membership.end', subject: 'membership', subjectId: id, reason });
}

export async function keepLanguages(act: Act, id: string, languages: readonly string[]): Promise<void> {
  const kept = await act.db.updateTable('membership').set({ languages: [...languages] }).where('id', '=', id).executeTakeFirst();
  if (kept.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'membership.languages', subject: 'membership', subjectId: id });
}

/** @param sealedToken digest of the token; the token itself travels in the link alone */
export async function keepInvitation(act: Act, id: string, given: NewInvitation, sealedToken: { hash: Buffer; expiresAt: Date }): Promise<void> {
  await act.db.insertInto('invitation').values({
    id, programme_id: act.actor.programmeId, organisation_id: given.organisationId, email: given.email, role: given.role, languages: given.languages,
    token_hash: sealedToken.hash, invited_by: act.actor.memberId, expires_at: sealedToken.expiresAt,
  }).execute();
  act.audit({ action: 'invitation.send', subject: 'invitation', subjectId: id, details: { role: given.role } });
}

export async function readInvitations(act: Act): Promise<InvitationLine[]> {
  const { rows } = await sql<{
    id: string; email: string; role: string; organisation: string; languages: string[]; invited_by: string; created_at: Date; expires_at: Date; accepted_at: Date | null; withdrawn_at: Date | null;
    decision: string | null; decided_by: string | null; decision_words: string | null;
  }>`
    select i.id, i.email, i.role, o.name as organisation, i.languages, coalesce(a.name, '') as invited_by, i.created_at, i.expires_at, i.accepted_at, i.withdrawn_at, i.decision, d.name as decided_by, i.decision_words
      from invitation i join organisation o on o.id = i.organisation_id
      left join membership m on m.id = i.invited_by left join account a on a.id = m.account_id
      left join membership dm on dm.id = i.decided_by left join account d on d.id = dm.account_id
     where i.programme_id = ${act.actor.programmeId} order by i.created_at desc limit 500`.execute(act.db);
  return rows.map((row) => {
    const role = Role.parse(row.role);
    return {
      id: row.id, email: row.email, role, organisation: row.organisation, languages: row.languages, invitedBy: row.invited_by, createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
      decidedBy: row.decided_by, words: row.decision_words,
      state: invitationState({ role, accepted: row.accepted_at !== null, withdrawn: row.withdrawn_at !== null, decision: row.decision, expired: row.expires_at < act.now }),
    };
  });
}

/** @throws {Problem} not-found when it is not open any more */
export async function withdrawInvitation(act: Act, id: string): Promise<void> {
  const gone = await act.db.updateTable('invitation').set({ withdrawn_at: act.now }).where('id', '=', id).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst();
  if (gone.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'invitation.withdraw', subject: 'invitation', subjectId: id });
}

export async function readOrganisations(act: Act): Promise<Organisation[]> {
  const { rows } = await sql<{ id: string; name: string; kind: string; members: number; version: number }>`
    select o.id, o.name, o.kind, o.version, (select count(*)::int from membership m where m.organisation_id = o.id and m.ended_at is null) as members
      from organisation o where o.programme_id = ${act.actor.programmeId} order by o.name limit 2000`.execute(act.db);
  return rows.map((row) => ({ ...row, kind: OrganisationKind.parse(row.kind) }));
}

export async function keepOrganisation(act: Act, id: string, given: OrganisationDraft): Promise<void> {
  const standing = await act.db.selectFrom('organisation').select(['name', 'kind']).where('id', '=', id).executeTakeFirst();
  if (standing) {
    if (standing.name !== given.name || standing.kind !== given.kind) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('organisation').values({ id, programme_id: act.actor.programmeId, name: given.name, kind: given.kind }).execute();
  act.audit({ action: 'organisation.add', subject: 'organisation', subjectId: id });
}

/** @throws {Problem} changed-meanwhile when somebody changed it since it was read, not-found */
export async function changeOrganisation(act: Act, id: string, given: OrganisationDraft, seen: number): Promise<void> {
  const changed = await act.db.updateTable('organisation').set({ ...given, version: seen + 1 }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const standing = await act.db.selectFrom('organisation').select('version').where('id', '=', id).executeTakeFirst();
    throw new Problem(standing && standing.version !== seen ? 'changed-meanwhile' : 'not-allowed');
  }
  act.audit({ action: 'organisation.change', subject: 'organisation', subjectId: id });
}

/** Bodies that were renamed, the latest first: what each was called, what it is called now, and whose hand it was. */
export async function readRenamings(act: Act): Promise<Renaming[]> {
  const { rows } = await sql<{ id: string; before: string; now: string; at: Date; by: string }>`
    select n.id, n.name as before, o.name as now, n.until as at, coalesce(a.name, '') as by
      from organisation_name n join organisation o on o.id = n.organisation_id left join membership m on m.id = n.changed_by left join account a on a.id = m.account_id
     where n.programme_id = ${act.actor.programmeId} order by n.until desc, n.id limit 200`.execute(act.db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
