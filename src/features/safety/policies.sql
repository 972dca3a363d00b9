-- Hard paths. Each sentence says who reads what of somebody in danger; a bar beats everything here too, for each asks the same case_access.

-- An emergency about nobody on file is known to who opened it and to the coordinators; one about a person, to those who hold the files of the case,
-- and to who opened it as long as they hold anything of it.
grant select, insert on emergency to reti_app;
grant update (case_id, kind, state, outcome, recorded_at, version) on emergency to reti_app;
create policy "an emergency about nobody on file is read by who opened it and by who coordinates" on emergency for select to reti_app
  using (case_id is null and programme_id = (select actor_programme()) and (opened_by = (select actor_member()) or (select actor_is('coordinator'))));
create policy "an emergency of a person is read by those who hold the files, and by who opened it" on emergency for select to reti_app
  using (case_id is not null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = emergency.case_id and a.valid_until > now()
    and ('case' = any (a.compartments) or emergency.opened_by = a.member_id) offset 0));
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
  using (compartment = 'emergency' and exists (select from emergency e where e.id = vault_key.holder_id));
create policy "the key of an emergency is made by the first who writes into it" on vault_key for insert to reti_app
  with check (compartment = 'emergency' and programme_id = (select actor_programme()) and exists (select from emergency e where e.id = vault_key.holder_id));

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
