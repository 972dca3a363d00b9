-- Referrals. Two sides: those who hold the files of the person's case, and the partners of the receiving organisation, who know of a
-- referral only once it is sent and read its letter only while nobody has withdrawn it.

-- Which state may follow which. The same machine stands in domain.ts; a test compares them state by state.
create or replace function referral_goes(from_state text, to_state text) returns boolean language sql immutable as $$
  select case from_state
    when 'proposed' then to_state in ('consented', 'withdrawn')
    when 'consented' then to_state in ('sent', 'withdrawn')
    when 'sent' then to_state in ('acknowledged', 'to-meet', 'accepted', 'declined', 'waitlisted', 'withdrawn')
    when 'acknowledged' then to_state in ('to-meet', 'accepted', 'declined', 'waitlisted', 'withdrawn')
    when 'waitlisted' then to_state in ('to-meet', 'accepted', 'declined', 'appointment', 'withdrawn')
    when 'to-meet' then to_state in ('accepted', 'declined', 'waitlisted', 'appointment', 'interrupted', 'withdrawn')
    when 'accepted' then to_state in ('appointment', 'in-progress', 'interrupted', 'withdrawn')
    when 'appointment' then to_state in ('appointment', 'attended', 'no-show', 'interrupted', 'withdrawn')
    when 'attended' then to_state in ('accepted', 'declined', 'waitlisted', 'appointment', 'in-progress', 'together', 'done', 'interrupted', 'withdrawn')
    when 'no-show' then to_state in ('appointment', 'interrupted', 'withdrawn')
    when 'in-progress' then to_state in ('appointment', 'done', 'interrupted', 'withdrawn')
    when 'together' then to_state in ('together', 'done', 'returned', 'withdrawn')
    when 'declined' then to_state = 'closed'
    when 'done' then to_state in ('returned', 'closed')
    when 'interrupted' then to_state = 'closed'
    when 'returned' then to_state = 'closed'
    else false
  end
$$;

-- True when the person asking holds the files of the case that a referral belongs to.
create or replace function referral_is_held(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from referral_matter m join case_access a on a.case_id = m.case_id
    where m.referral_id = of_referral and a.member_id = actor_member() and a.valid_until > now() and 'case' = any (a.compartments));
end $$;

-- Whether what was sent may still be read by those it was sent to: nobody withdrew, and the consent has not run out (the day ends it by itself;
-- that somebody writes it down may come later).
create or replace function referral_stands(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from referral r where r.id = of_referral and r.sent_at is not null and r.stopped_at is null
    and not exists (select from referral_matter m join consent c on c.id = m.consent_id where m.referral_id = r.id and m.basis = 'consent' and c.valid_until < italian_today()));
end $$;
revoke execute on function referral_stands(uuid) from public;

-- True when it was sent to the organisation of the partner asking and may still be read there.
create or replace function referral_is_open_to_partner(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from referral r where r.id = of_referral and r.programme_id = actor_programme() and r.organisation_id = actor_organisation()
    and actor_is('partner')) and referral_stands(of_referral);
end $$;

-- A matter is put to a referral once, by whoever proposed it: nobody can claim the referral of another case.
create or replace function referral_was_proposed_by_me(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from referral r where r.id = of_referral and r.created_by = actor_member() and r.state = 'proposed'); end $$;

grant select on referral, referral_matter, referral_letter, referral_move, referral_message, referral_notice to reti_app;
grant insert on referral, referral_matter, referral_letter, referral_move, referral_message to reti_app;
grant update (state, appointment_at, owed_on, escalate_on, together_until, mode, version) on referral to reti_app;
grant update (purpose, basis, consent_id, vital_words_sealed, draft_sealed, version) on referral_matter to reti_app;
grant update (read_at) on referral_notice to reti_app;

create policy "a referral is read by those who hold the files of its case" on referral for select to reti_app
  using (exists (select from referral_matter m join case_access a on a.case_id = m.case_id
    where m.referral_id = referral.id and a.member_id = (select actor_member()) and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the receiving organisation knows of a referral once it is sent" on referral for select to reti_app
  using ((select actor_is('partner')) and programme_id = (select actor_programme()) and organisation_id = (select actor_organisation()) and sent_at is not null);
create policy "those of the team who keep files propose referrals" on referral for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('psychologist', 'legal', 'labour', 'educator', 'coordinator'))
    and state = 'proposed' and sent_at is null and stopped_at is null and appointment_at is null);
