-- Work, and whether it held. Everything of a person here is work facts: read by those who hold `work` of the case and written by them, never from a
-- file opened in an emergency. Mediators, the State's offices and the network read nothing.

grant select, insert on employer to reti_app;
grant update (name, organisation_id, place, sector, quality_network, quality_seen_on, version) on employer to reti_app;
create policy "who gives work is known to those of the team who hold work facts" on employer for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "who gives work is written down by those of the team who hold work facts" on employer for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_is('psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "who gives work is put right by those of the team who hold work facts" on employer for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('psychologist', 'legal', 'labour', 'educator', 'coordinator'))) with check (programme_id = (select actor_programme()));

grant select, insert on balance_entry to reti_app;
grant update (content_sealed, source, learned_on, struck_at, version) on balance_entry to reti_app;
create policy "the balance of skills is read by those who hold the work facts" on balance_entry for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = balance_entry.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "the balance of skills is written by those who hold the work facts, in their own name" on balance_entry for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and struck_at is null
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = balance_entry.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));
create policy "the balance of skills is put right by those who hold the work facts" on balance_entry for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = balance_entry.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on curriculum to reti_app;
create policy "a curriculum is read by those who hold the work facts" on curriculum for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = curriculum.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "a curriculum is made once, by those who hold the work facts" on curriculum for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = curriculum.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

grant select, insert on placement to reti_app;
grant update (state, terms_sealed, started_on, ended_on, version) on placement to reti_app;
create policy "placements are read by those who hold the work facts" on placement for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "a placement is begun by those who hold the work facts, who then answer for it" on placement for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and owner_id = (select actor_member()) and state = 'proposed'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));
create policy "a placement goes on by those who hold the work facts" on placement for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

-- The last look holds until its day. For all placements alike: of one whose employer somebody named as exploiting them, and of any other.
create or replace function placement_is_clear(of_placement uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return (session_user <> 'reti_app' or exists (select from placement p where p.id = of_placement and case_opens(p.case_id, 'work')))
    and coalesce((select l.verdict = 'clear' and l.valid_until >= (now() at time zone 'Europe/Rome')::date from placement_look l where l.placement_id = of_placement order by l.at desc, l.id desc limit 1), false);
end $$;

grant select, insert on placement_move to reti_app;
create policy "the steps of a placement are read with it" on placement_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_move.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "the steps of a placement are written by those who take them" on placement_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (move not in ('agree', 'apply', 'start') or placement_is_clear(placement_id))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_move.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

-- Whoever coordinates sees all that is reserved in the cases of the programme: they look at every placement alike, so that nothing can be read out of the looking.
grant select, insert on placement_look to reti_app;
create policy "that a placement was looked at is read with it" on placement_look for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_look.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "whoever coordinates looks at a placement, in their own name" on placement_look for insert to reti_app
  with check (programme_id = (select actor_programme()) and looked_by = (select actor_member()) and (select actor_is('coordinator'))
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_look.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

create or replace function placement_was_looked_at() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not placement_is_clear(new.placement_id) then raise exception 'placement-not-looked-at' using errcode = 'RT001'; end if;
  return new;
end $$;
drop trigger if exists placement_was_looked_at on placement_move;
create trigger placement_was_looked_at before insert on placement_move for each row
  when (session_user = 'reti_app' and new.move in ('agree', 'apply', 'start')) execute function placement_was_looked_at();

grant select, insert on placement_check to reti_app;
grant update (state, due_on, escalates_on, still_there, paid, hours, safe, words_sealed, version) on placement_check to reti_app;
create policy "checks of a placement are read by those who hold the work facts" on placement_check for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_check.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "checks of a placement are planned by those who hold the work facts" on placement_check for insert to reti_app
  with check (programme_id = (select actor_programme()) and state = 'planned'
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_check.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));
create policy "checks of a placement are answered by those who hold the work facts" on placement_check for update to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_check.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()));

grant select, insert on placement_check_move to reti_app;
create policy "the steps of a check are read with it" on placement_check_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_check_move.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "the steps of a check are written by those who take them" on placement_check_move for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = placement_check_move.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

-- Somebody is not safe at work: whoever coordinates and whoever answers for the case are told at once; what was said stands in the file.
create or replace function placement_is_not_safe() returns trigger language plpgsql security definer set search_path = public as $$
declare owner uuid;
begin
  perform notify_coordinators(new.case_id, 'placement-not-safe', 'case', new.case_id);
  select c.owner_id into owner from case_file c where c.id = new.case_id;
  if owner is not null and not exists (select from membership m where m.id = owner and m.role = 'coordinator') then perform notify_member(owner, 'placement-not-safe', 'case', new.case_id); end if;
  return new;
end $$;
drop trigger if exists placement_is_not_safe on placement_check;
create trigger placement_is_not_safe after update of safe on placement_check for each row when (new.safe = 'no' and old.safe is distinct from 'no') execute function placement_is_not_safe();

