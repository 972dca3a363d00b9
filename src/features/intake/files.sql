-- What is attached to a segnalazione. Brought by who wrote it, through the very door by which it came, or by who handles it; opened by who handles it alone. Whoever sent
-- it reads the names again and nothing else.
grant select on inbound_file, inbound_file_piece to reti_app;
create policy "which files there are is read by who handles it, and by who wrote it" on inbound_file for select to reti_app using (handles_inbound(referral_id) or wrote_inbound(referral_id));
create policy "a file is opened by who handles it" on inbound_file_piece for select to reti_app
  using (exists (select from inbound_file f where f.id = inbound_file_piece.file_id and handles_inbound(f.referral_id)));

-- Five files and 25 megabytes at most, while it is open. `new`, `same` (sent again), `other` (the id stands for something else). For the two functions below alone.
create or replace function add_inbound_file(one inbound_referral, new_id uuid, head jsonb, name bytea, thumbnail bytea, digest bytea, by_whom uuid) returns text language plpgsql security definer set search_path = public as $$
declare before inbound_file; many integer; whole bigint;
begin
  perform from inbound_referral r where r.id = one.id for update;
  select f.* into before from inbound_file f where f.id = new_id;
  if before.id is not null then return case when before.referral_id = one.id and before.sent_digest = digest then 'same' else 'other' end; end if;
  if one.state not in ('draft', 'sent', 'received', 'in-triage', 'accepted') then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  select count(*), coalesce(sum(f.bytes), 0) into many, whole from inbound_file f where f.referral_id = one.id;
  if many >= 5 or whole + (head ->> 'bytes')::bigint > 25 * 1048576 then raise exception 'report-files-full' using errcode = 'RT001'; end if;
  insert into inbound_file (id, programme_id, referral_id, name_sealed, media_type, bytes, pieces, sent_digest, thumbnail_sealed, by_member)
  values (new_id, one.programme_id, one.id, name, head ->> 'mediaType', (head ->> 'bytes')::integer, (head ->> 'pieces')::integer, digest, thumbnail, by_whom);
  if by_whom is null then
    perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.attach-through-door', 'subject', 'inbound-referral', 'subjectId', one.id, 'programmeId', one.programme_id)));
  end if;
  return 'new';
end $$;
revoke execute on function add_inbound_file(inbound_referral, uuid, jsonb, bytea, bytea, bytea, uuid) from public;

create or replace function attach_inbound(of_referral uuid, new_id uuid, head jsonb, name bytea, thumbnail bytea, digest bytea) returns text language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral;
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id;
  if one.id is null or not (handles_inbound(one.id) or wrote_inbound(one.id)) then raise exception 'not-found' using errcode = 'RT001'; end if;
  return add_inbound_file(one, new_id, head, name, thumbnail, digest, mine.member_id);
end $$;

-- Through a door: to what came by it in the last day, and to nothing else.
create or replace function door_report(digest bytea, of_one uuid) returns inbound_referral language plpgsql stable security definer set search_path = public as $$
declare door report_door := door_of(digest); one inbound_referral;
begin
  select r.* into one from inbound_referral r where r.id = of_one and r.door_id = door.id and r.sent_at > now() - interval '1 day';
  return one;
end $$;
revoke execute on function door_report(bytea, uuid) from public;

-- The wrapped key of such a one, with which the server seals what is attached to it and reads its names again. No use to whoever has no master key.
create or replace function door_report_key(digest bytea, of_one uuid) returns table (programme_id uuid, wrapped bytea, master_version integer) language plpgsql stable security definer set search_path = public as $$
declare one inbound_referral := door_report(digest, of_one);
begin
  return query select one.programme_id, k.wrapped, k.master_version from vault_key k where k.holder_id = one.id and k.compartment = 'inbound' and k.wrapped is not null;
end $$;
revoke execute on function door_report_key(bytea, uuid) from public;
grant execute on function door_report_key(bytea, uuid) to reti_gate;

create or replace function attach_through_door(digest bytea, of_one uuid, new_id uuid, head jsonb, name bytea, thumbnail bytea, digest_of_file bytea) returns text language plpgsql security definer set search_path = public as $$
declare one inbound_referral := door_report(digest, of_one);
begin
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  return add_inbound_file(one, new_id, head, name, thumbnail, digest_of_file, null);
end $$;
revoke execute on function attach_through_door(bytea, uuid, uuid, jsonb, bytea, bytea, bytea) from public;
grant execute on function attach_through_door(bytea, uuid, uuid, jsonb, bytea, bytea, bytea) to reti_gate;

create or replace function names_through_door(digest bytea, of_one uuid) returns table (id uuid, name_sealed bytea) language plpgsql stable security definer set search_path = public as $$
declare one inbound_referral := door_report(digest, of_one);
begin
  return query select f.id, f.name_sealed from inbound_file f where f.referral_id = one.id order by f.created_at, f.id;
end $$;
revoke execute on function names_through_door(bytea, uuid) from public;
grant execute on function names_through_door(bytea, uuid) to reti_gate;

-- A piece of a file that was added in this very transaction, and of no other.
create or replace function add_inbound_piece(of_file uuid, which integer, bytes bytea) returns void language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from inbound_file f where f.id = of_file and f.xmin = pg_current_xact_id()::xid and which between 0 and f.pieces - 1) then raise insufficient_privilege; end if;
  insert into inbound_file_piece (file_id, number, sealed) values (of_file, which, bytes);
end $$;
revoke execute on function add_inbound_piece(uuid, integer, bytea) from public;
grant execute on function add_inbound_piece(uuid, integer, bytea) to reti_app, reti_gate;

-- It stands in the case now, by the hand of who handles it and made that document: its bytes are no longer kept twice.
create or replace function inbound_file_moved(of_file uuid, to_document uuid) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_file;
begin
  select f.* into one from inbound_file f where f.id = of_file and f.programme_id = mine.programme_id for update;
  if one.id is null or not handles_inbound(one.referral_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if one.document_id is not null then return false; end if;
  if not exists (select from document d join inbound_matter m on m.case_id = d.case_id where d.id = to_document and m.id = one.referral_id and d.created_by = mine.member_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  update inbound_file set document_id = to_document, moved_at = now(), thumbnail_sealed = null where id = one.id;
  delete from inbound_file_piece p where p.file_id = one.id;
  return true;
end $$;
