import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { type Notices, Notice, type Waiting } from '../contract.ts';
import { italianDay } from '../../directory/domain.ts';
import { heldReferrals, owedOf } from './common.ts';

/** What waits for the sender in the cases they hold: answers that are late, and referrals that ended without another way. Oldest first. */
export async function waitingFor(act: Act): Promise<Waiting> {
  const rows = await heldReferrals(act).innerJoin('person', 'person.id', 'referral_matter.person_id').select('person.code')
    .where('referral.stopped_at', 'is', null).where(sql<boolean>`not exists (select from referral_matter n where n.instead_of = referral.id)`)
    .where((e) => e.or([e('referral.state', 'in', ['declined', 'interrupted']), e('referral.owed_on', '<', italianDay(act.now))]))
    .orderBy(sql`coalesce(referral.owed_on, referral.created_at::date)`).orderBy('referral.id').limit(200).execute();
  return {
    items: rows.flatMap((row) => {
      const owed = owedOf(act, row);
      const why = row.state === 'declined' || row.state === 'interrupted' ? row.state : owed?.state;
      if (why === undefined || why === 'waiting') return [];
      return [{ id: row.id, caseId: row.case_id, code: row.code, service: row.service, organisation: row.organisation, why, since: row.sent_at?.toISOString() ?? row.created_at.toISOString() }];
    }),
  };
}

/** What happened to referrals that concern me and that I have not opened since. Only the sender's side learns of which case. */
export async function unreadNotices(act: Act): Promise<Notices> {
  const rows = await act.db.selectFrom('referral_notice').innerJoin('referral', 'referral.id', 'referral_notice.referral_id').innerJoin('service', 'service.id', 'referral.service_id')
    .leftJoin('referral_matter', 'referral_matter.referral_id', 'referral.id')
    .select(['referral_notice.id', 'referral_notice.kind', 'referral_notice.at', 'referral.id as referralId', 'referral.reference', 'service.name as service', 'referral_matter.case_id as caseId'])
    .where('referral_notice.member_id', '=', act.actor.memberId).where('referral_notice.read_at', 'is', null).orderBy('referral_notice.at', 'desc').orderBy('referral_notice.id').limit(100).execute();
  return { items: rows.map((row) => Notice.parse({ ...row, at: row.at.toISOString() })) };
}
