-- Cases: every sentence asks case_access, and nothing else, whether the one who asks holds the compartment.

grant select on case_access to reti_app;
create policy "everyone reads which cases they hold" on case_access for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "the coordinator reads who holds the cases they coordinate" on case_access for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and member_id <> (select actor_member()) and case_opens(case_id, 'base'));

-- Who decides on what a colleague asked in a case: its coordinator, or the second professional whom the coordinator named for it, if the
-- one who asked is of another profession. Never the same person under another hat, and never from a file opened in an emergency.
create or replace function decides_in_case(of_case uuid, asker uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session(); hat membership;
begin
  select m.* into hat from membership m where m.id = asker;
  return hat.account_id <> mine.account_id
    and exists (select from case_access a where a.member_id = mine.member_id and a.case_id = of_case and a.valid_until > now() and a.via <> 'break-glass' and 'case' = any (a.compartments))
    and (mine.role = 'coordinator' or (hat.role <> mine.role and exists (select from case_second s where s.case_id = of_case and s.member_id = mine.member_id and s.ended_at is null)));
end $$;
-- Whether the one acting has approved the closing of this case, and may therefore carry it out.
create or replace function approved_closing_of(of_case uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from case_closing_request r where r.case_id = of_case and r.state = 'approved' and r.decided_by = actor_member() and r.xmin = pg_current_xact_id()::xid); end $$;

grant select on case_file to reti_app;
grant update (state, risk, owner_id, wish, summary, last_change_at, closed_at, closing_reason, follow_up_safe, version) on case_file to reti_app;
create policy "a case is read by those who hold it" on case_file for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_file.id and a.valid_until > now() offset 0));
create policy "a case is kept by those who hold its files" on case_file for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_file.id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  -- Only the approval of a second person closes a case, and a closed one is left as it is until it is reopened.
  with check (programme_id = (select actor_programme()) and (state <> 'closed' or (select actor_is('coordinator')) or approved_closing_of(id)));

-- What a line of the list shows beside the case itself, for the cases that the person asking holds among those named. The right is repeated
-- here, once, instead of in eight tables' policies: the list is what everyone opens first, and it must come at once.
create or replace function case_beside(of_cases uuid[])
returns table (case_id uuid, code text, minor boolean, name text, languages text[], owner jsonb, next_step_on text, do_not_call boolean, permit_due_on text, closing_asked boolean, interview_unsigned boolean)
language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member();
begin
  return query
  select a.case_id, p.code, p.minor_track,
    (select n.text from person_name n where n.person_id = a.person_id and n.removed_at is null order by n.preferred desc, n.created_at limit 1),
    array(select l.language from person_language l where l.person_id = a.person_id order by case l.speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end, l.language),
    case when hat.id is not null then jsonb_build_object('memberId', hat.id, 'name', who.name, 'role', hat.role) end,
    least(
      (select min(s.due_on) from plan_step s where s.case_id = a.case_id and s.state in ('to-do', 'doing') and (keeps or s.owner_id = me)),
      (select min(k.due_on) from task k where k.case_id = a.case_id and k.done_at is null and (keeps or me in (k.owner_id, k.created_by))),
      (select min((m.starts_at at time zone 'Europe/Rome')::date) from appointment_matter x join appointment m on m.id = x.appointment_id
        where x.case_id = a.case_id and m.state = 'booked' and m.starts_at > now())
    )::text,
    coalesce((select k.do_not_call from safe_contact_card k where k.person_id = a.person_id), false),
    (select min(f.due_on)::text from profile_fact f where f.case_id = a.case_id and f.superseded_by is null and f.due_on is not null and f.field ~ 'permit$' and f.compartment = any (a.compartments)),
    keeps and exists (select from case_closing_request r where r.case_id = a.case_id and r.state = 'open'),
    exists (select from interview i where i.case_id = a.case_id and i.state in ('running', 'paused', 'stopped') and (keeps or me in (i.author_id, i.mediator_id)))
    from case_access a
    cross join lateral (select 'case' = any (a.compartments) as keeps) held
    join case_file c on c.id = a.case_id join person p on p.id = a.person_id
    left join membership hat on hat.id = c.owner_id left join account who on who.id = hat.account_id
   where a.member_id = me and a.case_id = any (of_cases) and a.valid_until > now() and 'base' = any (a.compartments);
