-- Sheets of the profile. Whoever knows of one holds every compartment of which it tells; what it says is opened with a key of its own.

-- Whether something may be told to this body for this purpose, now: on a consent in force, or with a vital interest written down.
-- What goes to the person, or stays with the colleagues who follow them, needs neither.
create or replace function sheet_basis_holds(of_case uuid, on_basis text, on_consent uuid, to_body uuid, for_purpose text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return on_basis <> 'consent' or sharing_stands(on_consent, of_case, to_body, for_purpose);
end $$;
revoke execute on function sheet_basis_holds(uuid, text, uuid, uuid, text) from public;

grant select, insert on profile_sheet to reti_app;
grant update (state, version) on profile_sheet to reti_app;
create policy "a sheet is known to those who hold everything that it tells of" on profile_sheet for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_sheet.case_id and a.valid_until > now()
    and 'case' = any (a.compartments) and profile_sheet.compartments <@ a.compartments offset 0));
create policy "a sheet is made by those who hold everything that it tells of" on profile_sheet for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_sheet.case_id and a.person_id = profile_sheet.person_id and a.valid_until > now()
      and 'case' = any (a.compartments) and profile_sheet.compartments <@ a.compartments offset 0));
create policy "a sheet is handed over and taken back by those who hold what it tells of" on profile_sheet for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = profile_sheet.case_id and a.valid_until > now()
    and 'case' = any (a.compartments) and profile_sheet.compartments <@ a.compartments offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on profile_sheet_content to reti_app;
create policy "what a sheet says is read by those who know of it" on profile_sheet_content for select to reti_app
  using (exists (select from profile_sheet s where s.id = profile_sheet_content.sheet_id offset 0));
create policy "what a sheet says is written once, by who makes it" on profile_sheet_content for insert to reti_app
  with check (programme_id = (select actor_programme()) and exists (select from profile_sheet s where s.id = profile_sheet_content.sheet_id and s.created_by = (select actor_member()) and s.state = 'made' offset 0));

grant select, insert on profile_sheet_move to reti_app;
create policy "what became of a sheet is read by those who know of it" on profile_sheet_move for select to reti_app
  using (exists (select from profile_sheet s where s.id = profile_sheet_move.sheet_id offset 0));
create policy "what became of a sheet is written by those who know of it" on profile_sheet_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and exists (select from profile_sheet s where s.id = profile_sheet_move.sheet_id offset 0));

create policy "the key of a sheet is held by those who know of it" on vault_key for select to reti_app
  using (compartment = 'sheet' and exists (select from profile_sheet s where s.id = vault_key.holder_id offset 0));
create policy "the key of a sheet is made by who makes it" on vault_key for insert to reti_app
  with check (compartment = 'sheet' and programme_id = (select actor_programme())
    and exists (select from profile_sheet s where s.id = vault_key.holder_id and s.created_by = (select actor_member()) offset 0));

-- A sheet stays as it was made: to whom, why and of what. Only its state goes on, and the file it lies in when two files of one person are united.
create or replace function sheet_is_frozen() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - '{person_id,state,version}'::text[] <> to_jsonb(old) - '{person_id,state,version}'::text[] then raise exception 'sheet-is-frozen' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists sheet_is_frozen on profile_sheet;
create trigger sheet_is_frozen before update on profile_sheet for each row execute function sheet_is_frozen();
create or replace function sheet_content_stays() returns trigger language plpgsql as $$
begin raise exception 'sheet-is-frozen' using errcode = 'RT001'; end $$;
drop trigger if exists sheet_content_stays on profile_sheet_content;
create trigger sheet_content_stays before update or delete on profile_sheet_content for each row execute function sheet_content_stays();

-- Nothing is made for a body without a basis, and nothing ever for the office of the State that decides on permits.
create or replace function sheet_has_basis() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from organisation o where o.id = new.organisation_id and o.kind = 'prefecture') then raise exception 'sheet-not-for-prefecture' using errcode = 'RT001'; end if;
  if not sheet_basis_holds(new.case_id, new.basis, new.consent_id, new.organisation_id, new.purpose) then raise exception 'sheet-consent-missing' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists sheet_has_basis on profile_sheet;
create trigger sheet_has_basis before insert on profile_sheet for each row execute function sheet_has_basis();

