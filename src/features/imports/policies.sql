-- Imports of old registers. A register holds restricted words of many people at once: the coordinator brings it in, and nobody else
-- sees the file, its rows or its proposals. What it becomes is then read under the rights of each case.

grant select, insert on import_batch to reti_app;
grant update (state, file_name_sealed, file_sealed, sheets_sealed, operators_sealed, counts, changed_at, version) on import_batch to reti_app;
create policy "the coordinator brings in registers" on import_batch for all to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

create policy "an import is signed by the coordinator who brings it in" on import_batch as restrictive for insert to reti_app
  with check (by_member = (select actor_member()) and (file_destroyed_by is null or file_destroyed_by = (select actor_member())));

grant select, insert, delete on import_row to reti_app;
grant update (interpreted_sealed, marks, problems, disposition, corrections_sealed, decision, target_row, target_person, looked_at, looked_by, choices, leader_row, person_id, case_id, outcome, done_at) on import_row to reti_app;
create policy "the coordinator reads and decides the rows of a register" on import_row for all to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

-- What a row said of somebody who is followed now is part of their file: a coordinator barred from it does not read it in the register either.
create policy "the row of somebody followed now is read by those who hold the case" on import_row as restrictive for select to reti_app
  using (case_id is null or outcome is null or outcome not in ('person-opened', 'added-to-person', 'kept-after-undo')
    or exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = import_row.case_id and a.valid_until > now() offset 0));
drop trigger if exists signs_as_oneself on import_row;
create trigger signs_as_oneself before update of looked_by on import_row for each row execute function signs_as_oneself('looked_by');
create policy "a row is looked at in one's own name" on import_row as restrictive for insert to reti_app with check (looked_by is null or looked_by = (select actor_member()));

grant select, insert, delete on import_candidate to reti_app;
create policy "the coordinator reads who a row may be" on import_candidate for all to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

grant select, insert on import_made to reti_app;
create policy "what an import wrote is known to the coordinator" on import_made for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));
create policy "what an import wrote is written down with it" on import_made for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

grant select, insert on import_mapping to reti_app;
grant update (name_order, fields, by_member, changed_at) on import_mapping to reti_app;
create policy "the coordinator keeps what columns mean" on import_mapping for all to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and by_member = (select actor_member()));

grant select, insert on import_move to reti_app;
create policy "the coordinator reads how an import went" on import_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));
create policy "each move of an import is signed" on import_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and by_member = (select actor_member()));

grant select, insert, update on import_setting to reti_app;
create policy "the coordinator says how long uploaded registers are kept" on import_setting for all to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and by_member = (select actor_member()));

create policy "the key of an import is held by the coordinator" on vault_key for select to reti_app
  using (compartment in ('import', 'import-file') and (select actor_is('coordinator'))
    and exists (select from import_batch b where b.id = vault_key.holder_id and b.programme_id = (select actor_programme())));
create policy "the key of an import is made with it" on vault_key for insert to reti_app
  with check (compartment in ('import', 'import-file') and programme_id = (select actor_programme()) and (select actor_is('coordinator'))
    and exists (select from import_batch b where b.id = vault_key.holder_id and b.programme_id = (select actor_programme())));

-- Whom the rows of a register may be, all rows in one question: people whose cases the coordinator holds, found by the keys of a name or
-- by the digest of a telephone. Of anybody else it tells nothing, not even that they are followed.
-- asked: [{ id, sought: [keys], words: name in plain letters, phone: digest in hex or null }]
create or replace function people_of_register(asked jsonb) returns table (row_id uuid, person_id uuid, by_phone boolean, shared boolean) language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member(); here uuid := actor_programme();
begin
  if not actor_is('coordinator') then return; end if;
  return query
  with given as materialized (
    select (a ->> 'id')::uuid as id, array(select jsonb_array_elements_text(a -> 'sought')) as sought, a ->> 'words' as words, decode(a ->> 'phone', 'hex') as phone
      from jsonb_array_elements(asked) a
  )
  select g.id, best.person_id, false, null::boolean from given g
   cross join lateral (
     select k.person_id, max(similarity(k.plain, g.words)) as spelled from person_name_key k
      where k.programme_id = here and k.key = any (g.sought)
        and exists (select from case_access a where a.person_id = k.person_id and a.member_id = me and a.valid_until > now() and 'base' = any (a.compartments))
      group by k.person_id order by spelled desc limit 15) best
  union all
  select distinct on (g.id, c.person_id) g.id, c.person_id, true, c.belongs_to <> 'person'
    from given g join person_contact c on c.programme_id = here and c.blind_index = g.phone and c.removed_at is null
   where exists (select from case_access a where a.person_id = c.person_id and a.member_id = me and a.valid_until > now() and 'base' = any (a.compartments));
end $$;

-- The uploaded file ends: its content goes, and with it the key of its own, so that copies in backups are unreadable too. Rows already
-- read keep what the import needs.
create or replace function end_import_file(of_batch uuid, by_whom uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update import_batch set file_sealed = null, file_destroyed_at = now(), file_destroyed_by = by_whom, version = version + 1 where id = of_batch and file_sealed is not null;
  perform destroy_vault_keys(of_batch, array['import-file']);
end $$;
revoke execute on function end_import_file(uuid, uuid) from public;

-- On request. A running import is left alone: it is undone or done first.
create or replace function destroy_import_file(of_batch uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare known import_batch;
begin
  select b.* into known from import_batch b where b.id = of_batch and b.programme_id = actor_programme() for update;
  if known.id is null or not actor_is('coordinator') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if known.state = 'running' then raise exception 'import-still-running' using errcode = 'RT001'; end if;
  if known.file_sealed is null then return false; end if;
  perform end_import_file(of_batch, actor_member());
  return true;
end $$;

-- In time: files with which nobody has done anything for as long as the programme keeps them.
create or replace function destroy_due_import_files() returns integer language plpgsql security definer set search_path = public as $$
declare due record; ended integer := 0;
begin
  for due in
    select b.id, b.programme_id from import_batch b left join import_setting s on s.programme_id = b.programme_id
     where b.file_sealed is not null and b.state <> 'running' and b.changed_at < now() - make_interval(days => coalesce(s.keep_file_days, 30))
       for update of b skip locked
  loop
    perform end_import_file(due.id, null);
    perform audit_append(jsonb_build_array(jsonb_build_object('programmeId', due.programme_id, 'action', 'import.file-destroyed-in-time', 'subject', 'import', 'subjectId', due.id)));
    ended := ended + 1;
  end loop;
  return ended;
end $$;
revoke execute on function destroy_due_import_files() from public;
grant execute on function destroy_due_import_files() to reti_gate;
