-- Screening. Answers and what anybody made of them are `restricted`: assigned psychologist, legal operator, educator, and the coordinator.
-- A mediator reads the short lists they filled in themselves; the labour expert, and everyone outside the team, nothing.

grant select, insert on screening to reti_app;
grant update (answers_sealed, last_change, weights, state, completed_at, again_on, version) on screening to reti_app;
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

-- Instruments ------------------------------------------------------------------------------------------------------------------------

-- The program tells, at each start, what its files say; nobody signed in can.
create or replace function announce_instruments(releases jsonb) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into instrument_release (instrument_id, version, in_use, who_may_use, minimum_age, languages, own_words)
  select r.instrument_id, r.version, r.in_use, r.who_may_use, r.minimum_age, r.languages, coalesce(r.own_words, false)
    from jsonb_to_recordset(releases) as r (instrument_id text, version integer, in_use boolean, who_may_use text[], minimum_age integer, languages text[], own_words boolean)
  on conflict (instrument_id, version) do update
    set in_use = excluded.in_use, who_may_use = excluded.who_may_use, minimum_age = excluded.minimum_age, languages = excluded.languages, own_words = excluded.own_words;
end $$;
revoke execute on function announce_instruments(jsonb) from public;
grant execute on function announce_instruments(jsonb) to reti_gate;

-- The version of each instrument with which the asker's profession begins today: names of texts, nothing of anybody.
create or replace function instruments_in_use() returns table (instrument_id text, version integer) language sql stable security definer set search_path = public as $$
  with known as (
    select r.instrument_id, r.version, r.in_use, r.who_may_use from instrument_release r
    union all
    select p.instrument_id, p.release, true, array(select jsonb_array_elements_text(p.content -> 'whoMayUse')) from programme_instrument p
     where p.programme_id = actor_programme() and p.state = 'in-use'
  ), newest as (select distinct on (k.instrument_id) k.* from known k order by k.instrument_id, k.version desc)
  select n.instrument_id, n.version from newest n where n.in_use and actor_role() = any (n.who_may_use) order by n.instrument_id
$$;
revoke execute on function instruments_in_use() from public;
grant execute on function instruments_in_use() to reti_app;

-- How many years the person surely has: the same decision as `domain/age.ts` (a test compares them). A doubt of age counts as none.
create or replace function sure_years(of_person uuid) returns integer language plpgsql stable security definer set search_path = public as $$
declare known record; today date := (now() at time zone 'Europe/Rome')::date; margin integer; youngest integer; oldest integer; settled boolean;
begin
  select p.minor_track, b.precision, b.year, b.month, b.day into known from person p left join person_birth b on b.person_id = p.id where p.id = of_person;
  if not found or known.minor_track then return 0; end if;
  settled := exists (select from person_move m where m.person_id = of_person and m.machine = 'minor' and m.move = 'reclassify');
  if known.year is null then return case when settled then 18 else 0 end; end if;
  margin := case when known.precision = 'estimated' then 2 else 0 end;
  youngest := greatest(0, extract(year from today)::integer - known.year - margin
    - case when (extract(month from today)::integer, extract(day from today)::integer) >= (coalesce(known.month, 12), coalesce(known.day, 31)) then 0 else 1 end);
  oldest := greatest(0, extract(year from today)::integer - known.year + margin
    - case when (extract(month from today)::integer, extract(day from today)::integer) >= (coalesce(known.month, 1), coalesce(known.day, 1)) then 0 else 1 end);
  if youngest >= 18 or oldest < 18 then return youngest; end if;
  return case when settled then 18 else 0 end;
end $$;
revoke execute on function sure_years(uuid) from public;

-- Answers are begun and kept only with an instrument that is in use, by a profession it is given to, with somebody surely old enough, in a
-- language in which it was validated. Ending a screening is always possible: what was said stays.
create or replace function screening_fits_its_instrument() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user <> 'reti_app' then return new; end if;
  if not exists (select from (
        select h.instrument_id, h.version, h.in_use, h.who_may_use, h.minimum_age, h.languages from instrument_release h
        union all
        select p.instrument_id, p.release, p.state = 'in-use', array(select jsonb_array_elements_text(p.content -> 'whoMayUse')), (p.content ->> 'minimumAge')::integer,
            case when (p.content ->> 'onlyValidatedLanguages')::boolean
              then array(select l.key from jsonb_each(p.content -> 'languages') l where l.value ->> 'wording' = 'official') end
          from programme_instrument p where p.programme_id = new.programme_id) r
      where r.instrument_id = new.instrument_id and r.version = new.instrument_version and r.in_use
      and actor_role() = any (r.who_may_use) and (r.languages is null or new.language = any (r.languages))
      and (r.minimum_age is null or sure_years((select c.person_id from case_file c where c.id = new.case_id)) >= r.minimum_age)) then
    raise insufficient_privilege;
  end if;
  return new;
