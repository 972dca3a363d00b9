-- The identity vault. Names, birth and contacts are read by those who hold the case's `base`, and by nobody else.

grant select on person to reti_app;
grant update (identity_level, gender, minor_track, minor_reason, version) on person to reti_app;
create policy "a person is known to those who hold one of their cases" on person for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person.id and a.valid_until > now()));
create policy "those who hold a case keep the person's heading" on person for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person.id and a.valid_until > now()))
  with check (programme_id = (select actor_programme()));

grant select, insert on person_birth to reti_app;
grant update (precision, year, month, day, version) on person_birth to reti_app;
create policy "birth is read and kept by those who hold a case" on person_birth for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_birth.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_birth.person_id and a.valid_until > now()));

grant select, insert on person_name to reti_app;
grant update (preferred, removed_at) on person_name to reti_app;
create policy "names are read and added by those who hold a case" on person_name for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name.person_id and a.valid_until > now()));

grant insert, delete on person_name_key to reti_app;
create policy "sound keys are written with the name and read by the search alone" on person_name_key for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_name_key.person_id and a.valid_until > now()));

grant select, insert, delete on person_nationality to reti_app;
create policy "nationalities are read and kept by those who hold a case" on person_nationality for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_nationality.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_nationality.person_id and a.valid_until > now()));

grant select, insert, update, delete on person_language to reti_app;
create policy "languages are read and kept by those who hold a case" on person_language for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_language.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_language.person_id and a.valid_until > now()));

-- The value of a contact is not among the readable columns: it is revealed, one at a time, on record.
grant select (id, programme_id, person_id, kind, belongs_to, label, created_by, created_at, removed_at) on person_contact to reti_app;
grant insert on person_contact to reti_app;
grant update (removed_at) on person_contact to reti_app;
create policy "that a contact exists is known to those who hold a case" on person_contact for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_contact.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = person_contact.person_id and a.valid_until > now()));

create or replace function reveal_contact(of_contact uuid) returns table (person_id uuid, kind text, value_sealed bytea) language plpgsql security definer set search_path = public as $$
declare found_contact person_contact; in_case uuid;
begin
  select c.* into found_contact from person_contact c where c.id = of_contact and c.removed_at is null;
  select a.case_id into in_case from case_access a
   where a.member_id = actor_member() and a.person_id = found_contact.person_id and a.valid_until > now() and 'base' = any (a.compartments) limit 1;
  if in_case is null then return; end if;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'contact.reveal', 'subject', 'contact', 'subjectId', of_contact,
    'personId', found_contact.person_id, 'caseId', in_case, 'details', jsonb_build_object('kind', found_contact.kind))));
  return query select found_contact.person_id, found_contact.kind, found_contact.value_sealed;
end $$;

grant select, insert on safe_contact_card to reti_app;
grant update (do_not_call, who_may_call, when_to_call, language, may_be_said, must_not_answer, leave_messages, written_by, written_at, version) on safe_contact_card to reti_app;
create policy "the safe-contact card is read and kept by those who hold a case" on safe_contact_card for all to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = safe_contact_card.person_id and a.valid_until > now()))
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = safe_contact_card.person_id and a.valid_until > now()));

-- The search blocks on the key index and repeats the right. Of a person whose case one does not hold it tells only that somebody very
-- like this is followed already, and under which code to ask; never a name, a date or a reason. Outside the team it finds nobody.
create or replace function people_like(keys text[], words text, birth_year integer, at_most integer default 40)
returns table (person_id uuid, case_id uuid, code text, opens boolean, likeness real) language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member(); mine uuid := actor_programme();
begin
  if not actor_in_team() then return; end if;
  return query
  with candidate as (
    select k.person_id, count(*) as hits, max(similarity(k.plain, words)) as likeness
      from person_name_key k where k.programme_id = mine and k.key = any (keys) group by k.person_id
      order by count(*) desc, max(similarity(k.plain, words)) desc limit 200
  ), judged as (
    select c.person_id, (c.likeness + case when birth_year is null or b.year is null then 0 when b.year = birth_year then 0.25 when abs(b.year - birth_year) <= 2 then 0.1 else -0.2 end)::real as likeness,
           (select a.case_id from case_access a where a.member_id = me and a.person_id = c.person_id and a.valid_until > now() order by a.last_change_at desc limit 1) as held
      from candidate c left join person_birth b on b.person_id = c.person_id
  )
  select j.person_id, j.held, p.code, j.held is not null, case when j.held is not null then j.likeness end
    from judged j join person p on p.id = j.person_id
   where j.held is not null
      -- A stranger's file answers only to someone who already knows the whole name, or most of it and the year.
      or j.likeness >= case when birth_year is null then 0.8 else 0.75 end
   order by j.likeness desc limit least(at_most, 100);
end $$;

-- The same telephone in another file: the code under which that person is followed, nothing more.
create or replace function people_reached_at(indexes bytea[]) returns table (person_id uuid, case_id uuid, code text, opens boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return; end if;
  return query select distinct on (p.id) p.id, a.case_id, p.code, a.case_id is not null
    from person_contact c join person p on p.id = c.person_id
    left join case_access a on a.member_id = actor_member() and a.person_id = p.id and a.valid_until > now()
   where c.programme_id = actor_programme() and c.removed_at is null and c.blind_index = any (indexes) limit 20;
end $$;

create or replace function people_by_code(typed text) returns table (person_id uuid, case_id uuid, code text, opens boolean) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_in_team() then return; end if;
  return query select p.id, a.case_id, p.code, a.case_id is not null
    from person p left join case_access a on a.member_id = actor_member() and a.person_id = p.id and a.valid_until > now()
   where p.programme_id = actor_programme() and p.code >= typed and p.code < typed || chr(1114111)
     and (a.case_id is not null or p.code = typed) limit 20;
end $$;

-- A new person and their case in one breath, for nobody could read a person without a case. The one who opens it is assigned to it.
create or replace function open_person_file(new_person uuid, new_case uuid, new_code text, new_gender text, new_origin text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if mine.member_id is null or not actor_in_team() then raise insufficient_privilege; end if;
  if exists (select from person where id = new_person) then
    if exists (select from case_access a where a.member_id = mine.member_id and a.person_id = new_person) then return false; end if;
    raise insufficient_privilege;
  end if;
  if exists (select from person where programme_id = mine.programme_id and code = new_code) then raise exception 'code-taken' using errcode = 'RT002'; end if;
  insert into person (id, programme_id, code, gender, created_by) values (new_person, mine.programme_id, new_code, coalesce(new_gender, 'unknown'), mine.member_id);
  insert into case_file (id, programme_id, person_id, origin, opened_by) values (new_case, mine.programme_id, new_person, coalesce(new_origin, 'desk'), mine.member_id);
  if mine.role <> 'coordinator' then
    insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) values (gen_random_uuid(), mine.programme_id, new_case, mine.member_id, mine.member_id);
  end if;
  return true;
end $$;

create policy "the key of a person's contacts is held with their case" on vault_key for select to reti_app
  using (compartment = 'contact' and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = vault_key.holder_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the key of a person's contacts is made with the first contact" on vault_key for insert to reti_app
  with check (compartment = 'contact' and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.person_id = vault_key.holder_id and a.valid_until > now() and 'base' = any (a.compartments)));
create policy "the team holds the key that recognises the same telephone" on vault_key for select to reti_app
  using (compartment = 'contact-index' and holder_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team makes the key that recognises the same telephone" on vault_key for insert to reti_app
  with check (compartment = 'contact-index' and holder_id = (select actor_programme()) and programme_id = (select actor_programme()) and (select actor_in_team()));
