-- Interviews. The heading belongs to the case, the story to those who hear it.

-- The heading of an interview is read by those who hold the case's files; a mediator's, by the mediator who wrote it or interpreted in it.
grant select, insert on interview to reti_app;
grant update (kind, language, interpreter, mediator_id, place, present, preparation, state, signed_at, version, heading_changes) on interview to reti_app;
create policy "that an interview took place is read by those who hold the case's files" on interview for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview.case_id and a.valid_until > now()
    and ('case' = any (a.compartments) or ('mediation' = any (a.compartments) and a.member_id in (interview.author_id, interview.mediator_id))) offset 0));
create policy "an interview is opened by those who hold the case" on interview for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and state = 'prepared'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "an interview is led by its author and those who hear its story; only its author signs" on interview for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview.case_id and a.valid_until > now()
    and ('restricted' = any (a.compartments) or a.member_id = interview.author_id) offset 0))
  with check (programme_id = (select actor_programme()) and (state <> 'signed' or author_id = (select actor_member())));

grant select, insert on interview_move to reti_app;
create policy "when an interview began and stopped is read with its heading" on interview_move for select to reti_app
  using (exists (select from interview i where i.id = interview_move.interview_id));
create policy "an interview is moved by its author and those who hear its story" on interview_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a join interview i on i.id = interview_move.interview_id
      where a.member_id = (select actor_member()) and a.case_id = interview_move.case_id and a.valid_until > now() and ('restricted' = any (a.compartments) or a.member_id = i.author_id) offset 0));

-- Who came and who left is written like a move, and read with the heading.
grant select, insert on interview_attendance to reti_app;
create policy "who came into the room and who left is read with the heading" on interview_attendance for select to reti_app
  using (exists (select from interview i where i.id = interview_attendance.interview_id));
create policy "who came and who left is written by the author and those who hear the story" on interview_attendance for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a join interview i on i.id = interview_attendance.interview_id
      where a.member_id = (select actor_member()) and a.case_id = interview_attendance.case_id and a.valid_until > now() and ('restricted' = any (a.compartments) or a.member_id = i.author_id) offset 0));

-- Whether the interpreter named in an interview must not follow its case; never why, and only for those who know of the interview.
create or replace function interpreter_is_barred(of_interview uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from interview i join membership m on m.id = i.mediator_id
    where i.id = of_interview and is_barred(i.case_id, m.account_id)
      and exists (select from case_access a where a.member_id = actor_member() and a.case_id = i.case_id and a.valid_until > now()))
$$;
revoke execute on function interpreter_is_barred(uuid) from public;
grant execute on function interpreter_is_barred(uuid) to reti_app;

-- The story is heard by those who hold `restricted`; the labour expert reads the work facts alone; a mediator what they wrote themselves.
grant select, insert on interview_section to reti_app;
grant update (state, content_sealed, author_id, written_at, version) on interview_section to reti_app;
create policy "what was said is read by those who hear the story, work facts by those who hold work, a mediator's by that mediator" on interview_section for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_section.case_id and a.valid_until > now()
    and interview_section.compartment = any (a.compartments)
    and ('restricted' = any (a.compartments) or interview_section.compartment = 'work' or interview_section.author_id = a.member_id) offset 0));
create policy "what was said is written by those who may read it" on interview_section for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from interview i where i.id = interview_section.interview_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_section.case_id and a.valid_until > now()
      and interview_section.compartment = any (a.compartments)
      and ('restricted' = any (a.compartments) or interview_section.compartment in ('work', 'mediation')) offset 0));
create policy "what was said is continued by those who may read it; a mediator's only by that mediator" on interview_section for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_section.case_id and a.valid_until > now()
    and interview_section.compartment = any (a.compartments)
    and (interview_section.author_id = a.member_id or (interview_section.compartment <> 'mediation' and ('restricted' = any (a.compartments) or interview_section.compartment = 'work'))) offset 0))
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()));

-- Whether somebody other than the author has words of theirs in a signed interview, standing or kept beside.
create or replace function wrote_beside_author(of_interview uuid, member uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from interview i where i.id = of_interview and i.state = 'signed' and i.author_id <> member)
     and (exists (select from interview_section s where s.interview_id = of_interview and s.author_id = member)
       or exists (select from interview_text x where x.interview_id = of_interview and x.author_id = member))
$$;
revoke execute on function wrote_beside_author(uuid, uuid) from public;
grant execute on function wrote_beside_author(uuid, uuid) to reti_app;

-- A text that does not stand in its section is read like the one that does; nobody takes it away.
grant select, insert on interview_text to reti_app;
grant update (content_sealed, written_at, settled_at, settled_by, settled_as) on interview_text to reti_app;
create policy "texts beside and texts replaced are read like what was said" on interview_text for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_text.case_id and a.valid_until > now()
    and interview_text.compartment = any (a.compartments)
    and ('restricted' = any (a.compartments) or interview_text.compartment = 'work' or interview_text.author_id = a.member_id) offset 0));
