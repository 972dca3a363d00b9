-- Screening. Answers and what anybody made of them are `restricted`: assigned psychologist, legal operator, educator, and the coordinator.
-- A mediator reads the short lists they filled in themselves; the labour expert, and everyone outside the team, nothing.

grant select, insert on screening to reti_app;
grant update (answers_sealed, last_change, weights, state, completed_at, version) on screening to reti_app;
create policy "answers are read by those who hear the story; a mediator's also by that mediator" on screening for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = screening.case_id and a.valid_until > now()
    and screening.compartment = any (a.compartments) and ('restricted' = any (a.compartments) or screening.author_id = a.member_id) offset 0));
create policy "a screening is begun by those who hear the story, a mediator's in their own compartment" on screening for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and state = 'open'
    and (compartment = 'mediation') = (select actor_is('mediator'))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = screening.case_id and a.valid_until > now()
      and screening.compartment = any (a.compartments) offset 0));
create policy "an open screening is written by its author alone" on screening for update to reti_app
  using (state = 'open' and author_id = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = screening.case_id and a.valid_until > now()
      and screening.compartment = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on screening_move to reti_app;
create policy "when a screening began and ended is read with it" on screening_move for select to reti_app
  using (exists (select from screening s where s.id = screening_move.screening_id));
create policy "a screening is moved by its author" on screening_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from screening s where s.id = screening_move.screening_id and s.author_id = (select actor_member())));

grant select, insert on safety_protocol to reti_app;
grant update (taken_by, taken_at) on safety_protocol to reti_app;
create policy "a critical answer is known to those who may read the answers" on safety_protocol for select to reti_app
  using (exists (select from screening s where s.id = safety_protocol.screening_id));
create policy "a critical answer is raised by whoever received it" on safety_protocol for insert to reti_app
  with check (raised_by = (select actor_member()) and programme_id = (select actor_programme()) and taken_at is null
    and exists (select from screening s where s.id = safety_protocol.screening_id and s.author_id = (select actor_member())));
create policy "a critical answer is taken up by those who hear the story" on safety_protocol for update to reti_app
  using (taken_at is null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = safety_protocol.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0))
  with check (taken_by = (select actor_member()));

-- An assessment is a profession's act: psychologist, legal operator, educator, following the case. The coordinator answers for the team's
-- quality and may read second, but does not assess; nobody assesses from a file opened in an emergency.
grant select, insert on assessment to reti_app;
grant update (state, asked_reader, version) on assessment to reti_app;
create policy "assessments are read by those who hear the story" on assessment for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = assessment.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "psychologist, legal operator and educator of the case assess, in their own name" on assessment for insert to reti_app
  with check (author_id = (select actor_member()) and author_account = (select actor_account()) and author_profession = (select actor_role())
    and programme_id = (select actor_programme()) and (select actor_is('psychologist', 'legal', 'educator'))
    and state = case outcome when 'presumed-trafficking-victim' then 'awaiting-second-reading' else outcome end and asked_reader is null
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = assessment.case_id and a.person_id = assessment.person_id
      and a.valid_until > now() and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0));

-- Who could read an assessment second: every other person who follows the case and hears its story.
create or replace function second_readers_of(of_assessment uuid) returns table (member_id uuid, name text, role text) language plpgsql stable security definer set search_path = public as $$
begin
  return query select distinct on (m.account_id) m.id, p.name, m.role
    from assessment s join case_access a on a.case_id = s.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'restricted' = any (a.compartments)
    join membership m on m.id = a.member_id and m.account_id <> s.author_account join account p on p.id = m.account_id
   where s.id = of_assessment and case_opens(s.case_id, 'restricted') order by m.account_id, m.since;
end $$;

create policy "those who follow the case move its assessment; presumed only after another person has agreed" on assessment for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = assessment.case_id and a.valid_until > now()
    and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme())
    and (state <> 'presumed-trafficking-victim' or exists (select from second_reading r where r.assessment_id = assessment.id and r.agrees and r.reader_account <> assessment.author_account))
    and (asked_reader is null or exists (select from second_readers_of(assessment.id) r where r.member_id = assessment.asked_reader)));

grant select, insert on second_reading to reti_app;
create policy "second readings are read by those who hear the story" on second_reading for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = second_reading.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "another person who follows the case reads second, under their own account" on second_reading for insert to reti_app
  with check (reader_id = (select actor_member()) and reader_account = (select actor_account()) and reader_profession = (select actor_role())
    and programme_id = (select actor_programme())
    and exists (select from assessment s join case_access a on a.case_id = s.case_id
      where s.id = second_reading.assessment_id and s.state = 'awaiting-second-reading' and s.author_account <> (select actor_account())
        and a.member_id = (select actor_member()) and a.valid_until > now() and a.via <> 'break-glass' and 'restricted' = any (a.compartments)));

grant select, insert on assessment_move to reti_app;
create policy "the moves of an assessment are read by those who hear the story" on assessment_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = assessment_move.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "the moves of an assessment are written by those who hear the story" on assessment_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = assessment_move.case_id and a.valid_until > now()
      and 'restricted' = any (a.compartments) offset 0));

-- A case moves up in the lists when a screening begins or ends, not at each answer.
drop trigger if exists case_changed on screening;
create trigger case_changed after insert or update of state on screening for each row execute function case_changed_by_row();
drop trigger if exists case_changed on assessment;
create trigger case_changed after insert or update of state on assessment for each row execute function case_changed_by_row();
