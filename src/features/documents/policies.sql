-- Documents: a document is read by those who hold its compartment of the case; a mediator reads what they brought themselves. A bar beats
-- everything here too, for each sentence asks the same case_access. Partners, the prefecture, monitoring and administration never.

grant select, insert on document to reti_app;
grant update (kind, state, title_sealed, issued_on, expires_on, version) on document to reti_app;
create policy "a document is read by those who hold its compartment; a mediator reads their own" on document for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now()
    and document.compartment = any (a.compartments) and (document.compartment <> 'mediation' or document.created_by = a.member_id or 'restricted' = any (a.compartments)) offset 0));
create policy "a document is put into a compartment one holds" on document for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme())
    and (subject is distinct from 'interview' or exists (select from interview i where i.id = document.subject_id and i.case_id = document.case_id))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now() and document.compartment = any (a.compartments) offset 0));
create policy "what a document is, is put right by those who read it" on document for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = document.case_id and a.valid_until > now()
    and document.compartment = any (a.compartments) and (document.compartment <> 'mediation' or document.created_by = a.member_id or 'restricted' = any (a.compartments)) offset 0))
  with check (programme_id = (select actor_programme()));

-- What was signed keeps the papers it was signed with: one may still be taken from sight with a reason, and put back; to which interview it belongs never changes,
-- for the columns are granted to nobody.

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
grant update (largest_bytes, office, office_lines, foot, cup, project_code, by_member, changed_at, version) on document_setting to reti_app;
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

-- What one member may have waiting for its document, so that nobody fills the disk: thirty pages and more. Counted one request at a time.
create or replace function stray_files_within_limit() returns trigger language plpgsql security definer set search_path = public as $$
declare together bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('stray files ' || new.created_by, 0));
  select coalesce(sum(bytes), 0) into together from document_content where created_by = new.created_by and document_id is null;
  if new.document_id is null and together + new.bytes > 256 * 1048576 then raise exception 'uploads-too-many' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists stray_files_within_limit on document_content;
create trigger stray_files_within_limit before insert on document_content for each row execute function stray_files_within_limit();

-- Files that never came to a document go after two weeks: what was sent with them may wait on a device for somebody to look. Run by the house, for nobody.
create or replace function end_stray_files() returns integer language plpgsql security definer set search_path = public as $$
declare ended integer;
begin
  delete from document_content where document_id is null and created_at < now() - interval '14 days';
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function end_stray_files() from public;
grant execute on function end_stray_files() to reti_gate;

drop trigger if exists case_changed on document_version;
create trigger case_changed after insert on document_version for each row execute function case_changed_by_row();

-- Letters. A programme begins with the words of the models, as drafts.
create or replace function letters_begin_with_programme() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into letter_template (id, programme_id, letter_id, language, name, body, to_body, compartment, kept_as, plain_head)
    select made.id, new.id, made.id, made.language, made.name, made.body, made.to_body, made.compartment, made.kept_as, made.plain_head from (select gen_random_uuid() as id, m.* from letter_model m) made;
  return new;
end $$;
drop trigger if exists letters_begin_with_programme on programme;
create trigger letters_begin_with_programme after insert on programme for each row execute function letters_begin_with_programme();

grant select, insert on letter_template to reti_app;
grant update (name, body, to_body, compartment, kept_as, plain_head, state, version) on letter_template to reti_app;
create policy "the team reads the letters of its programme" on letter_template for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator writes a letter" on letter_template for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and state = 'draft' and (select actor_is('coordinator')));
create policy "the coordinator works on a letter" on letter_template for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()));

-- Words in use stay as they were sent: a change is another edition.
create or replace function letter_words_stay() returns trigger language plpgsql as $$
begin
  if session_user = 'reti_app' and old.state <> 'draft' and (new.body, new.name, new.to_body, new.compartment, new.kept_as, new.plain_head) is distinct from (old.body, old.name, old.to_body, old.compartment, old.kept_as, old.plain_head) then raise exception 'letter-in-use' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists letter_words_stay on letter_template;
create trigger letter_words_stay before update on letter_template for each row execute function letter_words_stay();

-- A file comes into use only when every field in it means something, and then it stays as it is.
create or replace function letter_file_is_whole() returns trigger language plpgsql as $$
begin
  if new.state = 'in-use' and old.state <> 'in-use' and new.made_of = 'word-file' and not exists (select from letter_template_file f where f.template_id = new.id and f.strangers = 0) then
    raise exception 'letter-field-unknown' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists letter_file_is_whole on letter_template;
create trigger letter_file_is_whole before update on letter_template for each row execute function letter_file_is_whole();

grant select, insert on letter_template_file to reti_app;
grant update (sealed, bytes, strangers, by_member, at) on letter_template_file to reti_app;
create policy "the file of a letter is read with it" on letter_template_file for select to reti_app
  using (programme_id = (select actor_programme()) and exists (select from letter_template t where t.id = letter_template_file.template_id));
