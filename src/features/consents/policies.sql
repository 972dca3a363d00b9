-- Notice and consents: read and kept by those who hold the case's `base`. Mediators are the ones who explain them, so they are among those.

-- A programme begins with the words of the model, so that the first person who comes can be told something. Nobody has approved them yet.
create or replace function notice_begins_with_programme() returns trigger language plpgsql security definer set search_path = public as $$
declare first_notice uuid := gen_random_uuid();
begin
  insert into notice_version (id, programme_id, number) values (first_notice, new.id, 1);
  insert into notice_text (id, programme_id, notice_id, language, title, body)
    select gen_random_uuid(), new.id, first_notice, m.language, m.title, m.body from notice_model m;
  return new;
end $$;
drop trigger if exists notice_begins_with_programme on programme;
create trigger notice_begins_with_programme after insert on programme for each row execute function notice_begins_with_programme();

grant select, insert on notice_version to reti_app;
grant update (valid_until) on notice_version to reti_app;
create policy "the team and the data protection officer read the notices" on notice_version for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo')));
create policy "the coordinator and the data protection officer issue a notice" on notice_version for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('coordinator', 'dpo')));
create policy "the coordinator and the data protection officer end a notice" on notice_version for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator', 'dpo')))
  with check (programme_id = (select actor_programme()));

grant select, insert on notice_text to reti_app;
grant update (approved_by, approved_at) on notice_text to reti_app;
create policy "the words of a notice are read with the notice" on notice_text for select to reti_app
  using (programme_id = (select actor_programme()) and exists (select from notice_version v where v.id = notice_text.notice_id));
create policy "the coordinator and the data protection officer write the words, a mediator those of a language they speak" on notice_text for insert to reti_app
  with check (programme_id = (select actor_programme()) and written_by = (select actor_member()) and approved_by is null
    and ((select actor_is('coordinator', 'dpo')) or exists (select from membership m
      where m.id = (select actor_member()) and m.role = 'mediator' and notice_text.language = any (m.languages))));
create policy "a mediator who speaks the language answers for the words" on notice_text for update to reti_app
  using (programme_id = (select actor_programme()) and exists (select from membership m
    where m.id = (select actor_member()) and m.role = 'mediator' and notice_text.language = any (m.languages)))
  with check (approved_by = (select actor_member()));

grant select, insert on notice_delivery to reti_app;
create policy "that a person was told is known to those who hold the case" on notice_delivery for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = notice_delivery.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "those who hold the case write down that they told the person" on notice_delivery for insert to reti_app
  with check (programme_id = (select actor_programme()) and given_by = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = notice_delivery.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

grant select, insert on consent to reti_app;
grant update (state, valid_until, version) on consent to reti_app;
create policy "consents are read by those who hold the case" on consent for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "consents are asked by those who hold the case" on consent for insert to reti_app
  with check (programme_id = (select actor_programme()) and requested_by = (select actor_member()) and state = 'requested'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "the person's answer is written by those who hold the case" on consent for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on consent_signature to reti_app;
create policy "what a person drew is seen by those who hold the case" on consent_signature for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_signature.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "what a person drew is kept with the answer, by whoever writes it down" on consent_signature for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from consent_move m where m.id = consent_signature.move_id and m.case_id = consent_signature.case_id and m.by_member = (select actor_member()))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_signature.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- Whether this consent stands, now: given, and its last day not over. The one place that says so; it reads the row it is given and nothing else.
create or replace function consent_stands(one consent) returns boolean language sql stable as $$
  select one.state = 'given' and (one.valid_until is null or one.valid_until >= italian_today())
$$;

-- A voice is heard while the yes stands, by those who hold the case. Once the person changed their mind, or the day of the consent is over, it only proves that they had said it, and
-- nobody needs it for the day's work: whoever coordinates alone.
grant select, insert on consent_recording to reti_app;
create policy "the voice that says yes is heard by those who hold the case, and afterwards by who coordinates it" on consent_recording for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_recording.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0)
    and ((select actor_is('coordinator')) or exists (select from consent_move m join consent c on c.id = m.consent_id where m.id = consent_recording.move_id and consent_stands(c))));
