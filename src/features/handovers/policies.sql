-- Handovers: proposed by who has the case or by who coordinates, decided by who is to receive it. Every step is taken through one function,
-- so that who may read the case changes in the same breath as the state, and in no other way.

-- Those who hold the case's files; and the three who are named in it, unless they are barred from the case.
create or replace function may_know_handover(of_case uuid, giver uuid, receiver uuid, proposer uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin
  return exists (select from case_access a where a.member_id = mine.member_id and a.case_id = of_case and a.valid_until > now() and 'case' = any (a.compartments))
    or (mine.member_id in (giver, receiver, proposer) and not is_barred(of_case, mine.account_id));
end $$;

-- Whether a case can be passed: the giver follows it or answers for it, the receiver is of the team, keeps files, and is not barred.
create or replace function may_receive_case(of_case uuid, giver uuid, receiver uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from membership m where m.id = receiver and m.programme_id = actor_programme() and m.ended_at is null
      and m.role in ('psychologist', 'legal', 'labour', 'educator', 'coordinator') and not is_barred(of_case, m.account_id))
    and (exists (select from case_assignment s where s.case_id = of_case and s.member_id = giver and s.ended_at is null)
      or exists (select from case_file c where c.id = of_case and c.owner_id = giver));
end $$;

grant select, insert on handover to reti_app;
create policy "a handover is read by those who hold the case's files, and by those named in it" on handover for select to reti_app
  using (programme_id = (select actor_programme()) and may_know_handover(case_id, from_member, to_member, asked_by));
create policy "who has a case proposes to pass it; so does who coordinates" on handover for insert to reti_app
  with check (asked_by = (select actor_member()) and state = 'proposed' and programme_id = (select actor_programme())
    and (from_member = (select actor_member()) or (select actor_is('coordinator')))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)
    and may_receive_case(case_id, from_member, to_member));

grant select on handover_move to reti_app;
create policy "the steps of a handover are read with it" on handover_move for select to reti_app using (exists (select from handover h where h.id = handover_move.handover_id));

grant select, insert on handover_note to reti_app;
create policy "a handover's note is read by those who hold its compartment" on handover_note for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover_note.case_id and a.valid_until > now() and handover_note.compartment = any (a.compartments) offset 0));
create policy "a handover's note is written by who proposes it" on handover_note for insert to reti_app
  with check (programme_id = (select actor_programme()) and exists (select from handover h where h.id = handover_note.handover_id and h.case_id = handover_note.case_id and h.asked_by = (select actor_member()))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover_note.case_id and a.valid_until > now() and handover_note.compartment = any (a.compartments) offset 0));

grant select, insert on handover_item to reti_app;
grant update (looked_by, looked_at) on handover_item to reti_app;
create policy "what is open is read with the case's files" on handover_item for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover_item.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "what is open is gathered by who proposes" on handover_item for insert to reti_app
  with check (programme_id = (select actor_programme()) and looked_by is null and exists (select from handover h where h.id = handover_item.handover_id and h.case_id = handover_item.case_id and h.asked_by = (select actor_member()))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover_item.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the receiver goes through what is open" on handover_item for update to reti_app
  using (exists (select from handover h where h.id = handover_item.handover_id and h.to_member = (select actor_member()))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = handover_item.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));
drop trigger if exists signs_as_oneself on handover_item;
create trigger signs_as_oneself before update of looked_by on handover_item for each row execute function signs_as_oneself('looked_by');

-- What the receiver is told before they say yes: which case, which languages, how it stands. The file opens with the yes, and not before.
create or replace function handover_covers(of_handovers uuid[]) returns table (handover_id uuid, code text, languages text[], state text, risk text)
language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member();
begin
  return query
    select h.id, p.code, array(select l.language from person_language l where l.person_id = p.id order by l.language), c.state, c.risk
      from handover h join case_file c on c.id = h.case_id join person p on p.id = c.person_id
     where h.id = any (of_handovers) and may_know_handover(h.case_id, h.from_member, h.to_member, h.asked_by)
       and ((h.to_member = me and h.state = 'proposed') or exists (select from case_access a where a.member_id = me and a.case_id = h.case_id and a.valid_until > now() and 'base' = any (a.compartments)));
end $$;

