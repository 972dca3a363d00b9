-- Documents: a document is read by those who hold its compartment of the case; a mediator reads what they brought themselves. A bar beats
-- everything here too, for each sentence asks the same case_access. Partners, the prefecture, monitoring and administration never.

grant select, insert on document to reti_app;
grant update (kind, state, title_sealed, issued_on, expires_on, version) on document to reti_app;
create policy "a document is read by those who hold its compartment; a mediator reads their own" on document for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now()
    and document.compartment = any (a.compartments) and (document.compartment <> 'mediation' or document.created_by = a.member_id or 'restricted' = any (a.compartments)) offset 0));
create policy "a document is put into a compartment one holds" on document for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now() and document.compartment = any (a.compartments) offset 0));
create policy "what a document is, is put right by those who read it" on document for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now()
    and document.compartment = any (a.compartments) and (document.compartment <> 'mediation' or document.created_by = a.member_id or 'restricted' = any (a.compartments)) offset 0))
  with check (programme_id = (select actor_programme()));

-- A file on its way is its bringer's alone; once it belongs to a document it is read with it.
grant select, insert, delete on document_content to reti_app;
grant update (document_id) on document_content to reti_app;
create policy "a file on its way is its bringer's" on document_content for select to reti_app
  using (document_id is null and created_by = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document_content.case_id and a.valid_until > now() and document_content.compartment = any (a.compartments) offset 0));
create policy "a file is read with its document" on document_content for select to reti_app
  using (document_id is not null and exists (select from document d where d.id = document_content.document_id and d.compartment = document_content.compartment));
create policy "a file is brought into a compartment one holds" on document_content for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document_content.case_id and a.valid_until > now() and document_content.compartment = any (a.compartments) offset 0));
create policy "a file on its way comes to its document by its bringer" on document_content for update to reti_app
  using (document_id is null and created_by = (select actor_member()))
  with check (created_by = (select actor_member()) and exists (select from document d where d.id = document_content.document_id and d.case_id = document_content.case_id and d.compartment = document_content.compartment));
create policy "a file on its way is given up by its bringer" on document_content for delete to reti_app
  using (document_id is null and created_by = (select actor_member()));

grant select, insert on document_piece to reti_app;
create policy "the pieces of a file are read with it" on document_piece for select to reti_app
  using (exists (select from document_content c where c.id = document_piece.content_id));
create policy "the pieces of a file are brought by its bringer" on document_piece for insert to reti_app
  with check (exists (select from document_content c where c.id = document_piece.content_id and c.document_id is null and c.created_by = (select actor_member())));

grant select, insert on document_version to reti_app;
create policy "the versions of a document are read with it" on document_version for select to reti_app
  using (exists (select from document d where d.id = document_version.document_id));
create policy "a version is added by who reads the document, in their own name" on document_version for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from document d where d.id = document_version.document_id));

grant select, insert on document_move to reti_app;
create policy "the moves of a document are read with it" on document_move for select to reti_app
  using (exists (select from document d where d.id = document_move.document_id));
create policy "a document is taken away and put back in one's own name" on document_move for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and exists (select from document d where d.id = document_move.document_id));

grant select, insert on document_setting to reti_app;
grant update (largest_bytes, office, office_lines, by_member, changed_at, version) on document_setting to reti_app;
create policy "the team reads how documents are kept" on document_setting for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator says how documents are kept" on document_setting for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator')));
create policy "the coordinator changes how documents are kept" on document_setting for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (by_member = (select actor_member()));

-- Bytes that were kept are never changed: a correction is another version.
create or replace function document_bytes_stay() returns trigger language plpgsql as $$
begin
  if session_user = 'reti_app' and old.document_id is not null then raise exception 'not-allowed' using errcode = 'RT001'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
drop trigger if exists document_bytes_stay on document_content;
create trigger document_bytes_stay before update or delete on document_content for each row execute function document_bytes_stay();

-- Files that never came to a document go after a day. Run by the house, for nobody.
create or replace function end_stray_files() returns integer language plpgsql security definer set search_path = public as $$
declare ended integer;
begin
  delete from document_content where document_id is null and created_at < now() - interval '1 day';
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function end_stray_files() from public;
grant execute on function end_stray_files() to reti_gate;

drop trigger if exists case_changed on document_version;
create trigger case_changed after insert on document_version for each row execute function case_changed_by_row();