create policy "the voice that says yes is kept with the answer, by whoever writes it down" on consent_recording for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from consent_move m where m.id = consent_recording.move_id and m.case_id = consent_recording.case_id and m.by_member = (select actor_member()))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_recording.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

grant select, insert on consent_move to reti_app;
create policy "how a consent was given is read by those who hold the case" on consent_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_move.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "how a consent was given is written by those who hold the case" on consent_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = consent_move.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- Evidence is not rewritten, by anybody: a wrong line is answered by another line.
create or replace function consent_evidence_stays() returns trigger language plpgsql as $$
begin raise exception 'consent-evidence-stays' using errcode = 'RT001'; end $$;
drop trigger if exists consent_evidence_stays on consent_move;
create trigger consent_evidence_stays before update or delete on consent_move for each row execute function consent_evidence_stays();
drop trigger if exists consent_evidence_stays on consent_recording;
create trigger consent_evidence_stays before update on consent_recording for each row execute function consent_evidence_stays();
drop trigger if exists consent_evidence_stays on notice_delivery;
create trigger consent_evidence_stays before update or delete on notice_delivery for each row execute function consent_evidence_stays();

-- A consent only moves as its machine says, whoever writes it: a withdrawn one is never switched on again.
create or replace function consent_moves_forward() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (('requested', 'given'), ('requested', 'refused'), ('given', 'withdrawn'), ('given', 'expired')) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists consent_moves_forward on consent;
create trigger consent_moves_forward before update on consent for each row execute function consent_moves_forward();

grant select, insert on sharing_record to reti_app;
create policy "what left for whom is read by those who hold the case" on sharing_record for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = sharing_record.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "what leaves is written down by those who hold the case" on sharing_record for insert to reti_app
  with check (programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = sharing_record.case_id and a.person_id = sharing_record.person_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));

-- Whether this consent lets something of this case go to this body, now; and, with a purpose, for that purpose. For functions and triggers that have
-- asked already who may: it looks at nobody's rights.
create or replace function sharing_stands(of_consent uuid, of_case uuid, to_body uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from consent c where c.id = of_consent and c.case_id = of_case and c.switch = 'sharing' and c.recipient_id = to_body and consent_stands(c));
end $$;
revoke execute on function sharing_stands(uuid, uuid, uuid) from public;
create or replace function sharing_stands(of_consent uuid, of_case uuid, to_body uuid, for_purpose text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from consent c where c.id = of_consent and c.purpose = for_purpose) and sharing_stands(of_consent, of_case, to_body);
end $$;
revoke execute on function sharing_stands(uuid, uuid, uuid, text) from public;

-- Whether this switch of this case stands open, now. For `sharing` the recipient is named; other switches take null.
-- Answers those who hold the case, and partners about their own organisation; to anyone else every case looks as if nobody had agreed:
-- to the State's offices too, whose organisation may well be a recipient.
create or replace function consent_in_force(of_case uuid, of_switch text, recipient uuid default null) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  if not (case_opens(of_case, 'base') or coalesce(actor_is('partner') and recipient = actor_organisation(), false)) then return false; end if;
  return exists (select from consent c where c.case_id = of_case and c.switch = of_switch and c.recipient_id is not distinct from recipient and consent_stands(c));
end $$;

-- Who received something about this person, the latest first: those to be told when a consent is withdrawn. Runs with the rights of who asks.
create or replace function past_recipients(of_person uuid) returns table (sharing_id uuid, case_id uuid, consent_id uuid, organisation_id uuid, organisation text, what jsonb, at timestamptz)
language sql stable set search_path = public as $$
  select s.id, s.case_id, s.consent_id, s.organisation_id, organisation_called(s.organisation_id, s.at), s.what, s.at
    from sharing_record s
   where s.person_id = of_person order by s.at desc, s.id
$$;

drop trigger if exists case_changed on notice_delivery;
create trigger case_changed after insert on notice_delivery for each row execute function case_changed_by_row();
drop trigger if exists case_changed on consent_move;
create trigger case_changed after insert on consent_move for each row execute function case_changed_by_row();
