-- Files on their way are their sender's alone: nobody else sees that there is one, adds to it or ends it.

-- Who sends files: the team, and the people of a body who report from an account. Whoever stands at a door without one (a link, a key) has no sign-in that pieces could belong to.
create or replace function actor_sends_files() returns boolean language plpgsql stable security definer set search_path = public as $$
begin return actor_in_team() or actor_is('reporter', 'partner'); end $$;

grant select on upload to reti_app;
grant insert (id, programme_id, bytes, piece, pieces, created_by) on upload to reti_app;
create policy "a file on its way is known to its sender" on upload for select to reti_app
  using (created_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_sends_files()));
create policy "the team and the people of bodies send files, in their own name" on upload for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_sends_files()));

grant select on upload_piece to reti_app;
grant insert (upload_id, number, sealed) on upload_piece to reti_app;
create policy "the pieces of a file on its way are its sender's" on upload_piece for select to reti_app
  using (exists (select from upload u where u.id = upload_piece.upload_id));
create policy "a piece is added by the sender, within what was announced" on upload_piece for insert to reti_app
  with check (exists (select from upload u where u.id = upload_piece.upload_id and u.taken_at is null and upload_piece.number < u.pieces));

create policy "the key of a file on its way is its sender's" on vault_key for select to reti_app
  using (compartment = 'upload' and exists (select from upload u where u.id = vault_key.holder_id));
create policy "the key of a file on its way is made by its sender" on vault_key for insert to reti_app
  with check (compartment = 'upload' and programme_id = (select actor_programme()) and exists (select from upload u where u.id = vault_key.holder_id));

-- What one member may have under way together, so that nobody fills the disk: three of the largest files. Counted one request at a time.
create or replace function uploads_within_limit() returns trigger language plpgsql security definer set search_path = public as $$
declare together bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('upload ' || new.created_by, 0));
  select coalesce(sum(bytes), 0) into together from upload where created_by = new.created_by and taken_at is null;
  if together + new.bytes > 3 * 26214400 then raise exception 'uploads-too-many' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists uploads_within_limit on upload;
create trigger uploads_within_limit before insert on upload for each row execute function uploads_within_limit();

create or replace function upload_goes_on() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update upload set last_at = now() where id = new.upload_id;
  return new;
end $$;
drop trigger if exists upload_goes_on on upload_piece;
create trigger upload_goes_on after insert on upload_piece for each row execute function upload_goes_on();

-- A room has the file: its pieces go, and its key, so that a backup of the time between does not open. Said by its sender, in the transaction that keeps it.
create or replace function end_upload(of_upload uuid, made uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update upload set taken_at = now(), taken_for = made where id = of_upload and created_by = (acting_session()).member_id and taken_at is null;
  if not found then raise exception 'not-found' using errcode = 'RT001'; end if;
  perform destroy_vault_keys(of_upload, array['upload']);
  delete from upload_piece where upload_id = of_upload;
end $$;
revoke execute on function end_upload(uuid, uuid) from public;
grant execute on function end_upload(uuid, uuid) to reti_app;

-- What stood still for three days is given up: the device still has it, and begins anew. That one came is remembered for sixty days. Run by the house, for nobody.
create or replace function end_stray_uploads() returns integer language plpgsql security definer set search_path = public as $$
declare due record; ended integer := 0;
begin
  for due in select id, programme_id, taken_at from upload
              where last_at < now() - case when taken_at is null then interval '3 days' else interval '60 days' end for update skip locked
  loop
    delete from vault_key where holder_id = due.id and compartment = 'upload';
    delete from upload where id = due.id;
    if due.taken_at is null then
      perform audit_append(jsonb_build_array(jsonb_build_object('programmeId', due.programme_id, 'action', 'upload.ended-in-time', 'subject', 'upload', 'subjectId', due.id)));
    end if;
    ended := ended + 1;
  end loop;
  return ended;
end $$;
revoke execute on function end_stray_uploads() from public;
grant execute on function end_stray_uploads() to reti_gate;