end $$;

-- What only who coordinates may set off, whatever they hold of each case.
create or replace function must_coordinate() returns void language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator') then raise insufficient_privilege using message = 'only who coordinates'; end if;
end $$;

create or replace function open_case_again(new_case uuid, of_person uuid, new_origin text) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if not exists (select from case_access a where a.member_id = mine.member_id and a.person_id = of_person and a.valid_until > now() and 'case' = any (a.compartments)) then raise insufficient_privilege; end if;
  insert into case_file (id, programme_id, person_id, origin, opened_by) values (new_case, mine.programme_id, of_person, new_origin, mine.member_id);
  if mine.role <> 'coordinator' then
    insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) values (gen_random_uuid(), mine.programme_id, new_case, mine.member_id, mine.member_id);
  end if;
end $$;

grant select, insert on case_move to reti_app;
create policy "the moves of a case are read by those who hold it" on case_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_move.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the moves of a case are written by those who hold its files" on case_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_move.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)
    and (to_state <> 'closed' or (select actor_is('coordinator')) or approved_closing_of(case_id)));

grant select, insert on case_second to reti_app;
grant update (ended_at) on case_second to reti_app;
create policy "who may approve beside the coordinator is known to those who hold the case" on case_second for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_second.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the coordinator names who may approve beside them" on case_second for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and ended_at is null and member_id <> by_member
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_second.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)
    and exists (select from membership m where m.id = case_second.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.role in ('psychologist', 'legal', 'labour', 'educator')));