end $$;
drop trigger if exists screening_fits_its_instrument on screening;
create trigger screening_fits_its_instrument before insert or update of answers_sealed on screening for each row execute function screening_fits_its_instrument();

-- Proofs of a sign: those who hear the story, from whichever of them they came.
grant select, insert on indication_evidence to reti_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_sealed) on indication_evidence to reti_app;
create policy "evidence is read by those who hear the story" on indication_evidence for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = indication_evidence.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "evidence is added by those who hear the story, in their own name" on indication_evidence for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and withdrawn_at is null
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = indication_evidence.case_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0));
create policy "evidence is withdrawn once, by those who hear the story" on indication_evidence for update to reti_app
  using (withdrawn_at is null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = indication_evidence.case_id and a.valid_until > now()
    and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0))
  with check (withdrawn_by = (select actor_member()));

-- What the figures of a signed worksheet speak of is taken up, or not, like a proof: by those who hear the story, in their own name.
grant select, insert on indication_suggestion_answer to reti_app;
create policy "what was said of the worksheet's signs is read by those who hear the story" on indication_suggestion_answer for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = indication_suggestion_answer.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "a worksheet's sign is taken up or not by those who hear the story, once it is signed" on indication_suggestion_answer for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from worksheet w where w.id = indication_suggestion_answer.worksheet_id and w.case_id = indication_suggestion_answer.case_id and w.state = 'signed')
    and (evidence_id is null or exists (select from indication_evidence e where e.id = indication_suggestion_answer.evidence_id and e.case_id = indication_suggestion_answer.case_id))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = indication_suggestion_answer.case_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0));

-- Vulnerability: a category that rests on somebody's health, or on violence suffered, is certified by the clinical profession alone.
grant select, insert on vulnerability_mark to reti_app;
create policy "vulnerabilities are read by those who hear the story" on vulnerability_mark for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vulnerability_mark.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "vulnerabilities are marked by those who hear the story; what is clinical is certified by the psychologist" on vulnerability_mark for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and (status <> 'certified' or (select actor_is('psychologist'))
      or category not in ('serious-illness-or-mental-disorder', 'torture-rape-or-violence', 'genital-mutilation', 'gender-based-violence', 'torture-survivor', 'mental-distress'))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = vulnerability_mark.case_id and a.person_id = vulnerability_mark.person_id
      and a.valid_until > now() and a.via <> 'break-glass' and 'restricted' = any (a.compartments) offset 0));

-- A critical answer is told at once, in the same breath in which it is kept.
grant select on safety_notice to reti_app;
grant update (read_at) on safety_notice to reti_app;
create policy "everyone reads the calls that were made to them" on safety_notice for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "everyone marks as read the calls that were made to them" on safety_notice for update to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme())) with check (member_id = (select actor_member()));
create or replace function tell_of_critical_answer() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into safety_notice (programme_id, protocol_id, member_id)
  select new.programme_id, new.id, m.id from case_access a join membership m on m.id = a.member_id and m.ended_at is null
   where a.case_id = new.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'restricted' = any (a.compartments)
     and m.role in ('psychologist', 'coordinator') and m.id <> new.raised_by
  on conflict do nothing;
  if not exists (select from case_access a join membership m on m.id = a.member_id and m.ended_at is null and m.role = 'psychologist'
      where a.case_id = new.case_id and a.valid_until > now() and 'restricted' = any (a.compartments)) then
    insert into safety_notice (programme_id, protocol_id, member_id)
    select new.programme_id, new.id, m.id from membership m
     where m.programme_id = new.programme_id and m.role = 'psychologist' and m.ended_at is null and not is_barred(new.case_id, m.account_id)
    on conflict do nothing;
  end if;
  return new;
end $$;
drop trigger if exists tell_of_critical_answer on safety_protocol;
create trigger tell_of_critical_answer after insert on safety_protocol for each row execute function tell_of_critical_answer();

