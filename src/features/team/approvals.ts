import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { codeDigest, newCode } from '../../kernel/identity/codes.ts';
import { Role } from '../../kernel/identity/contract.ts';
import type { Decided, Decision, NewReset, ResetLine } from './contract.ts';
import { resetState } from './domain.ts';

const ASKED_FOR_DAYS = 7;
const LINK_LASTS = 24 * 3_600_000;

/**
 * The coordinator lets somebody in, or does not. The code that comes of it is kept as a keyed digest alone.
 * @throws {Problem} not-found, illegal-move, own-matter, reason-required
 */
export async function decideInvitation(act: Act, key: Buffer, id: string, { verdict, words }: Decision): Promise<Decided> {
  const code = verdict === 'approved' ? newCode() : null;
  await sql`select decide_invitation(${id}, ${verdict}, ${words ?? null}, ${code === null ? null : codeDigest(key, code)})`.execute(act.db);
  act.audit({ action: verdict === 'approved' ? 'invitation.approve' : 'invitation.refuse', subject: 'invitation', subjectId: id, ...(words ? { reason: words } : {}) });
  return { code };
}

/** @throws {Problem} not-allowed when the colleague is oneself, gone, or of another programme */
export async function askForReset(act: Act, id: string, { memberId, reason }: NewReset): Promise<void> {
  const before = await act.db.selectFrom('second_factor_reset').select(['member_id', 'asked_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.member_id !== memberId || before.asked_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('second_factor_reset').values({
    id, programme_id: act.actor.programmeId, member_id: memberId, asked_by: act.actor.memberId, reason, expires_at: new Date(act.now.getTime() + ASKED_FOR_DAYS * 24 * 3_600_000),
  }).execute();
  act.audit({ action: 'second-factor-reset.ask', subject: 'second-factor-reset', subjectId: id, reason, details: { member: memberId } });
}

/** @throws {Problem} not-found, illegal-move, own-matter, reason-required */
export async function decideReset(act: Act, key: Buffer, id: string, { verdict, words }: Decision): Promise<Decided> {
  const code = verdict === 'approved' ? newCode() : null;
  await sql`select decide_second_factor_reset(${id}, ${verdict}, ${words ?? null}, ${code === null ? null : codeDigest(key, code)})`.execute(act.db);
  act.audit({ action: verdict === 'approved' ? 'second-factor-reset.approve' : 'second-factor-reset.refuse', subject: 'second-factor-reset', subjectId: id, ...(words ? { reason: words } : {}) });
  return { code };
}

/**
 * The administrator asks for a colleague's new password, and gets the link alone; its token is kept as a digest.
 * @throws {Problem} already-exists (the link was told once), not-allowed when the colleague is oneself, gone, or of another programme
 */
export async function askForPassword(act: Act, id: string, { memberId, reason }: NewReset, tokenHash: Buffer): Promise<void> {
  const before = await act.db.selectFrom('password_reset').select('id').where('id', '=', id).executeTakeFirst();
  if (before) throw new Problem('already-exists');
  await act.db.insertInto('password_reset').values({
    id, programme_id: act.actor.programmeId, member_id: memberId, asked_by: act.actor.memberId, reason, token_hash: tokenHash, expires_at: new Date(act.now.getTime() + LINK_LASTS),
  }).execute();
  act.audit({ action: 'password-reset.ask', subject: 'password-reset', subjectId: id, reason, details: { member: memberId } });
}

/** @throws {Problem} not-found, illegal-move, own-matter, reason-required */
export async function decidePassword(act: Act, key: Buffer, id: string, { verdict, words }: Decision): Promise<Decided> {
  const code = verdict === 'approved' ? newCode() : null;
  await sql`select decide_password_reset(${id}, ${verdict}, ${words ?? null}, ${code === null ? null : codeDigest(key, code)})`.execute(act.db);
  act.audit({ action: verdict === 'approved' ? 'password-reset.approve' : 'password-reset.refuse', subject: 'password-reset', subjectId: id, ...(words ? { reason: words } : {}) });
  return { code };
}

/** Who lost what, newest first. @param what which of the two ways back */
export async function readResets(act: Act, what: 'second_factor_reset' | 'password_reset'): Promise<ResetLine[]> {
  const { rows } = await sql<{
    id: string; name: string; role: string; organisation: string; reason: string; asked_by: string; created_at: Date; expires_at: Date; used_at: Date | null;
    decision: string | null; decided_by: string | null; decision_words: string | null;
  }>`
    select r.id, a.name, m.role, o.name as organisation, r.reason, k.name as asked_by, r.created_at, r.expires_at, r.used_at, r.decision, d.name as decided_by, r.decision_words
      from ${sql.table(what)} r join membership m on m.id = r.member_id join account a on a.id = m.account_id join organisation o on o.id = m.organisation_id
      join membership km on km.id = r.asked_by join account k on k.id = km.account_id
      left join membership dm on dm.id = r.decided_by left join account d on d.id = dm.account_id
     where r.programme_id = ${act.actor.programmeId} order by r.created_at desc limit 500`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, name: row.name, role: Role.parse(row.role), organisation: row.organisation, reason: row.reason, askedBy: row.asked_by, createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
    decidedBy: row.decided_by, words: row.decision_words, state: resetState({ used: row.used_at !== null, decision: row.decision, expired: row.expires_at < act.now }),
  }));
}