create policy "the coordinator takes that back" on case_second for update to reti_app
  using ((select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_second.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on case_closing_request to reti_app;
grant update (state, decided_by, decided_at, words_sealed) on case_closing_request to reti_app;
create policy "a request to close is read by those who hold the case's files" on case_closing_request for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_closing_request.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the owner of a case, or the coordinator, asks to close it" on case_closing_request for insert to reti_app
  with check (asked_by = (select actor_member()) and state = 'open' and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_closing_request.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)
    and ((select actor_is('coordinator')) or exists (select from case_file c where c.id = case_closing_request.case_id and c.owner_id = (select actor_member()))));
create policy "a request to close is decided by another than who asked" on case_closing_request for update to reti_app
  using (state = 'open' and decides_in_case(case_id, asked_by))
  -- The second professional always says why; who coordinates, where they send it back.
  with check (decided_by = (select actor_member()) and state <> 'open' and ((select actor_is('coordinator')) or words_sealed is not null));

-- Whether the notice was given, as the desk keeps it.
create or replace function case_notice_given(in_case uuid) returns boolean language plpgsql stable set search_path = public as $$
begin
  return exists (select from notice_delivery d where d.case_id = in_case);
end $$;

grant select, insert on case_assignment to reti_app;
grant update (ended_at) on case_assignment to reti_app;
create policy "who follows a case is known to those who hold it" on case_assignment for select to reti_app
  using ((member_id = (select actor_member()) and programme_id = (select actor_programme()))
    or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the coordinator assigns" on case_assignment for insert to reti_app
  with check (assigned_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)
    and exists (select from membership m where m.id = case_assignment.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "the coordinator ends an assignment, and everyone their own" on case_assignment for update to reti_app
  using (member_id = (select actor_member()) or ((select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)))
  with check (programme_id = (select actor_programme()));

grant select, insert on case_bar to reti_app;
grant update (lifted_at) on case_bar to reti_app;
create policy "the coordinator reads who is barred and why" on case_bar for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the coordinator bars a named colleague" on case_bar for insert to reti_app
  with check (barred_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "everyone may bar themselves from a case they hold" on case_bar for insert to reti_app
  with check (barred_by = (select actor_member()) and member_id = (select actor_member()) and asked_by = 'member' and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the coordinator lifts a bar" on case_bar for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

-- Break-glass, for a member of the team, on a case of the programme from which they are not barred: to these, and for a code that
-- nobody bears, the answer is the same. Written through this function alone; sent again with the same id it answers the same.
drop function if exists break_the_glass(uuid, uuid, text);
create or replace function break_the_glass(new_id uuid, of_case uuid, of_code text, why text) returns table (case_id uuid, until timestamptz) language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known case_file; ends timestamptz := now() + interval '24 hours'; before break_glass; typed uuid; person_meant uuid;
begin
  select b.* into before from break_glass b where b.id = new_id;
  if before.id is not null then
    if before.member_id = mine.member_id then return query select before.case_id, before.until; return; end if;
    raise exception 'already-exists' using errcode = 'RT001';
  end if;
  if not actor_in_team() then raise exception 'not-found' using errcode = 'RT001'; end if;
  -- By the code of a file united with another, first of all the case that was opened under it.
  if of_case is null then select p.id into typed from person p where p.programme_id = mine.programme_id and p.code = of_code; end if;
  person_meant := surviving_person(typed);
  select c.* into known from case_file c where c.programme_id = mine.programme_id and (c.id = of_case or c.person_id = person_meant)
   order by coalesce(c.merged_from, c.person_id) = typed desc, c.closed_at desc nulls first, c.opened_at desc limit 1;
  if known.id is null or is_barred(known.id, mine.account_id) then
    raise exception 'not-found' using errcode = 'RT001';
  end if;
  if exists (select from case_access a where a.case_id = known.id and a.member_id = mine.member_id and a.via <> 'break-glass' and a.valid_until > now()) then
    raise exception 'case-already-held' using errcode = 'RT001';
  end if;
  if length(trim(why)) < 10 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into break_glass (id, programme_id, case_id, member_id, reason, until) values (new_id, mine.programme_id, known.id, mine.member_id, why, ends);
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'case.break-glass', 'subject', 'break-glass', 'subjectId', new_id, 'caseId', known.id, 'personId', known.person_id, 'reason', why)));
  perform notify_coordinators(known.id, 'break-glass', 'break-glass', new_id);
  perform notify_member(m.id, 'break-glass', 'break-glass', new_id) from membership m where m.programme_id = mine.programme_id and m.role = 'dpo' and m.ended_at is null;
  return query select known.id, ends;
end $$;
grant select on break_glass to reti_app;
grant update (reviewed_by, reviewed_at, review_words) on break_glass to reti_app;
create policy "the data protection officer is told of break-glass" on break_glass for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('dpo')));
create policy "the coordinator is told of break-glass on the cases they coordinate" on break_glass for select to reti_app
  using ((select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = break_glass.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "everyone reads when they broke the glass themselves" on break_glass for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "the coordinator and the data protection officer review break-glass" on break_glass for update to reti_app
  using ((select actor_is('dpo')) and programme_id = (select actor_programme()) and member_id <> (select actor_member())
    or (select actor_is('coordinator')) and member_id <> (select actor_member()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = break_glass.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0))
  with check (reviewed_by = (select actor_member()));

create or replace function ask_for_access(new_id uuid, to_case_of_code text, why text) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known uuid; typed uuid; person_meant uuid;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select p.id into typed from person p where p.programme_id = mine.programme_id and p.code = to_case_of_code;
  person_meant := surviving_person(typed);
  select c.id into known from case_file c where c.person_id = person_meant order by coalesce(c.merged_from, c.person_id) = typed desc, c.opened_at desc limit 1;
  if known is null or is_barred(known, mine.account_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from case_access a where a.case_id = known and a.member_id = mine.member_id and a.via <> 'break-glass' and a.valid_until > now()) then raise exception 'case-already-held' using errcode = 'RT001'; end if;
  insert into access_request (id, programme_id, case_id, member_id, reason) values (new_id, mine.programme_id, known, mine.member_id, why) on conflict (id) do nothing;
  if not found then return; end if;
  perform notify_coordinators(known, 'access-asked', 'access-request', new_id);
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'case.ask-access', 'subject', 'case', 'subjectId', known, 'caseId', known)));
end $$;
grant select on access_request to reti_app;
grant update (state, decided_by, decided_at) on access_request to reti_app;
create policy "the coordinator reads who asks for access" on access_request for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = access_request.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "everyone follows their own request" on access_request for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "the coordinator answers a request" on access_request for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = access_request.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0))
  with check (decided_by = (select actor_member()));

