import { sql } from 'kysely';
import type { Act } from '../database/act.ts';
import type { Vault } from '../vault/vault.ts';
import { type MailState, MailWish, type NewsByMail, type OutgoingMail } from './contract.ts';
import { LetterKind, MailFailure } from './contract.ts';

/** Where a sealed value of a letter belongs. */
export const ofAddress = (id: string): string => `outgoing_mail.address:${id}`;
export const ofLink = (id: string): string => `outgoing_mail.link:${id}`;

/**
 * Lets somebody without an account know that there is news at a personal address, or that their message arrived. The letter is kept with what causes it, or not at all; the mail
 * address goes with its key once the letter has left. Audit: `mail.ask`, with no address. The caller's own line tells what it was about.
 * @param id sent again under the same id it is asked for once
 */
export async function tellOutside(act: Act, vault: Vault, id: string, { address, link, language }: NewsByMail): Promise<void> {
  const made = await vault.firstSeal(act, id, 'outgoing-mail');
  await sql`insert into outgoing_mail (id, programme_id, kind, address_sealed, link_sealed, language)
    values (${id}, ${act.actor.programmeId}, ${link === null ? 'receipt' : 'answer'}, ${made.close(address, ofAddress(id))}, ${link === null ? null : made.close(link, ofLink(id))}, ${language})`.execute(act.db);
  act.audit({ action: 'mail.ask', subject: 'outgoing-mail', subjectId: id });
}

/** What one wished for, and which mail to oneself did not arrive. */
export async function readWish(act: Act, isOn: boolean): Promise<MailState> {
  const wish = await act.db.selectFrom('mail_wish').select('news').executeTakeFirst();
  const { rows } = await sql<{ id: string; kind: string; at: Date; failure: string | null; bounced: boolean }>`
    select id, kind, coalesce(bounced_at, given_up_at) as at, failure, bounced_at is not null as bounced from outgoing_mail
     where account_id = ${act.actor.accountId} and coalesce(bounced_at, given_up_at) > now() - interval '30 days' order by 3 desc limit 10`.execute(act.db);
  return { isOn, news: MailWish.shape.news.parse(wish?.news ?? 'at-once'), failures: rows.map(lineOf) };
}

/** Says whether and how often one wants to be told by mail. Audit: `mail-wish.change`. */
export async function changeWish(act: Act, { news }: MailWish): Promise<void> {
  const before = await act.db.selectFrom('mail_wish').select('news').executeTakeFirst();
  if (before?.news === news) return act.unchanged();
  if (before) await act.db.updateTable('mail_wish').set({ news, changed_at: act.now }).where('member_id', '=', act.actor.memberId).execute();
  else await act.db.insertInto('mail_wish').values({ member_id: act.actor.memberId, programme_id: act.actor.programmeId, news }).execute();
  act.audit({ action: 'mail-wish.change', subject: 'mail-wish', subjectId: act.actor.memberId, details: { news } });
}

/** For who runs the accounts: sums by day, and the letters that did not arrive. Never what a letter was about. Audit: `mail.figures`. @throws {Problem} not-allowed */
export async function readOutgoing(act: Act, isOn: boolean): Promise<OutgoingMail> {
  const days = await sql<{ day: string; kind: string; waiting: number; sent: number; given_up: number; bounced: number }>`
    select day::text as day, kind, waiting, sent, given_up, bounced from mail_figures()`.execute(act.db);
  const failed = await sql<{ id: string; kind: string; at: Date; failure: string | null; bounced: boolean; name: string | null }>`
    select o.id, o.kind, coalesce(o.bounced_at, o.given_up_at) as at, o.failure, o.bounced_at is not null as bounced, a.name
      from outgoing_mail o left join account a on a.id = o.account_id where coalesce(o.bounced_at, o.given_up_at) > now() - interval '30 days' order by 3 desc limit 100`.execute(act.db);
  act.audit({ action: 'mail.figures', subject: 'outgoing-mail', details: { lines: failed.rows.length } });
  return {
    isOn,
    days: days.rows.map(({ given_up, kind, ...day }) => ({ ...day, kind: LetterKind.parse(kind), givenUp: given_up })),
    failures: failed.rows.map((row) => ({ ...lineOf(row), name: row.name })),
  };
}

const lineOf = (row: { id: string; kind: string; at: Date; failure: string | null; bounced: boolean }) =>
  ({ id: row.id, kind: LetterKind.parse(row.kind), at: row.at.toISOString(), code: row.bounced ? 'bounced' as const : MailFailure.parse(row.failure ?? 'not-sent') });
