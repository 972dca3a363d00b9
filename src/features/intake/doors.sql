-- Links and keys by which a body without an account reports. Who coordinates makes and revokes them; through one nothing can be read but where the thing itself stands.
grant select (id, programme_id, kind, organisation_id, label, scopes, expires_at, created_by, created_at, revoked_at, used_at) on report_door to reti_app;
grant insert (id, programme_id, kind, organisation_id, label, scopes, token_digest, expires_at, created_by, created_at) on report_door to reti_app;
grant update (revoked_at) on report_door to reti_app;
create policy "who coordinates reads which doors there are" on report_door for select to reti_app using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));
create policy "who coordinates opens a door, for a year at most" on report_door for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('coordinator')) and expires_at <= now() + interval '366 days');
create policy "who coordinates closes a door" on report_door for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()));

-- The door that a secret opens, while it stands. Not for the application's login: asked by the gate, for people who are not signed in.
create or replace function door_of(digest bytea) returns report_door language plpgsql stable security definer set search_path = public as $$
declare found_door report_door;
begin
  select d.* into found_door from report_door d where d.token_digest = digest and d.revoked_at is null and d.expires_at > now();
  return found_door;
end $$;
revoke execute on function door_of(bytea) from public;

drop function if exists report_door_seen(bytea);
create function report_door_seen(digest bytea) returns table (kind text, organisation text, body text, programme text, programme_id uuid, scopes text[], expires_at timestamptz) language plpgsql stable security definer set search_path = public as $$
declare door report_door := door_of(digest);
begin
  return query select door.kind, o.name, o.kind, p.name, p.id, door.scopes, door.expires_at from organisation o join programme p on p.id = o.programme_id where o.id = door.organisation_id;
end $$;
revoke execute on function report_door_seen(bytea) from public;
grant execute on function report_door_seen(bytea) to reti_gate;

-- Takes in what came through a door, once. `new`, `same` (sent again), `other` (the id stands with other words). Sixty in an hour through a link, six hundred through a key.
drop function if exists report_through_door(bytea, uuid, jsonb, bytea, bytea, integer, bytea, timestamptz, timestamptz);
create or replace function report_through_door(digest bytea, new_id uuid, head jsonb, words bytea, key_wrapped bytea, key_version integer, digest_of_words bytea, receipt bytea, due timestamptz, remind timestamptz) returns text
  language plpgsql security definer set search_path = public as $$
declare door report_door := door_of(digest); before inbound_referral; most integer := case door.kind when 'link' then 60 else 600 end;
begin
  if door.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  perform from report_door d where d.id = door.id for update;
  select r.* into before from inbound_referral r where r.id = new_id;
  if before.id is not null then return case when before.door_id = door.id and before.written_digest = digest_of_words then 'same' else 'other' end; end if;
  if not head ->> 'kind' = any (door.scopes) then raise insufficient_privilege; end if;
  if (select count(*) from inbound_referral r where r.door_id = door.id and r.sent_at > now() - interval '1 hour') >= most then
    raise exception 'too-many-requests' using errcode = 'RT001';
  end if;
  insert into inbound_referral (id, programme_id, reference, kind, source, sender_kind, organisation_id, door_id, written_digest, agreement, called_by, has_reach, minor, danger, claimed, urgency, language, reasons, state, sent_at, due_at, remind_at, receipt_digest)
  values (new_id, door.programme_id, head ->> 'reference', head ->> 'kind', case door.kind when 'link' then 'link' else 'api' end, head ->> 'senderKind', door.organisation_id, door.id, digest_of_words, head ->> 'agreement', head ->> 'calledBy',
    (head ->> 'hasReach')::boolean, head ->> 'minor', (head ->> 'danger')::boolean, head ->> 'claimed', head ->> 'urgency', head ->> 'language', array(select jsonb_array_elements_text(head -> 'reasons')), 'received', now(), due, remind, receipt);
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), door.programme_id, new_id, 'inbound', key_wrapped, key_version);
  insert into inbound_content (id, programme_id, body_sealed) values (new_id, door.programme_id, words);
  insert into inbound_move (id, programme_id, referral_id, move, from_state, to_state) values (gen_random_uuid(), door.programme_id, new_id, 'send', 'draft', 'sent'), (gen_random_uuid(), door.programme_id, new_id, 'receive', 'sent', 'received');
  update report_door set used_at = now() where id = door.id;
  perform tell_coordination(new_id, case when head ->> 'urgency' = 'immediate' then 'inbound-immediate' else 'inbound-received' end);
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.send-through-door', 'subject', 'inbound-referral', 'subjectId', new_id, 'programmeId', door.programme_id)));
  return 'new';
end $$;
revoke execute on function report_through_door(bytea, uuid, jsonb, bytea, bytea, integer, bytea, bytea, timestamptz, timestamptz) from public;
grant execute on function report_through_door(bytea, uuid, jsonb, bytea, bytea, integer, bytea, bytea, timestamptz, timestamptz) to reti_gate;
