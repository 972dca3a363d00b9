-- What is done to a conference and to a seat: through these functions alone, each of which asks who is doing it.

-- The code under which a conference speaks of somebody, and nothing else: for those who hold the case and for whoever may read their sheet now.
create or replace function conference_covers(of_conferences uuid[]) returns table (conference_id uuid, code text) language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member();
begin
  return query select k.id, p.code from conference k join case_file c on c.id = k.case_id join person p on p.id = c.person_id
    where k.id = any (of_conferences) and (case_opens(k.case_id, 'base')
      or exists (select from conference_seat s where s.conference_id = k.id and s.member_id = me and (conference_opens(s.id, 'sheet') or conference_opens(s.id, 'minutes'))));
end $$;

-- Whether the minutes that were sent round last have been answered by everybody who was there.
create or replace function conference_minutes_answered(of_conference uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return not exists (select from conference_seat s where s.conference_id = of_conference and s.left_at is null and s.present
    and s.said_edition is distinct from (select max(m.edition) from conference_minutes m where m.conference_id = of_conference));
end $$;

-- One step. Sent again with the same id it answers false. Minutes that somebody has not answered, and an end of which the person was not
-- told, need a reason: silence is possible, and is said.
create or replace function move_conference(of_conference uuid, move_id uuid, which text, why text, anew timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one conference; leads_to text; said text := nullif(trim(coalesce(why, '')), ''); needs boolean;
begin
  select k.* into one from conference k where k.id = of_conference and k.programme_id = mine.programme_id for update;
  if one.id is null or not (case_opens(one.case_id, 'case') or conference_sits(one.id)) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if not conference_is_run(one.case_id) then raise insufficient_privilege; end if;
  if exists (select from conference_move m where m.id = move_id and m.conference_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'conference' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which = 'hold' and one.starts_at > now() + interval '12 hours' then raise exception 'conference-too-early' using errcode = 'RT001'; end if;
  if which = 'call-again' and (anew is null or anew <= now()) then raise exception 'conference-day-needed' using errcode = 'RT001'; end if;
  if which = 'approve-minutes' and not exists (select from conference_minutes m where m.conference_id = one.id) then raise exception 'conference-minutes-missing' using errcode = 'RT001'; end if;
  needs := which in ('postpone', 'cancel') or (which = 'approve-minutes' and not conference_minutes_answered(one.id))
    or (which = 'close' and not exists (select from conference_voice v where v.conference_id = one.id and v.moment = 'after' and v.knows = 'told'));
  if needs and length(coalesce(said, '')) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into conference_move (id, programme_id, conference_id, case_id, move, from_state, to_state, reason, starts_at, by_member)
  values (move_id, one.programme_id, one.id, one.case_id, which, one.state, leads_to, said, case which when 'call-again' then anew end, mine.member_id);
  update conference set state = leads_to, version = version + 1, starts_at = case which when 'call-again' then anew else starts_at end where id = one.id;
  -- On another day one may not be free, whatever one had said of the first.
  if which = 'call-again' then update conference_seat set answer = 'none', answered_at = null where conference_id = one.id; end if;
  perform case_changed(one.case_id);
  return true;
end $$;

-- Whoever is invited says whether they come; who runs the conference writes down who came, and takes an invitation back.
create or replace function answer_conference(of_seat uuid, coming boolean) returns boolean language plpgsql security definer set search_path = public as $$
declare wanted text := case when coming then 'coming' else 'not-coming' end; known text;
begin
  if not conference_opens(of_seat, 'date') then raise exception 'not-found' using errcode = 'RT001'; end if;
  select s.answer into known from conference_seat s join conference k on k.id = s.conference_id where s.id = of_seat and k.state in ('called', 'postponed') for update of s;
  if known is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if known = wanted then return false; end if;
  update conference_seat set answer = wanted, answered_at = now() where id = of_seat;
  return true;
end $$;

create or replace function mark_present(of_seat uuid, was_there boolean) returns boolean language plpgsql security definer set search_path = public as $$
declare seat conference_seat;
begin
  select s.* into seat from conference_seat s where s.id = of_seat and s.programme_id = actor_programme() for update;
  if seat.id is null or not case_opens(seat.case_id, 'case') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if not conference_is_in(seat.conference_id, '{called,held}') or seat.left_at is not null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if seat.present is not distinct from was_there then return false; end if;
  update conference_seat set present = was_there where id = seat.id;
  return true;
end $$;

create or replace function leave_conference(of_seat uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare seat conference_seat;
begin
  select s.* into seat from conference_seat s where s.id = of_seat and s.programme_id = actor_programme() for update;
  if seat.id is null or not case_opens(seat.case_id, 'case') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if not conference_is_run(seat.case_id) then raise insufficient_privilege; end if;
  if seat.left_at is not null then return false; end if;
  update conference_seat set left_at = now() where id = seat.id;
  update conference_reveal set withdrawn_by = actor_member(), withdrawn_at = now() where seat_id = seat.id and withdrawn_at is null;
  return true;
end $$;

-- A bar takes the seat too, so that lifting it later gives nothing back by itself: as with whoever follows the case.
create or replace function bar_ends_seats() returns trigger language plpgsql security definer set search_path = public as $$
begin
  with gone as (
    update conference_seat s set left_at = now() from membership hat join membership barred on barred.account_id = hat.account_id
     where barred.id = new.member_id and s.case_id = new.case_id and s.member_id = hat.id and s.left_at is null returning s.id
  )
  update conference_reveal r set withdrawn_by = new.barred_by, withdrawn_at = now() from gone where r.seat_id = gone.id and r.withdrawn_at is null;
  return new;
end $$;
drop trigger if exists bar_ends_seats on case_bar;
create trigger bar_ends_seats after insert on case_bar for each row execute function bar_ends_seats();

-- What somebody who was there says of the minutes, of the edition they read and of no later one.
create or replace function answer_minutes(of_seat uuid, of_edition integer, what text, words bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare seat conference_seat;
begin
  if not conference_opens(of_seat, 'minutes') then raise exception 'not-found' using errcode = 'RT001'; end if;
  perform from conference k join conference_seat s on s.conference_id = k.id where s.id = of_seat for share of k;
  select s.* into seat from conference_seat s where s.id = of_seat for update;
  if not conference_is_in(seat.conference_id, '{held}') or not coalesce(seat.present, false) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if of_edition is distinct from (select max(m.edition) from conference_minutes m where m.conference_id = seat.conference_id) then raise exception 'changed-meanwhile' using errcode = 'RT001'; end if;
  if (what = 'with-reservations') <> (words is not null) then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if seat.said = what and seat.said_edition = of_edition and words is null then return false; end if;
  -- What they said before stays beside it.
  if seat.said is not null then
    insert into conference_said (id, programme_id, conference_id, seat_id, case_id, edition, said, words_sealed, at)
    values (gen_random_uuid(), seat.programme_id, seat.conference_id, seat.id, seat.case_id, seat.said_edition, seat.said, seat.said_sealed, seat.said_at);
  end if;
  update conference_seat set said = what, said_edition = of_edition, said_at = now(), said_sealed = words where id = seat.id;
  return true;
end $$;

-- Minutes are approved as they were read: what is written into a conference and a step of it that are sent at the same moment follow each other, and
-- whichever comes after the step is told so.
create or replace function conference_waits() returns trigger language plpgsql security definer set search_path = public as $$
declare now_in text;
begin
  if session_user <> 'reti_app' then return new; end if;
  select k.state into now_in from conference k where k.id = new.conference_id for share;
  if now_in is not null and not now_in = any (tg_argv[0]::text[]) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  return new;
end $$;
do $$ declare one record; begin
  for one in select * from (values ('conference_minutes', '{held}'), ('conference_note', '{called,held}'), ('conference_decision', '{called,held}'), ('conference_dissent', '{called,held}')) as t (written, while_in) loop
    execute format('drop trigger if exists conference_waits on %I', one.written);
    execute format('create trigger conference_waits before insert on %I for each row execute function conference_waits(%L)', one.written, one.while_in);
  end loop;
end $$;

-- What leaves for a body is written down in the same breath, so that a withdrawal lists it: the sheet with the seat, then a name, then minutes.
create or replace function conference_sheet_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not conference_seat_stands(new) then raise exception 'consent-missing' using errcode = 'RT001'; end if;
  insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
  select gen_random_uuid(), new.programme_id, new.case_id, c.person_id, new.consent_id, new.organisation_id,
      coalesce((select jsonb_agg('conference-' || p.kind order by p.kind) from conference_part p where p.seat_id = new.id and p.kind <> 'minutes'), '[]')
    from case_file c where c.id = new.case_id;
  return null;
end $$;
drop trigger if exists conference_sheet_leaves on conference_seat;
create constraint trigger conference_sheet_leaves after insert on conference_seat deferrable initially deferred for each row when (new.organisation_id is not null) execute function conference_sheet_leaves();

create or replace function conference_more_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
  select gen_random_uuid(), s.programme_id, s.case_id, c.person_id, s.consent_id, s.organisation_id, jsonb_build_array(case tg_table_name when 'conference_reveal' then 'name' else 'conference-minutes' end)
    from conference_seat s join case_file c on c.id = s.case_id where s.id = new.seat_id and s.organisation_id is not null;
  return new;
end $$;
drop trigger if exists conference_more_leaves on conference_reveal;
create trigger conference_more_leaves after insert on conference_reveal for each row execute function conference_more_leaves();
drop trigger if exists conference_more_leaves on conference_part;
create trigger conference_more_leaves after insert on conference_part for each row when (new.kind = 'minutes') execute function conference_more_leaves();

drop trigger if exists case_changed on conference;
create trigger case_changed after insert on conference for each row execute function case_changed_by_row();

-- Whoever called it and the colleagues who did not say no are taken while it lasts: the agenda knows the hours and nothing else.
create or replace function conference_engages(of_conference uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  delete from engagement where id = of_conference or id in (select s.id from conference_seat s where s.conference_id = of_conference);
  insert into engagement (id, programme_id, member_id, starts_at, ends_at)
  select t.id, k.programme_id, t.member_id, k.starts_at, k.starts_at + make_interval(mins => k.lasts)
    from conference k cross join lateral (select k.id, k.created_by as member_id union all
      select s.id, s.member_id from conference_seat s where s.conference_id = k.id and s.organisation_id is null and s.left_at is null and s.answer <> 'not-coming') t
   where k.id = of_conference and k.state in ('called', 'held');
end $$;
revoke execute on function conference_engages(uuid) from public;
create or replace function conference_changed_hours() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'conference' then perform conference_engages(new.id);
  else perform conference_engages(new.conference_id); end if;
  return null;
end $$;
drop trigger if exists conference_changed_hours on conference;
create trigger conference_changed_hours after insert or update of state, starts_at, lasts on conference for each row execute function conference_changed_hours();
drop trigger if exists conference_changed_hours on conference_seat;
create trigger conference_changed_hours after insert or update of answer, left_at on conference_seat for each row execute function conference_changed_hours();
