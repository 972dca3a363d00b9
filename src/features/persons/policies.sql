-- The identity vault. Names and contacts are read by those who hold the case's `base`, birth and nationality by those who hold its files,
-- and by nobody else.

grant select on person to reti_app;
grant update (identity_level, gender, minor_track, minor_reason, version) on person to reti_app;
create policy "a person is known to those who hold one of their cases" on person for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person.id and a.valid_until > now() offset 0));
create policy "those who hold a case keep the person's heading" on person for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person.id and a.valid_until > now() offset 0))
  with check (programme_id = (select actor_programme()));

-- Birth and nationality are facts of the file. A mediator, who holds name and contact but not the file, reads of them what they wrote
-- themselves: they meet people first and must be able to write both down, and to correct themselves; what colleagues learned is not theirs.
-- The database signs, so that nobody can claim what another wrote.
create or replace function identity_fact_is_signed() returns trigger language plpgsql as $$
begin
  -- What the house's own functions bring back bears the name of whoever wrote it.
  if current_user = 'reti_app' then new.written_by := actor_member(); end if;
  return new;
end $$;
drop trigger if exists identity_fact_is_signed on person_birth;
create trigger identity_fact_is_signed before insert or update on person_birth for each row execute function identity_fact_is_signed();
drop trigger if exists identity_fact_is_signed on person_nationality;
create trigger identity_fact_is_signed before insert on person_nationality for each row execute function identity_fact_is_signed();

-- That something is known is told to all who hold the person, so that nobody is asked again; what it is, the policies say.
create or replace function identity_facts_known(of_person uuid) returns table (birth boolean, nationality boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not exists (select from case_access a where a.member_id = actor_member() and a.person_id = of_person and a.valid_until > now()) then return; end if;
  return query select exists (select from person_birth b where b.person_id = of_person), exists (select from person_nationality n where n.person_id = of_person);
end $$;

-- For choosing the column of weights and locking instruments for adults, which every colleague at the instrument needs: never shown by itself.
create or replace function birth_for_age(of_person uuid) returns table ("precision" text, year integer, month integer, day integer) language plpgsql stable security definer set search_path = public as $$
begin
  return query select b.precision, b.year, b.month, b.day from person_birth b where b.person_id = of_person
    and exists (select from case_access a where a.member_id = actor_member() and a.person_id = of_person and a.valid_until > now());
end $$;

grant select, insert (person_id, programme_id, precision, year, month, day, version) on person_birth to reti_app;
grant update (precision, year, month, day, version) on person_birth to reti_app;
create policy "birth is read and kept by those who hold the files, and by the colleague who wrote it" on person_birth for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_birth.person_id and a.valid_until > now()
    and ('case' = any (a.compartments) or ('base' = any (a.compartments) and person_birth.written_by = a.member_id)) offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_birth.person_id and a.valid_until > now() offset 0));

grant select, insert on person_name to reti_app;
grant update (preferred, removed_at) on person_name to reti_app;
create policy "names are read and added by those who hold a case" on person_name for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name.person_id and a.valid_until > now() offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name.person_id and a.valid_until > now() offset 0));

create policy "a name is signed by whoever adds it" on person_name as restrictive for insert to reti_app with check (created_by = (select actor_member()));

grant insert on person_name_key to reti_app;
create policy "sound keys are written with the name and read by the search alone" on person_name_key for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name_key.person_id and a.valid_until > now() offset 0));

-- A name that was taken away is no longer found.
create or replace function name_keys_follow() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from person_name_key where name_id = new.id;
  return new;
end $$;
drop trigger if exists name_keys_follow on person_name;
create trigger name_keys_follow after update of removed_at on person_name for each row when (new.removed_at is not null) execute function name_keys_follow();

-- Every name somebody was ever known by, those that were taken away too: what is looked for in words that may not say whose they are.
-- Runs with the rights of who asks. Every room that holds names back asks here.
create or replace function names_ever(of_person uuid) returns text[] language sql stable set search_path = public as $$
  select coalesce(array_agg(n.text order by n.created_at, n.id), '{}') from person_name n where n.person_id = of_person
$$;

