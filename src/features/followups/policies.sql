-- Asking after a person whose case is closed. Known to those who hold the case's heading, for a mediator may be the one who calls; how the person
-- is, to those who keep the file. Steps are taken through one function.

grant select, insert on follow_up to reti_app;
create policy "follow-ups are known to those who hold the case" on follow_up for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "follow-ups are planned by who approves the closing" on follow_up for insert to reti_app
  with check (programme_id = (select actor_programme()) and state = 'planned' and ((select actor_is('coordinator')) or approved_closing_of(case_id)) and may_take_task(owner_id, case_id)
    and exists (select from case_closing_request r where r.id = follow_up.closing_id and r.case_id = follow_up.case_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

grant select on follow_up_move to reti_app;
create policy "the steps of a follow-up are read with it" on follow_up_move for select to reti_app using (exists (select from follow_up f where f.id = follow_up_move.follow_up_id));

grant select, insert on follow_up_attempt to reti_app;
create policy "who was sought, and how, is known to those who hold the case" on follow_up_attempt for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up_attempt.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "whoever holds the case writes down that they sought the person" on follow_up_attempt for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from follow_up f where f.id = follow_up_attempt.follow_up_id and f.case_id = follow_up_attempt.case_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up_attempt.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- Nobody seeks a person in a way that the card forbids, nor without having read it as it stands; and nobody seeks one who has not said yes to it.
-- Whoever comes by of their own accord is always welcome.
create or replace function contact_is_allowed() returns trigger language plpgsql security definer set search_path = public as $$
declare card safe_contact_card;
begin
  select k.* into card from safe_contact_card k join case_file c on c.person_id = k.person_id where c.id = new.case_id;
  if new.card_version is distinct from coalesce(card.version, 0) then raise exception 'safe-contact-first' using errcode = 'RT001'; end if;
  if new.way = 'came-by' then return new; end if;
  if new.way in ('phone', 'messaging') and coalesce(card.do_not_call, false) then raise exception 'follow-up-do-not-call' using errcode = 'RT001'; end if;
  if not consent_in_force(new.case_id, 'follow-up') then raise exception 'follow-up-no-consent' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists contact_is_allowed on follow_up_attempt;
create trigger contact_is_allowed before insert on follow_up_attempt for each row when (session_user = 'reti_app') execute function contact_is_allowed();

grant select, insert on follow_up_form to reti_app;
create policy "how the person is, is read by those who keep the file" on follow_up_form for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up_form.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "how the person is, is written by those who keep the file" on follow_up_form for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from follow_up f where f.id = follow_up_form.follow_up_id and f.case_id = follow_up_form.case_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = follow_up_form.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

-- The house's own step: what the person decided, or what happened, ends what was planned.
create or replace function end_follow_ups(of_closing uuid, of_case uuid, because text, by_whom uuid) returns void language plpgsql security definer set search_path = public as $$
declare one follow_up;
begin
  for one in select f.* from follow_up f where f.case_id = of_case and f.state = 'planned' and (of_closing is null or f.closing_id = of_closing) for update loop
    insert into follow_up_move (id, programme_id, follow_up_id, move, from_state, to_state, by_member) values (gen_random_uuid(), one.programme_id, one.id, 'end', one.state, 'ended', coalesce(by_whom, one.owner_id));
    update follow_up set state = 'ended', ended_because = because, version = version + 1 where id = one.id;
  end loop;
end $$;
revoke execute on function end_follow_ups(uuid, uuid, text, uuid) from public;

-- One step of a follow-up, by whoever keeps the file. A no, and a contact that is not safe, also end the times that remain.
create or replace function move_follow_up(of_follow_up uuid, move_id uuid, which text, how text, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one follow_up; leads_to text;
begin
  select f.* into one from follow_up f where f.id = of_follow_up and f.programme_id = mine.programme_id for update;
  if one.id is null or not case_opens(one.case_id, 'base') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if not case_opens(one.case_id, 'case') or which = 'end' then raise insufficient_privilege; end if;
  if exists (select from follow_up_move m where m.id = move_id and m.follow_up_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'follow-up' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which in ('give-up', 'take-back') and length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if (which = 'reach') <> (how is not null) then raise exception 'follow-up-outcome-missing' using errcode = 'RT001'; end if;
  insert into follow_up_move (id, programme_id, follow_up_id, move, from_state, to_state, reason, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, nullif(trim(coalesce(why, '')), ''), mine.member_id);
  update follow_up set state = leads_to, outcome = how, version = version + 1 where id = one.id;
  if which in ('refuse', 'find-unsafe') then
    perform end_follow_ups(one.closing_id, one.case_id, case which when 'refuse' then 'refused-before' else 'not-safe-before' end, mine.member_id);
  end if;
  perform case_changed(one.case_id);
  return true;
end $$;

-- What the person decides ends what was planned without them: no to being in touch ends the follow-ups, and so does coming back.
create or replace function follow_ups_end_with_consent() returns trigger language plpgsql security definer set search_path = public as $$
begin perform end_follow_ups(null, new.case_id, 'consent', actor_member()); return new; end $$;
drop trigger if exists follow_ups_end_with_consent on consent;
create trigger follow_ups_end_with_consent after update of state on consent for each row
  when (new.switch = 'follow-up' and new.state <> old.state and new.state in ('refused', 'withdrawn')) execute function follow_ups_end_with_consent();
create or replace function follow_ups_end_with_reopening() returns trigger language plpgsql security definer set search_path = public as $$
begin perform end_follow_ups(null, new.id, 'opened-again', actor_member()); return new; end $$;
drop trigger if exists follow_ups_end_with_reopening on case_file;
create trigger follow_ups_end_with_reopening after update of state on case_file for each row
  when (old.state = 'closed' and new.state <> 'closed') execute function follow_ups_end_with_reopening();
