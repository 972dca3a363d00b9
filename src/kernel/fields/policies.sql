-- Fields that several people edit follow the record that they belong to. The kernel knows no record: each room says, in its own file, how one of
-- its kinds is read and who may edit it, and what was written over is read and decided by the very same people.
--   call fields_follow('place', 'exists (select from place r where r.id = record_id)', '(select actor_in_team())');
grant select, insert on field_history to reti_app;
grant select on field_conflict to reti_app;
grant insert (id, programme_id, record_kind, record_id, field, device_id, by_member) on field_conflict to reti_app;
grant update (choice, decided_by, decided_at) on field_conflict to reti_app;

-- @param reads who reads the record, over a row with `record_id` @param edits what whoever edits it must be besides
create or replace procedure fields_follow(kind text, reads text, edits text) language plpgsql as $$
declare of_kind text := format('record_kind = %L and programme_id = (select actor_programme()) and (%s)', kind, reads);
begin
  execute format('create policy %I on field_history for select to reti_app using (%s)', 'what a field of a ' || kind || ' said is read with it', of_kind);
  execute format('create policy %I on field_history for insert to reti_app with check (%s and (%s) and by_member = (select actor_member()))', 'a field of a ' || kind || ' is written by who edits it, in their own name', of_kind, edits);
  execute format('create policy %I on field_conflict for select to reti_app using (%s)', 'two values of a field of a ' || kind || ' are read with it', of_kind);
  execute format('create policy %I on field_conflict for insert to reti_app with check (%s and (%s) and by_member = (select actor_member()) and choice is null)', 'a second value of a field of a ' || kind || ' is put beside by who wrote it', of_kind, edits);
  execute format('create policy %I on field_conflict for update to reti_app using (%s and (%s)) with check (%s and decided_by = (select actor_member()))', 'who edits a ' || kind || ' chooses between two values', of_kind, edits, of_kind);
end $$;
revoke execute on procedure fields_follow(text, text, text) from public;

-- What was chosen stays chosen.
create or replace function conflict_is_decided_once() returns trigger language plpgsql as $$
begin
  if old.choice is not null then raise exception 'conflict-decided' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists conflict_is_decided_once on field_conflict;
create trigger conflict_is_decided_once before update on field_conflict for each row execute function conflict_is_decided_once();
