-- Two files that were united become two again, exactly as they were. What was written since goes to the side it belongs to.

-- Who wrote a row of the united file, and when, as far as its table says so.
create or replace function written_in(place text, of_row uuid) returns table (by_member uuid, at timestamptz) language plpgsql stable security definer set search_path = public as $$
declare found jsonb;
begin
  execute format('select to_jsonb(t) from %I t where t.id = $1', place) into found using of_row;
  return query select coalesce(found ->> 'created_by', found ->> 'opened_by', found ->> 'by_member', found ->> 'author_id', found ->> 'written_by')::uuid,
    coalesce(found ->> 'created_at', found ->> 'opened_at', found ->> 'at', found ->> 'written_at')::timestamptz;
end $$;
revoke execute on function written_in(text, uuid) from public;

-- What was written since the union and whose side it may be of. A suggestion of `ask` must be answered; every other one may be changed.
--   a row       is of the side whose cases alone its author follows; of neither or both: ask. Steps of identity stay with the file that took them.
--   a value     is of the side that alone knew it before; where both or neither did: ask. What nobody changed since goes back as it was.
create or replace function changes_since_merge(of_merge uuid) returns table (key text, place text, row_id uuid, suggestion text, by_member uuid, at timestamptz) language plpgsql stable security definer set search_path = public as $$
declare known person_merge; one record; here jsonb;
begin
  select m.* into known from person_merge m where m.id = of_merge and m.state = 'merged' and m.programme_id = actor_programme();
  if known.id is null or not coordinates_all_of(known.survivor_id) then return; end if;
  here := person_values(known.survivor_id);
  for one in select p.place from merge_places() p where p.follows = 'row' loop
    return query execute format(
      'select %1$L || '':'' || t.id, %1$L::text, t.id, case when %1$L = ''person_move'' then ''survivor'' when side.of_own and not side.of_moved then ''survivor'' when side.of_moved and not side.of_own then ''absorbed'' else ''ask'' end, w.by_member, w.at
         from %1$I t cross join lateral written_in(%1$L, t.id) w
         cross join lateral (select bool_or(r.how = ''own'') as of_own, bool_or(r.how = ''moved'') as of_moved from person_merge_row r join case_assignment a on a.case_id = r.row_id
                              where r.merge_id = $1 and r.place = ''case_file'' and a.member_id = w.by_member) side
        where t.person_id = $2 and not exists (select from person_merge_row r where r.merge_id = $1 and r.place = %1$L and r.row_id = t.id)', one.place) using of_merge, known.survivor_id;
  end loop;
  return query
    select k.key, 'value', null::uuid,
           case when known.survivor_before ? k.key and not known.absorbed_before ? k.key then 'survivor' when known.absorbed_before ? k.key and not known.survivor_before ? k.key then 'absorbed' else 'ask' end, null::uuid, null::timestamptz
      from (select jsonb_object_keys(here) as key union select jsonb_object_keys(known.survivor_after)) k
     where here -> k.key is distinct from known.survivor_after -> k.key and k.key <> 'called';
end $$;

-- Why a union cannot be undone now, or null: what was united later with either file is undone first.
create or replace function unmerge_obstacle(of_merge uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare known person_merge;
begin
  select m.* into known from person_merge m where m.id = of_merge;
  if known.state <> 'merged' then return 'illegal-move'; end if;
  if exists (select from person p where p.id = known.survivor_id and p.merged_into is not null)
    or exists (select from person_merge m where m.survivor_id = known.survivor_id and m.state = 'merged' and m.number > known.number) then return 'merge-not-last'; end if;
  return null;
end $$;
revoke execute on function unmerge_obstacle(uuid) from public;

-- sides: for what was written since, by key: `survivor`, `absorbed`, and for values also `both`.
create or replace function unmerge_persons(of_merge uuid, move_id uuid, why text, sides jsonb) returns table (survivor uuid, absorbed uuid, survivor_case uuid, absorbed_case uuid) language plpgsql security definer set search_path = public as $$
declare known person_merge; stays uuid; goes uuid; obstacle text; one record; here jsonb; back uuid[]; cases uuid[]; called uuid; side text; doubted boolean;
begin
  -- The surviving file may itself stand in another by now: then it is not the coordinator's to hold, but the reason is theirs to hear.
  select m.* into known from person_merge m where m.id = of_merge and m.programme_id = actor_programme() and coordinates_all_of(surviving_person(m.survivor_id));
  if known.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from person_merge_move v where v.id = move_id) then return; end if;
  stays := known.survivor_id; goes := known.absorbed_id;
  perform from person p where p.id in (stays, goes) order by p.id for update;
  perform from person_merge m where m.id = of_merge for update;
  obstacle := unmerge_obstacle(of_merge);
  if obstacle is not null then raise exception '%', obstacle using errcode = 'RT001'; end if;
  if exists (select from changes_since_merge(of_merge) c where c.suggestion = 'ask' and not sides ? c.key) then raise exception 'merge-side-needed' using errcode = 'RT001'; end if;
  here := person_values(stays);
  select p.minor_track into doubted from person p where p.id = stays;

  create temporary table side_of on commit drop as
    select c.key, c.place, c.row_id, case when sides ->> c.key in ('survivor', 'absorbed', 'both') then sides ->> c.key else c.suggestion end as side from changes_since_merge(of_merge) c;

  -- The name in use: changed since, it is of the side of that name; the other side is called as before.
  called := (here #>> '{called,name}')::uuid;
  side := case
    when here -> 'called' is not distinct from known.survivor_after -> 'called' then 'nobody'
    when exists (select from person_merge_row r where r.merge_id = of_merge and r.place = 'person_name' and r.row_id = called and r.how = 'moved') then 'absorbed'
    when exists (select from side_of s where s.place = 'person_name' and s.row_id = called and s.side = 'absorbed') then 'absorbed'
    else 'survivor' end;
  update person_name n set preferred = false where n.person_id = stays and n.preferred;

  for one in select p.place, p.follows from merge_places() p where p.follows = 'row' loop
    select coalesce(array_agg(r.row_id), '{}') into back from (
      select r.row_id from person_merge_row r where r.merge_id = of_merge and r.place = one.place and r.how = 'moved'
      union select s.row_id from side_of s where s.place = one.place and s.side = 'absorbed') r;
    if one.place = 'person_contact' then
      update person_contact c set key_holder = nullif(coalesce(c.key_holder, stays), goes) where c.id = any (back) and c.person_id = stays;
    elsif one.place = 'case_file' then
      cases := back;
      if (select count(*) from case_file c where c.id = any (back) and c.state not in ('closed', 'sent-elsewhere', 'withdrawn', 'short-guidance') and coalesce(c.merged_from, goes) = goes) > 1 then raise exception 'merge-two-open' using errcode = 'RT001'; end if;
      update case_file c set merged_from = nullif(c.merged_from, goes) , person_id = goes where c.id = any (back) and c.person_id = stays;
    end if;
    execute format('update %I set person_id = $1 where id = any ($2) and person_id = $3', one.place) using goes, back, stays;
  end loop;
  update person_name_key k set person_id = goes from person_name n where n.id = k.name_id and n.person_id = goes and k.person_id = stays;
  for one in select p.place from merge_places() p where p.follows = 'case' loop
    execute format('update %I set person_id = $1 where case_id = any ($2) and person_id = $3', one.place) using goes, cases, stays;
  end loop;

  -- What stands once only. The other file's own stood untouched all the while.
  for one in select k.key, s.side from (select jsonb_object_keys(here) as key union select jsonb_object_keys(known.survivor_before) union select jsonb_object_keys(known.survivor_after)) k
              left join side_of s on s.key = k.key and s.place = 'value' where k.key <> 'called' loop
    if one.side in ('absorbed', 'both') then perform set_person_value(goes, one.key, here -> one.key); end if;
    if one.side is null or one.side = 'absorbed' then perform set_person_value(stays, one.key, known.survivor_before -> one.key); end if;
  end loop;
  perform set_person_value(stays, 'called', case side when 'survivor' then here -> 'called' else known.survivor_before -> 'called' end);
  perform set_person_value(goes, 'called', case side when 'absorbed' then here -> 'called' else known.absorbed_before -> 'called' end);

  delete from person_not_same n using person_merge_row r where r.merge_id = of_merge and r.place = 'person_not_same' and n.person_a = least(stays, r.row_id) and n.person_b = greatest(stays, r.row_id);
  insert into person_not_same (programme_id, person_a, person_b, by_member) values (known.programme_id, least(stays, goes), greatest(stays, goes), actor_member()) on conflict do nothing;
  update person p set merged_into = null, version = p.version + 1 where p.id = goes;
  update person p set version = p.version + 1 where p.id = stays;
  -- A doubt of age that was raised while the two were one may be of either: both are held to be children until it is settled.
  if doubted and not (select p.minor_track from person p where p.id = goes) then
    insert into person_move (id, programme_id, person_id, machine, move, from_state, to_state, reason, by_member)
      select gen_random_uuid(), known.programme_id, goes, 'minor', 'raise-doubt', case when exists (select from person_move v where v.person_id = goes and v.move = 'raise-doubt') then 'reclassified' else 'no-doubt' end, 'minor-track', p.minor_reason, actor_member()
        from person p where p.id = stays and exists (select from person_move v where v.person_id = stays and v.move = 'raise-doubt' and not exists (select from person_merge_row r where r.merge_id = of_merge and r.place = 'person_move' and r.row_id = v.id));
    if found then update person p set minor_track = true, minor_reason = (select s.minor_reason from person s where s.id = stays) where p.id = goes; end if;
  end if;
  perform step_merge(of_merge, move_id, 'unmerge', 'unmerged', why);
  perform case_changed(c.id) from case_file c where c.person_id in (stays, goes);
  perform tell_of_union(array[stays, goes], 'files-apart');
  drop table side_of;
  return query select stays, goes, (select c.id from case_file c where c.person_id = stays order by c.opened_at desc limit 1), (select c.id from case_file c where c.person_id = goes order by c.opened_at desc limit 1);
end $$;
