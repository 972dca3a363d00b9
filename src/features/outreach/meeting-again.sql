-- Who is met again, and the hours of the desk that are kept for the street.

-- Opens an encounter under the first code that nobody goes by, neither on the street nor with a file.
-- @returns the code; the one that stands, where it was sent before
create or replace function open_encounter(of_id uuid, codes text[], called text) returns table (is_new boolean, code text) language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); stands encounter; free text;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select e.* into stands from encounter e where e.id = of_id;
  if stands.id is not null then
    if stands.programme_id <> mine.programme_id or stands.created_by <> mine.member_id then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return query select false, stands.code; return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('encounter ' || mine.programme_id, 0));
  select c into free from unnest(codes) c where not exists (select from encounter e where e.programme_id = mine.programme_id and e.code = c)
    and not exists (select from person p where p.programme_id = mine.programme_id and p.code = c) limit 1;
  if free is null then raise exception 'unavailable' using errcode = 'RT001'; end if;
  insert into encounter (id, programme_id, code, alias, created_by) values (of_id, mine.programme_id, free, nullif(trim(coalesce(called, '')), ''), mine.member_id);
  return query select true, free;
end $$;

-- A card: the digest of a secret that was made on the device. Those that were given before stop, where it takes their place.
create or replace function issue_card(card_id uuid, of_encounter uuid, of_digest bytea, replaces boolean) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  if not exists (select from encounter e where e.id = of_encounter and e.programme_id = mine.programme_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from encounter_card c where c.id = card_id) then
    if exists (select from encounter_card c where c.id = card_id and c.encounter_id = of_encounter and c.digest = of_digest) then return false; end if;
    raise exception 'already-exists' using errcode = 'RT001';
  end if;
  if replaces then update encounter_card c set stopped_at = now(), stopped_by = mine.member_id, reason = 'reissued' where c.encounter_id = of_encounter and c.stopped_at is null; end if;
  insert into encounter_card (id, programme_id, encounter_id, digest, issued_by) values (card_id, mine.programme_id, of_encounter, of_digest, mine.member_id);
  return true;
end $$;

create or replace function stop_card(card_id uuid, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); stands encounter_card;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select c.* into stands from encounter_card c where c.id = card_id and c.programme_id = mine.programme_id for update;
  if stands.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if stands.stopped_at is not null then return false; end if;
  update encounter_card c set stopped_at = now(), stopped_by = mine.member_id, reason = why where c.id = card_id;
  return true;
end $$;

-- @returns the encounter of a card that holds, or null
create or replace function encounter_of_card(of_digest bytea) returns uuid language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return null; end if;
  return (select c.encounter_id from encounter_card c where c.programme_id = actor_programme() and c.digest = of_digest and c.stopped_at is null);
end $$;

-- Who was met at the stops of an outing and carries a card that holds, each by a mark that is good for this outing alone.
create or replace function cards_of_outing(of_outing uuid) returns table (mark text, id uuid, code text, alias text) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return; end if;
  return query select encode(sha256(k.digest || convert_to(of_outing::text, 'UTF8')), 'hex'), e.id, e.code, e.alias
    from encounter e join encounter_card k on k.encounter_id = e.id and k.stopped_at is null
   where e.programme_id = actor_programme() and exists (select from encounter_link l join street_contact c on c.id = l.contact_id
       join outing_stop s on s.place_id = c.place_id and s.removed_at is null join outing o on o.id = s.outing_id and o.programme_id = e.programme_id
      where l.encounter_id = e.id and l.ended_at is null and c.taken_back_at is null and o.id = of_outing)
   order by k.issued_at desc limit 500;
end $$;

-- As long as an hour is kept for the street, its appointment stands as it is: nobody moves it, gives it to others or calls it off.
create or replace function street_hour_stands() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user = 'reti_app' and exists (select from street_hour h where h.appointment_id = new.id and h.state = 'held') then raise exception 'street-hour-held' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists street_hour_stands on appointment;
create trigger street_hour_stands before update on appointment for each row execute function street_hour_stands();