-- The history of identity tells which documents were seen: for those who hold the case's files. That an age is in doubt, everyone who
-- meets the person must know; that the doubt is settled, only those who hold the files may say (a child is believed to be one until then).
grant select, insert on person_move to reti_app;
create policy "the minor track is known to those who hold a case, the ladder of identity to those who hold its files" on person_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_move.person_id and a.valid_until > now()
    and (person_move.machine = 'minor' or 'case' = any (a.compartments)) offset 0));
create policy "moves are written by those who hold a case; a doubt of age is settled by those who hold its files" on person_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_move.person_id and a.valid_until > now()
      and (person_move.move <> 'reclassify' or 'case' = any (a.compartments)) offset 0)
    and (seen_by is null or exists (select from membership m where m.id = person_move.seen_by and m.programme_id = (select actor_programme()))));

grant select, delete, insert (programme_id, person_id, country) on person_nationality to reti_app;
create policy "nationalities are read and kept by those who hold the files, and by the colleague who wrote them" on person_nationality for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_nationality.person_id and a.valid_until > now()
    and ('case' = any (a.compartments) or ('base' = any (a.compartments) and person_nationality.written_by = a.member_id)) offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_nationality.person_id and a.valid_until > now() offset 0));

grant select, insert, update, delete on person_language to reti_app;
create policy "languages are read and kept by those who hold a case" on person_language for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_language.person_id and a.valid_until > now() offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_language.person_id and a.valid_until > now() offset 0));

-- The value of a contact is not among the readable columns: it is revealed, one at a time, on record.
grant select (id, programme_id, person_id, kind, belongs_to, label_sealed, created_by, created_at, removed_at, key_holder) on person_contact to reti_app;
grant insert (id, programme_id, person_id, kind, value_sealed, blind_index, belongs_to, label_sealed, created_by, created_at) on person_contact to reti_app;
grant update (removed_at) on person_contact to reti_app;
create policy "that a contact exists is known to those who hold a case" on person_contact for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_contact.person_id and a.valid_until > now() offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_contact.person_id and a.valid_until > now() offset 0));

create policy "a contact is signed by whoever adds it" on person_contact as restrictive for insert to reti_app with check (created_by = (select actor_member()));

-- The card comes first: whoever cannot say which version of it they have read (0 where nobody has written one) is shown nothing.
create or replace function reveal_contact(of_contact uuid, card_read integer) returns table (person_id uuid, kind text, value_sealed bytea) language plpgsql security definer set search_path = public as $$
declare found_contact person_contact; in_case uuid; card integer;
begin
  select c.* into found_contact from person_contact c where c.id = of_contact and c.removed_at is null;
  select a.case_id into in_case from case_access a
   where a.member_id = actor_member() and a.person_id = found_contact.person_id and a.valid_until > now() and 'base' = any (a.compartments)
   order by a.last_change_at desc limit 1;
  if in_case is null then return; end if;
  select c.version into card from safe_contact_card c where c.person_id = found_contact.person_id;
  if card_read is distinct from coalesce(card, 0) then raise exception 'safe-contact-first' using errcode = 'RT001'; end if;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'contact.reveal', 'subject', 'contact', 'subjectId', of_contact,
    'personId', found_contact.person_id, 'caseId', in_case, 'details', jsonb_build_object('kind', found_contact.kind, 'cardVersion', card_read))));
  return query select found_contact.person_id, found_contact.kind, found_contact.value_sealed;
end $$;

grant select, insert on safe_contact_card to reti_app;
grant update (do_not_call, who_may_call, when_to_call, language, may_be_said, must_not_answer, leave_messages, written_by, written_at, version) on safe_contact_card to reti_app;
create policy "the safe-contact card is read and kept by those who hold a case" on safe_contact_card for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = safe_contact_card.person_id and a.valid_until > now() offset 0))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = safe_contact_card.person_id and a.valid_until > now() offset 0));

create policy "the safe-contact card is signed by whoever writes it" on safe_contact_card as restrictive for insert to reti_app
  with check (written_by = (select actor_member()));
create policy "the safe-contact card is signed by whoever changes it" on safe_contact_card as restrictive for update to reti_app
  using (true) with check (written_by = (select actor_member()));

-- Someone barred from a person's case learns nothing of them, not even that they are followed: the bar may be the person's own request.
create or replace function barred_from(of_person uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from case_file c where c.person_id = of_person and is_barred(c.id, actor_account()));
end $$;
revoke execute on function barred_from(uuid) from public;