-- The yes to a case for good: the receiver follows it and, where the giver answered for it, answers for it; what the giver had to do is theirs.
create or replace function take_over(one handover) returns void language plpgsql security definer set search_path = public as $$
begin
  if not one.from_stays and exists (select from interview i where i.case_id = one.case_id and i.author_id = one.from_member and i.state in ('running', 'paused', 'stopped')) then
    raise exception 'handover-interview-unsigned' using errcode = 'RT001';
  end if;
  perform from case_file c where c.id = one.case_id for update;
  insert into case_assignment (id, programme_id, case_id, member_id, assigned_by)
  select gen_random_uuid(), one.programme_id, one.case_id, one.to_member, one.asked_by
   where not exists (select from case_assignment s where s.case_id = one.case_id and s.member_id = one.to_member and s.ended_at is null);
  update case_file set owner_id = one.to_member, version = version + 1 where id = one.case_id and (owner_id = one.from_member or owner_id is null);
  if not one.from_stays then
    update plan_step set owner_id = one.to_member, version = version + 1 where case_id = one.case_id and owner_id = one.from_member and state in ('to-do', 'doing');
    update task set owner_id = one.to_member, version = version + 1 where case_id = one.case_id and owner_id = one.from_member and done_at is null;
    update follow_up set owner_id = one.to_member, version = version + 1 where case_id = one.case_id and owner_id = one.from_member and state = 'planned';
    update placement set owner_id = one.to_member, version = version + 1 where case_id = one.case_id and owner_id = one.from_member and state not in ('ended', 'not-started');
    update case_assignment set ended_at = now() where case_id = one.case_id and member_id = one.from_member and ended_at is null;
  end if;
end $$;
revoke execute on function take_over(handover) from public;

-- One step. The receiver accepts or declines; who proposed, who has the case or who coordinates takes a proposal back; any of them ends a
-- substitution early. Sent again with the same id it answers false.
create or replace function move_handover(of_handover uuid, move_id uuid, which text, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one handover; leads_to text; coordinates boolean; allowed boolean;
begin
  select h.* into one from handover h where h.id = of_handover and h.programme_id = mine.programme_id for update;
  if one.id is null or not may_know_handover(one.case_id, one.from_member, one.to_member, one.asked_by) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from handover_move m where m.id = move_id and m.handover_id = one.id and m.move = which) then return false; end if;
  coordinates := mine.role = 'coordinator' and exists (select from case_access a where a.member_id = mine.member_id and a.case_id = one.case_id and a.valid_until > now());
  allowed := case which when 'accept' then one.to_member = mine.member_id when 'decline' then one.to_member = mine.member_id
    when 'withdraw' then coordinates or mine.member_id in (one.asked_by, one.from_member)
    when 'end' then coordinates or mine.member_id in (one.to_member, one.from_member) else false end;
  if not allowed then raise insufficient_privilege; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'handover' and m.move = which and m.from_state = one.state;
  if leads_to is null or (which = 'end' and (one.kind <> 'absence' or one.until <= now())) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which in ('decline', 'end') and length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if which = 'accept' and (not may_receive_case(one.case_id, one.from_member, one.to_member) or one.until <= now()) then raise exception 'handover-stale' using errcode = 'RT001'; end if;
  insert into handover_move (id, programme_id, handover_id, move, from_state, to_state, reason, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, nullif(trim(coalesce(why, '')), ''), mine.member_id);
  update handover set state = leads_to, version = version + 1 where id = one.id;
  if which = 'accept' and one.kind = 'for-good' then perform take_over(one); end if;
  if one.kind = 'absence' and which in ('accept', 'end') then perform work_out_case_access(one.case_id); end if;
  perform case_changed(one.case_id);
  return true;
end $$;

-- Whether the person knows who follows them from now on, written down by whoever told them.
create or replace function tell_of_handover(of_handover uuid, told text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one handover;
begin
  select h.* into one from handover h where h.id = of_handover and h.programme_id = mine.programme_id for update;
  if one.id is null or not may_know_handover(one.case_id, one.from_member, one.to_member, one.asked_by) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if not exists (select from case_access a where a.member_id = mine.member_id and a.case_id = one.case_id and a.valid_until > now() and 'case' = any (a.compartments)) then raise insufficient_privilege; end if;
  if one.person_told = told then return false; end if;
  update handover set person_told = told, version = version + 1 where id = one.id;
  return true;
end $$;

-- Whoever is barred from a case neither receives it nor stands in for anybody in it; lifting the bar gives nothing back by itself.
create or replace function bar_ends_handovers() returns trigger language plpgsql security definer set search_path = public as $$
declare one handover;
begin
  for one in select h.* from handover h join membership hat on hat.id = h.to_member join membership barred on barred.account_id = hat.account_id
    where barred.id = new.member_id and h.case_id = new.case_id and (h.state = 'proposed' or (h.state = 'accepted' and h.kind = 'absence' and h.until > now())) for update of h loop
    insert into handover_move (id, programme_id, handover_id, move, from_state, to_state, by_member)
    select gen_random_uuid(), one.programme_id, one.id, m.move, one.state, m.to_state, new.barred_by from machine_moves() m where m.machine = 'handover' and m.from_state = one.state and m.move in ('withdraw', 'end');
    update handover set state = case one.state when 'proposed' then 'withdrawn' else 'ended' end, version = version + 1 where id = one.id;
  end loop;
  return new;
end $$;
drop trigger if exists bar_ends_handovers on case_bar;
create trigger bar_ends_handovers after insert on case_bar for each row execute function bar_ends_handovers();
