-- Two files that are one person. What is of the person (names, contacts, card, birth, languages) goes to the file that stays and is read by
-- those who follow one of the person's cases, as it always is; what is of a case stays with that case and its own colleagues: nobody gains
-- a case by a union. Nothing is written over without being kept, and everything can be undone.

-- The file that now stands for this one: itself, or the last into which it was united.
create or replace function surviving_person(of_person uuid) returns uuid language plpgsql stable security definer set search_path = public as $$
declare here uuid := of_person; further uuid;
begin
  loop
    select p.merged_into into further from person p where p.id = here;
    exit when further is null;
    here := further;
  end loop;
  return here;
end $$;
revoke execute on function surviving_person(uuid) from public;

-- A person and every file united into theirs, at whatever remove.
create or replace function persons_united_in(of_person uuid) returns uuid[] language sql stable security definer set search_path = public as $$
  with recursive united (id) as (select of_person union select p.id from united u join person p on p.merged_into = u.id) select array_agg(id) from united
$$;
revoke execute on function persons_united_in(uuid) from public;

-- Every table whose rows name a person: what follows its case (`case`), and what goes by itself (`row`). Tables of rooms yet to be built are
-- found like those that stand; a table that names a person and is of neither kind is null here, and merging.database.test.ts says so.
-- What stands once for each person is handled by its value (person_values), and the keys of a name follow the name.
create or replace function merge_places() returns table (place text, follows text) language sql stable security definer set search_path = public as $$
  select distinct c.relname::text, case when in_case.attnotnull then 'case' when own.attname is not null then 'row' end
    from pg_constraint con join pg_class c on c.oid = con.conrelid
    join pg_attribute who on who.attrelid = c.oid and who.attname = 'person_id' and who.attnum = any (con.conkey)
    left join pg_attribute in_case on in_case.attrelid = c.oid and in_case.attname = 'case_id' and not in_case.attisdropped
    left join pg_attribute own on own.attrelid = c.oid and own.attname = 'id' and not own.attisdropped
   where con.contype = 'f' and con.confrelid = 'person'::regclass and c.relnamespace = 'public'::regnamespace
     and c.relname not in ('person_birth', 'person_nationality', 'person_language', 'safe_contact_card', 'person_name_key', 'duplicate_check')
$$;
revoke execute on function merge_places() from public;

-- What of a person stands once only, each thing under its name; what is not known is absent.
create or replace function person_values(of_person uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_object_agg(v.key, v.value), '{}') from (
    select 'gender' as key, jsonb_build_object('gender', p.gender) as value from person p where p.id = of_person and p.gender <> 'unknown'
    union all
    select 'called', jsonb_build_object('name', n.id) from person_name n where n.person_id = of_person and n.preferred and n.removed_at is null
    union all
    select 'birth', to_jsonb(b) - 'person_id' - 'programme_id' - 'version' from person_birth b where b.person_id = of_person
    union all
    select 'card', to_jsonb(k) - 'person_id' - 'programme_id' - 'version' from safe_contact_card k where k.person_id = of_person
    union all
    select 'language:' || l.language, to_jsonb(l) - 'person_id' - 'programme_id' from person_language l where l.person_id = of_person
    union all
    select 'nationality:' || c.country, to_jsonb(c) - 'person_id' - 'programme_id' from person_nationality c where c.person_id = of_person
  ) v
$$;
revoke execute on function person_values(uuid) from public;

