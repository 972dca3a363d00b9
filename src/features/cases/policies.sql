-- Cases: every sentence asks case_access, and nothing else, whether the one who asks holds the compartment.

grant select on case_access to reti_app;
create policy "everyone reads which cases they hold" on case_access for select to reti_app using (member_id = (select actor_member()));
create policy "the coordinator reads who holds the cases they coordinate" on case_access for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

grant select on case_file to reti_app;
grant update (state, risk, owner_id, wish, summary, last_change_at, closed_at, closing_reason, follow_up_safe, version) on case_file to reti_app;
create policy "a case is read by those who hold it" on case_file for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_file.id and a.valid_until > now()));
create policy "a case is kept by those who hold its files" on case_file for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_file.id and a.valid_until > now() and 'case' = any (a.compartments)))
  with check (programme_id = (select actor_programme()));

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
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_move.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the moves of a case are written by those who hold its files" on case_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_move.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

grant select, insert on case_assignment to reti_app;
grant update (ended_at) on case_assignment to reti_app;
create policy "who follows a case is known to those who hold it" on case_assignment for select to reti_app
  using (member_id = (select actor_member()) or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the coordinator assigns" on case_assignment for insert to reti_app
  with check (assigned_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments))
    and exists (select from membership m where m.id = case_assignment.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator')));
create policy "the coordinator ends an assignment, and everyone their own" on case_assignment for update to reti_app
  using (member_id = (select actor_member()) or ((select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_assignment.case_id and a.valid_until > now() and 'base' = any (a.compartments))))
  with check (programme_id = (select actor_programme()));

grant select, insert on case_bar to reti_app;
grant update (lifted_at) on case_bar to reti_app;
create policy "the coordinator reads who is barred and why" on case_bar for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the coordinator bars a named colleague" on case_bar for insert to reti_app
  with check (barred_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "everyone may bar themselves from a case they hold" on case_bar for insert to reti_app
  with check (barred_by = (select actor_member()) and member_id = (select actor_member()) and asked_by = 'member' and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the coordinator lifts a bar" on case_bar for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_bar.case_id and a.valid_until > now() and 'base' = any (a.compartments)))
  with check (programme_id = (select actor_programme()));

-- Break-glass, for a member of the team, on a case of the programme from which they are not barred. Written through this function alone.
create or replace function break_the_glass(new_id uuid, of_case uuid, why text) returns timestamptz language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known case_file; ends timestamptz := now() + interval '24 hours';
begin
  select * into known from case_file where id = of_case and programme_id = mine.programme_id;
  if known.id is null or not actor_in_team() then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from case_bar b where b.case_id = of_case and b.member_id = mine.member_id and b.lifted_at is null) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if length(trim(why)) < 10 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into break_glass (id, programme_id, case_id, member_id, reason, until) values (new_id, mine.programme_id, of_case, mine.member_id, why, ends) on conflict (id) do nothing;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'case.break-glass', 'subject', 'case', 'subjectId', of_case, 'caseId', of_case, 'personId', known.person_id, 'reason', why)));
  return ends;
end $$;
grant select on break_glass to reti_app;
grant update (reviewed_by, reviewed_at, review_words) on break_glass to reti_app;
create policy "the coordinator and the data protection officer are told of break-glass" on break_glass for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator', 'dpo')));
create policy "everyone reads when they broke the glass themselves" on break_glass for select to reti_app using (member_id = (select actor_member()));
create policy "the coordinator and the data protection officer review break-glass" on break_glass for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator', 'dpo')))
  with check (reviewed_by = (select actor_member()));

create or replace function ask_for_access(new_id uuid, to_case_of_code text, why text) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known uuid;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select c.id into known from case_file c join person p on p.id = c.person_id where p.programme_id = mine.programme_id and p.code = to_case_of_code order by c.opened_at desc limit 1;
  if known is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  insert into access_request (id, programme_id, case_id, member_id, reason) values (new_id, mine.programme_id, known, mine.member_id, why) on conflict (id) do nothing;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'case.ask-access', 'subject', 'case', 'subjectId', known, 'caseId', known)));
end $$;
grant select on access_request to reti_app;
grant update (state, decided_by, decided_at) on access_request to reti_app;
create policy "the coordinator reads who asks for access" on access_request for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = access_request.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "everyone follows their own request" on access_request for select to reti_app using (member_id = (select actor_member()));
create policy "the coordinator answers a request" on access_request for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = access_request.case_id and a.valid_until > now() and 'base' = any (a.compartments)))
  with check (decided_by = (select actor_member()));