grant select, insert on case_note to reti_app;
create policy "a note is read by those who hold its compartment; a mediator reads their own" on case_note for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_note.case_id and a.valid_until > now()
    and case_note.compartment = any (a.compartments) and (case_note.compartment <> 'mediation' or case_note.author_id = a.member_id or 'restricted' = any (a.compartments)) offset 0));
create policy "a note is written into a compartment one holds" on case_note for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_note.case_id and a.valid_until > now() and case_note.compartment = any (a.compartments) offset 0));

grant select, insert on profile_fact to reti_app;
grant update (confirmed_at, confirmed_by, superseded_by) on profile_fact to reti_app;
create policy "a fact of the profile is read by those who hold its compartment" on profile_fact for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments) offset 0));
create policy "a fact of the profile is written into a compartment one holds" on profile_fact for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments) offset 0));
create policy "a fact is confirmed or superseded by those who hold its compartment" on profile_fact for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments) offset 0)) with check (programme_id = (select actor_programme()));

drop trigger if exists signs_as_oneself on profile_fact;
create trigger signs_as_oneself before update of confirmed_by on profile_fact for each row execute function signs_as_oneself('confirmed_by');
create policy "a fact is confirmed in one's own name" on profile_fact as restrictive for insert to reti_app with check (confirmed_by is null or confirmed_by = (select actor_member()));

grant select, insert on need to reti_app;
grant update (superseded_by) on need to reti_app;
create policy "needs are read and kept by those who hold the case's files" on need for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = need.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = need.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

create policy "a need is signed by whoever assesses it" on need as restrictive for insert to reti_app with check (assessed_by = (select actor_member()));

grant select, insert on goal to reti_app;
grant update (words, need_id, outcome, outcome_words, position, version) on goal to reti_app;
create policy "goals are read and kept by those who hold the case's files" on goal for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = goal.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = goal.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

grant select, insert on distance_reading to reti_app;
create policy "distance travelled is read and kept by those who hold the case's files" on distance_reading for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = distance_reading.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = distance_reading.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

create policy "distance travelled is signed by whoever writes it down" on distance_reading as restrictive for insert to reti_app with check (author_id = (select actor_member()));

grant select, insert on plan to reti_app;
grant update (state, edition, review_on, agreed_how, agreed_at, agreed_language, agreed_words, version) on plan to reti_app;
create policy "plans are read and kept by those who hold the case's files" on plan for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)) with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

create policy "a plan is signed by whoever begins it" on plan as restrictive for insert to reti_app with check (created_by = (select actor_member()));

grant select, insert on plan_move to reti_app;
create policy "the moves of a plan are read with the plan" on plan_move for select to reti_app using (exists (select from plan p where p.id = plan_move.plan_id));
create policy "the moves of a plan are written by who moves it" on plan_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from plan p where p.id = plan_move.plan_id));

grant select, insert on plan_step to reti_app;
grant update (title, owner_id, by_person, due_on, after_step, service_id, state, outcome_words, position, closed_at, own_words, own_language, version) on plan_step to reti_app;
create policy "steps are read by those who hold the case's files, and by whoever must take them" on plan_step for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0) or (owner_id = (select actor_member()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)));
create policy "steps are written by those who hold the case's files" on plan_step for insert to reti_app
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "steps are carried out by those who hold the case's files, and by whoever must take them" on plan_step for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0) or (owner_id = (select actor_member()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)))
  with check (programme_id = (select actor_programme()));