-- Whether an hour that was let go is still there, asked in the agenda's own queue so that the answer holds: not begun, of a colleague who is still there at that time, and taken by nobody.
create or replace function street_hour_is_free(of_appointment uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare a appointment; span tstzrange;
begin
  select p.* into a from appointment p where p.id = of_appointment;
  perform pg_advisory_xact_lock(hashtextextended('agenda ' || a.programme_id, 0));
  span := tstzrange(a.starts_at, a.ends_at);
  return a.starts_at > clock_timestamp()
    and not exists (select from membership m where m.id in (a.member_id, a.mediator_id) and m.ended_at is not null)
    and not exists (select from appointment_hold h where h.programme_id = a.programme_id and h.period && span
      and (h.holder in ('operator', 'mediator') and h.held in (a.member_id::text, a.mediator_id::text) or h.holder = 'room' and h.held = lower(trim(a.room))))
    and not exists (select from engagement e where e.programme_id = a.programme_id and e.member_id in (a.member_id, a.mediator_id) and tstzrange(e.starts_at, e.ends_at) && span)
    and (a.outside_hours is not null or hours_of(a.programme_id, a.member_id, null, span) @> span and (a.mediator_id is null or hours_of(a.programme_id, a.mediator_id, null, span) @> span));
end $$;
revoke execute on function street_hour_is_free(uuid) from public;

-- One step of an hour. Only the one for whom it is kept gives it. One that was let go meanwhile is given if it is still free; if it is not, the promise is
-- kept: whoever gave it, who answers for the outing and whoever kept the hour are told, and it stands until there is another hour, or words.
create or replace function move_street_hour(of_hour uuid, move_id uuid, which text, to_contact uuid, goes_by text, speaks text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one street_hour;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select h.* into one from street_hour h where h.id = of_hour and h.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from street_hour_move m where m.id = move_id and m.hour_id = one.id and (m.move = which or which = 'give' and m.move = 'promise')) then return false; end if;
  if one.for_member <> mine.member_id then raise insufficient_privilege; end if;
  if which = 'give' then
    if one.state in ('given', 'promised') and one.contact_id = to_contact then return false; end if;
    if one.state in ('given', 'promised') then raise exception 'street-hour-given' using errcode = 'RT001'; end if;
    if not exists (select from street_contact c where c.id = to_contact and c.programme_id = mine.programme_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
    if one.state = 'let-go' and not street_hour_is_free(one.appointment_id) then
      insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, contact_id, by_member) values (move_id, one.programme_id, one.id, 'promise', one.state, 'promised', to_contact, mine.member_id);
      update street_hour set state = 'promised', contact_id = to_contact, goes_by = move_street_hour.goes_by, speaks = move_street_hour.speaks, version = version + 1 where id = one.id;
      insert into notification (id, programme_id, member_id, kind, subject, subject_id)
        select gen_random_uuid(), m.programme_id, m.id, 'street-hour-promised', 'street-contact', to_contact from membership m join outing o on o.id = one.outing_id
         where m.id in (one.for_member, one.created_by, o.answerable_id) and m.ended_at is null;
      return true;
    end if;
    insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, contact_id, by_member) values (move_id, one.programme_id, one.id, 'give', one.state, 'given', to_contact, mine.member_id);
    update street_hour set state = 'given', contact_id = to_contact, version = version + 1 where id = one.id;
    if one.state = 'let-go' then
      insert into appointment_move (id, programme_id, appointment_id, move, from_state, to_state, by_member) values (gen_random_uuid(), one.programme_id, one.appointment_id, 'take-back', 'cancelled', 'booked', mine.member_id);
    end if;
    update appointment a set code = goes_by, language = speaks, state = 'booked', version = a.version + 1 where a.id = one.appointment_id;
    insert into contact_outcome (id, programme_id, contact_id, kind, subject_id, by_member) values (move_id, one.programme_id, to_contact, 'appointment', one.appointment_id, mine.member_id) on conflict (contact_id, kind, subject_id) do nothing;
  elsif which = 'take-back' then
    if one.state <> 'given' or exists (select from appointment_matter m where m.appointment_id = one.appointment_id) or not exists (select from appointment a where a.id = one.appointment_id and a.state = 'booked') then
      raise exception 'illegal-move' using errcode = 'RT001';
    end if;
    insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, contact_id, by_member) values (move_id, one.programme_id, one.id, 'take-back', 'given', 'held', one.contact_id, mine.member_id);
    update appointment a set code = 'strada', version = a.version + 1 where a.id = one.appointment_id;
    update street_hour set state = 'held', contact_id = null, version = version + 1 where id = one.id;
  elsif one.state <> 'held' or let_hours_go(one.outing_id, null, one.id, move_id, mine.member_id) = 0 then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return true;
end $$;

-- Another hour for a promise that could not be kept: an appointment that the asker has just booked. Any of the team sees to it.
create or replace function rebook_street_hour(of_hour uuid, move_id uuid, in_place uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one street_hour;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select h.* into one from street_hour h where h.id = of_hour and h.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if one.state <> 'promised' or not exists (select from appointment a where a.id = in_place and a.programme_id = mine.programme_id and a.created_by = mine.member_id and a.state = 'booked' and a.code = one.goes_by) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, contact_id, by_member) values (move_id, one.programme_id, one.id, 'rebook', 'promised', 'given', one.contact_id, mine.member_id);
  update street_hour set state = 'given', appointment_id = in_place, goes_by = null, speaks = null, version = version + 1 where id = one.id;
  insert into contact_outcome (id, programme_id, contact_id, kind, subject_id, by_member) values (move_id, one.programme_id, one.contact_id, 'appointment', in_place, mine.member_id) on conflict (contact_id, kind, subject_id) do nothing;
  return true;