-- The search blocks on the key index and repeats the right. Of a person whose case one does not hold it tells only that somebody very
-- like this is followed already, and under which code to ask; never a name, a date or a reason. Outside the team it finds nobody.
--
-- sought: keys of which one in common makes a candidate; part_keys and part_of: the keys of each part of the name as typed and the number
-- of that part, to judge how many parts sound the same; words: the name in plain letters; beside: the person for whom one looks, and
-- those told apart from them are not proposed again.
create or replace function people_like(sought text[], part_keys text[], part_of integer[], words text, birth_year integer, beside uuid, at_most integer default 40)
returns table (person_id uuid, case_id uuid, code text, opens boolean, likeness real) language plpgsql stable security definer set search_path = public
-- The planner takes everybody for an average member. Whoever holds thousands of cases would have them all read and sorted for the latest few:
-- here everything is looked up in an index, in the index's own order.
set enable_seqscan = off set enable_bitmapscan = off as $$
declare mine session := acting_session(); me uuid := mine.member_id; here uuid := mine.programme_id; typed_parts integer;
begin
  if not actor_in_team() then return; end if;
  select count(distinct n) into typed_parts from unnest(part_of) n;
  return query
  with typed as materialized (
    select t.key, bit_or(1::bigint << least(t.part, 62)) as parts from unnest(part_keys, part_of) as t (key, part) group by t.key
  ), hit as materialized (
    select k.name_id, k.person_id, count(*) as shared, bool_or(left(k.key, 1) <> '^') as sounds_alike
      from person_name_key k where k.programme_id = here and k.key = any (sought) group by k.name_id, k.person_id
  ), nearest as materialized (
    select h.* from hit h order by h.shared desc, h.name_id limit 400
  ), own as materialized (
    select a.person_id from case_access a where a.member_id = me and a.valid_until > now() and (select count(*) from hit) > 400 order by a.last_change_at desc, a.case_id limit 2000
  ), candidate as materialized (
    select c.name_id, c.person_id, c.sounds_alike, c.shared,
           (select a.case_id from case_access a where a.person_id = c.person_id and a.member_id = me and a.valid_until > now() order by a.last_change_at desc limit 1) as held
      from (
        select n.name_id, n.person_id, n.sounds_alike, n.shared from nearest n
        union
        -- One's own people are never crowded out by namesakes.
        select h.name_id, h.person_id, h.sounds_alike, h.shared from hit h join own o on o.person_id = h.person_id
      ) c
  ), spelled as materialized (
    select c.name_id, c.person_id, c.held, c.shared, similarity(name.plain, words) as spelled, cardinality(string_to_array(name.plain, ' ')) as stored_parts
      from candidate c cross join lateral (select k.plain from person_name_key k where k.name_id = c.name_id limit 1) name
        -- A name half typed finds one's own people alone.
     where c.held is not null or c.sounds_alike
  ), shortlist as materialized (
    -- A name in its own script shares no letter with what was typed, only sounds.
    select s.* from spelled s order by s.held is not null desc, s.spelled + 0.06 * least(s.shared, 10) desc limit 300
  ), alike as materialized (
    select k.name_id, bit_count(bit_or(t.parts)::bit(64)) as parts from shortlist s join person_name_key k on k.name_id = s.name_id join typed t on t.key = k.key group by k.name_id
  ), judged as (
    select s.person_id, s.held, greatest(s.spelled, 0.6 * coalesce(alike.parts, 0) / greatest(1, typed_parts, s.stored_parts) + 0.4 * s.spelled)
           + case when birth_year is null or born.year is null then 0 when born.year = birth_year then 0.15 when abs(born.year - birth_year) <= 2 then 0.05 else -0.2 end as likeness
      from shortlist s left join alike on alike.name_id = s.name_id left join person_birth born on born.person_id = s.person_id
  ), best as (
    select distinct on (j.person_id) j.person_id, j.held, j.likeness::real as likeness from judged j order by j.person_id, j.likeness desc
  ), chosen as (
    select b.* from best b
        -- A stranger's file answers only to someone who already knows the whole name, or most of it and the year.
     where (b.held is not null or (b.likeness >= 0.8 and not barred_from(b.person_id)))
       and b.person_id is distinct from beside
       and (beside is null or not exists (select from person_not_same n where n.person_a = least(b.person_id, beside) and n.person_b = greatest(b.person_id, beside)))
     order by b.likeness desc limit least(at_most, 100)
  )
  select c.person_id, c.held, (select p.code from person p where p.id = c.person_id), c.held is not null, case when c.held is not null then c.likeness end
    from chosen c order by c.likeness desc;