create policy "those who hold the case's files move a referral" on referral for update to reti_app
  using (referral_is_held(id)) with check (programme_id = (select actor_programme()));
create policy "the receiving organisation answers" on referral for update to reti_app
  using (organisation_id = (select actor_organisation()) and referral_is_open_to_partner(id))
  with check (state in ('acknowledged', 'to-meet', 'accepted', 'declined', 'waitlisted', 'appointment', 'attended', 'no-show', 'in-progress', 'together', 'done', 'interrupted', 'returned'));

create policy "whose referral it is, only those who hold the case's files read" on referral_matter for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = referral_matter.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "a referral is put to a case by those who hold its files and proposed it" on referral_matter for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = referral_matter.case_id and a.person_id = referral_matter.person_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0)
    and referral_was_proposed_by_me(referral_id));
create policy "the draft is written by those who hold the case's files" on referral_matter for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = referral_matter.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

create policy "the letter is read by those who hold the case's files" on referral_letter for select to reti_app using (referral_is_held(referral_id));
create policy "the letter is read by the receiving organisation until somebody withdraws" on referral_letter for select to reti_app using (referral_is_open_to_partner(referral_id));
create policy "the letter is written by those who hold the case's files" on referral_letter for insert to reti_app
  with check (programme_id = (select actor_programme()) and referral_is_held(referral_id));

create policy "moves are read by those who hold the case's files" on referral_move for select to reti_app using (referral_is_held(referral_id));
create policy "the receiving organisation reads the sending and its own answers" on referral_move for select to reti_app
  using (move not in ('consent', 'withdraw', 'close') and referral_is_open_to_partner(referral_id));
create policy "moves are written by those who hold the case's files" on referral_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and referral_is_held(referral_id));
create policy "the receiving organisation writes its own answers" on referral_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and not on_behalf
    and move not in ('consent', 'send', 'hand-over', 'withdraw', 'close') and referral_is_open_to_partner(referral_id));

create policy "messages are read by both sides while the referral is open to them" on referral_message for select to reti_app
  using (referral_is_held(referral_id) or referral_is_open_to_partner(referral_id));
create policy "messages are written by both sides while the referral is open to them" on referral_message for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member())
    and (referral_is_held(referral_id) or referral_is_open_to_partner(referral_id)));

-- The receiving organisation's end with its view: what is left is that it was stopped.
create policy "everyone reads the notices meant for them, while they may know of the referral" on referral_notice for select to reti_app
  using (member_id = (select actor_member()) and exists (select from referral r where r.id = referral_notice.referral_id)
    and (kind = 'stopped' or not (select actor_is('partner')) or referral_is_open_to_partner(referral_id)));
create policy "everyone says that they have read a notice" on referral_notice for update to reti_app
  using (member_id = (select actor_member())) with check (member_id = (select actor_member()));

create policy "the key of a referral is held by those who hold the case's files" on vault_key for select to reti_app
  using (compartment = 'referral' and referral_is_held(holder_id));
create policy "the key of a referral is held by the receiving organisation until somebody withdraws" on vault_key for select to reti_app
  using (compartment = 'referral' and referral_is_open_to_partner(holder_id));
create policy "the key of a referral is made by those who hold the case's files" on vault_key for insert to reti_app
  with check (compartment = 'referral' and programme_id = (select actor_programme()) and referral_is_held(holder_id));

-- Whether the basis of a referral holds, now: a consent to share with this body for this purpose, or a written vital interest.
create or replace function referral_basis_holds(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from referral_matter m join referral r on r.id = m.referral_id
    where m.referral_id = of_referral and (m.basis = 'vital-interest' or sharing_stands(m.consent_id, m.case_id, r.organisation_id, m.purpose)));
end $$;
revoke execute on function referral_basis_holds(uuid) from public;