create policy "the coordinator brings the file of a letter" on letter_template_file for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator'))
    and exists (select from letter_template t where t.id = letter_template_file.template_id and t.made_of = 'word-file' and t.state = 'draft'));
create policy "the coordinator brings another file for a draft" on letter_template_file for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from letter_template t where t.id = letter_template_file.template_id and t.state = 'draft'))
  with check (by_member = (select actor_member()));
create policy "the key of a letter's file is read with it" on vault_key for select to reti_app
  using (compartment = 'letter-template' and exists (select from letter_template t where t.id = vault_key.holder_id));
create policy "the key of a letter's file is made by the coordinator" on vault_key for insert to reti_app
  with check (compartment = 'letter-template' and programme_id = (select actor_programme()) and (select actor_is('coordinator')) and exists (select from letter_template t where t.id = vault_key.holder_id));

-- Emblems: read by the team, whose papers bear them; kept and taken away by the coordinator. What an emblem looks like is never changed: another takes its place.
grant select on letterhead_emblem to reti_app;
grant insert (id, programme_id, place, words, image, by_member) on letterhead_emblem to reti_app;
grant update (ended_by, ended_at) on letterhead_emblem to reti_app;
create policy "the team reads the emblems of its office" on letterhead_emblem for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator puts an emblem" on letterhead_emblem for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator')));
create policy "the coordinator takes an emblem away, and puts it back" on letterhead_emblem for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')))
  with check (ended_by is null or ended_by = (select actor_member()));

grant select, insert on letter_template_move to reti_app;
create policy "the team reads how a letter came into use" on letter_template_move for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the coordinator puts a letter in use, in their own name" on letter_template_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_is('coordinator')));

-- A run is its writer's alone; the copies are documents, and read as such.
grant select, insert on letter_run to reti_app;
create policy "letters made together are their writer's" on letter_run for select to reti_app
  using (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "letters are made in one's own name" on letter_run for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()));
-- What was filled in is sealed once the run stands, for its key is let through by the run; it is never written a second time.
grant update (answers_sealed) on letter_run to reti_app;
create policy "what was filled in is sealed once, by its writer" on letter_run for update to reti_app
  using (answers_sealed is null and by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()));
create policy "the key of letters made together is their writer's" on vault_key for select to reti_app
  using (compartment = 'letter' and exists (select from letter_run r where r.id = vault_key.holder_id));
create policy "the key of letters made together is made by their writer" on vault_key for insert to reti_app
  with check (compartment = 'letter' and programme_id = (select actor_programme()) and exists (select from letter_run r where r.id = vault_key.holder_id));

-- After a day nothing needs what was filled in: its key goes, so that copies in backups are unreadable too; the letters stay in their cases.
-- A run still at work keeps it; one that stopped is never taken up again. Run by the house, for nobody.
create or replace function end_letter_answers() returns integer language plpgsql security definer set search_path = public as $$
declare due record; ended integer := 0;
begin
  for due in
    select r.id, r.programme_id from vault_key k join letter_run r on r.id = k.holder_id
     where k.compartment = 'letter' and k.wrapped is not null and r.at < now() - interval '24 hours'
       and not exists (select from job j where j.subject_id = r.id and j.state in ('waiting', 'running'))
       for update of k skip locked
  loop
    perform destroy_vault_keys(due.id, array['letter']);
    perform audit_append(jsonb_build_array(jsonb_build_object('programmeId', due.programme_id, 'action', 'letter.answers-destroyed-in-time', 'subject', 'letter-run', 'subjectId', due.id)));
    ended := ended + 1;
  end loop;
  return ended;
end $$;
revoke execute on function end_letter_answers() from public;
grant execute on function end_letter_answers() to reti_gate;

grant select, insert on letter_run_case to reti_app;
grant update (document_id, problem, done_at) on letter_run_case to reti_app;
create policy "the cases of letters made together are their writer's" on letter_run_case for select to reti_app
  using (exists (select from letter_run r where r.id = letter_run_case.run_id));
create policy "a letter is made for a case whose files one holds, and in the compartment that it goes to" on letter_run_case for insert to reti_app
  with check (exists (select from letter_run r join letter_template t on t.id = r.template_id
    join case_access a on a.member_id = (select actor_member()) and a.case_id = letter_run_case.case_id and a.valid_until > now() and 'case' = any (a.compartments) and t.compartment = any (a.compartments)
    where r.id = letter_run_case.run_id offset 0));
create policy "how a letter went is written by its writer" on letter_run_case for update to reti_app
  using (exists (select from letter_run r where r.id = letter_run_case.run_id)) with check (exists (select from letter_run r where r.id = letter_run_case.run_id));
