-- The worksheet of working conditions. Wage tables are the team's reference data. What was told of a person's jobs are work facts: read and
-- filled in by those who hold `work` of the case; signed by the labour expert or the legal operator; never from a file opened in an emergency.

grant select, insert on wage_source to reti_app;
grant update (verified_by, verified_on, version) on wage_source to reti_app;
create policy "wage tables are the team's to read" on wage_source for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "labour, legal and coordinator bring wage tables in" on wage_source for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('labour', 'legal', 'coordinator'))
    and verified_by is null);
create policy "labour, legal and coordinator check a source, in their own name" on wage_source for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('labour', 'legal', 'coordinator')) and verified_by is null)
  with check (programme_id = (select actor_programme()) and verified_by = (select actor_member()));

grant select, insert on wage_rate to reti_app;
grant update (superseded_at, changed_by) on wage_rate to reti_app;
create policy "lines of wage tables are the team's to read" on wage_rate for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "labour, legal and coordinator write lines of wage tables" on wage_rate for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('labour', 'legal', 'coordinator'))
    and superseded_at is null);
create policy "a line gives way once, to a correction or to a withdrawal" on wage_rate for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('labour', 'legal', 'coordinator')) and superseded_at is null)
  with check (programme_id = (select actor_programme()) and changed_by = (select actor_member()));

grant select, insert on worksheet to reti_app;
grant update (state, content_sealed, computed_sealed, rate_ids, last_change, computed_at, signed_at, version) on worksheet to reti_app;
create policy "worksheets are read by those who hold the work facts" on worksheet for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet.case_id and a.valid_until > now()
    and 'work' = any (a.compartments) offset 0));
create policy "those who hold the work facts begin a worksheet, in their own name" on worksheet for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and state = 'draft'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet.case_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));
create policy "a worksheet is filled in until it is signed; labour and legal sign" on worksheet for update to reti_app
  using (state <> 'signed' and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet.case_id and a.valid_until > now()
    and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()) and (state <> 'signed' or (select actor_is('labour', 'legal'))));

grant select, insert on worksheet_move to reti_app;
create policy "the steps of a worksheet are read with it" on worksheet_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet_move.case_id and a.valid_until > now()
    and 'work' = any (a.compartments) offset 0));
create policy "the steps of a worksheet are written by those who take them" on worksheet_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (move <> 'sign' or (select actor_is('labour', 'legal')))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet_move.case_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

grant select, insert on worksheet_look to reti_app;
create policy "who looked over a worksheet is read with it" on worksheet_look for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet_look.case_id and a.valid_until > now()
    and 'work' = any (a.compartments) offset 0));
create policy "a colleague who holds the work facts looks over a worksheet, in their own name" on worksheet_look for insert to reti_app
  with check (programme_id = (select actor_programme()) and reader_id = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = worksheet_look.case_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

-- A case moves up in the lists when a worksheet begins or takes a step, not at each figure.
drop trigger if exists case_changed on worksheet;
create trigger case_changed after insert or update of state on worksheet for each row execute function case_changed_by_row();
