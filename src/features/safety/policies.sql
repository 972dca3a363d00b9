-- Hard paths. Each sentence says who reads what of somebody in danger; a bar beats everything here too, for each asks the same case_access.

-- An emergency about nobody on file is known to who opened it and to the coordinators; one about a person, to those who hold the files of the case,
-- and to who opened it as long as they hold anything of it.
grant select, insert on emergency to reti_app;
grant update (case_id, kind, state, outcome, recorded_at, version) on emergency to reti_app;
create policy "an emergency about nobody on file is read by who opened it and by who coordinates" on emergency for select to reti_app
  using (case_id is null and programme_id = (select actor_programme()) and (opened_by = (select actor_member()) or (select actor_is('coordinator'))));
create policy "an emergency of a person is read by those who hold the files, and by who opened it" on emergency for select to reti_app
  using (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = emergency.case_id and a.valid_until > now()
    and ('case' = any (a.compartments) or emergency.opened_by = a.member_id)));
create policy "the team opens emergencies, of nobody on file or of a case that one holds" on emergency for insert to reti_app
  with check (opened_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team())
    and (case_id is null or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = emergency.case_id and a.valid_until > now() offset 0)));
create policy "who reads an emergency of the team takes it on" on emergency for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (programme_id = (select actor_programme())
    and (case_id is null or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = emergency.case_id and a.valid_until > now() offset 0)));

grant select, insert on emergency_call to reti_app;
grant update (taken_back_at) on emergency_call to reti_app;
create policy "who was called is read with the emergency" on emergency_call for select to reti_app
  using (exists (select from emergency e where e.id = emergency_call.emergency_id));
create policy "whoever called says so in their own name" on emergency_call for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from emergency e where e.id = emergency_call.emergency_id));
create policy "a tap by mistake is struck by who made it" on emergency_call for update to reti_app
  using (by_member = (select actor_member()) and exists (select from emergency e where e.id = emergency_call.emergency_id)) with check (by_member = (select actor_member()));

grant select, insert on emergency_record to reti_app;
create policy "what happened is read with the emergency" on emergency_record for select to reti_app
  using (exists (select from emergency e where e.id = emergency_record.emergency_id));
create policy "what happened is written by who reads the emergency, in their own name" on emergency_record for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from emergency e where e.id = emergency_record.emergency_id));

grant select, insert on emergency_move to reti_app;
create policy "the moves of an emergency are read with it" on emergency_move for select to reti_app
  using (exists (select from emergency e where e.id = emergency_move.emergency_id));
create policy "the moves of an emergency are written by who makes them" on emergency_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from emergency e where e.id = emergency_move.emergency_id));

-- Each emergency has a key of its own: it may be about nobody on file, and who holds the case may come later.
create policy "the key of an emergency is held by those who read it" on vault_key for select to reti_app
  using (compartment = 'emergency' and exists (select from emergency e where e.id = vault_key.holder_id offset 0));
create policy "the key of an emergency is made by the first who writes into it" on vault_key for insert to reti_app
  with check (compartment = 'emergency' and programme_id = (select actor_programme()) and exists (select from emergency e where e.id = vault_key.holder_id offset 0));

grant select, insert on emergency_contact to reti_app;
grant update (kind, name, phone, hours, note, position, changed_by, changed_at, removed_at, version) on emergency_contact to reti_app;
create policy "the team reads whom to call" on emergency_contact for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator keeps whom to call" on emergency_contact for insert to reti_app
  with check (changed_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('coordinator')));
create policy "the coordinator changes whom to call" on emergency_contact for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (changed_by = (select actor_member()) and programme_id = (select actor_programme()));

-- Who coordinates is told at once: a kind and an id. Who is barred from the person's case is not.
create or replace function tell_of_emergency() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(m.id, 'emergency-opened', 'emergency', new.id) from membership m
   where m.programme_id = new.programme_id and m.role = 'coordinator' and m.ended_at is null and (new.case_id is null or not is_barred(new.case_id, m.account_id));
  return new;
