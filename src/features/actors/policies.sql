-- What the coordinator and the legal operators assigned to the case alone may know of. Everybody else, break-glass included, learns nothing: no row, no key,
-- no count. Lines of the trail about it bear no case, because colleagues who hold a case's files read its trail.
create or replace function case_reserved(of_case uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return actor_is('coordinator', 'legal') and exists (select from case_access a where a.member_id = actor_member() and a.case_id = of_case and a.valid_until > now() and a.via <> 'break-glass');
end $$;

create policy "the key of what is reserved is held by the coordinator and the legal operators of the case" on vault_key for select to reti_app
  using (compartment = 'reserved' and case_reserved(holder_id));
create policy "the key of what is reserved is made by the first of them who writes" on vault_key for insert to reti_app
  with check (compartment = 'reserved' and programme_id = (select actor_programme()) and case_reserved(holder_id));

grant select, insert on duty_decision to reti_app;
grant update (state, capacity, decision, told, decided_on, norms, content_sealed, signed_at, version) on duty_decision to reti_app;
create policy "a decision on a duty to report is read by the coordinator and the legal operators of the case" on duty_decision for select to reti_app
  using (case_reserved(case_id));
create policy "a decision on a duty to report is begun in one's own name" on duty_decision for insert to reti_app
  with check (author_id = (select actor_member()) and author_account = (select actor_account()) and programme_id = (select actor_programme()) and state = 'draft' and case_reserved(case_id));
create policy "a decision is written and signed by its author, and never after" on duty_decision for update to reti_app
  using (state = 'draft' and author_id = (select actor_member()) and case_reserved(case_id)) with check (author_id = (select actor_member()));

grant select, insert on duty_addendum to reti_app;
create policy "what was added to a decision is read with it" on duty_addendum for select to reti_app using (case_reserved(case_id));
create policy "a signed decision is added to in one's own name" on duty_addendum for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_reserved(case_id)
    and exists (select from duty_decision d where d.id = duty_addendum.decision_id and d.state = 'signed'));

grant select, insert on duty_opinion to reti_app;
create policy "second opinions are read with the decision" on duty_opinion for select to reti_app using (case_reserved(case_id));
create policy "another person gives a second opinion, under their own account" on duty_opinion for insert to reti_app
  with check (reader_id = (select actor_member()) and reader_account = (select actor_account()) and programme_id = (select actor_programme()) and case_reserved(case_id)
    and exists (select from duty_decision d where d.id = duty_opinion.decision_id and d.state = 'signed' and d.author_account <> (select actor_account())));

grant select, insert on alleged_actor to reti_app;
grant update (kind, content_sealed, version) on alleged_actor to reti_app;
create policy "alleged actors are read by the coordinator and the legal operators of the case" on alleged_actor for select to reti_app using (case_reserved(case_id));
create policy "alleged actors are written in one's own name" on alleged_actor for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_reserved(case_id));
create policy "alleged actors are put right by those who read them" on alleged_actor for update to reti_app using (case_reserved(case_id)) with check (programme_id = (select actor_programme()));

grant select, insert on actor_link to reti_app;
grant update (struck_at) on actor_link to reti_app;
create policy "relations of alleged actors are read with them" on actor_link for select to reti_app using (case_reserved(case_id));
create policy "relations are written in one's own name" on actor_link for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_reserved(case_id));
create policy "relations are struck by those who read them" on actor_link for update to reti_app using (case_reserved(case_id)) with check (programme_id = (select actor_programme()));

-- Who of a worksheet is which alleged actor: read and written by those who read alleged actors, and by nobody else who reads the worksheet.
grant select, insert on actor_naming to reti_app;
grant update (struck_at, struck_by) on actor_naming to reti_app;
create policy "who of a worksheet is an alleged actor is read with them" on actor_naming for select to reti_app using (case_reserved(case_id));
create policy "who of a worksheet is an alleged actor is written in one's own name" on actor_naming for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_reserved(case_id));

create policy "who was named wrongly is struck by those who read them, in their own name" on actor_naming for update to reti_app
  using (struck_at is null and case_reserved(case_id)) with check (struck_by = (select actor_member()));

-- A colleague who may be connected never learns that somebody thinks so, under whatever hat.
grant select, insert on actor_tie to reti_app;
create policy "that a colleague may be connected is read by the others who read alleged actors" on actor_tie for select to reti_app
  using (case_reserved(case_id) and not exists (select from membership m where m.id = actor_tie.member_id and m.account_id = (select actor_account())));
create policy "that a colleague may be connected is written in one's own name, of somebody else" on actor_tie for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_reserved(case_id)
    and exists (select from membership m where m.id = actor_tie.member_id and m.programme_id = (select actor_programme()) and m.account_id <> (select actor_account())));

create or replace function warn_of_tie() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(a.member_id, 'conflict-possible', 'case', new.case_id) from case_access a join membership m on m.id = a.member_id
   where a.case_id = new.case_id and m.role = 'coordinator' and m.account_id <> (select t.account_id from membership t where t.id = new.member_id);
  return new;
end $$;
drop trigger if exists warn_of_tie on actor_tie;
create trigger warn_of_tie after insert on actor_tie for each row execute function warn_of_tie();