-- Whether a colleague can be given a task: of the team, and, where it is about a case, following that case.
create or replace function may_take_task(of_member uuid, of_case uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from membership m where m.id = of_member and m.programme_id = actor_programme() and m.ended_at is null
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
    and (of_case is null or (case_opens(of_case, 'base')
      and exists (select from case_access a where a.member_id = of_member and a.case_id = of_case and a.valid_until > now() and 'base' = any (a.compartments))));
end $$;

grant select, insert on task to reti_app;
grant update (title, owner_id, due_on, done_at, done_words, outcome, taken_back_at, version) on task to reti_app;
create policy "a task is read by its owner, by who gave it, and by those who hold its case's files" on task for select to reti_app
  using ((case_id is null and programme_id = (select actor_programme()) and (owner_id = (select actor_member()) or created_by = (select actor_member())))
    or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now()
      and ('case' = any (a.compartments) or ('base' = any (a.compartments) and a.member_id in (task.owner_id, task.created_by))) offset 0));
create policy "the team gives tasks to the team, on cases that both follow" on task for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()) and may_take_task(owner_id, case_id)
    and (case_id is null or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)));
create policy "a task is kept by its owner, by who gave it, and by those who hold its case's files" on task for update to reti_app
  using ((case_id is null and programme_id = (select actor_programme()) and (owner_id = (select actor_member()) or created_by = (select actor_member())))
    or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now()
      and ('case' = any (a.compartments) or ('base' = any (a.compartments) and a.member_id in (task.owner_id, task.created_by))) offset 0))
  with check (programme_id = (select actor_programme()));

-- The keys of a case: one per compartment, held with the compartment. A mediator holds `mediation`, and the rows above show them their own alone.
create policy "the key of a compartment is held with the compartment" on vault_key for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vault_key.holder_id and a.valid_until > now() and vault_key.compartment = any (a.compartments) offset 0));
create policy "the key of a compartment is made by the first who writes into it" on vault_key for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vault_key.holder_id and a.valid_until > now() and vault_key.compartment = any (a.compartments) offset 0));