-- Whoever writes it, a referral only goes where its machine leads, and nothing leaves without a basis and a frozen letter.
create or replace function referral_moves_forward() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if old.sent_at is not null and new.mode <> old.mode then raise exception 'referral-already-sent' using errcode = 'RT001'; end if;
  if new.appointment_at is distinct from old.appointment_at and new.state <> 'appointment' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if new.together_until is distinct from old.together_until and new.state <> 'together' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if new.state = old.state then return new; end if;
  if not referral_goes(old.state, new.state) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if new.state in ('consented', 'sent') and not referral_basis_holds(new.id) then raise exception 'consent-missing' using errcode = 'RT001'; end if;
  if new.state = 'sent' then
    if not exists (select from referral_letter l where l.referral_id = new.id) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
    new.sent_at := now();
  end if;
  if new.state = 'withdrawn' then new.stopped_at := now(); end if;
  if new.state in ('proposed', 'consented', 'declined', 'done', 'interrupted', 'withdrawn', 'closed') then new.owed_on := null; new.escalate_on := null; end if;
  return new;
end $$;
drop trigger if exists referral_moves_forward on referral;
create trigger referral_moves_forward before update on referral for each row execute function referral_moves_forward();

-- A transfer goes to an anti-trafficking service, and to no other.
create or replace function transfer_finds_its_programme() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from service s where s.id = new.service_id and s.category = 'anti-trafficking') then raise exception 'transfer-needs-programme' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists transfer_finds_its_programme on referral;
create trigger transfer_finds_its_programme before insert on referral for each row when (new.kind = 'transfer') execute function transfer_finds_its_programme();

-- Of the machine's moves some are a transfer's alone, and some are not its own: the person is handed over at a meeting, after the programme
-- has said yes, and comes back only from there (`isOpenTo` in domain/machine.ts).
create or replace function transfer_goes_its_way() returns trigger language plpgsql security definer set search_path = public as $$
declare of_kind text; accepted boolean; last_meeting text; answers_late boolean := new.from_state = 'attended' and new.move in ('accept', 'decline', 'waitlist'); goes boolean; meeting_for text;
begin
  select r.kind into of_kind from referral r where r.id = new.referral_id;
  if of_kind = 'transfer' then
    accepted := exists (select from referral_move m where m.referral_id = new.referral_id and m.move = 'accept');
    select m.meeting into last_meeting from referral_move m where m.referral_id = new.referral_id and m.move = 'appoint' order by m.at desc, m.id desc limit 1;
    meeting_for := case when new.move <> 'appoint' then null when accepted then 'hand-over' else 'to-know' end;
    goes := new.move <> 'begin' and (new.move <> 'finish' or new.from_state = 'together') and not (answers_late and accepted)
      and (new.move <> 'hand-over' or last_meeting is not distinct from 'hand-over') and new.meeting is not distinct from meeting_for
      and (new.move <> 'return' or exists (select from referral_move m where m.referral_id = new.referral_id and m.move = 'hand-over'));
  else
    goes := new.move not in ('ask-to-meet', 'hand-over', 'prolong', 'return') and not answers_late and new.meeting is null;
  end if;
  if not goes then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists transfer_goes_its_way on referral_move;
create trigger transfer_goes_its_way before insert on referral_move for each row execute function transfer_goes_its_way();

-- A shared note is written while both sides follow the person, and only the sender writes down what they heard from the other.
create or replace function shared_note_has_its_time() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from referral r where r.id = new.referral_id and r.state = 'together') or (new.heard and not referral_is_held(new.referral_id)) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists shared_note_has_its_time on referral_message;
create trigger shared_note_has_its_time before insert on referral_message for each row when (new.going is not null) execute function shared_note_has_its_time();

-- What would reach nobody is not taken as written: once their view has closed, nothing is told to those it was sent to.
create or replace function referral_message_reaches() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from referral r where r.id = new.referral_id and r.sent_at is not null) and not referral_stands(new.referral_id) then
    raise exception 'referral-not-sent' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists referral_message_reaches on referral_message;
create trigger referral_message_reaches before insert on referral_message for each row execute function referral_message_reaches();