create policy "a text is kept beside by its writer; one that stood, as its writer left it, by whoever writes there next" on interview_text for insert to reti_app
  with check (programme_id = (select actor_programme()) and settled_at is null
    and (author_id = (select actor_member()) or (kind = 'replaced' and exists (select from interview_section s where s.interview_id = interview_text.interview_id
      and s.section = interview_text.section and s.compartment = interview_text.compartment and s.author_id = interview_text.author_id and s.written_at = interview_text.written_at)))
    and exists (select from interview i where i.id = interview_text.interview_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_text.case_id and a.valid_until > now()
      and interview_text.compartment = any (a.compartments)
      and ('restricted' = any (a.compartments) or interview_text.compartment = 'work' or interview_text.author_id = a.member_id) offset 0));
create policy "a text beside is gone on with by its writer, and decided about by those who may write there" on interview_text for update to reti_app
  using (kind = 'beside' and settled_at is null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_text.case_id and a.valid_until > now()
    and interview_text.compartment = any (a.compartments)
    and (interview_text.author_id = a.member_id or (interview_text.compartment <> 'mediation' and ('restricted' = any (a.compartments) or interview_text.compartment = 'work'))) offset 0))
  with check (programme_id = (select actor_programme()) and (settled_by = (select actor_member()) or (settled_at is null and author_id = (select actor_member()))));

-- The second name under an interview: of somebody who wrote in it, once its author has signed.
grant select, insert on interview_countersignature to reti_app;
create policy "who put their name under an interview is read with its heading" on interview_countersignature for select to reti_app
  using (exists (select from interview i where i.id = interview_countersignature.interview_id));
create policy "an interview is countersigned by those who wrote in it beside its author" on interview_countersignature for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and wrote_beside_author(interview_id, by_member)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_countersignature.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

grant select, insert on interview_addendum to reti_app;
create policy "what was added after signing is read like what was said" on interview_addendum for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_addendum.case_id and a.valid_until > now()
    and interview_addendum.compartment = any (a.compartments)
    and ('restricted' = any (a.compartments) or interview_addendum.compartment = 'work' or interview_addendum.author_id = a.member_id) offset 0));
create policy "an addendum is written by those who may read what it adds to" on interview_addendum for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from interview i where i.id = interview_addendum.interview_id)
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = interview_addendum.case_id and a.valid_until > now()
      and interview_addendum.compartment = any (a.compartments)
      and ('restricted' = any (a.compartments) or interview_addendum.compartment in ('work', 'mediation')) offset 0));

-- Who signed an interview besides the team: the person. How is read with the heading; what was read back only by those whose compartment seals it.
grant select, insert on interview_person_signature to reti_app;
create policy "how the person signed is read with the heading" on interview_person_signature for select to reti_app
  using (exists (select from interview i where i.id = interview_person_signature.interview_id));
create policy "how the person signed is written by the author and those who hear the story" on interview_person_signature for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a join interview i on i.id = interview_person_signature.interview_id
      where a.member_id = (select actor_member()) and a.case_id = interview_person_signature.case_id and a.valid_until > now() and ('restricted' = any (a.compartments) or a.member_id = i.author_id)));

grant select, insert on interview_setting to reti_app;
grant update (person_signature, by_member, changed_at, version) on interview_setting to reti_app;
create policy "the team reads how interviews are held" on interview_setting for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator says how interviews are held" on interview_setting for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator')));
create policy "the coordinator changes how interviews are held" on interview_setting for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (by_member = (select actor_member()));

create or replace function person_has_signed(of_interview uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from interview_person_signature s where s.interview_id = of_interview and s.outcome = 'signed')
$$;
revoke execute on function person_has_signed(uuid) from public;
grant execute on function person_has_signed(uuid) to reti_app;

