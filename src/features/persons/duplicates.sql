-- Files that may be one person, found as they come in: whoever writes a name, a telephone or a birth leaves the file to be looked at; the
-- matcher looks when the coordinator opens the list, in her name and with her rights, and her decision is remembered.

create or replace function duplicate_check_is_due() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into duplicate_check (person_id, programme_id) values (new.person_id, new.programme_id) on conflict do nothing;
  return new;
end $$;
drop trigger if exists duplicate_check_is_due on person_name;
create trigger duplicate_check_is_due after insert on person_name for each row execute function duplicate_check_is_due();
drop trigger if exists duplicate_check_is_due on person_contact;
create trigger duplicate_check_is_due after insert on person_contact for each row execute function duplicate_check_is_due();
drop trigger if exists duplicate_check_is_due on person_birth;
create trigger duplicate_check_is_due after insert or update of precision, year, month, day on person_birth for each row execute function duplicate_check_is_due();

-- The files that wait longest to be looked at, among those the one who asks coordinates wholly, and how many wait in all. The right is asked of
-- the first few hundred alone: after a register was brought in, many thousands wait.
create or replace function duplicates_due(at_most integer) returns table (person_id uuid, waiting bigint) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator') then return; end if;
  return query select d.person_id, (select count(*) from duplicate_check w where w.programme_id = actor_programme())
    from (select c.person_id, c.since from duplicate_check c where c.programme_id = actor_programme() order by c.since limit 300) d
   where coordinates_all_of(d.person_id) order by d.since limit at_most;
end $$;

-- Who shares a telephone with somebody, and whether it is the own one of both.
create or replace function people_with_phone_of(of_person uuid) returns table (person_id uuid, shared boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not coordinates_all_of(of_person) then return; end if;
  return query select other.person_id, bool_and(mine.belongs_to <> 'person' or other.belongs_to <> 'person') from person_contact mine
    join person_contact other on other.programme_id = mine.programme_id and other.blind_index = mine.blind_index and other.removed_at is null and other.person_id <> of_person
   where mine.person_id = of_person and mine.removed_at is null group by other.person_id limit 20;
end $$;

-- What the matcher found beside one file; pairs of before that it no longer holds for one person go. Who was told apart is shown again only
-- when the two have become clearly more alike than when somebody decided (0.15 of probability: a year of birth in common and more).
create or replace function keep_duplicates(of_person uuid, others uuid[], likeness real[]) returns void language plpgsql security definer set search_path = public as $$
begin
  if not coordinates_all_of(of_person) then raise exception 'not-found' using errcode = 'RT001'; end if;
  delete from duplicate_pair d where of_person in (d.person_a, d.person_b) and d.state <> 'not-same' and not (case of_person when d.person_a then d.person_b else d.person_a end = any (others));
  insert into duplicate_pair as d (programme_id, person_a, person_b, probability, state, judged_at)
    select actor_programme(), least(of_person, f.other), greatest(of_person, f.other), f.probability, case when n.at is null then 'open' else 'not-same' end, case when n.at is not null then f.probability end
      from unnest(others, likeness) f (other, probability)
      left join person_not_same n on n.person_a = least(of_person, f.other) and n.person_b = greatest(of_person, f.other)
     where f.other <> of_person and coordinates_all_of(f.other)
  on conflict (person_a, person_b) do update set probability = excluded.probability, found_at = now(),
    state = case when d.state <> 'open' and excluded.probability >= d.judged_at + 0.15 then 'open' else d.state end;
  delete from duplicate_check d where d.person_id = of_person;
end $$;

-- What waits for a human eye, the surest first. again: it was decided once, and more is known since.
create or replace function duplicates_open(at_most integer) returns table (person_a uuid, person_b uuid, code_a text, code_b text, found_at timestamptz, again boolean, phone text) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator') then return; end if;
  return query select d.person_a, d.person_b, a.code, b.code, d.found_at, d.judged_at is not null, between.phone
    from duplicate_pair d join person a on a.id = d.person_a join person b on b.id = d.person_b
    cross join lateral between_files(d.person_a, d.person_b) between
   where d.programme_id = actor_programme() and (d.state = 'open' or (d.state = 'later' and d.later_until <= current_date))
   order by d.probability desc, d.person_a, d.person_b limit at_most;
end $$;

-- "They are two", or "not now": shown again after a month.
create or replace function decide_duplicate(one uuid, other uuid, decision text) returns boolean language plpgsql security definer set search_path = public as $$
declare here duplicate_pair;
begin
  if not coordinates_all_of(one) or not coordinates_all_of(other) then raise exception 'not-found' using errcode = 'RT001'; end if;
  select d.* into here from duplicate_pair d where d.person_a = least(one, other) and d.person_b = greatest(one, other) for update;
  if here.person_a is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if here.state = decision and (decision = 'not-same' or here.later_until > current_date) then return false; end if;
  update duplicate_pair d set state = decision, judged_at = d.probability, decided_by = actor_member(), decided_at = now(), later_until = case decision when 'later' then current_date + 30 end
   where d.person_a = here.person_a and d.person_b = here.person_b;
  if decision = 'not-same' then
    insert into person_not_same (programme_id, person_a, person_b, by_member) values (here.programme_id, here.person_a, here.person_b, actor_member()) on conflict do nothing;
  end if;
  return true;
end $$;
