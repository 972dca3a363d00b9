-- What happens on the street, as functions of the house: each leaves its rows whole, however often and in whichever order the calls of two telephones arrive.

-- How a programme keeps watch; the house's own numbers where nobody wrote any (domain, 3.1: a check every 60 minutes; the rest are proposals).
create or replace function outreach_rule(of_programme uuid) returns outreach_setting language plpgsql stable security definer set search_path = public as $$
declare found_rule outreach_setting;
begin
  select s.* into found_rule from outreach_setting s where s.programme_id = of_programme;
  if found_rule.programme_id is null then
    found_rule.programme_id := of_programme; found_rule.check_minutes := 60; found_rule.escalate_minutes := 15; found_rule.again_minutes := 15; found_rule.hours_back_minutes := 120; found_rule.deputies := '{}'; found_rule.coverage_weeks := 4; found_rule.version := 0;
  end if;
  return found_rule;
end $$;
revoke execute on function outreach_rule(uuid) from public;
create or replace function outreach_rule_here() returns outreach_setting language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  return outreach_rule(actor_programme());
end $$;

-- What stood before a change stays, with who changed it. Takes the column that names the thing.
create or replace function keep_earlier_fields() returns trigger language plpgsql security definer set search_path = public as $$
declare was jsonb;
begin
  select jsonb_object_agg(o.key, o.value) into was from jsonb_each(to_jsonb(old)) o where o.key <> 'version' and o.value is distinct from to_jsonb(new) -> o.key;
  if was is null or actor_member() is null then return new; end if;
  execute format('insert into %I (id, programme_id, %I, before, by_member) values (gen_random_uuid(), $1, $2, $3, $4)', tg_argv[0], tg_argv[1]) using new.programme_id, new.id, was, actor_member();
  return new;
end $$;
drop trigger if exists keep_earlier_fields on place;
create trigger keep_earlier_fields after update on place for each row execute function keep_earlier_fields('place_version', 'place_id');
drop trigger if exists keep_earlier_fields on street_contact;
create trigger keep_earlier_fields after update on street_contact for each row execute function keep_earlier_fields('street_contact_version', 'contact_id');

-- Nobody goes alone: asked when the transaction ends, from the moment an outing is planned.
create or replace function crew_is_of_two() returns trigger language plpgsql security definer set search_path = public as $$
declare one uuid := case tg_table_name when 'outing' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'outing_id')::uuid end;
begin
  if (select count(*) from outing_crew c where c.outing_id = one and c.left_at is null) < 2 then raise exception 'crew-of-two' using errcode = 'RT001'; end if;
  return null;
end $$;
drop trigger if exists crew_is_of_two on outing;
create constraint trigger crew_is_of_two after insert on outing deferrable initially deferred for each row execute function crew_is_of_two();
drop trigger if exists crew_is_of_two on outing_crew;
create constraint trigger crew_is_of_two after insert or update on outing_crew deferrable initially deferred for each row execute function crew_is_of_two();

-- Whoever decides crew, hours and stops says so in their own name; whoever writes in the diary leaves it as it stands.
create or replace function plan_is_signed_by_its_writer() returns trigger language plpgsql as $$
begin
  if (new.plan_by is distinct from old.plan_by or new.plan_at is distinct from old.plan_at) and actor_member() is not null and new.plan_by is distinct from actor_member() then raise insufficient_privilege; end if;
  return new;
end $$;
drop trigger if exists plan_is_signed_by_its_writer on outing;
create trigger plan_is_signed_by_its_writer before update on outing for each row execute function plan_is_signed_by_its_writer();

-- Since when each kind of sign of life is due for an outing: a row for each that is watched, whether or not its moment has come.
create or replace function outing_dues(one outing) returns table (kind text, due_at timestamptz) language plpgsql stable security definer set search_path = public as $$
declare between_checks interval := make_interval(mins => coalesce(one.check_minutes, (outreach_rule(one.programme_id)).check_minutes));
begin
  -- One that was written down only after it was over keeps nobody waiting.
  if one.state = 'planned' and one.created_at < one.ends_at then
    return query select 'not-started', one.starts_at + between_checks;
  elsif one.state = 'under-way' then
    return query select 'check-overdue', coalesce((select max(c.at) from outing_check c where c.outing_id = one.id), one.started_at, one.starts_at) + between_checks
      union all select 'return-overdue', one.ends_at + between_checks;
  end if;
end $$;
revoke execute on function outing_dues(outing) from public;