-- Makes one of these things what it is to be; null takes it away. What is so already is left alone. Versions only ever rise.
create or replace function set_person_value(of_person uuid, key text, value jsonb) returns void language plpgsql security definer set search_path = public as $$
declare here uuid; before jsonb := person_values(of_person) -> key;
begin
  if before is not distinct from value then return; end if;
  select p.programme_id into here from person p where p.id = of_person;
  case split_part(key, ':', 1)
    when 'gender' then
      update person set gender = coalesce(value ->> 'gender', 'unknown') where id = of_person;
    when 'called' then
      update person_name n set preferred = false where n.person_id = of_person and n.preferred;
      update person_name n set preferred = true where n.person_id = of_person and n.id = (value ->> 'name')::uuid and n.removed_at is null;
    when 'birth' then
      if value is null then delete from person_birth b where b.person_id = of_person; return; end if;
      insert into person_birth as b (person_id, programme_id, precision, year, month, day, written_by)
        select of_person, here, v.precision, v.year, v.month, v.day, v.written_by from jsonb_populate_record(null::person_birth, value) v
        on conflict (person_id) do update set precision = excluded.precision, year = excluded.year, month = excluded.month, day = excluded.day, written_by = excluded.written_by, version = b.version + 1;
    when 'card' then
      if value is null then delete from safe_contact_card k where k.person_id = of_person; return; end if;
      insert into safe_contact_card as k (person_id, programme_id, do_not_call, who_may_call, when_to_call, language, may_be_said, must_not_answer, leave_messages, written_by, written_at)
        select of_person, here, v.do_not_call, v.who_may_call, v.when_to_call, v.language, v.may_be_said, v.must_not_answer, v.leave_messages, v.written_by, v.written_at from jsonb_populate_record(null::safe_contact_card, value) v
        on conflict (person_id) do update set do_not_call = excluded.do_not_call, who_may_call = excluded.who_may_call, when_to_call = excluded.when_to_call, language = excluded.language,
          may_be_said = excluded.may_be_said, must_not_answer = excluded.must_not_answer, leave_messages = excluded.leave_messages, written_by = excluded.written_by, written_at = excluded.written_at, version = k.version + 1;
    when 'language' then
      delete from person_language l where l.person_id = of_person and l.language = split_part(key, ':', 2);
      insert into person_language (programme_id, person_id, language, speaks, reads, interpreter)
        select here, of_person, v.language, v.speaks, v.reads, v.interpreter from jsonb_populate_record(null::person_language, value) v where value is not null;
    when 'nationality' then
      delete from person_nationality c where c.person_id = of_person and c.country = split_part(key, ':', 2);
      insert into person_nationality (programme_id, person_id, country, written_by)
        select here, of_person, v.country, v.written_by from jsonb_populate_record(null::person_nationality, value) v where value is not null;
  end case;
end $$;
revoke execute on function set_person_value(uuid, text, jsonb) from public;

-- Whether the one who asks coordinates and holds every case of a person, with its files: only then may they see two files as one.
create or replace function coordinates_all_of(of_person uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return actor_is('coordinator') and exists (select from case_file c where c.person_id = of_person)
    and not exists (select from case_file c where c.person_id = of_person and not exists (
      select from case_access a where a.member_id = actor_member() and a.case_id = c.id and a.valid_until > now() and 'case' = any (a.compartments)));
end $$;

-- Why two files cannot be united as asked, or null. A doubt of age stays where everyone sees it. Whoever is barred from one of the two and
-- holds the other would learn by the union what the bar keeps from them: that is settled first, by hand.
create or replace function merge_obstacle(stays uuid, goes uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare staying person; going person;
begin
  select p.* into staying from person p where p.id = stays and p.programme_id = actor_programme();
  select p.* into going from person p where p.id = goes and p.programme_id = actor_programme();
  if staying.id is null or going.id is null or stays = goes or not coordinates_all_of(stays) or not coordinates_all_of(goes) then return 'not-found'; end if;
  if going.minor_track and not staying.minor_track then return 'merge-minor-stays'; end if;
  if exists (select from case_file barred join case_bar b on b.case_id = barred.id and b.lifted_at is null join membership m on m.id = b.member_id
      join membership hat on hat.account_id = m.account_id join case_access a on a.member_id = hat.id and a.valid_until > now() join case_file held on held.id = a.case_id
     where (barred.person_id, held.person_id) in ((stays, goes), (goes, stays))) then return 'merge-barred'; end if;
  return null;
end $$;

-- Somebody of the team says that two files are one person: of the one they hold a case, of the other a code is enough. Nothing is told of it.
create or replace function ask_merge(new_id uuid, of_person uuid, other_code text, why text) returns table (case_id uuid, is_new boolean) language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); in_case uuid; other uuid; known person_merge;
begin
  select a.case_id into in_case from case_access a where a.member_id = mine.member_id and a.person_id = of_person and a.valid_until > now() order by a.last_change_at desc limit 1;
  if in_case is null or not actor_in_team() then raise exception 'not-found' using errcode = 'RT001'; end if;
  select m.* into known from person_merge m where m.id = new_id;
  if known.id is not null then
    if known.asked_by <> mine.member_id then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return query select in_case, false; return;
  end if;
  select surviving_person(p.id) into other from person p where p.programme_id = mine.programme_id and p.code = other_code;
  if other is null or other = of_person or barred_from(other) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from person_merge m where m.state = 'asked' and (m.survivor_id, m.absorbed_id) in ((of_person, other), (other, of_person))) then raise exception 'merge-already-asked' using errcode = 'RT001'; end if;
  insert into person_merge (id, programme_id, survivor_id, absorbed_id, asked_by, asked_words) values (new_id, mine.programme_id, of_person, other, mine.member_id, why);
  perform notify_coordinators(in_case, 'union-asked', 'case', in_case);
  return query select in_case, true;
