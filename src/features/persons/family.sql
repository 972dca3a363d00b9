-- Families. A relation is told in one file and read there by those who hold it; in the other's file only by whoever holds both. It opens
-- nothing: of a relative one does not hold, a name is never told, and whoever is barred from a relative does not learn that there is one.

create or replace function holds_person(of_person uuid, compartment text default 'base') returns uuid language plpgsql stable security definer set search_path = public as $$
begin
  return (select a.case_id from case_access a where a.member_id = actor_member() and a.person_id = of_person and a.valid_until > now() and holds_person.compartment = any (a.compartments) order by a.last_change_at desc limit 1);
end $$;

-- @returns the case by which the person is held (null: not held), and whether anything was written
create or replace function keep_relation(new_id uuid, of_person uuid, other_code text, words text, new_kind text, new_basis text, from_day date) returns table (case_id uuid, is_new boolean) language plpgsql security definer set search_path = public as $$
declare in_case uuid := holds_person(of_person); other uuid;
begin
  if in_case is null then return; end if;
  if exists (select from person_relation r where r.id = new_id and r.person_id <> of_person) then raise exception 'already-exists' using errcode = 'RT001'; end if;
  if other_code is not null then
    select surviving_person(p.id) into other from person p where p.programme_id = actor_programme() and p.code = other_code;
    if other is null or other = of_person or barred_from(other) then raise exception 'not-found' using errcode = 'RT001'; end if;
  end if;
  insert into person_relation (id, programme_id, person_id, other_id, other_words, kind, basis, since, created_by)
    values (new_id, actor_programme(), of_person, other, case when other is null then words end, new_kind, new_basis, from_day, actor_member()) on conflict (id) do nothing;
  return query select in_case, found;
end $$;

create or replace function end_relation(of_relation uuid, on_day date) returns table (case_id uuid, person_id uuid) language plpgsql security definer set search_path = public as $$
declare known person_relation; in_case uuid;
begin
  select r.* into known from person_relation r where r.id = of_relation;
  in_case := holds_person(known.person_id);
  if in_case is null or (known.other_id is not null and barred_from(surviving_person(known.other_id))) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if known.until is not null then return; end if;
  update person_relation r set until = greatest(on_day, r.since) where r.id = of_relation;
  return query select in_case, known.person_id;
end $$;

-- That contact is to be avoided, or no longer: said and read by those who hold what is restricted.
create or replace function mark_relation_risk(of_relation uuid, new_id uuid, is_risk boolean) returns table (case_id uuid, person_id uuid) language plpgsql security definer set search_path = public as $$
declare known person_relation; in_case uuid;
begin
  select r.* into known from person_relation r where r.id = of_relation;
  in_case := holds_person(known.person_id, 'restricted');
  if in_case is null or (known.other_id is not null and barred_from(surviving_person(known.other_id))) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if is_risk then
    insert into person_relation_risk (id, programme_id, relation_id, by_member) values (new_id, known.programme_id, of_relation, actor_member()) on conflict do nothing;
  else
    update person_relation_risk k set lifted_at = now() where k.relation_id = of_relation and k.lifted_at is null;
  end if;
  if found then return query select in_case, known.person_id; end if;
end $$;

