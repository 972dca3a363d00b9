-- Ready steps. Anybody of the team may propose one, for whoever meets people knows what helps; no one puts their own into use.

grant select, insert on ready_step to reti_app;
create policy "ready steps are read by the team" on ready_step for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team proposes ready steps, each in their own name" on ready_step for insert to reti_app
  with check (programme_id = (select actor_programme()) and written_by = (select actor_member()) and state = 'proposed' and (select actor_in_team()));

grant select on ready_step_move to reti_app;
create policy "what became of a ready step is read by the team" on ready_step_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));

-- Every step of its way. Accepted by somebody of the team who keeps files and did not write it: the edition before gives its place in the same
-- breath. Refused by the same people, or taken back by its author. Gives false when the step was taken already under this id.
create or replace function move_ready_step(of_one uuid, move_id uuid, which text, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one ready_step; earlier ready_step; leads_to text; keeps_files boolean; allowed boolean;
begin
  select r.* into one from ready_step r where r.id = of_one and r.programme_id = mine.programme_id for update;
  if one.id is null or not actor_in_team() then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from ready_step_move m where m.id = move_id and m.ready_step_id = one.id and m.move = which) then return false; end if;
  keeps_files := mine.role in ('psychologist', 'legal', 'labour', 'educator', 'coordinator');
  allowed := case which when 'accept' then keeps_files and mine.account_id <> (select m.account_id from membership m where m.id = one.written_by)
    when 'refuse' then keeps_files or one.written_by = mine.member_id
    when 'withdraw' then keeps_files else false end;
  if not allowed then raise insufficient_privilege; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'ready-step' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which in ('refuse', 'withdraw') and length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if which = 'accept' then
    select r.* into earlier from ready_step r where r.programme_id = one.programme_id and r.key = one.key and r.state = 'in-use' for update;
    if earlier.id is not null then
      insert into ready_step_move (id, programme_id, ready_step_id, move, from_state, to_state, by_member)
      values (gen_random_uuid(), one.programme_id, earlier.id, 'replace', 'in-use', 'replaced', mine.member_id);
      update ready_step set state = 'replaced', version = version + 1 where id = earlier.id;
    end if;
  end if;
  insert into ready_step_move (id, programme_id, ready_step_id, move, from_state, to_state, reason, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, nullif(trim(coalesce(why, '')), ''), mine.member_id);
  update ready_step set state = leads_to, version = version + 1 where id = one.id;
  return true;
end $$;
