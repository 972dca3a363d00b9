-- Taking back a whole import. Only what the import wrote goes away; a person to whom a colleague has added anything stays, with all of it.

-- What stands in the way of taking a person back: records that the import did not write, and headings that somebody has changed.
-- Every table that points at a person or a case is looked at, those of rooms yet to be built included.
create or replace function import_in_the_way(of_batch uuid) returns table (person_id uuid, what text, how_many bigint) language plpgsql stable security definer set search_path = public as $$
declare place record; own_part text;
begin
  if not exists (select from import_batch b where b.id = of_batch and b.programme_id = actor_programme()) or not actor_is('coordinator') then return; end if;
  for place in
    select con.conrelid::regclass::text as name, own.attname as points, con.confrelid = 'case_file'::regclass as at_case,
           exists (select from pg_attribute i where i.attrelid = con.conrelid and i.attname = 'id') as has_id,
           -- That something reserved stands there is itself reserved, also from a coordinator whom it is about: the case has changed, no more.
           case when exists (select from pg_policy p where p.polrelid = con.conrelid and pg_get_expr(p.polqual, p.polrelid) like '%case_reserved(case_id)%') then 'case_file-changed' else con.conrelid::regclass::text end as called
      from pg_constraint con
      cross join lateral unnest(con.conkey, con.confkey) as k (own, other)
      join pg_attribute own on own.attrelid = con.conrelid and own.attnum = k.own
      join pg_attribute other on other.attrelid = con.confrelid and other.attnum = k.other
     where con.contype = 'f' and con.confrelid in ('person'::regclass, 'case_file'::regclass) and other.attname = 'id'
       -- Worked out from others, never typed by anybody.
       and con.conrelid not in ('case_access'::regclass, 'person_name_key'::regclass, 'duplicate_check'::regclass, 'duplicate_pair'::regclass)
  loop
    own_part := case place.name when 'person_nationality' then 't.country' when 'person_language' then 't.language' else '''''' end;
    return query execute format(
      'select c.person_id, %L::text, count(*) from import_made c join %s t on t.%I = c.made_id
        where c.batch_id = $1 and c.kind = %L
          and not exists (select from import_made m where m.batch_id = $1 and m.kind = %L and m.made_id = t.%I and m.part = %s)
        group by c.person_id',
      place.called, place.name, place.points, case when place.at_case then 'case_file' else 'person' end,
      place.name, case when place.has_id then 'id' else place.points end, own_part) using of_batch;
  end loop;
  return query
    select m.person_id, 'case_file-changed', 1::bigint from import_made m join case_file c on c.id = m.made_id
     where m.batch_id = of_batch and m.kind = 'case_file' and (c.version > 1 or c.state <> 'contact' or c.owner_id is not null)
    union all
    select m.person_id, 'person-changed', 1::bigint from import_made m join person p on p.id = m.made_id
     where m.batch_id = of_batch and m.kind = 'person' and p.version > 1
    union all
    select m.person_id, 'person_birth-changed', 1::bigint from import_made m join person_birth b on b.person_id = m.made_id
     where m.batch_id = of_batch and m.kind = 'person_birth' and b.version > 1
    union all
    select m.person_id, 'safe_contact_card-changed', 1::bigint from import_made m join safe_contact_card s on s.person_id = m.made_id
     where m.batch_id = of_batch and m.kind = 'safe_contact_card' and s.version > 1;
end $$;

-- Takes the import back and says of each person whether they went or stayed. keep_touched: those in the way stay, the others go.
create or replace function take_import_back(of_batch uuid, keep_touched boolean) returns table (person_id uuid, case_id uuid, went boolean) language plpgsql security definer set search_path = public as $$
declare touched uuid[]; going uuid[]; cases uuid[]; known import_batch; opened uuid[];
begin
  select b.* into known from import_batch b where b.id = of_batch and b.programme_id = actor_programme() for update;
  if known.id is null or not actor_is('coordinator') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if known.state not in ('running', 'done') then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if exists (select from job j where j.subject_id = of_batch and j.state in ('waiting', 'running')) then raise exception 'import-still-running' using errcode = 'RT001'; end if;

  select coalesce(array_agg(distinct w.person_id), '{}') into touched from import_in_the_way(of_batch) w;
  if cardinality(touched) > 0 and not keep_touched then raise exception 'import-in-the-way' using errcode = 'RT001'; end if;
  select coalesce(array_agg(m.made_id), '{}') into opened from import_made m where m.batch_id = of_batch and m.kind = 'person';
  select coalesce(array_agg(one), '{}') into going from unnest(opened) one where one <> all (touched);
  select coalesce(array_agg(m.made_id), '{}') into cases from import_made m where m.batch_id = of_batch and m.kind = 'case_file' and m.person_id = any (going);

  create temporary table doomed on commit drop as
    select m.kind, m.made_id, m.part from import_made m where m.batch_id = of_batch and (m.person_id = any (going) or m.person_id <> all (opened));
  delete from notification n where n.subject = 'case' and n.subject_id = any (cases);
  -- Beside what was there before, a note that a colleague has put right, or a fact that a newer one has followed, is part of the story.
  delete from case_note t using doomed d where d.kind = 'case_note' and t.id = d.made_id and not exists (select from case_note later where later.corrects = t.id);
  delete from profile_fact t using doomed d where d.kind = 'profile_fact' and t.id = d.made_id and t.superseded_by is null and t.confirmed_at is null;
  delete from need t using doomed d where d.kind = 'need' and t.id = d.made_id and t.superseded_by is null;
  delete from person_move t using doomed d where d.kind = 'person_move' and t.id = d.made_id;
  delete from case_assignment t using doomed d where d.kind = 'case_assignment' and t.id = d.made_id;
  delete from person_name_key t using doomed d where d.kind = 'person_name' and t.name_id = d.made_id;
  delete from person_name t using doomed d where d.kind = 'person_name' and t.id = d.made_id;
  delete from person_contact t using doomed d where d.kind = 'person_contact' and t.id = d.made_id;
  delete from person_nationality t using doomed d where d.kind = 'person_nationality' and t.person_id = d.made_id and t.country = d.part;
  delete from person_language t using doomed d where d.kind = 'person_language' and t.person_id = d.made_id and t.language = d.part;
  delete from person_birth t using doomed d where d.kind = 'person_birth' and t.person_id = d.made_id and t.version = 1;
  delete from safe_contact_card t using doomed d where d.kind = 'safe_contact_card' and t.person_id = d.made_id and t.version = 1;
  delete from case_access a where a.case_id = any (cases);
  delete from case_file c where c.id = any (cases);
  delete from person p where p.id = any (going);
  perform destroy_vault_keys(one) from unnest(going || cases) one;

  update import_row r set outcome = case when r.person_id = any (touched) then 'kept-after-undo' else 'taken-back' end
   where r.batch_id = of_batch and r.outcome in ('person-opened', 'added-to-person');
  delete from import_made m using doomed d where m.batch_id = of_batch and m.kind = d.kind and m.made_id = d.made_id and m.part = d.part;
  return query select one, r.case_id, one = any (going)
    from unnest(opened) one left join lateral (select i.case_id from import_row i where i.batch_id = of_batch and i.person_id = one limit 1) r on true;
end $$;
