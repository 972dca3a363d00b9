-- The agenda belongs to the team: when, which code, which language, with whom. Whose it is and what for belongs to the case.

-- Keeps busy whom the appointments keep busy. Bookings of one programme pass here one at a time, so that two who want the same hour are answered
-- "taken" and never wait for each other. All of them let go before any holds again: a whole row of hours moves on by a week without meeting itself.
create or replace function hold_appointments(of_appointments uuid[]) returns void language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('agenda ' || p.programme_id, 0)) from (select distinct a.programme_id from appointment a where a.id = any (of_appointments) order by 1) p;
  delete from appointment_hold where appointment_id = any (of_appointments);
  insert into appointment_hold (appointment_id, programme_id, holder, held, period)
  select booked.id, booked.programme_id, h.holder, h.held, tstzrange(booked.starts_at, booked.ends_at)
    from appointment booked
    cross join lateral (values (1, 'operator', booked.member_id::text), (2, 'mediator', booked.mediator_id::text),
                 -- Those who talk at a distance do not take one another's place.
                 (3, 'room', (select lower(trim(booked.room)) where not exists (select from desk_room r where r.programme_id = booked.programme_id and r.kind = 'remote' and lower(trim(r.name)) = lower(trim(booked.room))))),
                 (4, 'person', (select c.person_id::text from appointment_matter m join case_file c on c.id = m.case_id where m.appointment_id = booked.id))
         ) as h (rank, holder, held)
   where booked.id = any (of_appointments) and booked.state not in ('no-show', 'cancelled') and h.held is not null order by booked.starts_at, booked.id, h.rank;
end $$;
revoke execute on function hold_appointments(uuid[]) from public;
drop function if exists hold_appointment(uuid);

create or replace function appointments_are_held() returns trigger language plpgsql security definer set search_path = public as $$
begin perform hold_appointments(array(select b.id from booked b)); return null; end $$;
create or replace function appointments_are_held_anew() returns trigger language plpgsql security definer set search_path = public as $$
declare touched uuid[] := array(select n.id from changed n join earlier e on e.id = n.id
  where (n.starts_at, n.ends_at, n.member_id, n.mediator_id, n.room, n.state) is distinct from (e.starts_at, e.ends_at, e.member_id, e.mediator_id, e.room, e.state));
begin
  if cardinality(touched) > 0 then perform hold_appointments(touched); end if;
  return null;
end $$;
drop trigger if exists appointment_is_held on appointment;
drop function if exists appointment_is_held();
drop trigger if exists appointments_are_held on appointment;
create trigger appointments_are_held after insert on appointment referencing new table as booked for each statement execute function appointments_are_held();
drop trigger if exists appointments_are_held_anew on appointment;
create trigger appointments_are_held_anew after update on appointment referencing old table as earlier new table as changed for each statement execute function appointments_are_held_anew();

create or replace function appointment_matters_are_held() returns trigger language plpgsql security definer set search_path = public as $$
begin perform hold_appointments(array(select k.appointment_id from known k)); return null; end $$;
drop trigger if exists appointment_matter_is_held on appointment_matter;
drop function if exists appointment_matter_is_held();
drop trigger if exists appointment_matters_are_held on appointment_matter;
create trigger appointment_matters_are_held after insert on appointment_matter referencing new table as known for each statement execute function appointment_matters_are_held();

grant select, insert on appointment to reti_app;
grant update (starts_at, ends_at, language, member_id, mediator_id, room, outside_hours, state, arrived_at, version) on appointment to reti_app;
create policy "the team reads the agenda" on appointment for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team books, with colleagues of the team" on appointment for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team())
    and exists (select from membership m where m.id = appointment.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
    and (mediator_id is null or exists (select from membership m where m.id = appointment.mediator_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.role = 'mediator')));