-- A frozen letter stays as it was sent, and so does its draft: what the partner reads is what the record says was shown.
create or replace function referral_letter_is_frozen() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- That two files of one person were united changes whose matter it is called, and nothing of it.
  if tg_op = 'UPDATE' and tg_table_name = 'referral_matter' and to_jsonb(new) - 'person_id' = to_jsonb(old) - 'person_id' then return new; end if;
  if tg_table_name = 'referral_matter' and not exists (select from referral r where r.id = new.referral_id and r.sent_at is not null) then return new; end if;
  raise exception 'referral-already-sent' using errcode = 'RT001';
end $$;
drop trigger if exists referral_letter_is_frozen on referral_letter;
create trigger referral_letter_is_frozen before update or delete on referral_letter for each row execute function referral_letter_is_frozen();
drop trigger if exists referral_letter_is_frozen on referral_matter;
create trigger referral_letter_is_frozen before update on referral_matter for each row execute function referral_letter_is_frozen();

-- What leaves is written down with the letter, in the same breath: who received which fields on which consent.
create or replace function referral_letter_is_recorded() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from referral r where r.id = new.referral_id and r.state = 'consented') then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if not referral_basis_holds(new.referral_id) then raise exception 'consent-missing' using errcode = 'RT001'; end if;
  -- Between the draft and the sending a service may have closed, or its place be safe no more.
  if not exists (select from referral r join service s on s.id = r.service_id where r.id = new.referral_id and s.active) then raise exception 'referral-service-closed' using errcode = 'RT001'; end if;
  insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
    select gen_random_uuid(), m.programme_id, m.case_id, m.person_id, case when m.basis = 'consent' then m.consent_id end, r.organisation_id, to_jsonb(new.fields)
      from referral_matter m join referral r on r.id = m.referral_id where m.referral_id = new.referral_id;
  return new;
end $$;
drop trigger if exists referral_letter_is_recorded on referral_letter;
create trigger referral_letter_is_recorded after insert on referral_letter for each row execute function referral_letter_is_recorded();

-- Who is told: the sender's side those assigned to the case, who stands in for one of them today, and who coordinates where there is none of these; of
-- some things its coordinators always. The receiving side its partners.
create or replace function tell_of_referral(of_referral uuid, new_kind text) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into referral_notice (id, programme_id, member_id, referral_id, kind)
  select gen_random_uuid(), a.programme_id, a.member_id, of_referral, new_kind
    from referral_matter m join case_access a on a.case_id = m.case_id and 'case' = any (a.compartments)
     and (a.valid_until = 'infinity' or a.via = 'substitute' and a.valid_until > now())
    join referral r on r.id = m.referral_id join membership h on h.id = a.member_id
   where m.referral_id = of_referral and a.member_id is distinct from actor_member()
     and case when new_kind = 'vital-interest' then h.role = 'coordinator' when new_kind in ('stopped', 'returned') then true else a.via in ('assigned', 'substitute') or a.member_id = r.created_by
       or h.role = 'coordinator' and not exists (select from case_access f where f.case_id = m.case_id and f.via in ('assigned', 'substitute') and f.valid_until > now() and 'case' = any (f.compartments)) end;
end $$;
revoke execute on function tell_of_referral(uuid, text) from public;
create or replace function tell_partners_of_referral(of_referral uuid, new_kind text) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into referral_notice (id, programme_id, member_id, referral_id, kind)
  select gen_random_uuid(), r.programme_id, m.id, r.id, new_kind
    from referral r join membership m on m.organisation_id = r.organisation_id and m.programme_id = r.programme_id and m.role = 'partner' and m.ended_at is null
   where r.id = of_referral and r.sent_at is not null and (new_kind = 'stopped' or referral_stands(r.id));
end $$;
revoke execute on function tell_partners_of_referral(uuid, text) from public;

