-- Flags on a case: read by those who hold the compartment in which they stand; one that may not be read is not even counted.

grant select, insert on case_flag to reti_app;
create policy "a flag is read by those who hold its compartment" on case_flag for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_flag.case_id and a.valid_until > now() and case_flag.compartment = any (a.compartments) offset 0));
create policy "a flag is raised in a compartment one holds" on case_flag for insert to reti_app
  with check (raised_by = (select actor_member()) and state = 'standing' and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = case_flag.case_id and a.valid_until > now() and case_flag.compartment = any (a.compartments) offset 0));

grant select on case_flag_move to reti_app;
create policy "how a flag ended is read with it" on case_flag_move for select to reti_app using (exists (select from case_flag f where f.id = case_flag_move.flag_id));

-- Whoever reads a flag may end it, and says why. Sent again it answers false.
create or replace function end_flag(of_flag uuid, move_id uuid, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one case_flag;
begin
  select f.* into one from case_flag f where f.id = of_flag and f.programme_id = mine.programme_id for update;
  if one.id is null or not case_opens(one.case_id, one.compartment) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from case_flag_move m where m.id = move_id and m.flag_id = one.id) then return false; end if;
  if one.state <> 'standing' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into case_flag_move (id, programme_id, flag_id, move, from_state, to_state, reason, by_member) values (move_id, one.programme_id, one.id, 'end', 'standing', 'ended', trim(why), mine.member_id);
  update case_flag set state = 'ended', version = version + 1 where id = one.id;
  perform case_changed(one.case_id);
  return true;
end $$;
drop trigger if exists case_changed on case_flag;
create trigger case_changed after insert on case_flag for each row execute function case_changed_by_row();