create policy "the team keeps the agenda" on appointment for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (programme_id = (select actor_programme())
    and exists (select from membership m where m.id = appointment.member_id and m.programme_id = (select actor_programme())
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
    and (mediator_id is null or exists (select from membership m where m.id = appointment.mediator_id and m.programme_id = (select actor_programme()) and m.role = 'mediator')));

-- That appointments were booked together, and in which rhythm.
grant select, insert on appointment_series to reti_app;
create policy "the team reads which appointments belong together" on appointment_series for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team books several together" on appointment_series for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()));

-- Who would come sooner if an hour falls free: the team notes it, and takes it away again.
grant select, insert, delete on appointment_sooner to reti_app;
create policy "the team reads who would come sooner" on appointment_sooner for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team notes who would come sooner" on appointment_sooner for insert to reti_app
  with check (programme_id = (select actor_programme()) and asked_by = (select actor_member()) and (select actor_in_team()));
create policy "the team takes away who would come sooner" on appointment_sooner for delete to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));

grant select, insert on appointment_matter to reti_app;
grant update (outcome) on appointment_matter to reti_app;
create policy "how going along went is told by those who hold the case" on appointment_matter for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = appointment_matter.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));
create policy "whose appointment it is, and what for, is read by those who hold the case" on appointment_matter for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = appointment_matter.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "whose appointment it is is written by those who hold the case" on appointment_matter for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = appointment_matter.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

grant select, insert on appointment_move to reti_app;
create policy "the team reads what became of an appointment" on appointment_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team moves an appointment" on appointment_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_in_team()));

drop trigger if exists case_changed on appointment_matter;
create trigger case_changed after insert on appointment_matter for each row execute function case_changed_by_row();

-- When people, rooms and the desk are there. The whole team reads it; everyone writes their own hours, the coordinator everybody's, the
-- rooms' and the desk's.
grant select, insert on desk_room to reti_app;
grant update (step_free, retired_at, version) on desk_room to reti_app;
create policy "the team reads the rooms" on desk_room for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator names the rooms" on desk_room for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('coordinator')));
create policy "the coordinator keeps the rooms" on desk_room for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()));

grant select, insert on desk_hours to reti_app;
grant update (valid_until, removed_at) on desk_hours to reti_app;
create policy "the team reads who is there when" on desk_hours for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "everyone of the team writes their own hours, the coordinator all of them" on desk_hours for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team())
    and (member_id = (select actor_member()) or (select actor_is('coordinator')))
    and (member_id is null or exists (select from membership m where m.id = desk_hours.member_id and m.programme_id = (select actor_programme()))));
create policy "everyone of the team ends their own hours, the coordinator all of them" on desk_hours for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and (member_id = (select actor_member()) or (select actor_is('coordinator'))))
  with check (programme_id = (select actor_programme()));

grant select, insert on desk_exception to reti_app;
grant update (removed_at) on desk_exception to reti_app;
create policy "the team reads who is away" on desk_exception for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "everyone of the team says when they are away, the coordinator for all" on desk_exception for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team())
    and (member_id = (select actor_member()) or (select actor_is('coordinator')))
    and (member_id is null or exists (select from membership m where m.id = desk_exception.member_id and m.programme_id = (select actor_programme()))));
create policy "everyone of the team takes back their own absence, the coordinator all of them" on desk_exception for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and (member_id = (select actor_member()) or (select actor_is('coordinator'))))
  with check (programme_id = (select actor_programme()));

grant select on public_holiday to reti_app;
create policy "everyone knows the public holidays" on public_holiday for select to reti_app using ((select actor_member()) is not null);

-- The hours within a span in which a colleague, a room, or the desk where neither is named, is there: the weekly hours without public holidays
-- and without what was closed or taken off, and with the hours beside the usual ones, which win over everything. Whoever wrote no hours of
-- their own follows the desk. Null where nobody wrote any hours at all: then nothing is known, and nothing is refused.
-- Hours that another room keeps of a colleague: which one and why is not known here.
grant select on engagement to reti_app;
create policy "the team reads when colleagues are taken" on engagement for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create or replace function engaged_in(of_programme uuid, of_member uuid, span tstzrange) returns tstzmultirange language sql stable set search_path = public as $$
  select coalesce(range_agg(tstzrange(e.starts_at, e.ends_at)), '{}') from engagement e
   where e.programme_id = of_programme and e.member_id = of_member and e.ends_at > lower(span) and e.starts_at < upper(span)