create or replace function referral_moves_are_told() returns trigger language plpgsql security definer set search_path = public as $$
declare of_case uuid; on_basis text; of_kind text; by_partner boolean := actor_is('partner');
begin
  select m.case_id, m.basis, r.kind into of_case, on_basis, of_kind from referral_matter m join referral r on r.id = m.referral_id where m.referral_id = new.referral_id;
  perform case_changed(of_case);
  -- The programme learns at once of what the sender wrote down about a person whom both follow.
  if of_kind = 'transfer' and not by_partner and new.move not in ('consent', 'send', 'withdraw', 'close') then
    perform tell_partners_of_referral(new.referral_id, case new.move when 'hand-over' then 'handed-over' when 'return' then 'returned' else 'moved' end);
  end if;
  if new.move = 'send' then
    perform tell_partners_of_referral(new.referral_id, 'received');
    if on_basis = 'vital-interest' then perform tell_of_referral(new.referral_id, 'vital-interest'); end if;
  elsif new.move = 'withdraw' then
    perform tell_of_referral(new.referral_id, 'stopped');
    perform tell_partners_of_referral(new.referral_id, 'stopped');
  elsif new.move = 'return' then perform tell_of_referral(new.referral_id, 'returned');
  elsif new.move = 'hand-over' then perform tell_of_referral(new.referral_id, 'handed-over');
  elsif new.move in ('decline', 'interrupt') then perform tell_of_referral(new.referral_id, 'declined');
  elsif new.move not in ('consent', 'close') then perform tell_of_referral(new.referral_id, 'answered');
  end if;
  return new;
end $$;
-- The step of the plan that a letter serves: once the letter has left, the step is under way with that service. A plan that lies before
-- the person, or has ended, stays as it is; and a step that somebody has closed stays closed.
create or replace function referral_sets_step_going() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update plan_step s set service_id = r.service_id, state = case s.state when 'to-do' then 'doing' else s.state end, version = s.version + 1
    from referral_matter m join referral r on r.id = m.referral_id
   where m.referral_id = new.referral_id and s.id = m.step_id and s.state in ('to-do', 'doing')
     and exists (select from goal g join plan p on p.id = g.plan_id where g.id = s.goal_id and p.state in ('draft', 'active', 'in-review'));
  return new;
end $$;
drop trigger if exists referral_sets_step_going on referral_move;
create trigger referral_sets_step_going after insert on referral_move for each row when (new.move = 'send') execute function referral_sets_step_going();

drop trigger if exists referral_moves_are_told on referral_move;
create trigger referral_moves_are_told after insert on referral_move for each row execute function referral_moves_are_told();

create or replace function referral_messages_are_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if actor_is('partner') then perform tell_of_referral(new.referral_id, 'message'); else perform tell_partners_of_referral(new.referral_id, 'message'); end if;
  return new;
end $$;
drop trigger if exists referral_messages_are_told on referral_message;
create trigger referral_messages_are_told after insert on referral_message for each row execute function referral_messages_are_told();

-- A consent withdrawn or expired closes the receiving body's view of everything sent under it, at once and whoever wrote it down;
-- referrals that are still open are stopped. What left stays on record, so that recipients can be told.
create or replace function referrals_stop_with_consent() returns trigger language plpgsql security definer set search_path = public as $$
declare one record;
begin
  for one in select r.id, r.state from referral_matter m join referral r on r.id = m.referral_id where m.consent_id = new.id and m.basis = 'consent' and r.stopped_at is null loop
    if referral_goes(one.state, 'withdrawn') then
      update referral set state = 'withdrawn', version = version + 1 where id = one.id;
      insert into referral_move (id, programme_id, referral_id, move, from_state, to_state, reason, by_member)
        values (gen_random_uuid(), new.programme_id, one.id, 'withdraw', one.state, 'withdrawn', 'consent-' || new.state, coalesce(actor_member(), new.requested_by));
    else
      update referral set stopped_at = now(), version = version + 1 where id = one.id;
      perform tell_partners_of_referral(one.id, 'stopped');
    end if;
  end loop;
  return new;
end $$;
drop trigger if exists referrals_stop_with_consent on consent;
create trigger referrals_stop_with_consent after update of state on consent for each row
  when (new.state <> old.state and new.state in ('withdrawn', 'expired')) execute function referrals_stop_with_consent();

-- The receiving body's reading stands in the trail under the person whose letter it is, though the reader never learns who that is.
create or replace function referral_was_read(of_referral uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  if not referral_is_open_to_partner(of_referral) then return; end if;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'referral.read-received', 'subject', 'referral', 'subjectId', m.referral_id, 'personId', m.person_id, 'caseId', m.case_id)))
    from referral_matter m where m.referral_id = of_referral;
end $$;
