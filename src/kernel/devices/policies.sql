-- Devices that open without a network. Their owner enrols them and gets their key; whoever coordinates or runs accounts sees that they are
-- there and takes a lost one out of use, and never its secret.

grant select (id, programme_id, account_id, label, state, created_at, contact_at, lease_until, version) on device to reti_app;
grant insert (id, programme_id, account_id, label, secret_wrapped, master_version) on device to reti_app;
create policy "everyone reads their own devices" on device for select to reti_app
  using (programme_id = (select actor_programme()) and account_id = (select actor_account()));
-- Whoever works for two programmes carries the papers of both on one telephone: each of the two knows of it and can stop it.
create or replace function carries_for_actor(of_account uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from membership m where m.account_id = of_account and m.programme_id = actor_programme() and m.ended_at is null
    and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
$$;
create or replace function devices_enrolled_beside() returns table (id uuid, label text, state text, created_at timestamptz, contact_at timestamptz, lease_until timestamptz, owner text)
  language sql stable security definer set search_path = public as $$
  select d.id, d.label, d.state, d.created_at, d.contact_at, d.lease_until, a.name from device d join account a on a.id = d.account_id
   where actor_is('coordinator', 'admin') and d.state = 'enrolled' and d.programme_id <> actor_programme() and carries_for_actor(d.account_id)
$$;
create policy "the coordinator and the administrator read which devices there are" on device for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator', 'admin')));
create policy "the team enrols devices of its own" on device for insert to reti_app
  with check (programme_id = (select actor_programme()) and account_id = (select actor_account()) and (select actor_in_team()));

-- Five telephones of one person in use together, in whatever programmes and however many requests come at once: each waits for the one before, and counts what that left.
create or replace function devices_at_once() returns trigger language plpgsql security definer set search_path = public as $$
declare together integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('device ' || new.account_id, 0));
  select count(*) into together from device where account_id = new.account_id and state = 'enrolled';
  if together >= 5 then raise exception 'devices-too-many' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists devices_at_once on device;
create trigger devices_at_once before insert on device for each row when (new.state = 'enrolled') execute function devices_at_once();

grant select on device_move to reti_app;
create policy "who took a device out of use is read by those who know of it" on device_move for select to reti_app
  using (exists (select from device d where d.id = device_move.device_id offset 0));

grant select, insert on device_setting to reti_app;
grant update (lease_hours, by_member, changed_at, version) on device_setting to reti_app;
create policy "everyone reads for how long a device opens by itself" on device_setting for select to reti_app using (programme_id = (select actor_programme()));
create policy "the coordinator says for how long a device opens by itself" on device_setting for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator')));
create policy "the coordinator changes for how long a device opens by itself" on device_setting for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()));

-- Whether somebody still meets people, under any hat of any programme: only then does a device of theirs open by itself.
create or replace function carries_devices(of_account uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from membership m join account a on a.id = m.account_id where m.account_id = of_account and m.ended_at is null and a.closed_at is null
    and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
$$;
revoke execute on function carries_devices(uuid) from public;
grant execute on function carries_devices(uuid) to reti_gate;

-- Gives the secret of one's own device, and begins its lease. The application alone unwraps it. Whoever left the team reads what still waits on it, signed in;
-- by itself it opens no more.
create or replace function lease_device(of_device uuid, usual_hours integer) returns table (secret bytea, master integer, lease_ends timestamptz) language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known device; hours integer;
begin
  select d.* into known from device d where d.id = of_device and d.account_id = mine.account_id for update;
  if known.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if known.state = 'revoked' then raise exception 'device-revoked' using errcode = 'RT001'; end if;
  -- The shortest of the programmes whose papers it carries.
  select min(coalesce(s.lease_hours, usual_hours)) into hours from membership m left join device_setting s on s.programme_id = m.programme_id
   where m.account_id = mine.account_id and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator');
  update device set contact_at = now(), lease_until = now() + make_interval(hours => case when carries_devices(mine.account_id) then coalesce(hours, 0) else 0 end), session_id = mine.id where id = of_device;
  return query select d.secret_wrapped, d.master_version, d.lease_until from device d where d.id = of_device;
end $$;
revoke execute on function lease_device(uuid, integer) from public;
grant execute on function lease_device(uuid, integer) to reti_app;

-- Takes a device out of use: its secret is destroyed, and the sign-in that was open on it ends. Again under the same id it changes nothing.
create or replace function revoke_device(of_device uuid, move_id uuid, words text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known device;
begin
  select d.* into known from device d where d.id = of_device and (d.account_id = mine.account_id or ((d.programme_id = mine.programme_id or carries_for_actor(d.account_id)) and actor_is('coordinator', 'admin'))) for update;
  if known.id is null or mine.member_id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from device_move m where m.id = move_id and m.device_id = of_device and m.by_member = mine.member_id) then return false; end if;
  if known.state = 'revoked' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if length(trim(coalesce(words, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  insert into device_move (id, programme_id, device_id, move, from_state, to_state, reason, by_member)
  values (move_id, known.programme_id, of_device, 'revoke', 'enrolled', 'revoked', trim(words), mine.member_id);
  update device set state = 'revoked', secret_wrapped = null, version = version + 1 where id = of_device;
  update session set ended_at = now() where id = known.session_id and id <> mine.id and ended_at is null;
  return true;
end $$;
revoke execute on function revoke_device(uuid, uuid, text) from public;
grant execute on function revoke_device(uuid, uuid, text) to reti_app;

-- Asked before anybody is signed in: a telephone that was lost is told so at its first contact, whoever holds it.
grant select (id, account_id, state) on device to reti_gate;
create policy "the gate tells a device whether it is still in use" on device for select to reti_gate using (true);