$$;

create or replace function hours_of(of_programme uuid, of_member uuid, of_room uuid, span tstzrange) returns tstzmultirange language sql stable set search_path = public as $$
  with written as (
    select h.*, num_nonnulls(h.member_id, h.room_id) = 0 as of_desk from desk_hours h
     where h.programme_id = of_programme and h.removed_at is null
       and (h.member_id = of_member or h.room_id = of_room or num_nonnulls(h.member_id, h.room_id) = 0)
  ), followed as (
    select * from written w where w.of_desk = not exists (select from written where not of_desk)
  ), usual as (
    select range_agg(tstzrange((d.day + f.from_time) at time zone 'Europe/Rome', (d.day + f.to_time) at time zone 'Europe/Rome')) as hours
      from (select g::date as day from generate_series(((lower(span) at time zone 'Europe/Rome')::date)::timestamp, ((upper(span) at time zone 'Europe/Rome')::date)::timestamp, interval '1 day') g) d
      join followed f on extract(isodow from d.day)::smallint = any (f.weekdays) and d.day >= f.valid_from and (f.valid_until is null or d.day <= f.valid_until)
     where not exists (select from public_holiday p where p.day = d.day) and not programme_holiday(of_programme, d.day)
  ), exceptions as (
    select range_agg(tstzrange(e.starts_at, e.ends_at)) filter (where e.kind = 'away') as away,
           range_agg(tstzrange(e.starts_at, e.ends_at)) filter (where e.kind = 'extra' and (num_nonnulls(e.member_id, e.room_id) = 1 or not exists (select from written where not of_desk))) as extra
      from desk_exception e
     where e.programme_id = of_programme and e.removed_at is null and tstzrange(e.starts_at, e.ends_at) && span
       and (e.member_id = of_member or e.room_id = of_room or num_nonnulls(e.member_id, e.room_id) = 0)
  )
  select case when exists (select from written) or x.away is not null or x.extra is not null
    then (((case when exists (select from written) then coalesce(u.hours, '{}') else tstzmultirange(span) end - coalesce(x.away, '{}')) + coalesce(x.extra, '{}')) - engaged_in(of_programme, of_member, span)) * tstzmultirange(span) end
    from usual u, exceptions x
$$;

-- Outside somebody's hours nobody is booked unless it is said why; somebody kept from a case is not booked for it at all.
create or replace function appointment_is_within_hours() returns trigger language plpgsql security definer set search_path = public as $$
declare booked tstzrange := tstzrange(new.starts_at, new.ends_at); room desk_room;
begin
  if tg_op = 'UPDATE' and (new.starts_at, new.ends_at, new.member_id, new.mediator_id, new.room, new.outside_hours)
    is not distinct from (old.starts_at, old.ends_at, old.member_id, old.mediator_id, old.room, old.outside_hours) then return new; end if;
  if new.outside_hours is null then
    if not hours_of(new.programme_id, new.member_id, null, booked) @> booked or engaged_in(new.programme_id, new.member_id, booked) && booked then raise exception 'outside-hours-operator' using errcode = 'RT001'; end if;
    if new.mediator_id is not null and (not hours_of(new.programme_id, new.mediator_id, null, booked) @> booked or engaged_in(new.programme_id, new.mediator_id, booked) && booked) then raise exception 'outside-hours-mediator' using errcode = 'RT001'; end if;
    select * into room from desk_room r where r.programme_id = new.programme_id and lower(trim(r.name)) = lower(trim(new.room));
    if room.id is not null and not hours_of(new.programme_id, null, room.id, booked) @> booked then raise exception 'outside-hours-room' using errcode = 'RT001'; end if;
  end if;
  if tg_op = 'UPDATE' and exists (select from appointment_matter m join membership hat on hat.id in (new.member_id, new.mediator_id)
    where m.appointment_id = new.id and is_barred(m.case_id, hat.account_id)) then raise exception 'colleague-kept-away' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists appointment_is_within_hours on appointment;
