import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { PAGE, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { type Notices, Notice, ReferralKind, ReferralState, type Waiting } from '../contract.ts';
import { italianDay } from '../../directory/domain.ts';
import { forgottenSince } from '../domain/answers.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { answerTerms } from '../reference.ts';
import { heldReferrals, owedOf } from './common.ts';

const EndedWithoutAnother = ReferralState.extract(['declined', 'interrupted', 'returned'])
const neverSent: ReadonlySet<string> = new Set(['proposed', 'consented']);

/** Still ours to look after: also who came back from a programme and then took her consent back, until somebody takes her up. The index says the same. */
const isOurs = sql<boolean>`(referral.stopped_at is null or referral.state = 'returned')`;

/** The day from which a referral waits, for the order of the list; its index says the same. */
const since = sql<string>`coalesce(referral.owed_on, (referral.created_at at time zone 'UTC')::date)`;

/**
 * What waits for the sender in the cases they hold: answers that are late, referrals that ended without another way, who came back from
 * a programme, and what was written and forgotten. Oldest first, page by page. Audit: `referral.list-waiting`.
 */
export async function waitingFor(act: Act, after: string | undefined): Promise<Waiting> {
  const place = placeAfter(after, 2);
  const today = italianDay(act.now);
  const forgotten = forgottenSince(today, answerTerms(await referenceOf(act), today));
  const rows = await heldReferrals(act).innerJoin('person', 'person.id', 'referral_matter.person_id').select(['person.code', sql<string>`${since}::text`.as('place')])
    .where('referral.programme_id', '=', act.actor.programmeId).where(isOurs).where(sql<boolean>`not exists (select from referral_matter n where n.instead_of = referral.id)`)
    .where((e) => e.or([e('referral.state', 'in', ['declined', 'interrupted', 'returned']), e('referral.owed_on', '<', today), e.and([e('referral.state', 'in', [...neverSent]), sql<boolean>`${since} <= ${forgotten}::date`])]))
    .$if(place !== undefined, (query) => query.where(sql<boolean>`(${since}, referral.id) > (${place?.[0] ?? ''}::date, ${place?.[1] ?? ''}::uuid)`))
    .orderBy(since).orderBy('referral.id').limit(PAGE + 1).execute();
  act.audit({ action: 'referral.list-waiting', subject: 'referral', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => {
    const owed = owedOf(act, row);
    const ended = EndedWithoutAnother.safeParse(row.state);
    return {
      id: row.id, caseId: row.case_id, code: row.code, kind: ReferralKind.parse(row.kind), reference: row.reference, service: row.service, organisation: row.organisation,
      why: ended.success ? ended.data : neverSent.has(row.state) ? 'unsent' : owed?.state === 'escalate' ? 'escalate' : 'late', owed: ended.success && ended.data !== 'returned' ? null : owed,
      since: row.sent_at?.toISOString() ?? row.created_at.toISOString(),
    };
  });
}

/** What happened to referrals that concern me and that I have not opened since. Only the sender's side learns of which case. */
export async function unreadNotices(act: Act): Promise<Notices> {
  const rows = await act.db.selectFrom('referral_notice').innerJoin('referral', 'referral.id', 'referral_notice.referral_id').innerJoin('service', 'service.id', 'referral.service_id')
    .leftJoin('referral_matter', 'referral_matter.referral_id', 'referral.id')
    .select(['referral_notice.id', 'referral_notice.kind', 'referral_notice.at', 'referral.id as referralId', 'referral.reference', 'service.name as service', 'referral_matter.case_id as caseId'])
    .where('referral_notice.member_id', '=', act.actor.memberId).where('referral_notice.read_at', 'is', null).orderBy('referral_notice.at', 'desc').orderBy('referral_notice.id').limit(100).execute();
  return { items: rows.map((row) => Notice.parse({ ...row, at: row.at.toISOString() })) };
}
