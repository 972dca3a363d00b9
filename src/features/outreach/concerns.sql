-- A danger, or perhaps a minor, seen on the street: whoever coordinates learns of it when it arrives, and it stands on their day until somebody says what was done.

grant select, insert on contact_follow_up to reti_app;
create policy "the team reads what was done about a danger" on contact_follow_up for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team says what was done, in their own name" on contact_follow_up for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_in_team()));

create or replace function is_of_concern(one street_contact) returns boolean language sql immutable as $$
  select one.taken_back_at is null and (one.danger or one.age_band = 'possibly-minor')
$$;

-- Whether somebody still has to do something: the last word of the team decides. Without one, a segnalazione that was sent takes it over, and an emergency once all that came of it are closed; of
-- perhaps a minor the file too, for it opens the minors' path. A danger outlives a file and an hour of the desk: nobody has done anything yet. Also for who may not know of the file.
create or replace function concern_waits(one street_contact) returns boolean language sql stable security definer set search_path = public as $$
  select is_of_concern(one) and coalesce((select f.how = 'again' from contact_follow_up f where f.contact_id = one.id order by f.at desc, f.id desc limit 1),
    not exists (select from contact_outcome o join inbound_referral r on r.id = o.subject_id where o.contact_id = one.id and o.kind = 'inbound-referral' and r.state <> 'draft')
    and not coalesce((select bool_and(e.state = 'closed') from contact_outcome o join emergency e on e.id = o.subject_id where o.contact_id = one.id and o.kind = 'emergency'), false)
    and (one.danger or not exists (select from contact_case k where k.contact_id = one.id)))
$$;

-- Told once to all who coordinate and to who stands in for them, at once by mail too, whether it was noted so from the beginning or put right. What was noted by a slip and taken back is no news any more.
create or replace function tell_of_concern() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not is_of_concern(new) then
    update notification n set read_at = now() where n.kind = 'street-concern' and n.subject_id = new.id and n.read_at is null;
    return null;
  end if;
  if tg_op = 'UPDATE' and is_of_concern(old) and old.danger >= new.danger and (old.age_band = 'possibly-minor') >= (new.age_band = 'possibly-minor') then return null; end if;
  insert into notification (id, programme_id, member_id, kind, subject, subject_id)
    select gen_random_uuid(), new.programme_id, w.member, 'street-concern', 'street-contact', new.id from stands_in_for_coordination(new.programme_id) w (member)
      where w.member <> new.recorded_by and not exists (select from notification n where n.member_id = w.member and n.kind = 'street-concern' and n.subject_id = new.id and n.read_at is null);
  return null;
end $$;
drop trigger if exists tell_of_concern on street_contact;
create trigger tell_of_concern after insert or update of danger, age_band, taken_back_at on street_contact for each row execute function tell_of_concern();

create or replace function concern_was_followed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update notification n set read_at = now() where n.kind = 'street-concern' and n.subject_id = new.contact_id and n.read_at is null;
  return null;
end $$;
drop trigger if exists concern_was_followed on contact_follow_up;
create trigger concern_was_followed after insert on contact_follow_up for each row execute function concern_was_followed();