create trigger appointment_is_within_hours before insert or update of starts_at, ends_at, member_id, mediator_id, room, outside_hours on appointment for each row execute function appointment_is_within_hours();

create or replace function matter_keeps_who_is_barred_away() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from appointment a join membership hat on hat.id in (a.member_id, a.mediator_id) where a.id = new.appointment_id and is_barred(new.case_id, hat.account_id)) then
    raise exception 'colleague-kept-away' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists matter_keeps_who_is_barred_away on appointment_matter;
create trigger matter_keeps_who_is_barred_away before insert on appointment_matter for each row execute function matter_keeps_who_is_barred_away();

-- When whoever may be booked is there and not taken, in one question to the database: colleagues, rooms, and the person where a case is named.
-- Whoever is kept from the case is not among them. `free` is null where nobody wrote any hours: nothing is proposed of whom nothing is known.
create or replace function agenda_free(of_case uuid, within tstzrange) returns table (kind text, id uuid, name text, role text, languages text[], known boolean, free tstzmultirange)
language plpgsql stable security definer set search_path = public as $$
declare mine uuid := actor_member(); here uuid := actor_programme(); of_person uuid;
begin
  if not actor_in_team() then return; end if;
  if of_case is not null then
    select a.person_id into of_person from case_access a where a.member_id = mine and a.case_id = of_case and a.valid_until > now() and 'base' = any (a.compartments);
    if of_person is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  end if;
  return query
  select 'member', m.id, a.name, m.role, m.languages,
         of_case is not null and (exists (select from case_assignment s where s.case_id = of_case and s.member_id = m.id and s.ended_at is null)
           or exists (select from appointment_matter x join appointment p on p.id = x.appointment_id where x.case_id = of_case and m.id in (p.member_id, p.mediator_id) and p.state in ('arrived', 'in-progress', 'done'))),
         hours_of(here, m.id, null, within) - coalesce((select range_agg(h.period) from appointment_hold h where h.programme_id = here and h.held = m.id::text and h.holder in ('operator', 'mediator') and h.period && within), '{}')
    from membership m join account a on a.id = m.account_id
   where m.programme_id = here and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')
     and (of_case is null or not is_barred(of_case, m.account_id))
  union all
  select r.kind, r.id, r.name, null, null, false,
         coalesce(hours_of(here, null, r.id, within), tstzmultirange(within))
           - case r.kind when 'room' then coalesce((select range_agg(h.period) from appointment_hold h where h.programme_id = here and h.held = lower(trim(r.name)) and h.holder = 'room' and h.period && within), '{}') else '{}' end
    from desk_room r where r.programme_id = here and r.retired_at is null
  union all
  select 'busy', of_person, null, null, null, true, coalesce((select range_agg(h.period) from appointment_hold h where h.programme_id = here and h.held = of_person::text and h.holder = 'person' and h.period && within), '{}')
   where of_person is not null;
end $$;