grant select, insert on job_centre_step to reti_app;
grant update (struck_at, struck_by) on job_centre_step to reti_app;
create policy "steps at the job centre are read by those who hold the work facts" on job_centre_step for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = job_centre_step.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "steps at the job centre are written by those who hold the work facts, in their own name" on job_centre_step for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and struck_at is null and struck_by is null
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = job_centre_step.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));
create policy "a step at the job centre that was wrong is struck, in one's own name" on job_centre_step for update to reti_app
  using (struck_at is null and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = job_centre_step.case_id and a.valid_until > now() and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0))
  with check (programme_id = (select actor_programme()) and struck_by = (select actor_member()));

grant select, insert on curriculum_handing to reti_app;
create policy "to whom a curriculum went is read by those who hold the work facts" on curriculum_handing for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = curriculum_handing.case_id and a.valid_until > now() and 'work' = any (a.compartments) offset 0));
create policy "that a curriculum was given out is written by those who hold the work facts" on curriculum_handing for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = curriculum_handing.case_id and a.person_id = curriculum_handing.person_id and a.valid_until > now()
      and a.via <> 'break-glass' and 'work' = any (a.compartments) offset 0));

-- A curriculum leaves only where the person said yes: to a body with the consent that names it, and then it stands in the register of what left;
-- to whoever offers work only once the placement was looked at. Never to the offices that decide on a person's stay.
create or replace function curriculum_leaves() returns trigger language plpgsql security definer set search_path = public as $$
declare body uuid := new.organisation_id; offered placement;
begin
  if new.to_whom = 'employer' then
    select p.* into offered from placement p where p.id = new.placement_id;
    if offered.state not in ('agreed', 'applying', 'started') then raise exception 'curriculum-not-agreed' using errcode = 'RT001'; end if;
    if not placement_is_clear(offered.id) then raise exception 'placement-not-looked-at' using errcode = 'RT001'; end if;
    select e.organisation_id into body from employer e where e.id = offered.employer_id;
  end if;
  if body is null then return new; end if;
  if exists (select from organisation o where o.id = body and o.kind in ('prefecture', 'police')) then raise exception 'curriculum-not-for-them' using errcode = 'RT001'; end if;
  if not sharing_stands(new.consent_id, new.case_id, body, 'work') then raise exception 'curriculum-consent-missing' using errcode = 'RT001'; end if;
  insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
    values (gen_random_uuid(), new.programme_id, new.case_id, new.person_id, new.consent_id, body, '["curriculum"]');
  return new;
end $$;
drop trigger if exists curriculum_leaves on curriculum_handing;
create trigger curriculum_leaves before insert on curriculum_handing for each row when (session_user = 'reti_app' and new.to_whom <> 'person') execute function curriculum_leaves();

-- A case moves up in the lists with what becomes of a placement, not with each word of the balance; nor with a coordinator's looking.
do $$ declare one text; begin
  foreach one in array array['placement_move', 'placement_check_move', 'job_centre_step', 'curriculum_handing'] loop
    execute format('drop trigger if exists case_changed on %I', one);
    execute format('create trigger case_changed after insert on %I for each row execute function case_changed_by_row()', one);
  end loop;
end $$;

-- Whether the work held, five at a time: with fewer there is no figure, and of two readings the second has five more or none, so that nobody finds out
-- what became of one person. Ended before its day is an answer too. For who coordinates and for the labour experts.
create or replace function placement_retention() returns table (after_days integer, outcome text, placements integer) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator', 'labour') then raise insufficient_privilege; end if;
  return query
    with asked as (
      select distinct on (k.placement_id, k.after_days) k.after_days, k.id, k.falls_on,
             case when k.still_there in ('yes', 'no') then k.still_there when p.ended_on <= k.falls_on then 'no' else 'unknown' end as outcome
        from placement_check k join placement p on p.id = k.placement_id
       where k.programme_id = actor_programme() and k.falls_on < (now() at time zone 'Europe/Rome')::date and p.started_on is not null and k.falls_on = p.started_on + k.after_days
         and (k.state <> 'ended' or p.ended_on is not null)
       order by k.placement_id, k.after_days, k.state = 'ended', k.id),
    placed as (
      select a.*, row_number() over (partition by a.after_days order by a.falls_on, a.id) as place, count(*) over (partition by a.after_days) as all_of_them from asked a)
    select p.after_days, v.outcome, (count(*) filter (where p.outcome = v.outcome and p.place <= p.all_of_them / 5 * 5))::integer
      from placed p cross join (values ('yes'), ('no'), ('unknown')) v (outcome) group by 1, 2 order by 1, 2;
end $$;

-- The classification is the team's reference data: brought in by the labour expert or who coordinates, read by the team.
grant select, insert on esco_edition to reti_app;
grant update (replaced_at) on esco_edition to reti_app;
create policy "editions of the classification are the team's to read" on esco_edition for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "labour and coordinator bring an edition in, in their own name" on esco_edition for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and replaced_at is null and (select actor_is('labour', 'coordinator')));
create policy "labour and coordinator replace an edition" on esco_edition for update to reti_app
  using (programme_id = (select actor_programme()) and replaced_at is null and (select actor_is('labour', 'coordinator'))) with check (programme_id = (select actor_programme()));

grant select, insert, delete on esco_concept to reti_app;
create policy "the classification is the team's to read" on esco_concept for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "labour and coordinator bring the classification in" on esco_concept for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('labour', 'coordinator')));
create policy "an edition that gave way is cleared by who replaced it" on esco_concept for delete to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('labour', 'coordinator')));