-- Tells of an alarm. Whoever has not yet seen what they were told of the same outing is told by mail again, and finds it once on their day.
create or replace function tell_of_alarm(of_alarm uuid, members uuid[]) returns void language plpgsql security definer set search_path = public as $$
declare one record;
begin
  for one in select m.id, m.programme_id, a.outing_id, exists (select from notification n where n.member_id = m.id and n.kind = 'outing-alarm' and n.subject_id = a.outing_id and n.read_at is null) as waits
    from outing_alarm a join membership m on m.id = any (members) and m.programme_id = a.programme_id and m.ended_at is null where a.id = of_alarm order by m.id loop
    if one.waits then perform mail_member(one.id, 'alarm');
    else insert into notification (id, programme_id, member_id, kind, subject, subject_id) values (gen_random_uuid(), one.programme_id, one.id, 'outing-alarm', 'outing', one.outing_id);
    end if;
  end loop;
end $$;
revoke execute on function tell_of_alarm(uuid, uuid[]) from public;

-- Raises one alarm, unless one of its kind stands already, and tells who answers for the outing and its buddy.
create or replace function raise_outing_alarm(one outing, which text, due timestamptz, moment timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare made uuid;
begin
  insert into outing_alarm (id, programme_id, outing_id, kind, due_at, raised_at) values (gen_random_uuid(), one.programme_id, one.id, which, due, moment)
    on conflict (outing_id, kind) where state <> 'closed' do nothing returning id into made;
  if made is null then return false; end if;
  perform tell_of_alarm(made, array_remove(array[one.answerable_id, one.buddy_id], null));
  return true;
end $$;
revoke execute on function raise_outing_alarm(outing, text, timestamptz, timestamptz) from public;

create or replace function end_outing_alarm(of_alarm outing_alarm, moment timestamptz) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into outing_alarm_move (id, programme_id, alarm_id, move, from_state, to_state, at) values (gen_random_uuid(), of_alarm.programme_id, of_alarm.id, 'end', of_alarm.state, 'closed', moment);
  update outing_alarm a set state = 'closed', held_by = null, held_since = null, version = version + 1 where a.id = of_alarm.id;
end $$;
revoke execute on function end_outing_alarm(outing_alarm, timestamptz) from public;

-- When an alarm goes further by itself; null once it is over. One that was taken on is measured from the last word of whoever holds it.
create or replace function alarm_climbs_at(one outing_alarm, rule outreach_setting) returns timestamptz language sql immutable as $$
  select case one.state
    when 'acknowledged' then one.held_since + make_interval(mins => rule.again_minutes)
    when 'standing' then coalesce(one.escalated_at + make_interval(mins => rule.again_minutes), one.raised_at + make_interval(mins => rule.escalate_minutes)) end
$$;

-- It goes to all who coordinate and to the deputies; to who was told first too, unless this is the first time and nobody has let it lie. Whoever held it holds it no more.
create or replace function climb_outing_alarm(of_alarm outing_alarm, rule outreach_setting, moment timestamptz) returns void language plpgsql security definer set search_path = public as $$
declare told_already uuid[] := '{}';
begin
  if of_alarm.state = 'acknowledged' then
    insert into outing_alarm_move (id, programme_id, alarm_id, move, from_state, to_state, at) values (gen_random_uuid(), of_alarm.programme_id, of_alarm.id, 'climb', 'acknowledged', 'standing', moment);
  elsif of_alarm.climbs = 0 then
    told_already := (select array[o.answerable_id, o.buddy_id] from outing o where o.id = of_alarm.outing_id);
  end if;
  update outing_alarm a set state = 'standing', held_by = null, held_since = null, escalated_at = moment, climbs = a.climbs + 1, version = a.version + 1 where a.id = of_alarm.id;
  perform tell_of_alarm(of_alarm.id, array(select m.id from membership m join outing o on o.id = of_alarm.outing_id where m.programme_id = of_alarm.programme_id and m.ended_at is null
    and (m.role = 'coordinator' or m.id in (o.answerable_id, o.buddy_id) or m.id = any (rule.deputies) and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator'))
    and not m.id = any (array_remove(told_already, null))));
end $$;
revoke execute on function climb_outing_alarm(outing_alarm, outreach_setting, timestamptz) from public;

-- Hours that nobody gave go back to the desk: of an outing that is over, or whose end and whose last sign of life are long past, whether or not anybody came to say so.
create or replace function hours_go_back(of_programme uuid, moment timestamptz, after_minutes integer) returns integer language plpgsql security definer set search_path = public as $$
declare one uuid; gone integer := 0;
begin
  for one in select o.id from outing o where o.programme_id = of_programme and exists (select from street_hour h where h.programme_id = of_programme and h.outing_id = o.id and h.state = 'held')
    and (o.state in ('closed', 'cancelled') or greatest(o.ends_at, (select max(c.at) from outing_check c where c.outing_id = o.id)) + make_interval(mins => after_minutes) <= moment) order by o.id loop
    gone := gone + let_hours_go(one, null, null, null, null);
  end loop;
  return gone;
end $$;
revoke execute on function hours_go_back(uuid, timestamptz, integer) from public;

-- The watch over one programme at a moment: what is due and did not come raises its alarm, what came ends it, and what nobody took on, or took on and let lie, goes further. It reads
-- rows and the moment alone, so that it says the same whoever asks, however often, and after any silence.
create or replace function watch_outings(of_programme uuid, moment timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare rule outreach_setting := outreach_rule(of_programme); one record; changed integer := 0;
begin
  for one in select o as outing, d.kind, d.due_at from outing o cross join lateral outing_dues(o) d
    where o.programme_id = of_programme and o.state in ('planned', 'under-way') and d.due_at <= moment
      and not exists (select from outing_alarm a where a.outing_id = o.id and a.kind = d.kind and a.state <> 'closed') order by o.id loop
    if raise_outing_alarm(one.outing, one.kind, one.due_at, moment) then changed := changed + 1; end if;
  end loop;
  for one in select a as alarm from outing_alarm a join outing o on o.id = a.outing_id
    where a.programme_id = of_programme and a.state <> 'closed' and a.kind <> 'help'
      and not exists (select from outing_dues(o) d where d.kind = a.kind and d.due_at <= moment) order by a.id for update of a loop
    perform end_outing_alarm(one.alarm, moment);
    changed := changed + 1;
  end loop;
  for one in select a as alarm from outing_alarm a where a.programme_id = of_programme and a.state <> 'closed' and alarm_climbs_at(a, rule) <= moment order by a.id for update loop
    perform climb_outing_alarm(one.alarm, rule, moment);
    changed := changed + 1;
  end loop;
  return changed + hours_go_back(of_programme, moment, rule.hours_back_minutes);
end $$;
revoke execute on function watch_outings(uuid, timestamptz) from public;

-- Asked by whoever of the team looks at the day or at outings: no alarm hangs on a timer. The first look is one over an index.
create or replace function outreach_watch() returns integer language plpgsql security definer set search_path = public as $$
declare here uuid := actor_programme();
begin
  if here is null or not actor_in_team() then return 0; end if;
  if not exists (select from outing o where o.programme_id = here and o.state in ('planned', 'under-way') and o.starts_at < now() + interval '5 minutes')
    and not exists (select from outing_alarm a where a.programme_id = here and a.state <> 'closed')
    and not exists (select from street_hour h where h.programme_id = here and h.state = 'held') then return 0; end if;
  return watch_outings(here, clock_timestamp());
end $$;

-- The same for every programme, by the server's own round.
create or replace function watch_all_outings() returns integer language plpgsql security definer set search_path = public as $$
declare one uuid; changed integer := 0;
begin
  for one in select o.programme_id from outing o where o.state in ('planned', 'under-way') union select a.programme_id from outing_alarm a where a.state <> 'closed'
    union select h.programme_id from street_hour h where h.state = 'held' loop
    changed := changed + watch_outings(one, clock_timestamp());
  end loop;
  perform forget_outing_positions(clock_timestamp());
  return changed;
end $$;
revoke execute on function watch_all_outings() from public;
grant execute on function watch_all_outings() to reti_gate;

-- One step of an outing with its row. For the functions below alone.
create or replace function step_outing(of_outing uuid, move_id uuid, which text, why text, by_whom uuid) returns void language plpgsql security definer set search_path = public as $$
declare one outing; leads_to text;
begin
  select o.* into one from outing o where o.id = of_outing;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'outing' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into outing_move (id, programme_id, outing_id, move, from_state, to_state, reason, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, nullif(trim(coalesce(why, '')), ''), by_whom);
  update outing set state = leads_to, version = version + 1, changed_at = now() where id = one.id;
end $$;
revoke execute on function step_outing(uuid, uuid, text, text, uuid) from public;

-- Lets go of the hours that were not given: of one of the crew, or of all; by nobody where the house does it. Their appointments are cancelled, and whoever waits may have them.
create or replace function let_hours_go(of_outing uuid, of_member uuid, of_hour uuid, move_id uuid, by_whom uuid) returns integer language plpgsql security definer set search_path = public as $$
declare one street_hour; gone integer := 0;
begin
  for one in select h.* from street_hour h where h.outing_id = of_outing and h.state = 'held' and (of_member is null or h.for_member = of_member) and (of_hour is null or h.id = of_hour) for update loop
    insert into street_hour_move (id, programme_id, hour_id, move, from_state, to_state, by_member) values (coalesce(move_id, gen_random_uuid()), one.programme_id, one.id, 'let-go', 'held', 'let-go', by_whom);
    update street_hour set state = 'let-go', version = version + 1 where id = one.id;
    insert into appointment_move (id, programme_id, appointment_id, move, from_state, to_state, reason, by_member)
      select gen_random_uuid(), a.programme_id, a.id, 'cancel', a.state, 'cancelled', 'other', by_whom from appointment a where a.id = one.appointment_id and a.state = 'booked';
    update appointment a set state = 'cancelled', version = a.version + 1 where a.id = one.appointment_id and a.state = 'booked';
    gone := gone + 1;
  end loop;
  return gone;
end $$;
revoke execute on function let_hours_go(uuid, uuid, uuid, uuid, uuid) from public;

-- One tap of safety. `start`, and any tap of a crew that is not yet known to be out, sets the outing under way; `check-out` brings all back. Which telephone's
-- call comes first changes nothing: the earliest start and the latest return stand. A tap that comes when all is over is kept.
-- @returns false where the very same tap stands already
create or replace function keep_outing_check(check_id uuid, of_outing uuid, which text, made_at timestamptz, on_device timestamptz, off_by bigint, at_place uuid, said text)
returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one outing; stands outing_check;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select o.* into one from outing o where o.id = of_outing and o.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  select c.* into stands from outing_check c where c.id = check_id;
  if stands.id is not null then
    if stands.outing_id <> of_outing or stands.kind <> which or stands.by_member <> mine.member_id then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return false;
  end if;
  if not exists (select from outing_crew c where c.outing_id = one.id and c.member_id = mine.member_id) and one.answerable_id <> mine.member_id and one.buddy_id is distinct from mine.member_id and mine.role <> 'coordinator' then
    raise insufficient_privilege;
  end if;
  insert into outing_check (id, programme_id, outing_id, kind, by_member, at, device_at, clock_off_seconds, place_id, words)
    values (check_id, one.programme_id, one.id, which, mine.member_id, least(made_at, now()), on_device, off_by, at_place, said);
  if one.state = 'planned' then perform step_outing(one.id, check_id, 'start', null, mine.member_id); end if;
  if one.state in ('planned', 'under-way') and which = 'check-out' then perform step_outing(one.id, gen_random_uuid(), 'return', null, mine.member_id); end if;
  update outing o set started_at = case when which = 'start' or o.started_at is null then least(o.started_at, made_at) else o.started_at end,
    returned_at = case when which = 'check-out' then greatest(o.returned_at, made_at) else o.returned_at end where o.id = one.id;
  if which = 'check-out' then
    perform let_hours_go(one.id, mine.member_id, null, null, mine.member_id);
    perform end_outing_alarm(a, now()) from outing_alarm a join outing o on o.id = a.outing_id where a.outing_id = one.id and a.kind = 'help' and a.state <> 'closed' and o.state = 'returned';
  elsif which = 'help' and (one.state in ('planned', 'under-way') or made_at > coalesce(one.returned_at, '-infinity')) then
    perform raise_outing_alarm(one, 'help', least(made_at, now()), now());
  elsif one.state = 'cancelled' then
    insert into notification (id, programme_id, member_id, kind, subject, subject_id) values (gen_random_uuid(), one.programme_id, one.answerable_id, 'outing-alarm', 'outing', one.id);
  end if;
  perform watch_outings(one.programme_id, clock_timestamp());
  return true;
end $$;

-- Where one was at a tap of one's own, exactly, for whoever answers an alarm. @returns false where it stands already, or all is over and nobody needs it
create or replace function keep_outing_position(of_check uuid, of_outing uuid, lat double precision, long double precision, within_metres integer, made_at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one outing_check;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select c.* into one from outing_check c where c.id = of_check and c.outing_id = of_outing and c.programme_id = mine.programme_id and c.by_member = mine.member_id;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from outing o where o.id = one.outing_id and o.state in ('closed', 'cancelled')) then return false; end if;
  insert into outing_position (check_id, programme_id, outing_id, by_member, latitude, longitude, accuracy_metres, taken_at)
    values (one.id, one.programme_id, one.outing_id, mine.member_id, lat, long, within_metres, least(made_at, now())) on conflict (check_id) do nothing;
  return found;
end $$;

-- How long exact positions are kept: until the outing is closed or called off; where nobody closes it, until three days after it should have ended, unless
-- somebody is still looked for.
create or replace function forget_outing_positions(moment timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare gone integer;
begin
  delete from outing_position p using outing o where o.id = p.outing_id
    and (o.state in ('closed', 'cancelled') or (o.ends_at + interval '3 days' <= moment and not exists (select from outing_alarm a where a.outing_id = o.id and a.state <> 'closed')));
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function forget_outing_positions(timestamptz) from public;

-- A step by hand: leaving and coming back are told by taps, and by hand where a tap is missing; closing, opening again and calling off.
create or replace function move_outing(of_outing uuid, move_id uuid, which text, why text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one outing; needs_words boolean := which in ('go-back-out', 'reopen', 'cancel');
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select o.* into one from outing o where o.id = of_outing and o.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from outing_move m where m.id = move_id and m.outing_id = one.id and m.move = which) then return false; end if;
  if not exists (select from outing_crew c where c.outing_id = one.id and c.member_id = mine.member_id) and one.answerable_id <> mine.member_id and one.created_by <> mine.member_id and mine.role <> 'coordinator' then raise insufficient_privilege; end if;
  if needs_words and length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  -- Nobody who is silent out there is called off: first somebody is heard, or says that all are back.
  if which = 'cancel' and one.state = 'under-way' and (exists (select from outing_alarm a where a.outing_id = one.id and a.state <> 'closed') or exists (select from outing_dues(one) d where d.due_at <= clock_timestamp())) then
    raise exception 'still-overdue' using errcode = 'RT001';
  end if;
  -- A slip is undone only before the hour of leaving and while nobody said anything else: whoever is out there stays under watch.
  if which = 'not-yet' and (one.starts_at <= clock_timestamp() or exists (select from outing_check c where c.outing_id = one.id and c.kind <> 'start') or exists (select from street_contact c where c.outing_id = one.id and c.taken_back_at is null)) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  perform step_outing(one.id, move_id, which, why, mine.member_id);
  if which = 'not-yet' then
    update outing set started_at = null where id = one.id;
    delete from outing_position p where p.outing_id = one.id;
  end if;
  if which = 'start' then update outing set started_at = coalesce(started_at, now()) where id = one.id; end if;
  if which = 'return' then update outing set returned_at = coalesce(returned_at, now()) where id = one.id; end if;
  if which = 'go-back-out' then update outing set returned_at = null where id = one.id; end if;
  if which in ('close', 'cancel') then perform let_hours_go(one.id, null, null, null, mine.member_id); end if;
  if which in ('return', 'close', 'cancel') then
    perform end_outing_alarm(a, now()) from outing_alarm a where a.outing_id = one.id and a.state <> 'closed';
  end if;
  if which in ('close', 'cancel') then perform forget_outing_positions(clock_timestamp()); end if;
  perform watch_outings(one.programme_id, clock_timestamp());
  return true;
end $$;

-- Somebody takes an alarm on (anew, or from somebody else), or ends it, and says what is known. One that is still due stands again at the next look.
create or replace function move_outing_alarm(of_alarm uuid, move_id uuid, which text, said text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one outing_alarm; leads_to text;
begin
  if not actor_in_team() then raise insufficient_privilege; end if;
  select a.* into one from outing_alarm a where a.id = of_alarm and a.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from outing_alarm_move m where m.id = move_id and m.alarm_id = one.id and m.move = which) then return false; end if;
  if which in ('end', 'climb') then raise insufficient_privilege; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'outing-alarm' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if length(trim(coalesce(said, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if which = 'close' and one.kind <> 'help' and exists (select from outing o cross join lateral outing_dues(o) d where o.id = one.outing_id and d.kind = one.kind and d.due_at <= clock_timestamp()) then
    raise exception 'still-overdue' using errcode = 'RT001';
  end if;
  insert into outing_alarm_move (id, programme_id, alarm_id, move, from_state, to_state, words, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, trim(said), mine.member_id);
  update outing_alarm set state = leads_to, version = version + 1, held_by = case leads_to when 'acknowledged' then mine.member_id end, held_since = case leads_to when 'acknowledged' then clock_timestamp() end where id = one.id;
  return true;
end $$;
