-- Profile, needs and plan. Who reads and writes the rows stands with the cases (src/features/cases/policies.sql);
-- here stands what a step may become, whoever changes it.

-- Whoever must take a step, and holds nothing more of the case (a mediator), says how it went: state, words, when. The rest of the
-- step belongs to those who hold the case's files, and rests while the plan lies before the person. Steps of an ended plan change no
-- more. And a step is given only to a colleague who may open the case.
create or replace function step_stays_in_bounds() returns trigger language plpgsql security definer set search_path = public as $$
declare
  redrawn boolean := tg_op = 'UPDATE' and (new.title, new.owner_id, new.by_person, new.due_on, new.after_step, new.service_id, new.position)
    is distinct from (old.title, old.owner_id, old.by_person, old.due_on, old.after_step, old.service_id, old.position);
  plan_state text;
begin
  if tg_op = 'UPDATE' and actor_member() is not null then
    if redrawn and not case_opens(new.case_id, 'case') then raise insufficient_privilege; end if;
    select p.state into plan_state from goal g join plan p on p.id = g.plan_id where g.id = new.goal_id;
    if plan_state in ('completed', 'interrupted') or (redrawn and plan_state = 'shared') then
      raise exception 'plan-not-open' using errcode = 'RT001';
    end if;
  end if;
  if new.owner_id is not null and (tg_op = 'INSERT' or new.owner_id is distinct from old.owner_id)
     and not exists (select from case_access a where a.member_id = new.owner_id and a.case_id = new.case_id and a.valid_until > now() and 'base' = any (a.compartments)) then
    raise exception 'plan-owner-not-in-case' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists step_stays_in_bounds on plan_step;
create trigger step_stays_in_bounds before insert or update on plan_step for each row execute function step_stays_in_bounds();

-- An edition of a plan before a second professional. Who may decide is the rule of every approval in a case (`decides_in_case`).
grant select, insert on plan_approval to reti_app;
grant update (state, decided_by, decided_at, words_sealed) on plan_approval to reti_app;
create policy "approvals of a plan are read by those who hold the case's files" on plan_approval for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_approval.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "those who hold the case's files put a plan before a second professional" on plan_approval for insert to reti_app
  with check (asked_by = (select actor_member()) and programme_id = (select actor_programme()) and state = 'open'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = plan_approval.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'case' = any (a.compartments) offset 0)
    and exists (select from plan p where p.id = plan_approval.plan_id and p.case_id = plan_approval.case_id and p.edition = plan_approval.edition and p.state not in ('completed', 'interrupted')));
create policy "a plan is approved or sent back by another than who asked" on plan_approval for update to reti_app
  using (state = 'open' and decides_in_case(case_id, asked_by)) with check (decided_by = (select actor_member()) and state <> 'open');

create or replace function tell_of_plan_approval() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    perform notify_coordinators(new.case_id, 'plan-approval-asked', 'case', new.case_id);
    perform notify_seconds(new.case_id, 'plan-approval-asked');
  else perform notify_member(new.asked_by, 'plan-' || new.state, 'case', new.case_id);
  end if;
  perform case_changed(new.case_id);
  return new;
end $$;
drop trigger if exists tell_of_plan_approval on plan_approval;
create trigger tell_of_plan_approval after insert or update of state on plan_approval for each row execute function tell_of_plan_approval();
