-- Facts of a household, offered for confirmation. Only of compartment `case`, only between people housed together, only to colleagues who hold both files
-- in the ordinary way. Where one of the two may be in danger nothing is offered at all, and nobody learns that it is not.

grant select, insert on household_answer to reti_app;
create policy "what was said of a fact of the household is read by those who hold both files" on household_answer for select to reti_app
  using (exists (select from profile_fact f where f.id = household_answer.fact_id offset 0)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = household_answer.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "what was said of a fact of the household is written by those who hold both files" on household_answer for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and exists (select from profile_fact f where f.id = household_answer.fact_id offset 0)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = household_answer.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

-- Whether one of two people housed together may have to fear the other: contact is to be avoided, there is a safety plan, somebody is named as exploiting
-- them, or there was violence. Which of these is told to nobody. Sealed words are not read: any such thing in either file is enough.
create or replace function household_is_guarded(one uuid, other uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from person_relation r join person_relation_risk k on k.relation_id = r.id and k.lifted_at is null
      where r.person_id in (one, other) and (r.other_id is null or surviving_person(r.other_id) in (one, other)))
    or exists (select from case_file c where c.person_id in (one, other) and (
      exists (select from safety_plan s where s.case_id = c.id)
      or exists (select from alleged_actor a where a.case_id = c.id and a.kind in ('person', 'intermediary'))
      or exists (select from emergency e where e.case_id = c.id and e.kind in ('violence-now', 'exploiter-threat', 'wants-out') and e.outcome is distinct from 'false-alarm')));
end $$;
revoke execute on function household_is_guarded(uuid, uuid) from public;

create or replace function household_related(one uuid, other uuid, as_kind text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from person_relation r where r.kind = as_kind and r.until is null and r.other_id is not null
    and ((r.person_id = one and surviving_person(r.other_id) = other) or (r.person_id = other and surviving_person(r.other_id) = one)));
end $$;
revoke execute on function household_related(uuid, uuid, text) from public;

-- What is known from the others of the household, for this case. Housing is everybody's; children of a couple are the couple's; a journey belongs to those who
-- travelled together. A fact that was answered is not asked of again; the next one in its place is.
create or replace function household_facts(of_case uuid) returns table (fact_id uuid, other_case uuid, other_code text) language plpgsql stable security definer set search_path = public as $$
declare me uuid;
begin
  select a.person_id into me from case_access a where a.member_id = actor_member() and a.case_id = of_case and a.valid_until = 'infinity' and 'case' = any (a.compartments);
  if me is null then return; end if;
  return query
    select f.id, f.case_id, p.code
      from family_member own join family_member m on m.unit_id = own.unit_id and m.left_at is null and m.person_id <> me
      join case_access a on a.person_id = m.person_id and a.member_id = actor_member() and a.valid_until = 'infinity' and 'case' = any (a.compartments)
      join profile_fact f on f.case_id = a.case_id and f.superseded_by is null and f.episode_id is null and f.compartment = 'case'
      join person p on p.id = m.person_id
     where own.person_id = me and own.left_at is null
       and case
         when f.field in ('housing-kind', 'housing-overcrowded', 'housing-rent-to', 'housing-rent') then true
         when f.field in ('family-children-here', 'family-children-abroad', 'family-dependants') then household_related(me, m.person_id, 'partner')
         when f.field in ('arrival-year', 'arrival-entry') then household_related(me, m.person_id, 'travelling-together')
         else false end
       and not exists (select from household_answer h where h.case_id = of_case and h.fact_id = f.id and (h.answer <> 'not-now' or h.again_on > current_date))
       and not household_is_guarded(me, m.person_id)
     order by f.created_at, f.id;
end $$;
