-- Terms that passed. Nobody has to look: the server's round tells who coordinates, who stands in for them, who has it in hand and who stands in for that colleague.

-- Once per term: a mark later than the term says that it was told. What another program is telling at this moment is left to it.
create or replace function escalate_inbound(of_programme uuid, moment timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare one record; told integer := 0;
begin
  for one in select r.id, r.handler_id, r.urgency from inbound_referral r
    where r.programme_id = of_programme and r.state in ('sent', 'received', 'in-triage') and r.due_at <= moment and (r.escalated_at is null or r.escalated_at < r.due_at) order by r.due_at, r.id for update skip locked loop
    update inbound_referral set escalated_at = moment where id = one.id;
    -- Danger that nobody took up goes out by mail at once.
    perform tell_of_term(one.id, one.handler_id, case one.urgency when 'immediate' then 'inbound-immediate' else 'inbound-late' end, 'decision');
    told := told + 1;
  end loop;
  for one in select r.id, r.handler_id from inbound_referral r
    where r.programme_id = of_programme and r.team_owes_at <= moment and (r.answer_escalated_at is null or r.answer_escalated_at < r.team_owes_at) order by r.team_owes_at, r.id for update skip locked loop
    update inbound_referral set answer_escalated_at = moment where id = one.id;
    perform tell_of_term(one.id, one.handler_id, 'inbound-late', 'answer');
    told := told + 1;
  end loop;
  for one in select c.id, r.handler_id from inbound_contact c join inbound_referral r on r.id = c.id
    where c.programme_id = of_programme and c.state in ('contacting', 'not-reached') and r.state = 'accepted' and c.escalated_at is null
      and ((c.due_on + 1)::timestamp at time zone 'Europe/Rome') <= moment order by c.due_on, c.id for update of c skip locked loop
    update inbound_contact set escalated_at = moment where id = one.id;
    perform tell_of_term(one.id, one.handler_id, 'inbound-late', 'first-talk');
    told := told + 1;
  end loop;
  return told;
end $$;
revoke execute on function escalate_inbound(uuid, timestamptz) from public;

create or replace function tell_of_term(of_referral uuid, in_hand uuid, new_kind text, which text) returns void language plpgsql security definer set search_path = public as $$
declare of_programme uuid;
begin
  select r.programme_id into of_programme from inbound_referral r where r.id = of_referral;
  perform notify_member(w.member, new_kind, 'inbound', of_referral)
    from (select stands_in_for_coordination(of_programme) union select in_hand where in_hand is not null union select stands_in_for(in_hand)) w (member);
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.escalate', 'subject', 'inbound-referral', 'subjectId', of_referral, 'programmeId', of_programme, 'details', jsonb_build_object('term', which))));
end $$;
revoke execute on function tell_of_term(uuid, uuid, text, text) from public;

-- For every programme, by the server's clock.
create or replace function escalate_all_inbound() returns integer language plpgsql security definer set search_path = public as $$
declare one uuid; told integer := 0;
begin
  for one in select p.id from programme p order by p.id loop told := told + escalate_inbound(one, clock_timestamp()); end loop;
  return told;
end $$;
revoke execute on function escalate_all_inbound() from public;
grant execute on function escalate_all_inbound() to reti_gate;
