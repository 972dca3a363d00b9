-- A case as it is opened: heading, the last notes, every referral with its way, and the keys that open what is sealed in them. What several
-- rooms keep meets here in one statement, for it is what everyone waits for most often. The right is asked once and repeats the rooms' own
-- sentences; opened.database.test.ts holds it against them, for everybody:
--   heading     whoever holds the case's `base` (case_beside asks it again)
--   notes       each compartment by itself; in `mediation` a mediator finds what they wrote themselves, who holds `restricted` finds all
--   referrals   whoever holds `case`; of these everyone is of the team, so that no protected service has to be left out
--   keys        the same compartments, and a referral's own key with `case`, as far as something in its way is sealed
-- @returns null for a case that the one who asks does not hold, whether it exists or not; times as ISO 8601, bytes in base64
create or replace function case_opened(of_case uuid, most_notes integer) returns jsonb language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member(); held case_access; keeps boolean;
begin
  select a.* into held from case_access a where a.member_id = me and a.case_id = of_case and a.valid_until > now() and 'base' = any (a.compartments);
  if held.case_id is null then return null; end if;
  keeps := 'case' = any (held.compartments);
  return jsonb_build_object(
    'header', (select to_jsonb(h) from (
      select c.id, c.person_id, c.state, c.risk, c.last_change_at, c.wish, c.summary, c.opened_at, c.closed_at, c.closing_reason, c.version, held.via, held.compartments,
             nullif(held.valid_until, 'infinity') as valid_until, case_notice_given(c.id) as notice_given, b.code, b.minor, b.name, b.languages, b.owner, b.next_step_on, b.do_not_call,
             b.permit_due_on, b.closing_asked, b.interview_unsigned
        from case_file c cross join case_beside(array[of_case]) b where c.id = of_case) h),
    'closing', case when keeps then (select to_jsonb(q) from (
      select r.id, r.case_id, r.reason, encode(r.outcome_sealed, 'base64') as outcome_sealed, r.follow_up_safe, r.asked_at, r.state, encode(r.words_sealed, 'base64') as words_sealed,
             jsonb_build_object('memberId', hat.id, 'name', who.name, 'role', hat.role) as asker, r.decided_at, r.state = 'open' and decides_in_case(r.case_id, r.asked_by) as decides,
             (select jsonb_build_object('memberId', d.id, 'name', p.name, 'role', d.role) from membership d join account p on p.id = d.account_id where d.id = r.decided_by) as decider
        from case_closing_request r join membership hat on hat.id = r.asked_by join account who on who.id = hat.account_id where r.case_id = of_case order by r.asked_at desc limit 1) q) end,
    'notes', coalesce((select jsonb_agg(q order by q.at desc, q.id desc) from (
      select n.id, n.compartment, encode(n.body_sealed, 'base64') as body_sealed, n.author_id, n.at, n.source, n.corrects, n.at::text as place,
             (select later.id from case_note later where later.case_id = of_case and later.corrects = n.id order by later.at desc limit 1) as corrected_by,
             jsonb_build_object('memberId', hat.id, 'name', who.name, 'role', hat.role) as author
        from case_note n join membership hat on hat.id = n.author_id join account who on who.id = hat.account_id
       where n.case_id = of_case and n.compartment = any (held.compartments) and (n.compartment <> 'mediation' or n.author_id = me or 'restricted' = any (held.compartments))
       order by n.at desc, n.id desc limit most_notes) q), '[]'),
    'referrals', case when keeps then coalesce((select jsonb_agg(q order by q.created_at desc, q.id) from (
      select r.id, r.reference, r.kind, r.together_until, r.mode, r.state, r.sent_at, r.stopped_at, r.appointment_at, r.owed_on, r.escalate_on, r.created_at, r.version, r.service_id, r.organisation_id,
             m.purpose, m.basis, m.instead_of, m.need_id, m.step_id, s.name as service, o.name as organisation,
             (select n.referral_id from referral_matter n where n.instead_of = r.id limit 1) as replaced_by,
             (select jsonb_agg(jsonb_build_object('id', v.id, 'move', v.move, 'to_state', v.to_state, 'reason', v.reason, 'words_sealed', encode(v.words_sealed, 'base64'),
                       'appointment_at', v.appointment_at, 'meeting', v.meeting, 'meeting_sealed', encode(v.meeting_sealed, 'base64'), 'together_until', v.together_until, 'by', who.name, 'on_behalf', v.on_behalf, 'at', v.at) order by v.at, v.id)
                from referral_move v join membership hat on hat.id = v.by_member join account who on who.id = hat.account_id where v.referral_id = r.id) as steps
        from referral_matter m join referral r on r.id = m.referral_id join service s on s.id = r.service_id join organisation o on o.id = r.organisation_id
       where m.case_id = of_case order by r.created_at desc, r.id limit 200) q), '[]') end,
    'keys', (select jsonb_agg(jsonb_build_object('holder_id', k.holder_id, 'compartment', k.compartment, 'wrapped', encode(k.wrapped, 'base64'), 'master_version', k.master_version)) from (
      select k.* from vault_key k where k.holder_id = of_case and k.compartment = any (held.compartments)
      union all
      select k.* from referral_matter m join vault_key k on k.holder_id = m.referral_id and k.compartment = 'referral'
       where keeps and m.case_id = of_case and exists (select from referral_move v where v.referral_id = m.referral_id and (v.words_sealed is not null or v.meeting_sealed is not null))) k
       where k.wrapped is not null)
  );
end $$;
