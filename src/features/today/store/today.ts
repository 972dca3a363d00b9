import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { LINES_PER_KIND, type Today } from '../contract.ts';
import { appointmentLines, type LineRow, lineOf, outingLines, streetLines } from './lines.ts';

const DAY = 24 * 3_600_000;

/**
 * What this day holds for whoever asks: one statement over every room's tables, under their own policies, so that each role sees its day
 * without a line of code that knows the role.
 */
export async function readToday(act: Act): Promise<Today> {
  const { memberId: me, programmeId: programme, organisationId: body, accountId: account, role } = act.actor;
  const day = italianDay(act.now);
  const soon = italianDay(new Date(act.now.getTime() + 7 * DAY));
  const permitsUntil = italianDay(new Date(act.now.getTime() + 60 * DAY));
  // Three warnings, of which the day shows one line that grows nearer: within 90 days, 30, 7.
  const documentsUntil = italianDay(new Date(act.now.getTime() + 90 * DAY));
  const coordinates = role === 'coordinator';
  const asks = { me, programme, day, coordinates };

  // Whoever coordinates meets the oldest at once among those of the programme; everybody else looks through their own cases and never through all.
  const owedReferrals = coordinates
    ? sql`referral r join referral_matter m on m.referral_id = r.id join case_file c on c.id = m.case_id`
    : sql`(select a.case_id from case_access a where a.member_id = ${me} and a.valid_until > now() offset 0) own join case_file c on c.id = own.case_id
        join referral_matter m on m.case_id = c.id join referral r on r.id = m.referral_id`;

  const askedAgain = coordinates
    ? sql`screening s join case_file c on c.id = s.case_id`
    : sql`(select a.case_id from case_access a where a.member_id = ${me} and a.valid_until > now() offset 0) own join case_file c on c.id = own.case_id join screening s on s.case_id = c.id`;

  // And so with what waits for a decision: a second professional looks through the cases for which they were named.
  const askedIn = (asked: 'case_closing_request' | 'plan_approval') => coordinates
    ? sql`${sql.table(asked)} q`
    : sql`(select q.* from case_second s join ${sql.table(asked)} q on q.case_id = s.case_id and q.state = 'open' where s.member_id = ${me} and s.ended_at is null offset 0) q`;

  // A decision that waits stands among the decisions already, and one that was taken is no news to whoever took it.
  const isSettled = sql`n.kind in ('closing-asked', 'access-asked', 'plan-approval-asked', 'inbound-received', 'inbound-immediate', 'inbound-late', 'street-hour-promised', 'street-concern', 'note-handed')
    or (n.kind = 'mail-late' and cardinality((select mailboxes_of_actor())::uuid[]) > 0)
    or (n.kind = 'break-glass' and exists (select from break_glass b where b.id = n.subject_id and (b.reviewed_at is null or b.reviewed_by = ${me})))`;

  // Who is out is looked after before the day is read, so that no alarm waits for a timer: the two leave together, in this order.
  const watched = sql`select outreach_watch()`.execute(act.db);
  const found = sql<LineRow>`
    ${appointmentLines(asks)}
    union all
    (select 'dangerous', 'case-in-danger', c.id, c.id, c.person_id, p.code, to_json(c.last_change_at)#>>'{}', false, jsonb_build_object('risk', c.risk, 'owned', c.owner_id is not null)
      from case_file c join person p on p.id = c.person_id
      where ${coordinates} and c.programme_id = ${programme} and c.risk in ('high', 'extreme') and c.state not in ('closed', 'withdrawn', 'sent-elsewhere')
      order by (c.risk = 'extreme') desc, c.last_change_at desc limit ${LINES_PER_KIND})
    union all
    (select 'dangerous', 'break-glass-to-review', b.id, b.case_id, null, null, to_json(b.at)#>>'{}', b.at < now() - interval '1 day', jsonb_build_object('until', b.until)
      from break_glass b where b.programme_id = ${programme} and b.reviewed_at is null and b.member_id <> ${me} order by b.at desc limit ${LINES_PER_KIND})
    union all
    ${outingLines(asks)}
    union all
    -- Letters in the programme's mailbox that nobody decided: one line of them all, for who reads the box, and late as soon as one is. It stands for many, and before them.
    (select case when q.late > 0 then 'late' else 'decisions' end, 'mail-waiting', q.id, null, null, null, to_json(q.due_at)#>>'{}', q.late > 0, jsonb_build_object('count', q.count, 'late', q.late, 'unknown', q.unknown, 'oldest', to_json(q.oldest)#>>'{}')
      from (select ((select mailboxes_of_actor())::uuid[])[1] as id, count(*) as count, count(*) filter (where m.due_at <= now()) as late, count(*) filter (where m.known_sender_id is null and m.organisation_id is null) as unknown,
          min(m.arrived_at) as oldest, min(m.due_at) as due_at from mail_message m where m.kind = 'letter' and m.state in ('waiting', 'held') having count(*) > 0) q)
    union all
    ${streetLines(asks)}
    union all
    (select 'dangerous', 'critical-answer', q.id, q.case_id, c.person_id, p.code, to_json(q.raised_at)#>>'{}', q.raised_at < now() - interval '1 hour', '{}'
      from safety_protocol q join case_file c on c.id = q.case_id join person p on p.id = c.person_id
      where q.programme_id = ${programme} and q.taken_at is null order by q.raised_at limit ${LINES_PER_KIND})
    union all
    (select 'dangerous', 'emergency-standing', e.id, e.case_id, c.person_id, p.code, to_json(e.opened_at)#>>'{}', e.recorded_at is null and e.record_due_at < now(),
        jsonb_build_object('state', e.state, 'recorded', e.recorded_at is not null)
      from emergency e left join case_file c on c.id = e.case_id left join person p on p.id = c.person_id
      where e.programme_id = ${programme} and (e.state = 'open' or e.recorded_at is null and e.state <> 'closed') and (${coordinates} or e.opened_by = ${me}) order by e.opened_at limit ${LINES_PER_KIND})
    union all
    -- Called for a person whose file is not theirs: who calls, and nothing else, until somebody has taken it up.
    (select 'dangerous', 'safety-call', n.protocol_id, null, null, null, to_json(n.at)#>>'{}', n.at < now() - interval '1 hour', jsonb_build_object('by', w.raised_by)
      from safety_notice n cross join lateral safety_call(n.protocol_id) w where n.member_id = ${me} and not w.holds and w.taken_at is null order by n.at limit ${LINES_PER_KIND})
    union all
    (select * from (
      (select 'late' as section, 'step-due' as kind, s.id, s.case_id, c.person_id, p.code, s.due_on::text as at, s.due_on < ${day}::date as overdue, jsonb_build_object('mine', true) as facts
        from plan_step s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
        where s.programme_id = ${programme} and s.state in ('to-do', 'doing') and s.due_on <= ${soon}::date and s.owner_id = ${me} order by s.due_on limit ${LINES_PER_KIND})
      union all
      (select 'late', 'step-due', s.id, s.case_id, c.person_id, p.code, s.due_on::text, true, jsonb_build_object('mine', false)
        from plan_step s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
        where ${coordinates} and s.programme_id = ${programme} and s.state in ('to-do', 'doing') and s.due_on < ${day}::date and s.owner_id is distinct from ${me} order by s.due_on limit ${LINES_PER_KIND})
      ) steps order by at limit ${LINES_PER_KIND})
    union all
    (select 'late', 'task-due', t.id, t.case_id, c.person_id, p.code, t.due_on::text, coalesce(t.due_on < ${day}::date, false), jsonb_build_object('kind', t.kind)
      from task t left join case_file c on c.id = t.case_id left join person p on p.id = c.person_id where t.owner_id = ${me} and t.done_at is null and (t.due_on is null or t.due_on <= ${soon}::date) order by t.due_on nulls last limit ${LINES_PER_KIND})
    union all
    (select 'late', 'follow-up-due', f.id, f.case_id, c.person_id, p.code, f.due_on::text, f.due_on < ${day}::date, jsonb_build_object('months', f.months)
      from follow_up f join case_file c on c.id = f.case_id join person p on p.id = c.person_id
      where f.owner_id = ${me} and f.state = 'planned' and f.due_on <= ${soon}::date order by f.due_on limit ${LINES_PER_KIND})
    union all
    -- Whether the work holds: of whoever follows the placement, near its day; of who coordinates once nobody asked for too long.
    (select 'late', 'placement-check-due', k.id, k.case_id, c.person_id, p.code, k.due_on::text, k.due_on < ${day}::date, jsonb_build_object('days', k.after_days)
      from placement_check k join placement o on o.id = k.placement_id join case_file c on c.id = k.case_id join person p on p.id = c.person_id
      where k.programme_id = ${programme} and k.state = 'planned' and k.due_on <= ${soon}::date and (o.owner_id = ${me} or ${coordinates} and k.escalates_on <= ${day}::date) order by k.due_on, k.id limit ${LINES_PER_KIND})
    union all
    (select 'late', 'interview-unsigned', i.id, i.case_id, c.person_id, p.code, to_json(i.created_at)#>>'{}', i.created_at < now() - interval '3 days', jsonb_build_object('kind', i.kind)
      from interview i join case_file c on c.id = i.case_id join person p on p.id = c.person_id
      where i.author_id = ${me} and i.state <> 'signed' order by i.created_at limit ${LINES_PER_KIND})
    union all
    -- Asked at intervals, unless somebody has asked again since: of whoever holds the case, handed over or not, else of who coordinates.
    (select 'late', 'reassessment-due', s.id, s.case_id, c.person_id, p.code, s.again_on::text, s.again_on < ${day}::date, '{}'
      from ${askedAgain} join person p on p.id = c.person_id
      where s.programme_id = ${programme} and s.again_on <= ${soon}::date and owes_reassessment(c.owner_id, s.author_id) and c.state not in ('closed', 'withdrawn', 'sent-elsewhere')
        and not exists (select from screening n where n.case_id = s.case_id and n.instrument_id = s.instrument_id and n.started_at > s.started_at) order by s.again_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'worksheet-unsigned', w.id, w.case_id, c.person_id, p.code, to_json(w.started_at)#>>'{}', w.started_at < now() - interval '14 days', jsonb_build_object('state', w.state)
      from worksheet w join case_file c on c.id = w.case_id join person p on p.id = c.person_id
      where w.author_id = ${me} and w.state in ('draft', 'computed') and (w.state = 'computed' or w.started_at < now() - interval '7 days') order by w.started_at limit ${LINES_PER_KIND})
    union all
    (select 'late', 'plan-review-due', pl.id, pl.case_id, c.person_id, p.code, pl.review_on::text, pl.review_on < ${day}::date, '{}'
      from plan pl join case_file c on c.id = pl.case_id join person p on p.id = c.person_id
      where pl.programme_id = ${programme} and pl.state = 'active' and pl.review_on <= ${soon}::date and c.owner_id = ${me} order by pl.review_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'minor-path-owed', x.id, x.case_id, c.person_id, p.code, x.owed_on::text, x.owed_on < ${day}::date, '{}'
      from minor_path x join case_file c on c.id = x.case_id join person p on p.id = c.person_id
      where x.programme_id = ${programme} and x.owed_on <= ${soon}::date and (${coordinates} or c.owner_id = ${me} or x.opened_by = ${me}) order by x.owed_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'safety-plan-review', s.id, s.case_id, c.person_id, p.code, s.review_on::text, s.review_on < ${day}::date, '{}'
      from safety_plan s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
      where s.programme_id = ${programme} and s.review_on <= ${soon}::date and c.state <> 'closed' and (c.owner_id = ${me} or s.author_id = ${me})
        and not exists (select from safety_plan later where later.case_id = s.case_id and later.edition > s.edition) order by s.review_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'permit-expiring', f.id, f.case_id, c.person_id, p.code, f.due_on::text, f.due_on < ${day}::date, jsonb_build_object('section', f.section, 'field', f.field)
      from profile_fact f join case_file c on c.id = f.case_id join person p on p.id = c.person_id
      where f.programme_id = ${programme} and f.superseded_by is null and f.due_on <= ${permitsUntil}::date and c.owner_id = ${me} order by f.due_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'document-expiring', d.id, d.case_id, c.person_id, p.code, d.expires_on::text, d.expires_on < ${day}::date, jsonb_build_object('kind', d.kind, 'days', d.expires_on - ${day}::date)
      from document d join case_file c on c.id = d.case_id join person p on p.id = c.person_id
      where d.programme_id = ${programme} and d.state = 'kept' and d.expires_on <= ${documentsUntil}::date and c.owner_id = ${me} and c.state not in ('closed', 'withdrawn', 'sent-elsewhere')
      order by d.expires_on limit ${LINES_PER_KIND})
    union all
    (select 'late', 'referral-unanswered', r.id, m.case_id, m.person_id, p.code, r.owed_on::text, true, jsonb_build_object('reference', r.reference, 'owed', case when r.escalate_on < ${day}::date then 'escalate' when r.state in ('sent', 'acknowledged') then 'answer' when r.state = 'appointment' then 'outcome' when r.state = 'in-progress' then 'news' when r.state = 'returned' then 'take-up' when r.state = 'together' and r.owed_on = r.together_until then 'together-end' when r.state = 'together' then 'shared-note' else 'next-step' end)
      from ${owedReferrals} join person p on p.id = m.person_id
      where r.programme_id = ${programme} and r.owed_on < ${day}::date and (r.stopped_at is null or r.state = 'returned') and (${coordinates} or ${me} in (r.created_by, c.owner_id))
      order by r.owed_on limit ${LINES_PER_KIND})
    union all
    (select 'unassigned', 'case-unowned', c.id, c.id, c.person_id, p.code, to_json(c.opened_at)#>>'{}', c.opened_at < now() - interval '1 day', jsonb_build_object('origin', c.origin)
      from case_file c join person p on p.id = c.person_id
      where ${coordinates} and c.programme_id = ${programme} and c.owner_id is null and c.state <> 'closed' order by c.opened_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'access-asked', q.id, q.case_id, c.person_id, p.code, to_json(q.at)#>>'{}', q.at < now() - interval '1 day', '{}'
      from access_request q join case_file c on c.id = q.case_id join person p on p.id = c.person_id
      where ${coordinates} and q.programme_id = ${programme} and q.state = 'open' order by q.at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'closing-asked', q.id, q.case_id, c.person_id, p.code, to_json(q.asked_at)#>>'{}', q.asked_at < now() - interval '3 days', jsonb_build_object('reason', q.reason, 'inCase', not ${coordinates}::boolean)
      from ${askedIn('case_closing_request')} join case_file c on c.id = q.case_id join person p on p.id = c.person_id
      where q.programme_id = ${programme} and q.state = 'open' and (${coordinates} or decides_in_case(q.case_id, q.asked_by)) order by q.asked_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'plan-approval-asked', q.id, q.case_id, c.person_id, p.code, to_json(q.at)#>>'{}', q.at < now() - interval '3 days', jsonb_build_object('edition', q.edition)
      from ${askedIn('plan_approval')} join case_file c on c.id = q.case_id join person p on p.id = c.person_id
      where q.programme_id = ${programme} and q.state = 'open' and decides_in_case(q.case_id, q.asked_by) order by q.at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'placement-look-waiting', o.id, o.case_id, c.person_id, p.code, to_json(o.created_at)#>>'{}', o.created_at < now() - interval '3 days', '{}'
      from placement o join case_file c on c.id = o.case_id join person p on p.id = c.person_id
      where ${coordinates} and o.programme_id = ${programme} and o.state = 'proposed' and not exists (select from placement_look l where l.placement_id = o.id) order by o.created_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'handover-proposed', h.id, null, null, v.code, to_json(h.at)#>>'{}', h.at < now() - interval '3 days', '{}'
      from (select h.id, h.at from handover h where h.to_member = ${me} and h.state = 'proposed' order by h.at desc limit ${LINES_PER_KIND}) h left join handover_covers(array[h.id]) v on true)
    union all
    (select 'decisions', 'handover-waiting', h.id, h.case_id, null, p.code, to_json(h.at)#>>'{}', true, '{}'
      from handover h join case_file c on c.id = h.case_id join person p on p.id = c.person_id
      where ${coordinates} and h.programme_id = ${programme} and h.state = 'proposed' and h.at < now() - interval '3 days' and h.to_member <> ${me} order by h.at limit ${LINES_PER_KIND})
    union all
    (select 'fresh', 'handover-declined', h.id, h.case_id, null, p.code, to_json(v.at)#>>'{}', false, '{}'
      from handover h join handover_move v on v.handover_id = h.id and v.move = 'decline' join case_file c on c.id = h.case_id join person p on p.id = c.person_id
      where h.from_member = ${me} and h.state = 'declined' and v.at > now() - interval '7 days' order by v.at desc limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'second-reading', s.id, s.case_id, c.person_id, p.code, to_json(s.at)#>>'{}', s.at < now() - interval '3 days', '{}'
      from assessment s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
      where s.programme_id = ${programme} and s.state = 'awaiting-second-reading' and s.author_account <> ${account}
        and c.id in (select x.case_id from case_access x where x.member_id = ${me}) order by s.at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'invitation-waiting', i.id, null, null, null, to_json(i.created_at)#>>'{}', i.created_at < now() - interval '3 days', jsonb_build_object('role', i.role, 'by', coalesce(w.name, ''))
      from invitation i left join membership h on h.id = i.invited_by left join account w on w.id = h.account_id
      where ${coordinates} and i.programme_id = ${programme} and i.decision is null and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > now() and role_reads_persons(i.role)
      order by i.created_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'reset-waiting', q.id, null, null, null, to_json(q.created_at)#>>'{}', q.created_at < now() - interval '1 day', jsonb_build_object('role', h.role, 'by', coalesce(w.name, ''))
      from second_factor_reset q join membership h on h.id = q.member_id left join membership k on k.id = q.asked_by left join account w on w.id = k.account_id
      where ${coordinates} and q.programme_id = ${programme} and q.decision is null and q.expires_at > now() order by q.created_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'password-waiting', q.id, null, null, null, to_json(q.created_at)#>>'{}', q.created_at < now() - interval '4 hours', jsonb_build_object('role', h.role, 'by', coalesce(w.name, ''))
      from password_reset q join membership h on h.id = q.member_id left join membership k on k.id = q.asked_by left join account w on w.id = k.account_id
      where ${coordinates} and q.programme_id = ${programme} and q.decision is null and q.expires_at > now() order by q.created_at limit ${LINES_PER_KIND})
    union all
    -- Of those who must answer it; whoever wrote a complaint down reads its day and state among the complaints, and is not told of it here.
    (select 'decisions', 'complaint-waiting', k.id, null, null, null, k.answer_due_on::text, k.answer_due_on < ${day}::date, '{}'
      from complaint k where k.programme_id = ${programme} and k.state in ('received', 'looking-into') and (${coordinates} and not k.about_coordination or ${role === 'dpo'} and k.about_coordination)
      order by k.answer_due_on limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'handed-note-waiting', k.id, null, null, null, to_json(k.arrived_at)#>>'{}', k.arrived_at < now() - interval '2 days', '{}'
      from handed_note k where ${coordinates} and k.programme_id = ${programme} and k.state = 'waiting' order by k.arrived_at limit ${LINES_PER_KIND})
    union all
    -- Our own questions in a language that a mediator speaks, written by others; and what came back to whoever wrote it.
    (select 'decisions', 'wording-to-review', w.id, null, null, null, to_json(w.changed_at)#>>'{}', false, jsonb_build_object('language', w.language, 'by', a.name)
      from instrument_wording w join membership m on m.id = w.author_id join account a on a.id = m.account_id
      where ${role === 'mediator'} and w.programme_id = ${programme} and w.state = 'proposed' and actor_speaks(w.language) and not ${account}::uuid = any (w.writers) order by w.changed_at limit ${LINES_PER_KIND})
    union all
    (select 'fresh', 'wording-sent-back', w.id, null, null, null, to_json(w.changed_at)#>>'{}', false, jsonb_build_object('language', w.language)
      from instrument_wording w cross join lateral (select v.move from instrument_wording_move v where v.wording_id = w.id order by v.at desc, v.id desc limit 1) v
      where w.programme_id = ${programme} and w.state = 'draft' and v.move = 'send-back' and ${account}::uuid = any (w.writers) order by w.changed_at desc limit ${LINES_PER_KIND})
    union all
    (select 'owed', 'referral-received', r.id, null, null, r.reference, r.owed_on::text, coalesce(r.owed_on < ${day}::date, false), jsonb_build_object('state', r.state)
      from referral r where r.organisation_id = ${body} and r.sent_at is not null and r.stopped_at is null and r.state in ('sent', 'acknowledged', 'to-meet', 'waitlisted', 'accepted', 'appointment', 'together')
        and (r.state <> 'together' or r.owed_on <= ${soon}::date)
      and ${role === 'partner'} and referral_is_open_to_partner(r.id) order by r.sent_at limit ${LINES_PER_KIND})
    union all
    -- Segnalazioni: what is dangerous, late or nobody's, for who coordinates and who stands in for them; what one took in charge, once its term draws near.
    (select case when r.urgency = 'immediate' then 'dangerous' when r.due_at <= now() or r.state = 'in-triage' then 'late' else 'unassigned' end, 'inbound-waiting', r.id, null, null, r.reference, to_json(r.due_at)#>>'{}', r.due_at <= now(),
        jsonb_build_object('why', case when r.state = 'sent' then 'held' when r.urgency = 'immediate' then 'immediate' when r.due_at <= now() then 'late' when r.state = 'in-triage' then 'near' when r.kind = 'consultation' then 'consultation' else 'new' end)
      from inbound_referral r where r.programme_id = ${programme} and r.state in ('sent', 'received', 'in-triage') and ((select actor_stands_in()) or r.handler_id in (select actor_answers_as()))
        and (r.state <> 'in-triage' or r.urgency = 'immediate' or r.remind_at <= now()) order by r.due_at limit ${LINES_PER_KIND})
    union all
    (select 'decisions', 'inbound-owed', r.id, null, null, r.reference, to_json(r.team_owes_at)#>>'{}', r.team_owes_at <= now(), '{}'
      from inbound_referral r where r.programme_id = ${programme} and r.team_owes_at is not null and (r.handler_id in (select actor_answers_as()) or r.handler_id is null and (select actor_stands_in())) order by r.team_owes_at limit ${LINES_PER_KIND})
    union all
    (select 'late', 'inbound-contact-due', k.id, null, null, r.reference, k.due_on::text, k.due_on < ${day}::date, '{}'
      from inbound_contact k join inbound_referral r on r.id = k.id
      where k.programme_id = ${programme} and k.state in ('contacting', 'not-reached') and r.state = 'accepted' and k.due_on <= ${soon}::date and (r.handler_id = ${me} or ${coordinates} and k.due_on < ${day}::date) order by k.due_on limit ${LINES_PER_KIND})
    union all
    (select 'owed', 'inbound-asked', s.id, null, null, s.reference, to_json(s.sender_owes_at)#>>'{}', s.sender_owes_at <= now(), '{}'
      from inbound_sent() s where ${role === 'reporter' || role === 'partner'} and s.sender_owes_at is not null order by s.sender_owes_at limit ${LINES_PER_KIND})
    union all
    -- Conferences that one called or is asked to: today's hour, an answer owed, minutes to approve, a day that changed.
    (select case w.kind when 'conference' then 'agenda' when 'conference-changed' then 'fresh' else ${role === 'partner' || role === 'reporter' ? 'owed' : 'decisions'} end, w.kind, w.conference_id, null, null, w.code,
        to_json(w.starts_at)#>>'{}', w.kind = 'conference-minutes' and w.starts_at < now() - interval '7 days',
        case w.kind when 'conference' then jsonb_build_object('room', w.place) when 'conference-changed' then jsonb_build_object('state', w.state) else '{}' end
      from conferences_for_me(${day}::date, ${LINES_PER_KIND}) w)
    union all
    -- News of a segnalazione says which, by its reference, to whoever may still know of it; several of the same kind about one are one line, the latest.
    (select 'fresh', 'notification', n.id, null, null, case when n.subject in ('inbound', 'inbound-sent') then coalesce((select r.reference from inbound_referral r where r.id = n.subject_id), (select s.reference from inbound_sent(n.subject_id) s)) end, to_json(n.at)#>>'{}', false, jsonb_build_object('kind', n.kind, 'subject', n.subject, 'subjectId', n.subject_id)
      from notification n where n.member_id = ${me} and n.read_at is null and not (${isSettled})
       and not (n.subject in ('inbound', 'inbound-sent', 'mailbox') and exists (select from notification later where later.member_id = n.member_id and later.read_at is null and later.kind = n.kind and later.subject_id = n.subject_id and (later.at, later.id) > (n.at, n.id)))
      order by n.at desc limit ${LINES_PER_KIND})
    union all
    (select 'fresh', 'organisation-renamed', n.id, null, null, null, to_json(n.until)#>>'{}', false, '{}'
      from organisation_name n where ${coordinates} and n.programme_id = ${programme} and n.until > now() - interval '14 days' order by n.until desc limit ${LINES_PER_KIND})
    union all
    (select 'fresh', 'referral-news', n.id, m.case_id, null, null, to_json(n.at)#>>'{}', false, jsonb_build_object('kind', n.kind, 'referralId', n.referral_id)
      from referral_notice n left join referral_matter m on m.referral_id = n.referral_id where n.member_id = ${me} and n.read_at is null order by n.at desc limit ${LINES_PER_KIND})
    union all
    (select 'people', 'case-followed', c.id, c.id, c.person_id, p.code, to_json(a.last_change_at)#>>'{}', false, jsonb_build_object('state', c.state, 'risk', c.risk)
      from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id
      where a.member_id = ${me} and a.valid_until > now() and c.state <> 'closed' and not ${coordinates} order by a.last_change_at desc limit ${LINES_PER_KIND})`.execute(act.db);
  const [{ rows }] = await Promise.all([found, watched]);

  return {
    day,
    part: 'whole',
    items: rows.map(lineOf),
    counts: coordinates ? await readCounts(act) : null,
  };
}