-- What a colleague who was called learns, whether or not they hold the case: who calls, since when, whether somebody looks after it already.
create or replace function safety_call(of_protocol uuid) returns table (raised_by text, raised_at timestamptz, taken_by text, taken_at timestamptz, holds boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  return query select r.name, q.raised_at, t.name, q.taken_at, case_opens(q.case_id, 'restricted')
    from safety_protocol q join membership rm on rm.id = q.raised_by join account r on r.id = rm.account_id
    left join membership tm on tm.id = q.taken_by left join account t on t.id = tm.account_id
   where q.id = of_protocol and q.programme_id = actor_programme()
     and (case_opens(q.case_id, 'restricted') or exists (select from safety_notice n where n.protocol_id = q.id and n.member_id = actor_member()));
end $$;

grant select, insert on safety_step to reti_app;
create policy "what was done about a critical answer is read by those who hear the story" on safety_step for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = safety_step.case_id and a.valid_until > now()
    and 'restricted' = any (a.compartments) offset 0));
create policy "what was done about a critical answer is written by those who hear the story, once somebody has taken it up" on safety_step for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from safety_protocol q where q.id = safety_step.protocol_id and q.case_id = safety_step.case_id and q.taken_at is not null)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = safety_step.case_id and a.valid_until > now()
      and 'restricted' = any (a.compartments) offset 0));

-- Instruments of the programme. Professions write and read second; whoever coordinates puts in use and withdraws. The whole team may read them.
grant select, insert on programme_instrument to reti_app;
grant update (content, state, reviewed_account, version) on programme_instrument to reti_app;
create policy "the team reads the instruments of its programme" on programme_instrument for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "psychologist, legal operator, educator and coordinator make instruments, in their own name" on programme_instrument for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('psychologist', 'legal', 'educator', 'coordinator'))
    and author_id = (select actor_member()) and author_account = (select actor_account()) and state = 'draft' and reviewed_account is null);
create policy "an instrument is written by its author, reviewed by another person, put in use and withdrawn by the coordinator" on programme_instrument for update to reti_app
  using (programme_id = (select actor_programme()) and state <> 'withdrawn' and (select actor_is('psychologist', 'legal', 'educator', 'coordinator')))
  with check (programme_id = (select actor_programme()) and case state
    when 'draft' then author_account = (select actor_account()) or reviewed_account is null
    when 'reviewed' then author_account <> (select actor_account()) and reviewed_account = (select actor_account())
    when 'in-use' then (select actor_is('coordinator')) and reviewed_account <> author_account
    else (select actor_is('coordinator')) or (author_account = (select actor_account())) end);

-- What may be written depends on where it stands: a draft by its author alone, and nothing of it once a second person has read it.
create or replace function programme_instrument_stands() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user <> 'reti_app' then return new; end if;
  if new.content is distinct from old.content and (old.state <> 'draft' or new.state <> 'draft' or old.author_account <> actor_account()) then raise insufficient_privilege; end if;
  if old.state = 'in-use' and new.state = 'withdrawn' and not actor_is('coordinator') then raise insufficient_privilege; end if;
  return new;
end $$;
drop trigger if exists programme_instrument_stands on programme_instrument;
create trigger programme_instrument_stands before update on programme_instrument for each row execute function programme_instrument_stands();

grant select, insert on programme_instrument_move to reti_app;
create policy "the team reads how an instrument came into use" on programme_instrument_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "a step of an instrument is written by whoever takes it" on programme_instrument_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_is('psychologist', 'legal', 'educator', 'coordinator')));

-- Who is told that it is worth asking again: whoever answers for the case, and whoever asked last while they still read its answers; where nobody answers for it
-- who may read the answers, whoever coordinates. Which rows these are, the rules of the table itself decide.
create or replace function owes_reassessment(owner uuid, author uuid) returns boolean language sql stable security definer set search_path = public as $$
  select coalesce(actor_member() in (owner, author), false) or actor_is('coordinator')
    and not exists (select from membership m where m.id = owner and m.ended_at is null and m.role in ('psychologist', 'legal', 'educator', 'coordinator'))
$$;
revoke execute on function owes_reassessment(uuid, uuid) from public;
grant execute on function owes_reassessment(uuid, uuid) to reti_app;

-- Wordings of our own sets in other languages. Written by those of the team who know the language, and by whoever coordinates, who brings what a translator outside
-- wrote; approved, sent back and replaced by a mediator who speaks it.
create or replace function actor_speaks(asked text) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from membership m where m.id = actor_member() and m.ended_at is null and asked = any (m.languages))
$$;
revoke execute on function actor_speaks(text) from public;
grant execute on function actor_speaks(text) to reti_app;