-- What could stand in the way of some hours: of each colleague, each room in use, the room named and the person, when they are away and when they are
-- taken; when the desk is closed, and the public holidays. What is to be put elsewhere itself takes nobody's time twice. By what, nobody is told.
create or replace function agenda_taken(of_case uuid, of_members uuid[], of_rooms text[], except_for uuid[], within tstzrange)
returns table (kind text, key text, name text, known boolean, barred boolean, away tstzmultirange, taken tstzmultirange)
language plpgsql stable security definer set search_path = public as $$
declare mine uuid := actor_member(); here uuid := actor_programme();
begin
  if not actor_in_team() then return; end if;
  if of_case is not null and not exists (select from case_access a where a.member_id = mine and a.case_id = of_case and a.valid_until > now() and 'base' = any (a.compartments)) then raise exception 'not-found' using errcode = 'RT001'; end if;
  return query
  with concerned as (
    select of_case as case_id where of_case is not null
    union select m.case_id from appointment_matter m where m.appointment_id = any (except_for) and m.programme_id = here
  ), places as (
    select r.kind, r.id, lower(trim(r.name)) as key, r.name from desk_room r where r.programme_id = here and (r.retired_at is null or lower(trim(r.name)) = any (of_rooms))
    union all select 'elsewhere', null, k, k from unnest(of_rooms) k where not exists (select from desk_room r where r.programme_id = here and lower(trim(r.name)) = k)
  ), holds as (
    select h.holder, h.held, range_agg(h.period) as periods from appointment_hold h
     where h.programme_id = here and h.period && within and not h.appointment_id = any (except_for)
       and (h.holder = 'room' or h.held = any (of_members::text[]) or h.held in (select c.person_id::text from concerned k join case_file c on c.id = k.case_id))
     group by h.holder, h.held
  )
  select 'member', m.id::text, null, h.hours is not null, exists (select from concerned k where is_barred(k.case_id, m.account_id)),
         case when h.hours is null then engaged_in(here, m.id, within) else tstzmultirange(within) - h.hours end,
         coalesce((select range_agg(p) from holds x, unnest(x.periods) p where x.held = m.id::text and x.holder in ('operator', 'mediator')), '{}')
    from membership m, lateral (select hours_of(here, m.id, null, within) as hours) h where m.programme_id = here and m.id = any (of_members)
  union all
  select p.kind, p.key, p.name, true, false, coalesce(tstzmultirange(within) - hours_of(here, null, p.id, within), '{}'),
         case p.kind when 'remote' then '{}' else coalesce((select x.periods from holds x where x.holder = 'room' and x.held = p.key), '{}') end
    from places p where p.id is not null
  union all
  select p.kind, p.key, p.name, true, false, '{}', coalesce((select x.periods from holds x where x.holder = 'room' and x.held = p.key), '{}') from places p where p.id is null
  union all
  select 'person', '', null, true, false, '{}', coalesce((select range_agg(p) from holds x, unnest(x.periods) p where x.holder = 'person'), '{}')
  union all
  select 'closed', '', null, true, false, coalesce((select range_agg(tstzrange(e.starts_at, e.ends_at)) from desk_exception e
    where e.programme_id = here and e.removed_at is null and e.kind = 'away' and num_nonnulls(e.member_id, e.room_id) = 0 and tstzrange(e.starts_at, e.ends_at) && within), '{}'), '{}'
  union all
  select 'holiday', p.day::text, p.name, true, false, tstzmultirange(tstzrange(p.day::timestamp at time zone 'Europe/Rome', (p.day + 1)::timestamp at time zone 'Europe/Rome')), '{}'
    from public_holiday p where p.day between (lower(within) at time zone 'Europe/Rome')::date and (upper(within) at time zone 'Europe/Rome')::date
  union all
  select 'holiday', d.day::date::text, 'own', true, false, tstzmultirange(tstzrange(d.day at time zone 'Europe/Rome', (d.day + interval '1 day') at time zone 'Europe/Rome')), '{}'
    from generate_series(((lower(within) at time zone 'Europe/Rome')::date)::timestamp, ((upper(within) at time zone 'Europe/Rome')::date)::timestamp, interval '1 day') d (day)
   where programme_holiday(here, d.day::date) and not exists (select from public_holiday p where p.day = d.day::date);
end $$;

-- The queue of who comes without an appointment: a code and a language, for the team.
grant select, insert on walk_in to reti_app;
grant update (state, member_id, given_appointment, version) on walk_in to reti_app;
create policy "the team reads the queue" on walk_in for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team receives who comes" on walk_in for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()) and member_id is null);
create policy "the team keeps the queue" on walk_in for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()) and (member_id is null or exists (select from membership m where m.id = walk_in.member_id and m.programme_id = (select actor_programme()))));
grant select, insert on walk_in_move to reti_app;
create policy "the team reads what became of a wait" on walk_in_move for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team calls, receives and lets go" on walk_in_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_in_team()));