end $$;

-- Whoever follows one of the cases is told that the person now goes by another code, or again by their own.
create or replace function tell_of_union(of_people uuid[], the_kind text) returns void language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(a.member_id, the_kind, 'case', c.id) from case_file c join case_access a on a.case_id = c.id and a.via = 'assigned' where c.person_id = any (of_people);
end $$;
revoke execute on function tell_of_union(uuid[], text) from public;

-- Takes a step of a request and leaves its row; the machine itself is bound in machines.sql.
create or replace function step_merge(of_merge uuid, move_id uuid, the_move text, leads_to text, why text) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into person_merge_move (id, programme_id, merge_id, move, from_state, to_state, reason, by_member)
    select move_id, m.programme_id, m.id, the_move, m.state, leads_to, why, actor_member() from person_merge m where m.id = of_merge;
  update person_merge m set state = leads_to, version = m.version + 1 where m.id = of_merge;
end $$;
revoke execute on function step_merge(uuid, uuid, text, text, text) from public;

-- The request, locked, if the one who asks may decide on it. Null when this very step was taken already (a call sent twice).
create or replace function merge_to_decide(of_merge uuid, move_id uuid) returns person_merge language plpgsql security definer set search_path = public as $$
declare known person_merge;
begin
  select m.* into known from person_merge m where m.id = of_merge and m.programme_id = actor_programme() for update;
  if known.id is null or not coordinates_all_of(known.survivor_id) or (known.state <> 'merged' and not coordinates_all_of(surviving_person(known.absorbed_id))) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from person_merge_move v where v.id = move_id) then return null; end if;
  return known;
end $$;
revoke execute on function merge_to_decide(uuid, uuid) from public;