grant select, insert on case_note to reti_app;
create policy "a note is read by those who hold its compartment; a mediator reads their own" on case_note for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_note.case_id and a.valid_until > now()
    and case_note.compartment = any (a.compartments) and (case_note.compartment <> 'mediation' or case_note.author_id = a.member_id or 'restricted' = any (a.compartments))));
create policy "a note is written into a compartment one holds" on case_note for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_note.case_id and a.valid_until > now() and case_note.compartment = any (a.compartments)));

grant select, insert on profile_fact to reti_app;
grant update (confirmed_at, confirmed_by, superseded_by) on profile_fact to reti_app;
create policy "a fact of the profile is read by those who hold its compartment" on profile_fact for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments)));
create policy "a fact of the profile is written into a compartment one holds" on profile_fact for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments)));
create policy "a fact is confirmed or superseded by those who hold its compartment" on profile_fact for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_fact.case_id and a.valid_until > now() and profile_fact.compartment = any (a.compartments))) with check (programme_id = (select actor_programme()));

grant select, insert on need to reti_app;
grant update (superseded_by) on need to reti_app;
create policy "needs are read and kept by those who hold the case's files" on need for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = need.case_id and a.valid_until > now() and 'case' = any (a.compartments)))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = need.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

grant select, insert on goal to reti_app;
grant update (words, need_id, outcome, outcome_words, position, version) on goal to reti_app;
create policy "goals are read and kept by those who hold the case's files" on goal for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = goal.case_id and a.valid_until > now() and 'case' = any (a.compartments)))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = goal.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

grant select, insert on distance_reading to reti_app;
create policy "distance travelled is read and kept by those who hold the case's files" on distance_reading for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = distance_reading.case_id and a.valid_until > now() and 'case' = any (a.compartments)))
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = distance_reading.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

grant select, insert on plan to reti_app;
grant update (state, edition, review_on, agreed_how, agreed_at, agreed_language, agreed_words, version) on plan to reti_app;
create policy "plans are read and kept by those who hold the case's files" on plan for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan.case_id and a.valid_until > now() and 'case' = any (a.compartments))) with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

grant select, insert on plan_move to reti_app;
create policy "the moves of a plan are read with the plan" on plan_move for select to reti_app using (exists (select from plan p where p.id = plan_move.plan_id));
create policy "the moves of a plan are written by who moves it" on plan_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from plan p where p.id = plan_move.plan_id));

grant select, insert on plan_step to reti_app;
grant update (title, owner_id, by_person, due_on, after_step, service_id, state, outcome_words, position, closed_at, version) on plan_step to reti_app;
create policy "steps are read by those who hold the case's files, and by whoever must take them" on plan_step for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments)) or (owner_id = (select actor_member()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'base' = any (a.compartments))));
create policy "steps are written by those who hold the case's files" on plan_step for insert to reti_app
  with check (programme_id = (select actor_programme()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments)));
create policy "steps are carried out by those who hold the case's files, and by whoever must take them" on plan_step for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'case' = any (a.compartments)) or (owner_id = (select actor_member()) and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_step.case_id and a.valid_until > now() and 'base' = any (a.compartments))))
  with check (programme_id = (select actor_programme()));

grant select, insert on task to reti_app;
grant update (title, owner_id, due_on, done_at, done_words, version) on task to reti_app;
create policy "a task is read by its owner, by who gave it, and by those who hold its case's files" on task for select to reti_app
  using (programme_id = (select actor_programme()) and (owner_id = (select actor_member()) or created_by = (select actor_member()) or (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now() and 'case' = any (a.compartments)))));
create policy "the team gives tasks, on cases they hold" on task for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()) and (case_id is null or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now() and 'base' = any (a.compartments))));
create policy "a task is kept by its owner, by who gave it, and by those who hold its case's files" on task for update to reti_app
  using (programme_id = (select actor_programme()) and (owner_id = (select actor_member()) or created_by = (select actor_member()) or (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = task.case_id and a.valid_until > now() and 'case' = any (a.compartments)))))
  with check (programme_id = (select actor_programme()));

-- The keys of a case: one per compartment, held with the compartment. A mediator holds `mediation`, and the rows above show them their own alone.
create policy "the key of a compartment is held with the compartment" on vault_key for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vault_key.holder_id and a.valid_until > now() and vault_key.compartment = any (a.compartments)));
create policy "the key of a compartment is made by the first who writes into it" on vault_key for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vault_key.holder_id and a.valid_until > now() and vault_key.compartment = any (a.compartments)));

-- "Who has seen this file": for those who hold its files, and the coordinator.
create policy "those who hold a case's files read who opened it" on audit_event for select to reti_app
  using (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = audit_event.case_id and a.valid_until > now() and 'case' = any (a.compartments)));

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