-- "Who has seen this file": for those who hold its files, and the coordinator.
create policy "those who hold a case's files read who opened it" on audit_event for select to reti_app
  using (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = audit_event.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
-- What the receiving body did with a referral belongs there too: it answers and writes without knowing whose case it is, and those lines bear none.
create policy "those who hold a case's files read who opened its referrals" on audit_event for select to reti_app
  using (case_id is null and subject = 'referral' and exists (select from referral_matter m join case_access a on a.case_id = m.case_id
    where m.referral_id = audit_event.subject_id and a.member_id = (select actor_member()) and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

-- The data protection officer's look over the whole programme: who did what to which record, the person by code alone. Others learn nothing.
drop function if exists trail_for_officer(timestamptz, integer, bigint, uuid, text, integer);
create or replace function trail_for_officer(before_at timestamptz, before_chain integer, before_position bigint, of_member uuid, of_role text, of_action text, of_code text, since timestamptz, until timestamptz, at_most integer)
returns table (chain integer, event_position bigint, at timestamptz, member_id uuid, account_id uuid, role text, action text, subject text, subject_id uuid, case_id uuid, code text, reason text, details jsonb)
language plpgsql stable security definer set search_path = public as $$
declare mine uuid := actor_programme(); of_person uuid; of_people uuid[];
begin
  if not actor_is('dpo') then return; end if;
  if of_code is not null then
    select p.id into of_person from person p where p.programme_id = mine and p.code = of_code;
    if of_person is null then return; end if;
    -- Of a person of more than one file, the trail of all of them.
    of_people := persons_united_in(surviving_person(of_person));
  end if;
  return query
    with page as (
      select e.* from audit_event e
       where e.programme_id = mine and (before_at is null or (e.at, e.chain, e.position) < (before_at, before_chain, before_position))
         and (of_member is null or e.member_id = of_member) and (of_role is null or e.role = of_role)
         and (since is null or e.at >= since) and (until is null or e.at < until)
         and (of_person is null or e.person_id = any (of_people) or e.case_id in (select c.id from case_file c where c.person_id = any (of_people))
           or (e.case_id is null and e.subject = 'referral' and e.subject_id in (select m.referral_id from referral_matter m join case_file c on c.id = m.case_id where c.person_id = any (of_people))))
         -- Whoever opens a case reads its last notes with it: one line tells both, and is found under either.
         and (of_action is null or e.action = of_action or (of_action = 'note.read' and e.action = 'case.read' and (e.details ->> 'notes')::integer > 0))
       order by e.at desc, e.chain desc, e.position desc limit least(at_most, 200)
    )
    select e.chain, e.position, e.at, e.member_id, e.account_id, e.role, e.action, e.subject, e.subject_id, e.case_id, p.code, e.reason, e.details
      from page e left join referral_matter m on e.case_id is null and e.subject = 'referral' and m.referral_id = e.subject_id
      left join case_file c on c.id = coalesce(e.case_id, m.case_id) left join person p on p.id = coalesce(e.person_id, c.person_id)
     order by e.at desc, e.chain desc, e.position desc;
end $$;

-- What deserves a second look, and no more than that: who opened many files in a day, who worked on files at night or on a holiday, who
-- broke the glass. Counts and codes, never content; the officer judges, the house accuses nobody.
create or replace function unusual_for_officer(since timestamptz, many integer, from_hour integer, to_hour integer)
returns table (kind text, day date, member_id uuid, files integer, times integer, first_at timestamptz, last_at timestamptz, code text, reason text)
language plpgsql stable security definer set search_path = public as $$
declare mine uuid := actor_programme();
begin
  if not actor_is('dpo') then return; end if;
  return query
    with touched as materialized (
      select e.member_id, e.case_id, e.action, e.at, (e.at at time zone 'Europe/Rome') as there from audit_event e
       where e.programme_id = mine and e.at >= since and e.member_id is not null and (e.case_id is not null or e.person_id is not null)
    )
    (select 'many-files', t.there::date, t.member_id, count(distinct t.case_id)::int, count(*)::int, min(t.at), max(t.at), null::text, null::text
       from touched t where t.action = 'case.read' group by t.there::date, t.member_id having count(distinct t.case_id) >= many)
    union all
    (select 'out-of-hours', t.there::date, t.member_id, count(distinct t.case_id)::int, count(*)::int, min(t.at), max(t.at), null, null
       from touched t where extract(hour from t.there) < from_hour or extract(hour from t.there) >= to_hour or extract(isodow from t.there) = 7 group by t.there::date, t.member_id)
    union all
    (select 'break-glass', (b.at at time zone 'Europe/Rome')::date, b.member_id, 1, 1, b.at, b.until, p.code, b.reason
       from break_glass b join case_file c on c.id = b.case_id join person p on p.id = c.person_id where b.programme_id = mine and b.at >= since)
    order by 2 desc, 7 desc limit 500;
end $$;

create or replace function codes_for_officer(of_cases uuid[]) returns table (case_id uuid, code text) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('dpo') then return; end if;
  return query select c.id, p.code from case_file c join person p on p.id = c.person_id where c.id = any (of_cases) and c.programme_id = actor_programme();
end $$;

-- Notices to colleagues: a kind and an id. Nobody writes one by hand.
grant select on notification to reti_app;
grant update (read_at) on notification to reti_app;
-- For whoever is barred the case does not exist: what was said of it before goes out of their sight too.
create policy "everyone reads what waits for them, but for cases they are barred from" on notification for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()) and not (subject = 'case' and subject_id = any ((select cases_barred_to_actor())::uuid[])));
create policy "everyone marks as read what waits for them" on notification for update to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme())) with check (member_id = (select actor_member()));

