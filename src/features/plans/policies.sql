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