end $$;
drop trigger if exists tell_of_emergency on emergency;
create trigger tell_of_emergency after insert on emergency for each row execute function tell_of_emergency();

-- What keeps a person safe is restricted: those who hear the story. An edition never changes.
grant select, insert on safety_plan to reti_app;
create policy "a safety plan is read by those who hear the story" on safety_plan for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = safety_plan.case_id and a.valid_until > now() and 'restricted' = any (a.compartments) offset 0));
create policy "a safety plan is written by those who hear the story, in their own name" on safety_plan for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = safety_plan.case_id and a.valid_until > now() and 'restricted' = any (a.compartments) offset 0));

-- The path of whoever may be a child belongs to those who hold the files; that there is a doubt, everyone who meets the person knows already.
grant select, insert on minor_path to reti_app;
grant update (state, owed_on, version) on minor_path to reti_app;
create policy "the path of a child is read by those who hold the files" on minor_path for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_path.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the path of a child is opened by those who hold the files, while there is a doubt" on minor_path for insert to reti_app
  with check (opened_by = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from person p where p.id = minor_path.person_id and p.minor_track)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_path.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the path of a child is gone by those who hold the files" on minor_path for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_path.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));
grant select, insert on minor_path_move to reti_app;
create policy "the moves of a child’s path is read by those who hold the files" on minor_path_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_path_move.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the moves of a child’s path is written by those who hold the files, in their own name" on minor_path_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_path_move.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
grant select, insert on minor_step to reti_app;
create policy "what was done on a child’s path is read by those who hold the files" on minor_step for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_step.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "what was done on a child’s path is written by those who hold the files, in their own name" on minor_step for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = minor_step.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
grant select, insert on age_outcome to reti_app;
create policy "what an authority found about an age is read by those who hold the files" on age_outcome for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = age_outcome.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "what an authority found about an age is written by those who hold the files, in their own name" on age_outcome for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = age_outcome.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

-- The doubt itself opens the path, whoever raises it; what comes from an import is opened by hand, so that the import can be taken back.
create or replace function doubt_opens_path() returns trigger language plpgsql security definer set search_path = public as $$
declare of_case uuid;
begin
  if (acting_session()).stage = 'job' then return new; end if;
  select c.id into of_case from case_file c where c.person_id = new.person_id and c.state <> 'closed' order by c.opened_at desc limit 1;
  if of_case is null or exists (select from minor_path p where p.case_id = of_case and p.state not in ('came-of-age', 'reunited', 'reclassified')) then return new; end if;
  insert into minor_path (id, programme_id, case_id, person_id, owed_on, opened_by) values (gen_random_uuid(), new.programme_id, of_case, new.person_id, (now() at time zone 'Europe/Rome')::date, new.by_member);
  return new;
end $$;
drop trigger if exists doubt_opens_path on person_move;
create trigger doubt_opens_path after insert on person_move for each row when (new.move = 'raise-doubt') execute function doubt_opens_path();

-- Nobody guesses an age away: while a path stands, the doubt is settled only by what an authority wrote.
create or replace function doubt_needs_authority() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from minor_path p where p.person_id = new.person_id and p.state not in ('came-of-age', 'reunited', 'reclassified')
      and not exists (select from age_outcome o where o.path_id = p.id and o.outcome = 'adult')) then
    raise exception 'authority-outcome-missing' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists doubt_needs_authority on person_move;
create trigger doubt_needs_authority after insert on person_move for each row when (new.move = 'reclassify') execute function doubt_needs_authority();

-- What an authority decided is restricted too, and stays as it was copied.
grant select, insert on formal_identification to reti_app;
create policy "an authority's act is read by those who hear the story" on formal_identification for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = formal_identification.case_id and a.valid_until > now() and 'restricted' = any (a.compartments) offset 0));
create policy "an authority's act is copied by those who hear the story, in their own name" on formal_identification for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = formal_identification.case_id and a.valid_until > now() and 'restricted' = any (a.compartments) offset 0));