-- Who it was that came: written and taken back through these functions alone, read by those who hold the case.
grant select on who_came to reti_app;
create policy "whose file came of a wait or of an alias is read by those who hold the case" on who_came for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = who_came.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- That a wait ended in a file is known to the team; in which, to those who hold it.
create or replace function walk_in_has_file(of_walk_in uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from who_came w where w.walk_in_id = of_walk_in and w.taken_back_at is null and w.programme_id = actor_programme()); end $$;
-- Booked under an alias, and nobody's file yet.
create or replace function appointment_is_unnamed(of_appointment uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return not exists (select from appointment_matter m where m.appointment_id = of_appointment); end $$;

-- Says whose the wait or the alias is. The appointment becomes one of the case, under the person's code. Said twice it is harmless.
create or replace function say_who_came(of_id uuid, of_walk_in uuid, of_appointment uuid, of_case uuid, of_kind text) returns boolean language plpgsql security definer set search_path = public as $$
declare here uuid := actor_programme(); called text;
begin
  if not actor_in_team() or not case_opens(of_case, 'base') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if of_walk_in is not null then select w.code into called from walk_in w where w.id = of_walk_in and w.programme_id = here and w.state <> 'left' for update;
  else select a.code into called from appointment a where a.id = of_appointment and a.programme_id = here and a.state <> 'cancelled' for update; end if;
  if called is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from who_came w where w.id = of_id and w.case_id = of_case and w.walk_in_id is not distinct from of_walk_in and w.appointment_id is not distinct from of_appointment) then return false; end if;
  if exists (select from who_came w where w.id = of_id or (w.taken_back_at is null and (w.walk_in_id = of_walk_in or w.appointment_id = of_appointment)))
    or exists (select from appointment_matter m where m.appointment_id = of_appointment) then raise exception 'already-exists' using errcode = 'RT001'; end if;
  insert into who_came (id, programme_id, walk_in_id, appointment_id, case_id, went_by, by_member) values (of_id, here, of_walk_in, of_appointment, of_case, called, actor_member());
  if of_appointment is not null then
    insert into appointment_matter (appointment_id, programme_id, case_id, kind) values (of_appointment, here, of_case, of_kind);
    update appointment a set code = p.code, version = a.version + 1 from case_file c join person p on p.id = c.person_id where c.id = of_case and a.id = of_appointment;
  end if;
  return true;
end $$;