-- Unites. stays: which of the two files goes on. from_other: of what stands once only and both files know, what is taken from the file that
-- goes (`gender`, `birth`, `called`, `card`, `language:fr`); what is not named stays, and what only the other file knows is taken over. card: one
-- written anew from both, so that no warning of either is lost.
create or replace function merge_persons(of_merge uuid, move_id uuid, stays uuid, why text, from_other text[], card jsonb) returns table (survivor uuid, absorbed uuid, survivor_case uuid, absorbed_case uuid) language plpgsql security definer set search_path = public as $$
declare known person_merge := merge_to_decide(of_merge, move_id); goes uuid; obstacle text; one record; mine jsonb; theirs jsonb; cases uuid[];
begin
  if known.id is null then return; end if;
  if known.state <> 'asked' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if stays not in (known.survivor_id, known.absorbed_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  goes := case stays when known.survivor_id then known.absorbed_id else known.survivor_id end;
  perform from person p where p.id in (stays, goes) order by p.id for update;
  if exists (select from person p where p.id in (stays, goes) and p.merged_into is not null) then raise exception 'merge-gone' using errcode = 'RT001'; end if;
  obstacle := merge_obstacle(stays, goes);
  if obstacle is not null then raise exception '%', obstacle using errcode = 'RT001'; end if;
  mine := person_values(stays); theirs := person_values(goes);
  select array_agg(c.id) into cases from case_file c where c.person_id = goes;

  for one in select p.place, p.follows from merge_places() p where p.follows is not null loop
    if one.follows = 'row' then
      execute format('insert into person_merge_row (merge_id, programme_id, place, row_id, how) select $1, $2, %1$L, t.id, case t.person_id when $4 then ''moved'' else ''own'' end from %1$I t where t.person_id in ($3, $4)', one.place)
        using of_merge, known.programme_id, stays, goes;
    end if;
  end loop;
  update person_contact c set key_holder = goes where c.person_id = goes and c.key_holder is null;
  update case_file c set merged_from = goes where c.person_id = goes and c.merged_from is null;
  update person_name n set preferred = false where n.person_id = goes and n.preferred;
  for one in select p.place from merge_places() p loop
    execute format('update %I set person_id = $1 where person_id = $2', one.place) using stays, goes;
  end loop;
  update person_name_key k set person_id = stays where k.person_id = goes;
  -- Who was told apart from the one is told apart from the other.
  with added as (
    insert into person_not_same (programme_id, person_a, person_b, by_member, at)
      select n.programme_id, least(stays, other.id), greatest(stays, other.id), n.by_member, n.at from person_not_same n cross join lateral (select case goes when n.person_a then n.person_b else n.person_a end as id) other
       where goes in (n.person_a, n.person_b) and other.id <> stays on conflict do nothing returning person_a, person_b)
  insert into person_merge_row (merge_id, programme_id, place, row_id, how) select of_merge, known.programme_id, 'person_not_same', case stays when a.person_a then a.person_b else a.person_a end, 'added' from added a;

  for one in select k.key from jsonb_object_keys(theirs) k (key) where not mine ? k.key loop perform set_person_value(stays, one.key, theirs -> one.key); end loop;
  for one in select k.key from unnest(from_other) k (key) where theirs ? k.key loop perform set_person_value(stays, one.key, theirs -> one.key); end loop;
  if card is not null then perform set_person_value(stays, 'card', card || jsonb_build_object('written_by', actor_member(), 'written_at', now())); end if;

  update person p set merged_into = stays, version = p.version + 1 where p.id = goes;
  update person p set version = p.version + 1 where p.id = stays;
  update person_merge m set survivor_id = stays, absorbed_id = goes, survivor_before = mine, absorbed_before = theirs, survivor_after = person_values(stays),
         number = (select coalesce(max(b.number), 0) + 1 from person_merge b where b.survivor_id = stays) where m.id = of_merge;
  delete from duplicate_pair d where least(stays, goes) = d.person_a and greatest(stays, goes) = d.person_b;
  delete from duplicate_pair d where goes in (d.person_a, d.person_b);
  delete from duplicate_check d where d.person_id = goes;
  perform step_merge(of_merge, move_id, 'merge', 'merged', why);
  perform case_changed(c.id) from case_file c where c.person_id = stays;
  perform tell_of_union(array[stays], 'files-united');
  return query select stays, goes, (select c.id from case_file c where c.person_id = stays and c.id <> all (cases) order by c.opened_at desc limit 1), cases[1];
end $$;

-- "They are two": remembered, and not proposed again.
create or replace function refuse_merge(of_merge uuid, move_id uuid, why text) returns table (survivor uuid, absorbed uuid, survivor_case uuid, absorbed_case uuid) language plpgsql security definer set search_path = public as $$
declare known person_merge := merge_to_decide(of_merge, move_id);
begin
  if known.id is null then return; end if;
  if known.state <> 'asked' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into person_not_same (programme_id, person_a, person_b, by_member) values (known.programme_id, least(known.survivor_id, known.absorbed_id), greatest(known.survivor_id, known.absorbed_id), actor_member()) on conflict do nothing;
  perform step_merge(of_merge, move_id, 'tell-apart', 'told-apart', why);
  return query select known.survivor_id, known.absorbed_id, (select c.id from case_file c where c.person_id = known.survivor_id order by c.opened_at desc limit 1), (select c.id from case_file c where c.person_id = known.absorbed_id order by c.opened_at desc limit 1);
end $$;
create or replace function withdraw_merge(of_merge uuid, move_id uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare known person_merge;
begin
  select m.* into known from person_merge m where m.id = of_merge and m.asked_by = actor_member() for update;
  if known.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from person_merge_move v where v.id = move_id) then return false; end if;
  if known.state <> 'asked' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  perform step_merge(of_merge, move_id, 'withdraw', 'withdrawn', null);
  return true;
end $$;

-- What stands between two files that the one who asks coordinates: a request that waits, that they were told apart, a telephone in common.
create or replace function between_files(one uuid, other uuid) returns table (merge_id uuid, told_apart_at timestamptz, told_apart_by text, phone text) language plpgsql stable security definer set search_path = public as $$
begin
  if not coordinates_all_of(one) or not coordinates_all_of(other) then return; end if;
  return query select
    (select m.id from person_merge m where m.state = 'asked' and (m.survivor_id, m.absorbed_id) in ((one, other), (other, one))),
    n.at, (select who.name from membership hat join account who on who.id = hat.account_id where hat.id = n.by_member),
    (select case when a.belongs_to = 'person' and b.belongs_to = 'person' then 'own' else 'shared' end from person_contact a join person_contact b on b.blind_index = a.blind_index and b.person_id = other and b.removed_at is null
      where a.person_id = one and a.removed_at is null and a.programme_id = actor_programme() order by 1 limit 1)
    from (select) nothing left join person_not_same n on n.person_a = least(one, other) and n.person_b = greatest(one, other);
end $$;

-- Requests and unions of people whom the one who asks coordinates wholly, with every step.
create or replace function merges_coordinated(only_one uuid default null) returns table (id uuid, state text, survivor_id uuid, survivor_code text, absorbed_id uuid, absorbed_code text, asked_by text, asked_at timestamptz, asked_words text, steps jsonb, obstacle text)
language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator') then return; end if;
  return query
    select m.id, m.state, m.survivor_id, s.code, m.absorbed_id, a.code, who.name, m.asked_at, m.asked_words,
           coalesce((select jsonb_agg(jsonb_build_object('move', v.move, 'by', x.name, 'at', v.at, 'reason', v.reason) order by v.at, v.id) from person_merge_move v join membership h on h.id = v.by_member join account x on x.id = h.account_id where v.merge_id = m.id), '[]'),
           case when m.state = 'merged' then unmerge_obstacle(m.id) end
      from person_merge m join person s on s.id = m.survivor_id join person a on a.id = m.absorbed_id
      join membership hat on hat.id = m.asked_by join account who on who.id = hat.account_id
     where m.programme_id = actor_programme() and (only_one is null or m.id = only_one)
       and coordinates_all_of(surviving_person(m.survivor_id)) and coordinates_all_of(surviving_person(m.absorbed_id))
     order by m.state = 'asked' desc, m.asked_at desc limit 200;
end $$;

-- Under which other codes a person is known, and by which union: for those who hold them.
create or replace function former_codes(of_person uuid) returns table (code text, person_id uuid) language plpgsql stable security definer set search_path = public as $$
begin
  if not exists (select from case_access a where a.member_id = actor_member() and a.person_id = of_person and a.valid_until > now()) then return; end if;
  return query select p.code, p.id from person p where p.id = any (persons_united_in(of_person)) and p.id <> of_person order by p.code;
end $$;
