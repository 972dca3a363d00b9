-- The day on the calendar that hangs on the wall in Italy. `current_date` is the day of the clock that a session of the database keeps, which is
-- not Italy's: there a day that ended lasts for an hour or two more. Twin of src/kernel/italian-day.ts.
create or replace function italian_today() returns date language sql stable as $$ select (now() at time zone 'Europe/Rome')::date $$;

-- Who is acting. The application presents an opaque key; only these functions know whose it is, so a statement smuggled in
-- cannot become somebody else. A locked, ended or expired session acts as nobody, and nobody is allowed nothing.

create or replace function acting_session() returns session language plpgsql stable security definer set search_path = public as $$
declare found_session session;
begin
  select s.* into found_session from session s
   where s.acting_key = nullif(current_setting('reti.acting', true), '')::uuid
     and s.stage in ('signed-in', 'job') and s.ended_at is null and s.locked_at is null and s.expires_at > now();
  return found_session;
end $$;

create or replace function actor_account() returns uuid language plpgsql stable security definer set search_path = public as
$$ begin return (acting_session()).account_id; end $$;

create or replace function actor_member() returns uuid language plpgsql stable security definer set search_path = public as
$$ begin return (acting_session()).member_id; end $$;

create or replace function actor_programme() returns uuid language plpgsql stable security definer set search_path = public as
$$ begin return (acting_session()).programme_id; end $$;

create or replace function actor_organisation() returns uuid language plpgsql stable security definer set search_path = public as
$$ begin return (acting_session()).organisation_id; end $$;

create or replace function actor_role() returns text language plpgsql stable security definer set search_path = public as
$$ begin return (acting_session()).role; end $$;

create or replace function actor_is(variadic roles text[]) returns boolean language plpgsql stable security definer set search_path = public as
$$ begin return coalesce((acting_session()).role = any (roles), false); end $$;

-- The specialist team: those who meet people.
create or replace function actor_in_team() returns boolean language plpgsql stable security definer set search_path = public as
$$ begin return actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'); end $$;

-- A membership that ends takes its hat off every session at once, not at the next sign-in.
create or replace function hat_falls_with_membership() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.ended_at is not null and old.ended_at is null then
    update session set member_id = null, programme_id = null, organisation_id = null, role = null, ended_at = case when stage = 'job' then now() else ended_at end
     where member_id = new.id;
  end if;
  return new;
end $$;
drop trigger if exists hat_falls_with_membership on membership;
create trigger hat_falls_with_membership after update of ended_at on membership for each row execute function hat_falls_with_membership();

-- Whoever puts a signature into a row that stands already puts their own: a policy sees the row as it will be, only a trigger sees what
-- stood there before. Takes the column's name.
create or replace function signs_as_oneself() returns trigger language plpgsql as $$
declare signed uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if signed is distinct from (to_jsonb(old) ->> tg_argv[0])::uuid and signed <> actor_member() then raise insufficient_privilege; end if;
  return new;
end $$;

-- Addresses of colleagues are shown to those who run accounts, not to everyone who sees a name.
create or replace function addresses_of_members() returns table (account_id uuid, email text) language plpgsql stable security definer set search_path = public as $$
begin
  return query select distinct a.id, a.email from account a join membership m on m.account_id = a.id
   where m.programme_id = actor_programme() and actor_is('admin', 'coordinator');
end $$;

-- Work that goes on after the reply (an import, an export) acts as the person who asked for it, for a day at most.
create or replace function open_job_session(new_id uuid, new_acting_key uuid) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if mine.member_id is null then raise insufficient_privilege; end if;
  insert into session (id, account_id, token_hash, acting_key, stage, member_id, programme_id, organisation_id, role, device, expires_at)
  values (new_id, mine.account_id, sha256(uuid_send(new_acting_key)), new_acting_key, 'job', mine.member_id, mine.programme_id, mine.organisation_id, mine.role, 'job', now() + interval '1 day');
end $$;
revoke execute on function open_job_session(uuid, uuid) from public;

drop function if exists close_job_session();

grant select (id, name, territory, demo, settings) on programme to reti_app;
create policy "everyone reads their own programme" on programme for select to reti_app using (id = (select actor_programme()));

grant select on organisation to reti_app;
grant insert (id, programme_id, name, kind) on organisation to reti_app;
grant update (name, kind, version) on organisation to reti_app;
create policy "signed-in people read the organisations of their programme" on organisation for select to reti_app using (programme_id = (select actor_programme()));
create policy "the administrator adds organisations" on organisation for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('admin')));
create policy "the administrator renames organisations" on organisation for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin')))
  with check (programme_id = (select actor_programme()));

-- The administrator may correct a name; whom people agreed to share with is not rewritten by it. The name of before stays, whoever renames.
create or replace function name_before_stays() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.name is distinct from old.name then
    insert into organisation_name (programme_id, organisation_id, name, changed_by) values (old.programme_id, old.id, old.name, actor_member());
  end if;
  return new;
end $$;
drop trigger if exists name_before_stays on organisation;
create trigger name_before_stays after update of name on organisation for each row execute function name_before_stays();
grant select on organisation_name to reti_app;
create policy "signed-in people read what the organisations of their programme were called" on organisation_name for select to reti_app using (programme_id = (select actor_programme()));

-- What a body was called at a moment. Runs with the rights of who asks.
create or replace function organisation_called(of_organisation uuid, moment timestamptz) returns text language sql stable set search_path = public as $$
  select coalesce((select n.name from organisation_name n where n.organisation_id = of_organisation and n.until > moment order by n.until limit 1),
    (select o.name from organisation o where o.id = of_organisation))
$$;

grant select (id, name, language, closed_at, demo) on account to reti_app;
create policy "signed-in people read the names of those who work in their programme" on account for select to reti_app
  using (id = (select actor_account()) or exists (select from membership m where m.account_id = account.id and m.programme_id = (select actor_programme())));

grant select on membership to reti_app;
grant update (ended_at, languages) on membership to reti_app;
create policy "signed-in people read who works in their programme" on membership for select to reti_app using (programme_id = (select actor_programme()));
create policy "the administrator ends memberships and keeps their languages" on membership for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin')))
  with check (programme_id = (select actor_programme()));