end $$;

-- What the likeness of names is judged by, for those among the named people whom the one who asks holds: the right of five tables, asked once.
create or replace function facts_of_people(of_persons uuid[])
returns table (id uuid, gender text, "precision" text, year integer, month integer, day integer, names text[], country text) language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member();
begin
  return query
  select p.id, p.gender, b.precision, b.year, b.month, b.day,
         (select array_agg(n.text order by n.preferred desc, n.created_at) from person_name n where n.person_id = p.id and n.removed_at is null),
         (select min(c.country) from person_nationality c where c.person_id = p.id and (held.files or c.written_by = me))
    from unnest(of_persons) asked join person p on p.id = asked
    cross join lateral (select bool_or('case' = any (a.compartments)) as files from case_access a where a.person_id = p.id and a.member_id = me and a.valid_until > now() having count(*) > 0) held
    left join person_birth b on b.person_id = p.id and (held.files or b.written_by = me);
end $$;

-- The same telephone in another file: the code under which that person is followed, nothing more.
create or replace function people_reached_at(indexes bytea[], beside uuid) returns table (person_id uuid, case_id uuid, code text, opens boolean, shared boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return; end if;
  return query select distinct on (p.id) p.id, a.case_id, p.code, a.case_id is not null, case when a.case_id is not null then c.belongs_to <> 'person' end
    from person_contact c join person p on p.id = c.person_id
    left join case_access a on a.member_id = actor_member() and a.person_id = p.id and a.valid_until > now()
   where c.programme_id = actor_programme() and c.removed_at is null and c.blind_index = any (indexes)
     and (a.case_id is not null or not barred_from(p.id))
     and p.id is distinct from beside
     and (beside is null or not exists (select from person_not_same n where n.person_a = least(p.id, beside) and n.person_b = greatest(p.id, beside)))
   order by p.id, a.last_change_at desc, c.belongs_to = 'person' desc limit 20;
end $$;

create or replace function people_by_code(typed text) returns table (person_id uuid, case_id uuid, code text, opens boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return; end if;
  -- The code of a file that was united with another still leads to the person; whoever does not hold them is told no other code than they typed.
  return query select distinct on (p.code) s.id, a.case_id, case when a.case_id is null then p.code else s.code end, a.case_id is not null
    from person p join person s on s.id = case when p.merged_into is null then p.id else surviving_person(p.id) end
    left join case_access a on a.member_id = actor_member() and a.person_id = s.id and a.valid_until > now()
   where p.programme_id = actor_programme() and p.code >= typed and p.code < typed || '~'
     and (a.case_id is not null or (p.code = typed and not barred_from(s.id)))
   order by p.code, a.last_change_at desc limit 20;
end $$;

-- "Not the same person", said by someone who holds one of the two; of the other a code is enough.
create or replace function tell_apart(of_person uuid, from_code text) returns boolean language plpgsql security definer set search_path = public as $$
declare other uuid; added integer;
begin
  if not exists (select from case_access a where a.member_id = actor_member() and a.person_id = of_person and a.valid_until > now()) then raise exception 'not-found' using errcode = 'RT001'; end if;
  select surviving_person(p.id) into other from person p where p.programme_id = actor_programme() and p.code = from_code and not barred_from(surviving_person(p.id));
  if other is null or other = of_person then raise exception 'not-found' using errcode = 'RT001'; end if;
  insert into person_not_same (programme_id, person_a, person_b, by_member) values (actor_programme(), least(of_person, other), greatest(of_person, other), actor_member()) on conflict do nothing;
  get diagnostics added = row_count;
  return added > 0;
end $$;

-- A new person and their case in one breath, for nobody could read a person without a case. The one who opens it is assigned to it.
-- Takes the first of the codes that is free; none free: a row without a code. Sent again it tells the case by which the person is held.
create or replace function open_person(new_person uuid, new_case uuid, new_codes text[], new_gender text, new_origin text)
returns table (is_new boolean, case_id uuid, code text, compartments text[]) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare mine session := acting_session(); one text; free text; via text := case when mine.role = 'coordinator' then 'coordinator' else 'assigned' end;
begin
  if mine.member_id is null or not actor_in_team() then raise insufficient_privilege; end if;
  if exists (select from person where id = new_person) then
    if not exists (select from case_access a where a.member_id = mine.member_id and a.person_id = new_person) then raise insufficient_privilege; end if;
    return query select false, a.case_id, p.code, a.compartments from case_access a join person p on p.id = a.person_id
      where a.member_id = mine.member_id and a.person_id = new_person and a.valid_until > now() order by a.last_change_at desc limit 1;
    return;
  end if;
  foreach one in array new_codes loop
    insert into person as p (id, programme_id, code, gender, created_by) values (new_person, mine.programme_id, one, coalesce(new_gender, 'unknown'), mine.member_id)
      on conflict (programme_id, code) do nothing returning p.code into free;
    exit when free is not null;
  end loop;
  if free is null then return query select true, new_case, null::text, null::text[]; return; end if;
  insert into case_file (id, programme_id, person_id, origin, opened_by) values (new_case, mine.programme_id, new_person, coalesce(new_origin, 'desk'), mine.member_id);
  if via = 'assigned' then
    insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) values (gen_random_uuid(), mine.programme_id, new_case, mine.member_id, mine.member_id);
  end if;
  return query select true, new_case, free, compartments_of(mine.role, via);
end $$;

create or replace function open_person_file(new_person uuid, new_case uuid, new_code text, new_gender text, new_origin text) returns boolean language plpgsql security definer set search_path = public as $$
declare opened record;
begin
  select o.* into opened from open_person(new_person, new_case, array[new_code], new_gender, new_origin) o;
  if opened.is_new and opened.code is null then raise exception 'code-taken' using errcode = 'RT002'; end if;
  return coalesce(opened.is_new, false);
end $$;

-- A name with the keys by which the search finds it, in one breath. The first name a person gives is what they are called; later ones only
-- when it is asked for. No name is ever written over: the same id with other words is refused, with the same words nothing is done.
-- @returns the case by which the person is held (null: not held, whether they exist or not), and whether anything was written
create or replace function keep_name(of_person uuid, new_id uuid, new_kind text, new_text text, new_given text, new_family text, is_wanted boolean, sound_keys text[], plain_letters text)
returns table (case_id uuid, is_new boolean) language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); in_case uuid; known person_name; called boolean;
begin
  select a.case_id into in_case from case_access a where a.member_id = mine.member_id and a.person_id = of_person and a.valid_until > now() order by a.last_change_at desc limit 1;
  if in_case is null then return; end if;
  select n.* into known from person_name n where n.id = new_id;
  if known.id is not null then
    if known.person_id <> of_person or known.text <> new_text or known.kind <> new_kind then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return query select in_case, false;
    return;
  end if;
  called := is_wanted or not exists (select from person_name n where n.person_id = of_person and n.removed_at is null);
  if called then update person_name n set preferred = false where n.person_id = of_person and n.preferred and n.removed_at is null; end if;
  insert into person_name (id, programme_id, person_id, kind, text, given_name, family_name, preferred, created_by)
    values (new_id, mine.programme_id, of_person, new_kind, new_text, new_given, new_family, called, mine.member_id);
  insert into person_name_key (programme_id, key, name_id, person_id, plain) select mine.programme_id, k, new_id, of_person, plain_letters from unnest(sound_keys) k;
  return query select in_case, true;
end $$;

create policy "the key of a person's contacts is held with their case" on vault_key for select to reti_app
  using (compartment = 'contact' and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = vault_key.holder_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
-- A contact that came from a file united with this one is still sealed with the key it was written with: whoever may know of it holds that too.
create policy "the key of a united file's contacts is held with the contacts" on vault_key for select to reti_app
  using (compartment = 'contact' and exists (select from person_contact c where c.key_holder = vault_key.holder_id));
create policy "the key of a person's contacts is made with the first contact" on vault_key for insert to reti_app
  with check (compartment = 'contact' and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = vault_key.holder_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
