-- Joint meetings. Called by who handles it; colleagues who are asked read when and where, and of a consultation, which names nobody, what was said; the body that sent it reads
-- when, where and what was agreed.

-- Asked to a meeting that was not called off, until a day after it: all of them at once, and one.
create or replace function inbound_met() returns uuid[] language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if not actor_in_team() then return '{}'; end if;
  return array(select k.referral_id from inbound_meeting_member w join inbound_meeting k on k.id = w.meeting_id
    where w.member_id = mine.member_id and k.programme_id = mine.programme_id and k.state <> 'cancelled' and k.starts_at + make_interval(mins => k.lasts) + interval '1 day' > now());
end $$;
create or replace function meets_inbound(of_referral uuid) returns boolean language sql stable security definer set search_path = public as $$ select of_referral = any (inbound_met()) $$;
create or replace function reads_inbound_words(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return handles_inbound(of_referral) or (meets_inbound(of_referral) and exists (select from inbound_referral r where r.id = of_referral and r.kind = 'consultation'));
end $$;

create policy "who is asked to a meeting sees the head of what it is about" on inbound_referral for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()) and sent_at is not null and id = any ((select inbound_met())::uuid[]));
create policy "a consultation is read by who is asked to its meeting" on inbound_content for select to reti_app using (reads_inbound_words(id));
create policy "the key of a consultation is held by who is asked to its meeting" on vault_key for select to reti_app using (compartment = 'inbound' and reads_inbound_words(holder_id));

grant select on inbound_meeting, inbound_meeting_member, inbound_meeting_move to reti_app;
create policy "a meeting is read by who handles it and by who is asked" on inbound_meeting for select to reti_app using (programme_id = (select actor_programme()) and (handles_inbound(referral_id) or meets_inbound(referral_id)));
create policy "who is asked is read with the meeting" on inbound_meeting_member for select to reti_app using (exists (select from inbound_meeting k where k.id = inbound_meeting_member.meeting_id));
create policy "its steps are read with the meeting" on inbound_meeting_move for select to reti_app using (exists (select from inbound_meeting k where k.id = inbound_meeting_move.meeting_id));

-- Calls one. Whoever sits there for the team must be free: the hour is kept in the agenda, which knows when and nothing else. False when it was called before.
create or replace function call_inbound_meeting(new_id uuid, of_referral uuid, starts timestamptz, minutes integer, in_way text, at_place text, members uuid[]) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral; span tstzrange := tstzrange(starts, starts + make_interval(mins => minutes)); who uuid;
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id for update;
  if one.id is null or not (handles_inbound(one.id) and actor_in_team()) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_meeting k where k.id = new_id) then
    if not exists (select from inbound_meeting k where k.id = new_id and k.referral_id = one.id and k.by_member = mine.member_id) then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return false;
  end if;
  if one.state not in ('in-triage', 'advised', 'accepted') then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if starts < now() - interval '1 hour' or starts > now() + interval '180 days' then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  if exists (select from unnest(members) m (id) where m.id <> mine.member_id and not exists (select from membership h where h.id = m.id and h.programme_id = one.programme_id and h.ended_at is null
    and h.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))) then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  perform pg_advisory_xact_lock(hashtextextended('agenda ' || one.programme_id, 0));
  foreach who in array array_append(array_remove(members, mine.member_id), mine.member_id) loop
    if exists (select from appointment_hold h where h.programme_id = one.programme_id and h.held = who::text and h.holder in ('operator', 'mediator') and h.period && span)
      or engaged_in(one.programme_id, who, span) && span then raise exception 'double-booking-operator' using errcode = 'RT001'; end if;
  end loop;
  insert into inbound_meeting (id, programme_id, referral_id, starts_at, lasts, way, place, by_member) values (new_id, one.programme_id, one.id, starts, minutes, in_way, at_place, mine.member_id);
  insert into inbound_meeting_member (id, programme_id, meeting_id, member_id) select gen_random_uuid(), one.programme_id, new_id, m.id from unnest(array_remove(members, mine.member_id)) m (id) group by m.id;
  insert into engagement (id, programme_id, member_id, starts_at, ends_at)
    select new_id, one.programme_id, mine.member_id, lower(span), upper(span) union all
    select w.id, one.programme_id, w.member_id, lower(span), upper(span) from inbound_meeting_member w where w.meeting_id = new_id;
  perform notify_member(w.member_id, 'inbound-meeting', 'inbound', one.id) from inbound_meeting_member w where w.meeting_id = new_id;
  perform tell_sender(one.id, 'inbound-news');
  return true;
end $$;

-- It was held, with what was agreed; or it is called off, with why. False when the step was taken before.
create or replace function move_inbound_meeting(of_meeting uuid, move_id uuid, which text, why text, shared bytea, own bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_meeting; leads_to text;
begin
  select k.* into one from inbound_meeting k where k.id = of_meeting and k.programme_id = mine.programme_id for update;
  if one.id is null or not (handles_inbound(one.referral_id) and actor_in_team()) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_meeting_move m where m.id = move_id and m.meeting_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'joint-meeting' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which = 'cancel' and why is null or which = 'hold' and shared is null then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if which = 'hold' and one.starts_at > now() then raise exception 'too-early' using errcode = 'RT001'; end if;
  insert into inbound_meeting_move (id, programme_id, meeting_id, move, from_state, to_state, reason, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, why, mine.member_id);
  update inbound_meeting set state = leads_to, version = version + 1, shared_sealed = shared, own_sealed = own where id = one.id;
  if which = 'cancel' then
    delete from engagement e where e.id = one.id or e.id in (select w.id from inbound_meeting_member w where w.meeting_id = one.id);
    perform notify_member(w.member_id, 'inbound-meeting', 'inbound', one.referral_id) from inbound_meeting_member w where w.meeting_id = one.id;
  end if;
  perform tell_sender(one.referral_id, 'inbound-news');
  return true;
end $$;

-- What the body that sent it knows of the meetings about it.
create or replace function inbound_sent_meetings(of_one uuid) returns table (id uuid, state text, starts_at timestamptz, lasts integer, way text, place text, shared_sealed bytea) language plpgsql stable security definer set search_path = public as $$
begin
  if not inbound_is_ours(of_one) then return; end if;
  return query select k.id, k.state, k.starts_at, k.lasts, k.way, k.place, k.shared_sealed from inbound_meeting k where k.referral_id = of_one order by k.starts_at, k.id;
end $$;
