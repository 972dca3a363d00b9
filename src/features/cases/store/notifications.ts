import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Notification } from '../contract.ts';
import { moment, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

interface NotificationRow {
  id: string;
  kind: Notification['kind'];
  subject: Notification['subject'];
  subject_id: string;
  at: Date;
  read_at: Date | null;
  reference: string | null;
  place: string;
  unread: number;
}

/** What waits for this colleague, last first: kinds and ids, never a name. News of a segnalazione says which by its reference, to whoever may still know of it. */
export async function listNotifications(act: Act, after: string | undefined): Promise<Page<Notification> & { unread: number }> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<NotificationRow>`
    select n.id, n.kind, n.subject, n.subject_id, n.at, n.read_at, n.at::text as place,
           case when n.subject in ('inbound', 'inbound-sent') then coalesce((select r.reference from inbound_referral r where r.id = n.subject_id), (select s.reference from inbound_sent(n.subject_id) s)) end as reference,
           (select count(*)::int from notification u where u.member_id = ${act.actor.memberId} and u.read_at is null) as unread
      from notification n where n.member_id = ${act.actor.memberId} ${place ? sql`and (n.at, n.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
     order by n.at desc, n.id desc limit ${PAGE + 1}`.execute(act.db);
  const page = paged(rows, (row) => [row.place, row.id], (row) => ({ id: row.id, kind: row.kind, subject: row.subject, subjectId: row.subject_id, at: moment(row.at), readAt: momentOrNull(row.read_at), reference: row.reference }));
  return { ...page, unread: rows[0]?.unread ?? 0 };
}

/** Marks one as read. @throws {Problem} not-found */
export async function markRead(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('notification').select('read_at').where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.read_at) return act.unchanged();
  await act.db.updateTable('notification').set({ read_at: act.now }).where('id', '=', id).execute();
  act.audit({ action: 'notification.read', subject: 'notification', subjectId: id });
}