create or replace function relations_of(of_person uuid) returns table (id uuid, kind text, other_id uuid, other_code text, other_case uuid, other_minor boolean, words text, basis text, since date, until date, is_here boolean, avoid boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  if holds_person(of_person) is null then return; end if;
  return query
    select r.id, case when r.is_here then r.kind else case r.kind when 'parent' then 'child' when 'child' then 'parent' when 'guardian' then 'ward' when 'ward' then 'guardian' when 'carer' then 'cared-for' when 'cared-for' then 'carer' else r.kind end end,
           case when held.case_id is not null then r.other end, p.code, held.case_id, case when held.case_id is not null then p.minor_track end, r.other_words, r.basis, r.since, r.until, r.is_here,
           case when holds_person(r.told_of, 'restricted') is not null then exists (select from person_relation_risk k where k.relation_id = r.id and k.lifted_at is null) end
      from (
        select t.*, t.person_id as told_of, surviving_person(t.other_id) as other, true as is_here from person_relation t where t.person_id = of_person
        union all
        select t.*, t.person_id, t.person_id, false from person_relation t
         where t.other_id = any (persons_united_in(of_person)) and holds_person(t.person_id) is not null
      ) r left join person p on p.id = r.other cross join lateral (select holds_person(r.other) as case_id) held
     where r.other is null or (r.other <> of_person and not barred_from(r.other))
     order by r.until nulls first, r.created_at, r.id;
end $$;

-- The unit somebody is in now. Of members one does not hold, only that there is somebody; of those one is barred from, nothing.
create or replace function family_of(of_person uuid) returns table (unit_id uuid, person_id uuid, code text, case_id uuid, is_head boolean, minor boolean, has_guardian boolean, since timestamptz) language plpgsql stable security definer set search_path = public as $$
begin
  if holds_person(of_person) is null then return; end if;
  return query
    select m.unit_id, case when held.case_id is not null then m.person_id end, case when held.case_id is not null then p.code end, held.case_id, surviving_person(u.head_id) = m.person_id,
           case when held.case_id is not null then p.minor_track end,
           case when held.case_id is not null then exists (select from person_relation r where r.until is null and ((r.person_id = m.person_id and r.kind in ('guardian', 'parent')) or (surviving_person(r.other_id) = m.person_id and r.kind in ('ward', 'child')))) end,
           m.created_at
      from family_member own join family_unit u on u.id = own.unit_id join family_member m on m.unit_id = u.id and m.left_at is null
      join person p on p.id = m.person_id cross join lateral (select holds_person(m.person_id) as case_id) held
     where own.person_id = of_person and own.left_at is null and not barred_from(m.person_id)
     order by 5 desc, m.created_at, m.id;
end $$;

-- Puts people together, or one more to them: only who holds every one of them with their files. One is in one unit at a time.
create or replace function join_family(of_unit uuid, new_member uuid, of_head uuid, of_person uuid) returns table (case_id uuid, is_new boolean) language plpgsql security definer set search_path = public as $$
declare in_case uuid := holds_person(of_person, 'case'); unit family_unit;
begin
  if in_case is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from family_member m where m.id = new_member) then return query select in_case, false; return; end if;
  select u.* into unit from family_unit u where u.id = of_unit;
  if unit.id is null then
    if holds_person(of_head, 'case') is null then raise exception 'not-found' using errcode = 'RT001'; end if;
    insert into family_unit (id, programme_id, head_id, created_by) values (of_unit, actor_programme(), of_head, actor_member()) returning * into unit;
    if of_head <> of_person then
      if exists (select from family_member m where m.person_id = of_head and m.left_at is null) then raise exception 'already-in-family' using errcode = 'RT001'; end if;
      insert into family_member (id, programme_id, unit_id, person_id, created_by) values (gen_random_uuid(), actor_programme(), of_unit, of_head, actor_member());
    end if;
  elsif exists (select from family_member m where m.unit_id = of_unit and m.left_at is null and holds_person(m.person_id, 'case') is null) then raise exception 'not-found' using errcode = 'RT001';
  end if;
  if exists (select from family_member m where m.person_id = of_person and m.left_at is null) then raise exception 'already-in-family' using errcode = 'RT001'; end if;
  insert into family_member (id, programme_id, unit_id, person_id, created_by) values (new_member, actor_programme(), of_unit, of_person, actor_member());
  return query select in_case, true;
end $$;

-- A family parts: whoever leaves keeps everything of their own. When the head goes, the one who came first after them is asked for by the rest.
create or replace function leave_family(of_unit uuid, of_person uuid, why text) returns table (case_id uuid) language plpgsql security definer set search_path = public as $$
declare in_case uuid := holds_person(of_person, 'case');
begin
  if in_case is null or not exists (select from family_member m where m.unit_id = of_unit and m.person_id = of_person) then raise exception 'not-found' using errcode = 'RT001'; end if;
  update family_member m set left_at = now(), left_words = why where m.unit_id = of_unit and m.person_id = of_person and m.left_at is null;
  if not found then return; end if;
  update family_unit u set head_id = m.person_id from (select f.person_id from family_member f where f.unit_id = of_unit and f.left_at is null order by f.created_at, f.id limit 1) m
   where u.id = of_unit and surviving_person(u.head_id) = of_person;
  return query select in_case;
end $$;
