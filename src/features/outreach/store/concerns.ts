import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Colleague, Concern, ConcernList, ConcernQuery, ConcernWhy, FollowUpGiven, FollowUpHow, StreetContact } from '../contract.ts';
import { columns, contactOf, type ContactRow } from './contacts.ts';

const MOST = 100;
const LATE_AFTER = 24 * 3_600_000;

const whyOf = ({ danger, ageBand }: Pick<StreetContact, 'danger' | 'ageBand'>): ConcernWhy[] => [...(danger ? ['danger' as const] : []), ...(ageBand === 'possibly-minor' ? ['possibly-minor' as const] : [])];

/** What was noted on the street and still waits for somebody, the longest waiting first. Audit: `street-concern.list`. */
export async function listConcerns(act: Act, { whose }: ConcernQuery): Promise<ConcernList> {
  const mine = whose === 'mine' ? sql`and ((select actor_stands_in()) or c.recorded_by = ${act.actor.memberId} or of_crew(c.outing_id))` : sql``;
  const { rows } = await sql<ContactRow>`select ${columns} from street_contact c
    where c.programme_id = ${act.actor.programmeId} and c.taken_back_at is null and (c.danger or c.age_band = 'possibly-minor') ${mine} and concern_waits(c) order by c.at, c.id limit ${MOST}`.execute(act.db);
  act.audit({ action: 'street-concern.list', subject: 'street-contact', details: { lines: rows.length } });
  return { items: rows.map(contactOf).map((contact) => ({ contact, why: whyOf(contact), isLate: act.now.getTime() - Date.parse(contact.at) > LATE_AFTER })) };
}

/** How one contact stands, with what was done. Whoever reads it has seen what they were told of it. Audit: `street-concern.read`. @throws {Problem} not-found */
export async function readConcern(act: Act, contactId: string): Promise<Concern> {
  const { rows: [found] } = await sql<{ danger: boolean; age_band: StreetContact['ageBand']; waits: boolean }>`select c.danger, c.age_band, concern_waits(c) as waits from street_contact c where c.id = ${contactId}`.execute(act.db);
  if (!found) throw new Problem('not-found');
  const { rows: steps } = await sql<{ id: string; how: FollowUpHow; words: string; by: Colleague; at: Date }>`
    select f.id, f.how, f.words, f.at, ${colleague('f.by_member')} as by from contact_follow_up f where f.contact_id = ${contactId} order by f.at desc, f.id desc limit 60`.execute(act.db);
  await act.db.updateTable('notification').set({ read_at: act.now }).where('member_id', '=', act.actor.memberId).where('kind', '=', 'street-concern').where('subject_id', '=', contactId).where('read_at', 'is', null).execute();
  act.audit({ action: 'street-concern.read', subject: 'street-contact', subjectId: contactId });
  return { why: whyOf({ danger: found.danger, ageBand: found.age_band }), waits: found.waits, steps: steps.map((step) => ({ ...step, at: moment(step.at) })) };
}

/**
 * Says what was done. The same again changes nothing. Audit: `street-concern.follow`.
 * @throws {Problem} not-found, already-exists, reason-required
 */
export async function followConcern(act: Act, contactId: string, given: FollowUpGiven): Promise<Concern> {
  if (given.how !== 'mistake' && given.words.length < 3) throw new Problem('reason-required');
  if (!(await act.db.selectFrom('street_contact').select('id').where('id', '=', contactId).executeTakeFirst())) throw new Problem('not-found');
  const before = await act.db.selectFrom('contact_follow_up').select(['contact_id', 'how', 'by_member']).where('id', '=', given.id).executeTakeFirst();
  if (before && (before.contact_id !== contactId || before.how !== given.how || before.by_member !== act.actor.memberId)) throw new Problem('already-exists');
  if (before) act.unchanged();
  else {
    await act.db.insertInto('contact_follow_up').values({ id: given.id, programme_id: act.actor.programmeId, contact_id: contactId, how: given.how, words: given.words, by_member: act.actor.memberId, at: act.now }).execute();
    act.audit({ action: 'street-concern.follow', subject: 'street-contact', subjectId: contactId, details: { how: given.how } });
  }
  return readConcern(act, contactId);
}