-- It follows the talk, never comes in the middle of it, and is for ever.
create or replace function person_signs_what_is_said() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then raise exception 'interview-signed-by-person' using errcode = 'RT001'; end if;
  if not exists (select from interview i where i.id = new.interview_id and i.state in ('stopped', 'signed')) then raise exception 'interview-not-stopped' using errcode = 'RT001'; end if;
  -- Two attest, not one under two hats; and both are of the team.
  if new.attested_with is not null and not exists (select from membership second join membership writer on writer.id = new.by_member
    where second.id = new.attested_with and second.programme_id = new.programme_id and second.ended_at is null and second.account_id <> writer.account_id
      and second.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')) then
    raise exception 'who attests is another colleague of the team' using errcode = 'check_violation';
  end if;
  return new;
end $$;
drop trigger if exists person_signs_what_is_said on interview_person_signature;
create trigger person_signs_what_is_said before insert or update or delete on interview_person_signature for each row execute function person_signs_what_is_said();

-- What she signed is not gone on with: a further talk is another interview.
create or replace function person_signed_ends_sittings() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.move = 'start' and person_has_signed(new.interview_id) then raise exception 'interview-signed-by-person' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists person_signed_ends_sittings on interview_move;
create trigger person_signed_ends_sittings before insert on interview_move for each row execute function person_signed_ends_sittings();

-- What was signed stays as it was signed, whoever asks: the application, the house's own functions, the owner of the tables.
create or replace function signed_interview_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'signed' then raise exception 'interview-signed' using errcode = 'RT001'; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
drop trigger if exists signed_interview_stays on interview;
create trigger signed_interview_stays before update or delete on interview for each row execute function signed_interview_stays();

-- The row of the interview is held while a section is written, so that a signature given meanwhile comes before or after, never between.
create or replace function signed_sections_stay() returns trigger language plpgsql security definer set search_path = public as $$
declare standing text; of_interview uuid := case when tg_op = 'DELETE' then old.interview_id else new.interview_id end;
begin
  select i.state into standing from interview i where i.id = of_interview for share;
  if standing = 'signed' then raise exception 'interview-signed' using errcode = 'RT001'; end if;
  if person_has_signed(of_interview) then raise exception 'interview-signed-by-person' using errcode = 'RT001'; end if;
  if tg_op = 'UPDATE' and (new.interview_id, new.section, new.compartment) is distinct from (old.interview_id, old.section, old.compartment) then
    raise exception 'not-allowed' using errcode = 'RT001';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
drop trigger if exists signed_sections_stay on interview_section;
create trigger signed_sections_stay before insert or update or delete on interview_section for each row execute function signed_sections_stay();

drop trigger if exists signed_sections_stay on interview_text;
create trigger signed_sections_stay before insert or update or delete on interview_text for each row execute function signed_sections_stay();
-- A text that somebody decided about, or that was replaced, is never another: only one that still stands beside goes on.
create or replace function past_texts_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.kind <> 'beside' or old.settled_at is not null then raise exception 'not-allowed' using errcode = 'RT001'; end if;
  if new.settled_at is not null and (new.content_sealed, new.written_at) is distinct from (old.content_sealed, old.written_at) then raise exception 'not-allowed' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists past_texts_stay on interview_text;
create trigger past_texts_stay before update or delete on interview_text for each row execute function past_texts_stay();

create or replace function countersignature_follows_signature() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then raise exception 'interview-signed' using errcode = 'RT001'; end if;
  if not wrote_beside_author(new.interview_id, new.by_member) then raise exception 'not-allowed' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists countersignature_follows_signature on interview_countersignature;
create trigger countersignature_follows_signature before insert or update or delete on interview_countersignature for each row execute function countersignature_follows_signature();

create or replace function signed_interview_gains_no_moves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' or exists (select from interview i where i.id = new.interview_id and i.state = 'signed') then
    raise exception 'interview-signed' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists signed_interview_gains_no_moves on interview_move;
create trigger signed_interview_gains_no_moves before insert or update or delete on interview_move for each row execute function signed_interview_gains_no_moves();

drop trigger if exists signed_interview_gains_no_moves on interview_attendance;
create trigger signed_interview_gains_no_moves before insert or update or delete on interview_attendance for each row execute function signed_interview_gains_no_moves();

create or replace function addendum_follows_signature() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then raise exception 'interview-signed' using errcode = 'RT001'; end if;
  if not exists (select from interview i where i.id = new.interview_id and i.state = 'signed') then raise exception 'interview-not-signed' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists addendum_follows_signature on interview_addendum;
create trigger addendum_follows_signature before insert or update or delete on interview_addendum for each row execute function addendum_follows_signature();

create or replace function interviews_are_not_emptied() returns trigger language plpgsql as $$
begin raise exception 'interview-signed' using errcode = 'RT001'; end $$;
drop trigger if exists interviews_are_not_emptied on interview;
create trigger interviews_are_not_emptied before truncate on interview execute function interviews_are_not_emptied();
drop trigger if exists interviews_are_not_emptied on interview_section;
create trigger interviews_are_not_emptied before truncate on interview_section execute function interviews_are_not_emptied();
drop trigger if exists interviews_are_not_emptied on interview_text;
create trigger interviews_are_not_emptied before truncate on interview_text execute function interviews_are_not_emptied();
drop trigger if exists interviews_are_not_emptied on interview_countersignature;
create trigger interviews_are_not_emptied before truncate on interview_countersignature execute function interviews_are_not_emptied();
drop trigger if exists interviews_are_not_emptied on interview_person_signature;
create trigger interviews_are_not_emptied before truncate on interview_person_signature execute function interviews_are_not_emptied();
drop trigger if exists interviews_are_not_emptied on interview_addendum;
create trigger interviews_are_not_emptied before truncate on interview_addendum execute function interviews_are_not_emptied();

drop trigger if exists case_changed on interview_move;
create trigger case_changed after insert on interview_move for each row execute function case_changed_by_row();
drop trigger if exists case_changed on interview_addendum;
create trigger case_changed after insert on interview_addendum for each row execute function case_changed_by_row();
drop trigger if exists case_changed on interview_person_signature;
create trigger case_changed after insert on interview_person_signature for each row execute function case_changed_by_row();