-- Takes it back as long as nothing was written: the interview that was only opened, under the same id, goes with it. What was written keeps it, by the keys that point to it.
create or replace function take_back_who_came(of_id uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare said who_came;
begin
  select * into said from who_came w where w.id = of_id for update;
  if said.id is null or not actor_in_team() or not case_opens(said.case_id, 'base') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if said.taken_back_at is not null then return false; end if;
  begin
    delete from interview i where i.id = of_id and i.case_id = said.case_id and i.state = 'prepared' and i.version = 1;
  exception when foreign_key_violation then raise exception 'written-already' using errcode = 'RT001';
  end;
  if exists (select from interview i where i.id = of_id or i.appointment_id = said.appointment_id)
    or exists (select from contact_attempt t where t.appointment_id = said.appointment_id)
    or exists (select from appointment_matter m where m.appointment_id = said.appointment_id and m.outcome is not null) then raise exception 'written-already' using errcode = 'RT001'; end if;
  update who_came w set taken_back_at = now(), taken_back_by = actor_member() where w.id = of_id;
  if said.appointment_id is not null then
    delete from appointment_matter m where m.appointment_id = said.appointment_id;
    update appointment a set code = said.went_by, version = a.version + 1 where a.id = said.appointment_id;
    perform hold_appointments(array[said.appointment_id]);
  end if;
  return true;
end $$;

-- Whoever is known to be of a file is not put back among those who wait: who it is is taken back first.
create or replace function walk_in_waits_without_file() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.move = 'put-back' and exists (select from who_came w where w.walk_in_id = new.walk_in_id and w.taken_back_at is null) then raise exception 'written-already' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists walk_in_waits_without_file on walk_in_move;
create trigger walk_in_waits_without_file before insert on walk_in_move for each row execute function walk_in_waits_without_file();

-- Nobody has come, was heard or is done before the day itself, and nobody is missing before the hour: told by the clock of Italy.
create or replace function appointment_move_in_time() returns trigger language plpgsql security definer set search_path = public as $$
declare begins timestamptz := (select starts_at from appointment where id = new.appointment_id);
begin
  if session_user = 'reti_app' and ((new.move = 'miss' and now() < begins)
    or (new.move in ('arrive', 'begin', 'finish') and (now() at time zone 'Europe/Rome')::date < (begins at time zone 'Europe/Rome')::date)) then
    raise exception 'too-early' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists appointment_move_in_time on appointment_move;
create trigger appointment_move_in_time before insert on appointment_move for each row execute function appointment_move_in_time();

-- That a person was reminded or called back belongs to their case.
grant select, insert on contact_attempt to reti_app;
create policy "who was called, and what came of it, is read by those who hold the case" on contact_attempt for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = contact_attempt.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "whoever holds the case writes down a call of their own" on contact_attempt for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = contact_attempt.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- Nobody writes that they called or wrote where the safe-contact card does not allow it, or where there is none.
create or replace function reminder_is_allowed() returns trigger language plpgsql security definer set search_path = public as $$
declare card safe_contact_card;
begin
  if not exists (select from appointment_matter m where m.appointment_id = new.appointment_id and m.case_id = new.case_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if new.outcome <> 'done' or new.channel = 'in-person' then return new; end if;
  select s.* into card from safe_contact_card s join case_file c on c.person_id = s.person_id where c.id = new.case_id;
  if card.person_id is null or card.do_not_call or (new.channel <> 'phone' and not card.leave_messages) then raise exception 'contact-not-allowed' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists reminder_is_allowed on contact_attempt;
create trigger reminder_is_allowed before insert on contact_attempt for each row execute function reminder_is_allowed();

-- The address of a calendar is its member's own affair; nobody else reads that there is one.
grant select (id, programme_id, member_id, with_place, created_at, revoked_at, read_at) on calendar_feed to reti_app;
grant insert (id, programme_id, member_id, token_hash, with_place, created_at) on calendar_feed to reti_app;
grant update (revoked_at) on calendar_feed to reti_app;
create policy "everyone of the team reads whether they have a calendar address" on calendar_feed for select to reti_app using (programme_id = (select actor_programme()) and member_id = (select actor_member()) and (select actor_in_team()));
create policy "everyone of the team makes a calendar address of their own" on calendar_feed for insert to reti_app
  with check (member_id = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "everyone of the team takes their calendar address back" on calendar_feed for update to reti_app
  using (programme_id = (select actor_programme()) and member_id = (select actor_member()) and (select actor_in_team())) with check (programme_id = (select actor_programme()) and member_id = (select actor_member()));

-- What a calendar program is given for a secret address: the hours of its member alone, for as long as they work here. Nothing else of them.
create or replace function calendar_of(digest bytea) returns table (id uuid, starts_at timestamptz, ends_at timestamptz, cancelled boolean, version integer, place text)
language plpgsql security definer set search_path = public as $$
declare feed calendar_feed;
begin
  select f.* into feed from calendar_feed f join membership m on m.id = f.member_id join account k on k.id = m.account_id
   where f.token_hash = digest and f.revoked_at is null and m.ended_at is null and k.closed_at is null;
  if feed.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  update calendar_feed f set read_at = now() where f.id = feed.id and (f.read_at is null or f.read_at < now() - interval '1 hour');
  return query select a.id, a.starts_at, a.ends_at, a.state in ('cancelled', 'no-show'), a.version, case when feed.with_place then a.room end
    from appointment a where a.programme_id = feed.programme_id and feed.member_id in (a.member_id, a.mediator_id)
     and a.starts_at between now() - interval '30 days' and now() + interval '400 days'
    union all select e.id, e.starts_at, e.ends_at, false, 1, null from engagement e where e.programme_id = feed.programme_id and e.member_id = feed.member_id
     and e.starts_at between now() - interval '30 days' and now() + interval '400 days' order by 2, 1;
end $$;
revoke execute on function calendar_of(bytea) from public;
grant execute on function calendar_of(bytea) to reti_gate;