-- What leaves is written down in the same breath as the handing over: the register that is read when a consent is withdrawn. Those who read it hold
-- the heading of the case, so of what is restricted it says only that there was something.
create or replace function sheet_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.state <> 'handed-over' or old.state = 'handed-over' then return new; end if;
  if not sheet_basis_holds(new.case_id, new.basis, new.consent_id, new.organisation_id, new.purpose) then raise exception 'sheet-consent-missing' using errcode = 'RT001'; end if;
  if not exists (select from profile_sheet_content c where c.sheet_id = new.id) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if new.organisation_id is not null then
    insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
      select gen_random_uuid(), new.programme_id, new.case_id, new.person_id, new.consent_id, new.organisation_id,
             coalesce((select jsonb_agg(distinct case when u.area in ('care', 'exploitation', 'money', 'justice') then 'area.reserved' else 'area.' || u.area end) from unnest(new.areas) u (area)), '[]');
  end if;
  return new;
end $$;
drop trigger if exists sheet_leaves on profile_sheet;
create trigger sheet_leaves before update of state on profile_sheet for each row execute function sheet_leaves();

create or replace function sheet_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform case_changed(new.case_id);
  if new.basis = 'vital-interest' then perform notify_coordinators(new.case_id, 'sheet-vital-interest', 'case', new.case_id); end if;
  return new;
end $$;
drop trigger if exists sheet_is_told on profile_sheet;
create trigger sheet_is_told after insert on profile_sheet for each row execute function sheet_is_told();
drop trigger if exists case_changed on profile_sheet_move;
create trigger case_changed after insert on profile_sheet_move for each row execute function case_changed_by_row();

-- Whether a paper is safe with the person, as far as anybody wrote it down: `safe`, `not-safe`, or `ask`. Told to whoever holds the files, also where the
-- safety plan itself is not theirs to read: that a paper must not be given is for everyone who could give one.
create or replace function paper_safety(of_case uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare carried text; card safe_contact_card; found_card boolean;
begin
  if not case_opens(of_case, 'case') then return null; end if;
  select s.carry into carried from safety_plan s where s.case_id = of_case order by s.edition desc limit 1;
  select k.* into card from safe_contact_card k join case_file c on c.person_id = k.person_id where c.id = of_case;
  found_card := found;
  if carried = 'not-safe' or (found_card and (card.do_not_call or card.must_not_answer <> '')) then return 'not-safe'; end if;
  if carried = 'safe' then return 'safe'; end if;
  return 'ask';
end $$;

grant select, insert on fact_correction to reti_app;
create policy "what the person asks to correct is read by those who hold the fact" on fact_correction for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = fact_correction.case_id and a.valid_until > now() and fact_correction.compartment = any (a.compartments) offset 0));
create policy "what the person asks to correct is written by those who hold the fact" on fact_correction for insert to reti_app
  with check (programme_id = (select actor_programme()) and asked_by = (select actor_member())
    and exists (select from profile_fact f where f.id = fact_correction.fact_id and f.case_id = fact_correction.case_id and f.compartment = fact_correction.compartment offset 0)
    and (sheet_id is null or exists (select from profile_sheet s where s.id = fact_correction.sheet_id and s.case_id = fact_correction.case_id offset 0)));

grant select, insert on fact_correction_answer to reti_app;
create policy "the answer is read with what was asked" on fact_correction_answer for select to reti_app
  using (exists (select from fact_correction c where c.id = fact_correction_answer.correction_id offset 0));
create policy "the answer is written by those who hold the fact" on fact_correction_answer for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and exists (select from fact_correction c where c.id = fact_correction_answer.correction_id offset 0));

-- Whoever answers for the case is told; where nobody does, who coordinates.
create or replace function correction_is_told() returns trigger language plpgsql security definer set search_path = public as $$
declare owner uuid;
begin
  perform case_changed(new.case_id);
  select c.owner_id into owner from case_file c where c.id = new.case_id;
  if owner is null then perform notify_coordinators(new.case_id, 'fact-to-correct', 'case', new.case_id); else perform notify_member(owner, 'fact-to-correct', 'case', new.case_id); end if;
  return new;
end $$;
drop trigger if exists correction_is_told on fact_correction;
create trigger correction_is_told after insert on fact_correction for each row execute function correction_is_told();

-- A fact that is written anew answers what was asked of it.
create or replace function correction_is_answered() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if actor_member() is null then return null; end if;
  insert into fact_correction_answer (id, programme_id, case_id, correction_id, outcome, by_member)
    select gen_random_uuid(), c.programme_id, c.case_id, c.id, 'corrected', actor_member() from fact_correction c
     where c.fact_id = new.id and not exists (select from fact_correction_answer a where a.correction_id = c.id);
  return null;
end $$;
drop trigger if exists correction_is_answered on profile_fact;
create trigger correction_is_answered after update of superseded_by on profile_fact for each row
  when (old.superseded_by is null and new.superseded_by is not null) execute function correction_is_answered();