-- Only a set that is in use and whose words are ours; one version of the house that says otherwise speaks for all versions, those of a programme too.
create or replace function takes_wordings(of_programme uuid, of_instrument text, of_version integer) returns boolean language sql stable security definer set search_path = public as $$
  select not exists (select from instrument_release r where r.instrument_id = of_instrument and not r.own_words)
    and (exists (select from instrument_release r where r.instrument_id = of_instrument and r.version = of_version and r.in_use)
      or exists (select from programme_instrument p where p.programme_id = of_programme and p.instrument_id = of_instrument and p.release = of_version and p.state = 'in-use'
        and not coalesce((p.content ->> 'onlyValidatedLanguages')::boolean, false)
        and not exists (select from jsonb_each(p.content -> 'languages') l where l.value ->> 'wording' is distinct from 'own-short-label')))
$$;
revoke execute on function takes_wordings(uuid, text, integer) from public;

grant select, insert on instrument_wording to reti_app;
grant update (words, carried, state, writers, approved_by, approved_account, approved_at, changed_at, version) on instrument_wording to reti_app;
create policy "the team reads the wordings of its programme" on instrument_wording for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "a wording is begun by those of the team who know the language and by the coordinator, in their own name" on instrument_wording for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and author_account = (select actor_account()) and state = 'draft'
    and ((select actor_is('coordinator')) or ((select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator')) and actor_speaks(language))));
create policy "a wording is written and moved by those who know the language and by the coordinator; approved by a mediator who speaks it" on instrument_wording for update to reti_app
  using (programme_id = (select actor_programme()) and state in ('draft', 'proposed', 'approved')
    and ((select actor_is('coordinator')) or ((select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator')) and actor_speaks(language))))
  with check (programme_id = (select actor_programme())
    and (state <> 'approved' or ((select actor_is('mediator')) and actor_speaks(language) and approved_by = (select actor_member()) and approved_account = (select actor_account()))));

-- Who wrote is put down here and by nobody; sentences change in a draft alone; a step is taken by whoever may take it.
create or replace function instrument_wording_stands() returns trigger language plpgsql security definer set search_path = public as $$
declare answers boolean := actor_is('mediator') and actor_speaks(new.language); wrote boolean;
begin
  if session_user <> 'reti_app' then return new; end if;
  if tg_op = 'INSERT' or (new.state in ('proposed', 'approved') and new.state is distinct from old.state) then
    if not takes_wordings(new.programme_id, new.instrument_id, new.instrument_version) then raise insufficient_privilege; end if;
  end if;
  if tg_op = 'INSERT' then
    if new.approved_at is not null then raise insufficient_privilege; end if;
    new.writers := array(select distinct w from unnest(array[actor_account()] || coalesce((select b.writers from instrument_wording b
      where b.id = new.based_on and b.programme_id = new.programme_id and b.instrument_id = new.instrument_id and b.language = new.language), '{}')) w);
    return new;
  end if;
  wrote := actor_account() = any (old.writers);
  new.writers := old.writers;
  if new.words is distinct from old.words or new.carried is distinct from old.carried then
    if old.state <> 'draft' or new.state <> 'draft' then raise insufficient_privilege; end if;
    if not wrote then new.writers := old.writers || actor_account(); end if;
  end if;
  if new.state is distinct from old.state and not coalesce(case new.state
      when 'proposed' then true
      when 'draft' then answers or wrote
      when 'approved' then answers and not wrote
      when 'replaced' then answers
      when 'withdrawn' then answers or actor_is('coordinator') or (old.state <> 'approved' and old.author_account = actor_account()) end, false) then
    raise insufficient_privilege;
  end if;
  if (new.approved_by, new.approved_account, new.approved_at) is distinct from (old.approved_by, old.approved_account, old.approved_at)
    and not (old.state = 'proposed' and new.state = 'approved') then raise insufficient_privilege; end if;
  return new;
end $$;
drop trigger if exists instrument_wording_stands on instrument_wording;
create trigger instrument_wording_stands before insert or update on instrument_wording for each row execute function instrument_wording_stands();

grant select, insert on instrument_wording_move to reti_app;
create policy "the team reads how a wording came into use" on instrument_wording_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "a step of a wording is written by whoever takes it" on instrument_wording_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from instrument_wording w where w.id = instrument_wording_move.wording_id
    and ((select actor_is('coordinator')) or actor_speaks(w.language))));

-- Answers say in whose words they were asked: of that list, in that language, and only words that somebody answered for.
create or replace function screening_wording_fits() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user = 'reti_app' and new.wording_id is not null and not exists (select from instrument_wording w where w.id = new.wording_id and w.programme_id = new.programme_id
      and w.instrument_id = new.instrument_id and w.language = new.language and w.approved_at is not null) then
    raise insufficient_privilege;
  end if;
  return new;
end $$;
drop trigger if exists screening_wording_fits on screening;
create trigger screening_wording_fits before insert on screening for each row execute function screening_wording_fits();
