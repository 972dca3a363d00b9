-- Lists kept under a name. A list holds no line of anybody: each reader finds the lines anew, under their own rights.

grant select, insert on saved_list to reti_app;
grant update (name, narrowed, shown, sorted, shared, removed_at, version) on saved_list to reti_app;
create policy "a list is read by who made it, and by the team where it is shared" on saved_list for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and (created_by = (select actor_member()) or shared));
create policy "the team keeps lists; the coordinator alone shares them" on saved_list for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()) and (not shared or (select actor_is('coordinator'))));
create policy "a list is changed by who made it, a shared one by who coordinates" on saved_list for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and ((select actor_is('coordinator')) and shared or created_by = (select actor_member()) and not shared))
  with check (programme_id = (select actor_programme()) and (not shared or (select actor_is('coordinator'))));

grant select, insert, delete on saved_list_pin to reti_app;
create policy "everyone pins for themselves the lists they may read" on saved_list_pin for all to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (member_id = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()) and exists (select from saved_list l where l.id = saved_list_pin.list_id));

-- What is done to many at once is its author's alone; what it did to each case is told there.
grant select, insert on bulk_run to reti_app;
grant update (undo_asked_at) on bulk_run to reti_app;
create policy "what was done to many at once is read by who did it" on bulk_run for select to reti_app
  using (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team does things to many at once, in their own name" on bulk_run for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "what was done to many at once is taken back by who did it" on bulk_run for update to reti_app
  using (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()));

grant select, insert on bulk_row to reti_app;
grant update (outcome, problem, trace, done_at, undone_at, undo_problem) on bulk_row to reti_app;
create policy "how it went case by case is read by who did it" on bulk_row for select to reti_app
  using (exists (select from bulk_run r where r.id = bulk_row.run_id));
create policy "a case is chosen by who holds it" on bulk_row for insert to reti_app
  with check (exists (select from bulk_run r where r.id = bulk_row.run_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = bulk_row.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
-- Also where the case was lost meanwhile: then it is written that nothing could be done.
create policy "how it went is written by who did it" on bulk_row for update to reti_app
  using (exists (select from bulk_run r where r.id = bulk_row.run_id)) with check (exists (select from bulk_run r where r.id = bulk_row.run_id));
