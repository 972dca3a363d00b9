-- The first talk of a segnalazione that was accepted is booked in the agenda and nowhere else: whoever books an hour of the case there has reached the person,
-- in the same transaction. An hour that is cancelled or missed brings the segnalazione back to whoever handles it, under the term that it had.

-- One step of reaching the person that the agenda makes. For the triggers below alone.
create or replace function step_inbound_contact(of_one uuid, which text, of_appointment uuid) returns void language plpgsql security definer set search_path = public as $$
declare one inbound_contact; leads_to text; mine session := acting_session();
begin
  select c.* into one from inbound_contact c where c.id = of_one for update;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'inbound-contact' and m.move = which and m.from_state = one.state;
  if leads_to is null then return; end if;
  insert into inbound_contact_move (id, programme_id, contact_id, move, from_state, to_state, by_member, appointment_id)
  values (gen_random_uuid(), one.programme_id, one.id, which, one.state, leads_to, coalesce(mine.member_id, (select a.created_by from appointment a where a.id = of_appointment)), of_appointment);
  update inbound_contact set state = leads_to, version = version + 1, appointment_id = case which when 'book' then of_appointment end, escalated_at = case which when 'book' then null else escalated_at end where id = one.id;
end $$;
revoke execute on function step_inbound_contact(uuid, text, uuid) from public;

-- Going along with somebody is no talk.
create or replace function first_talk_is_booked() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.kind <> 'accompaniment' and exists (select from appointment a where a.id = new.appointment_id and a.state = 'booked') then
    perform step_inbound_contact(c.id, 'book', new.appointment_id) from inbound_contact c where c.case_id = new.case_id and c.state in ('contacting', 'not-reached');
  end if;
  return null;
end $$;
drop trigger if exists first_talk_is_booked on appointment_matter;
create trigger first_talk_is_booked after insert on appointment_matter for each row execute function first_talk_is_booked();

-- Another hour of the same case that stands, or was kept, is the first talk then; otherwise whoever handles it is told that the person is still to be reached.
create or replace function first_talk_falls_through() returns trigger language plpgsql security definer set search_path = public as $$
declare one record; other uuid;
begin
  if new.state = 'booked' and old.state in ('cancelled', 'no-show') then
    perform step_inbound_contact(c.id, 'book', new.id) from appointment_matter m join inbound_contact c on c.case_id = m.case_id
     where m.appointment_id = new.id and m.kind <> 'accompaniment' and c.state in ('contacting', 'not-reached');
  elsif new.state in ('cancelled', 'no-show') and old.state not in ('cancelled', 'no-show') then
    for one in select c.id, c.case_id, r.handler_id from inbound_contact c join inbound_referral r on r.id = c.id where c.appointment_id = new.id and c.state = 'booked' for update of c loop
      select a.id into other from appointment_matter m join appointment a on a.id = m.appointment_id
       where m.case_id = one.case_id and a.id <> new.id and m.kind <> 'accompaniment' and a.state not in ('cancelled', 'no-show') order by a.starts_at, a.id limit 1;
      if other is not null then
        update inbound_contact set appointment_id = other where id = one.id;
      else
        perform step_inbound_contact(one.id, 'fall-through', new.id);
        if one.handler_id is null then perform tell_coordination(one.id, 'inbound-talk-off'); else perform notify_member(one.handler_id, 'inbound-talk-off', 'inbound', one.id); end if;
      end if;
    end loop;
  end if;
  return null;
end $$;
drop trigger if exists first_talk_falls_through on appointment;
create trigger first_talk_falls_through after update of state on appointment for each row execute function first_talk_falls_through();