end $$;

-- No other hour is needed: in words, by any of the team.
create or replace function settle_street_hour(of_hour uuid, move_id uuid, said text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one street_hour;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select h.* into one from street_hour h where h.id = of_hour and h.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from street_hour_move m where m.id = move_id and m.hour_id = one.id and m.move = 'settle') then return false; end if;
  if one.state <> 'promised' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if length(trim(coalesce(said, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, contact_id, words, by_member) values (move_id, one.programme_id, one.id, 'settle', 'promised', 'let-go', one.contact_id, trim(said), mine.member_id);
  update street_hour set state = 'let-go', contact_id = null, goes_by = null, speaks = null, version = version + 1 where id = one.id;
  return true;
end $$;

-- The appointment that was given to a contact follows it into the case that it became.
create or replace function street_appointment_follows(of_contact uuid, of_case uuid) returns integer language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one uuid; followed integer := 0;
begin
  if not case_opens(of_case, 'base') or not exists (select from contact_case k where k.contact_id = of_contact and k.case_id = of_case) then raise insufficient_privilege; end if;
  -- Of several who were met together, the second file and the second hour may be anybody's: whoever books or opens says whose they are.
  if (select c.people > 1 from street_contact c where c.id = of_contact) and ((select count(*) from contact_case k where k.contact_id = of_contact) > 1 or (select count(*) from contact_outcome o where o.contact_id = of_contact and o.kind = 'appointment') > 1) then
    return 0;
  end if;
  for one in select o.subject_id from contact_outcome o join appointment a on a.id = o.subject_id and a.state = 'booked' where o.contact_id = of_contact and o.kind = 'appointment'
    and not exists (select from appointment_matter m where m.appointment_id = o.subject_id) loop
    insert into appointment_matter (appointment_id, programme_id, case_id, kind) values (one, mine.programme_id, of_case, 'first');
    update appointment a set code = p.code, version = a.version + 1 from case_file c join person p on p.id = c.person_id where c.id = of_case and a.id = one;
    followed := followed + 1;
  end loop;
  return followed;
end $$;

-- A segnalazione that names the contact from which it came is tied to it once it is sent, by whichever way it was written.
create or replace function referral_comes_of_contact() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into contact_outcome (id, programme_id, contact_id, kind, subject_id, by_member)
  select gen_random_uuid(), new.programme_id, c.id, 'inbound-referral', new.id, new.author_id from street_contact c where c.id = new.street_contact_id and c.programme_id = new.programme_id
    on conflict (contact_id, kind, subject_id) do nothing;
  return new;
end $$;
drop trigger if exists referral_comes_of_contact on inbound_referral;
create trigger referral_comes_of_contact after insert or update of state on inbound_referral for each row
  when (new.street_contact_id is not null and new.author_id is not null and new.state <> 'draft') execute function referral_comes_of_contact();

-- Counts of the street say the same whoever of the team reads them: that a contact became a file counts, also for who may not know which.
create or replace function contacts_with_file(contacts uuid[]) returns integer language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  return (select count(*)::int from contact_case k join street_contact c on c.id = k.contact_id where c.id = any (contacts) and c.programme_id = actor_programme());
end $$;
-- Who is known of those met in a span of time, each once, and how many people nobody recognised.
create or replace function street_known(since timestamptz, until timestamptz) returns table (identified integer, unidentified integer) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  return query
    with met as (select c.id, c.people, (select l.encounter_id from encounter_link l where l.contact_id = c.id and l.ended_at is null) as encounter
      from street_contact c where c.programme_id = actor_programme() and c.taken_back_at is null and c.at >= since and c.at < until),
    -- In a group each file is one of them, never more than they were.
    files as (select m.id, k.case_id, row_number() over (partition by m.id order by k.at desc) <= m.people as is_one from met m join contact_case k on k.contact_id = m.id),
    known as (select f.id, f.case_id as who from files f where f.is_one
      union all select m.id, m.encounter from met m where m.encounter is not null and not exists (select from files f where f.id = m.id))
    select (select count(distinct k.who)::int from known k), coalesce(sum(m.people - (select count(*) from known k where k.id = m.id)), 0)::int from met m;
end $$;