create or replace function notify_member(to_member uuid, new_kind text, new_subject text, new_subject_id uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into notification (id, programme_id, member_id, kind, subject, subject_id)
  select gen_random_uuid(), m.programme_id, m.id, new_kind, new_subject, new_subject_id from membership m
   where m.id = to_member and m.ended_at is null and m.id is distinct from actor_member()
     and not (new_subject = 'case' and is_barred(new_subject_id, m.account_id));
end $$;
revoke execute on function notify_member(uuid, text, text, uuid) from public;

create or replace function notify_coordinators(of_case uuid, new_kind text, new_subject text, new_subject_id uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(a.member_id, new_kind, new_subject, new_subject_id) from case_access a join membership m on m.id = a.member_id
   where a.case_id = of_case and m.role = 'coordinator';
end $$;
revoke execute on function notify_coordinators(uuid, text, text, uuid) from public;

create or replace function notify_seconds(of_case uuid, new_kind text) returns void language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(s.member_id, new_kind, 'case', of_case) from case_second s
     join case_access a on a.member_id = s.member_id and a.case_id = s.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'case' = any (a.compartments)
   where s.case_id = of_case and s.ended_at is null;
end $$;
revoke execute on function notify_seconds(uuid, text) from public;
-- Whoever no longer follows a case decides nothing in it, and given the case again they are named anew: as after a bar, nothing comes back by itself.
create or replace function second_ends_with_assignment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update case_second s set ended_at = now() where s.case_id = new.case_id and s.member_id = new.member_id and s.ended_at is null;
  return new;
end $$;
drop trigger if exists second_ends_with_assignment on case_assignment;
create trigger second_ends_with_assignment after update of ended_at on case_assignment for each row when (old.ended_at is null and new.ended_at is not null) execute function second_ends_with_assignment();

create or replace function tell_of_assignment() returns trigger language plpgsql security definer set search_path = public as $$
begin perform notify_member(new.member_id, 'assigned', 'case', new.case_id); return new; end $$;
drop trigger if exists tell_of_assignment on case_assignment;
create trigger tell_of_assignment after insert on case_assignment for each row execute function tell_of_assignment();

create or replace function tell_of_access_answer() returns trigger language plpgsql security definer set search_path = public as $$
begin perform notify_member(new.member_id, 'access-' || new.state, 'access-request', new.id); return new; end $$;
drop trigger if exists tell_of_access_answer on access_request;
create trigger tell_of_access_answer after update of state on access_request for each row when (new.state <> old.state) execute function tell_of_access_answer();

create or replace function tell_of_closing() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    perform notify_coordinators(new.case_id, 'closing-asked', 'case', new.case_id);
    perform notify_seconds(new.case_id, 'closing-asked');
  else perform notify_member(new.asked_by, 'closing-' || new.state, 'case', new.case_id);
  end if;
  return new;
end $$;
drop trigger if exists tell_of_closing on case_closing_request;
create trigger tell_of_closing after insert or update of state on case_closing_request for each row execute function tell_of_closing();

create or replace function case_changed_in_heading() returns trigger language plpgsql security definer set search_path = public as $$
begin perform case_changed(new.id); return new; end $$;
drop trigger if exists case_changed_in_heading on case_file;
create trigger case_changed_in_heading after update of state, risk, owner_id, wish, summary on case_file for each row execute function case_changed_in_heading();

drop trigger if exists case_changed on case_closing_request;
create trigger case_changed after insert or update on case_closing_request for each row execute function case_changed_by_row();
drop trigger if exists case_changed on case_note;
create trigger case_changed after insert or update on case_note for each row execute function case_changed_by_row();
drop trigger if exists case_changed on profile_fact;
create trigger case_changed after insert or update on profile_fact for each row execute function case_changed_by_row();
drop trigger if exists case_changed on need;
create trigger case_changed after insert or update on need for each row execute function case_changed_by_row();
drop trigger if exists case_changed on goal;
create trigger case_changed after insert or update on goal for each row execute function case_changed_by_row();
drop trigger if exists case_changed on plan;
create trigger case_changed after insert or update on plan for each row execute function case_changed_by_row();
drop trigger if exists case_changed on plan_step;
create trigger case_changed after insert or update on plan_step for each row execute function case_changed_by_row();
drop trigger if exists case_changed on case_move;
create trigger case_changed after insert or update on case_move for each row execute function case_changed_by_row();
drop trigger if exists case_changed on case_assignment;
create trigger case_changed after insert or update on case_assignment for each row execute function case_changed_by_row();
drop trigger if exists case_changed on distance_reading;
create trigger case_changed after insert or update on distance_reading for each row execute function case_changed_by_row();