/**
 * What of this day a telephone carries outside: one's own hours, one's own outings, and what of the street waits for whoever asks. Of cases nothing but the
 * code of who is expected: no risk, no plan, no list of people followed.
 */
export async function readAtHand(act: Act): Promise<Today> {
  const { memberId: me, programmeId: programme, role } = act.actor;
  const day = italianDay(act.now);
  const own = { me, programme, day, coordinates: false };
  const watched = sql`select outreach_watch()`.execute(act.db);
  const found = sql<LineRow>`
    ${appointmentLines(own)}
    union all
    ${outingLines(own)}
    union all
    ${streetLines({ ...own, coordinates: role === 'coordinator' })}`.execute(act.db);
  const [{ rows }] = await Promise.all([found, watched]);
  return { day, part: 'at-hand', items: rows.map(lineOf), counts: null };
}

async function readCounts(act: Act): Promise<Today['counts']> {
  const { rows } = await sql<{ open: number; in_care: number; danger: number; unowned: number }>`
    select coalesce(sum(change) filter (where state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance')), 0)::int as open,
      coalesce(sum(change) filter (where state = 'in-care'), 0)::int as in_care,
      coalesce(sum(change) filter (where risk in ('high', 'extreme') and state not in ('closed', 'withdrawn', 'sent-elsewhere')), 0)::int as danger,
      coalesce(sum(change) filter (where not owned and state <> 'closed'), 0)::int as unowned
    from case_tally where programme_id = ${act.actor.programmeId}`.execute(act.db);
  const [found] = rows;
  return found ? { open: found.open, inCare: found.in_care, danger: found.danger, unowned: found.unowned } : null;
}
