import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment } from '../../../kernel/database/pages.ts';
import type { House } from '../../../kernel/http/house.ts';
import { type Alike, type AsBefore, type CalledBy, SenderKind, SentState } from '../contract.ts';
import { calledAlike } from '../domain.ts';
import { calledDigest } from './common.ts';
import { contentOf } from './inbox.ts';

/** What one's body sent already about whom it calls the same: where each stands, and nothing that was written. Audit: `inbound.alike`. */
export async function alikeOfBody(act: Act, house: House, { calledBy, called }: { calledBy: CalledBy; called: string }): Promise<Alike> {
  const plain = calledAlike(calledBy, called);
  if (plain === undefined) return { items: [] };
  const { rows } = await sql<{ id: string; reference: string; state: string; sent_at: Date }>`select * from inbound_sent_alike(${calledDigest(house, act, act.actor.organisationId, plain)})`.execute(act.db);
  act.audit({ action: 'inbound.alike', subject: 'organisation', subjectId: act.actor.organisationId, details: { lines: rows.length } });
  return { items: rows.map((row) => ({ id: row.id, reference: row.reference, state: SentState.parse(row.state), sentAt: moment(row.sent_at) })) };
}

/** How one signed what one sent last: one's own words alone. Audit: `inbound.as-before`. */
export async function signedBefore(act: Act, { vault }: House): Promise<AsBefore> {
  const { rows: [last] } = await sql<{ id: string }>`select s.id from inbound_sent() s where s.mine and s.sent_at is not null and s.reads order by s.created_at desc limit 1`.execute(act.db);
  if (!last) return { before: null };
  const content = await contentOf(act, (await vault.seals(act, last.id)).get('inbound'), last.id);
  const { rows: [head] } = await sql<{ sender_kind: string }>`select inbound_sender_kind(${last.id}) as sender_kind`.execute(act.db);
  act.audit({ action: 'inbound.as-before', subject: 'inbound-referral', subjectId: last.id });
  return { before: content ? { ...content.sender, senderKind: SenderKind.parse(head?.sender_kind) } : null };
}
