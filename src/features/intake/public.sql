-- Reports from anybody. Who coordinates switches them on and off; each is held apart until somebody of the team lets it in, with its clock running.
grant select, insert on intake_setting to reti_app;
grant update (public_open, changed_by, changed_at, version) on intake_setting to reti_app;
create policy "the team knows whether anybody may report" on intake_setting for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "who coordinates says whether anybody may report" on intake_setting for insert to reti_app
  with check (programme_id = (select actor_programme()) and changed_by = (select actor_member()) and (select actor_is('coordinator')));
create policy "who coordinates says it again" on intake_setting for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()) and changed_by = (select actor_member()));

create or replace function takes_public_reports(of_programme uuid) returns text language sql stable security definer set search_path = public as $$
  select p.name from programme p join intake_setting s on s.programme_id = p.id where p.id = of_programme and s.public_open
$$;
revoke execute on function takes_public_reports(uuid) from public;
grant execute on function takes_public_reports(uuid) to reti_gate;

-- Takes one in, once. `new`, `same` (sent again), `other` (the id stands for something else). A hundred and twenty in an hour for a whole programme: beyond that somebody is flooding it.
create or replace function report_publicly(of_programme uuid, new_id uuid, head jsonb, words bytea, key_wrapped bytea, key_version integer, digest_of_words bytea, receipt bytea, due timestamptz, remind timestamptz) returns text
  language plpgsql security definer set search_path = public as $$
declare before inbound_referral;
begin
  if takes_public_reports(of_programme) is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  perform pg_advisory_xact_lock(hashtextextended('public reports ' || of_programme, 343));
  select r.* into before from inbound_referral r where r.id = new_id;
  if before.id is not null then return case when before.programme_id = of_programme and before.source = 'public' and before.written_digest = digest_of_words then 'same' else 'other' end; end if;
  if (select count(*) from inbound_referral r where r.programme_id = of_programme and r.source = 'public' and r.sent_at > now() - interval '1 hour') >= 120 then
    raise exception 'too-many-requests' using errcode = 'RT001';
  end if;
  insert into inbound_referral (id, programme_id, reference, kind, source, sender_kind, written_digest, agreement, called_by, has_reach, minor, danger, claimed, urgency, language, reasons, state, sent_at, due_at, remind_at, receipt_digest)
  values (new_id, of_programme, head ->> 'reference', 'report', 'public', head ->> 'senderKind', digest_of_words, head ->> 'agreement', head ->> 'calledBy', (head ->> 'hasReach')::boolean, head ->> 'minor', (head ->> 'danger')::boolean,
    head ->> 'claimed', head ->> 'urgency', head ->> 'language', array(select jsonb_array_elements_text(head -> 'reasons')), 'sent', now(), due, remind, receipt);
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), of_programme, new_id, 'inbound', key_wrapped, key_version);
  insert into inbound_content (id, programme_id, body_sealed) values (new_id, of_programme, words);
  insert into inbound_move (id, programme_id, referral_id, move, from_state, to_state) values (gen_random_uuid(), of_programme, new_id, 'send', 'draft', 'sent');
  perform tell_coordination(new_id, case when head ->> 'urgency' = 'immediate' then 'inbound-immediate' else 'inbound-received' end);
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.send-publicly', 'subject', 'inbound-referral', 'subjectId', new_id, 'programmeId', of_programme)));
  return 'new';
end $$;
revoke execute on function report_publicly(uuid, uuid, jsonb, bytea, bytea, integer, bytea, bytea, timestamptz, timestamptz) from public;
grant execute on function report_publicly(uuid, uuid, jsonb, bytea, bytea, integer, bytea, bytea, timestamptz, timestamptz) to reti_gate;
