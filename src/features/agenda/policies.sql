-- The agenda belongs to the team: when, which code, which language, with whom. Whose it is and what for belongs to the case.

-- Keeps busy whom the appointment keeps busy. Bookings of one programme pass here one at a time, so that two who want the same hour
-- are answered "taken" and never wait for each other.
create or replace function hold_appointment(of_appointment uuid) returns void language plpgsql security definer set search_path = public as $$
declare booked appointment;
begin
  select * into booked from appointment where id = of_appointment;
  perform pg_advisory_xact_lock(hashtextextended('agenda ' || booked.programme_id, 0));
  delete from appointment_hold where appointment_id = of_appointment;
  if booked.state in ('no-show', 'cancelled') then return; end if;
  insert into appointment_hold (appointment_id, programme_id, holder, held, period)
  select booked.id, booked.programme_id, h.holder, h.held, tstzrange(booked.starts_at, booked.ends_at)
    from (values (1, 'operator', booked.member_id::text), (2, 'mediator', booked.mediator_id::text), (3, 'room', lower(trim(booked.room))),
                 (4, 'person', (select c.person_id::text from appointment_matter m join case_file c on c.id = m.case_id where m.appointment_id = booked.id))
         ) as h (rank, holder, held)
   where h.held is not null order by h.rank;
end $$;
revoke execute on function hold_appointment(uuid) from public;

create or replace function appointment_is_held() returns trigger language plpgsql security definer set search_path = public as $$
begin perform hold_appointment(new.id); return new; end $$;
drop trigger if exists appointment_is_held on appointment;
create trigger appointment_is_held after insert or update of starts_at, ends_at, member_id, mediator_id, room, state on appointment for each row execute function appointment_is_held();

create or replace function appointment_matter_is_held() returns trigger language plpgsql security definer set search_path = public as $$
begin perform hold_appointment(new.appointment_id); return new; end $$;
drop trigger if exists appointment_matter_is_held on appointment_matter;
create trigger appointment_matter_is_held after insert on appointment_matter for each row execute function appointment_matter_is_held();

grant select, insert on appointment to reti_app;
grant update (starts_at, ends_at, language, member_id, mediator_id, room, state, arrived_at, version) on appointment to reti_app;
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

grant select, insert on appointment_matter to reti_app;
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
