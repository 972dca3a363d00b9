-- Work that goes on after the reply. It acts as the person who asked for it, through a session of its own that ends with the work;
-- the gate only says whose turn it is, and can read nothing of what the work is about.

grant select (id, programme_id, member_id, kind, subject_id, state, done, total, error_code, created_at, finished_at) on job to reti_app;
create policy "everyone follows the work they asked for, and that of colleagues of the same role" on job for select to reti_app
  using (programme_id = (select actor_programme()) and (member_id = (select actor_member())
    or exists (select from membership m where m.id = job.member_id and m.role = (select actor_role()))));

grant select, update on job to reti_gate;
create policy "the gate says whose turn it is" on job for all to reti_gate using (true) with check (true);

-- Begins a piece of work, or goes on with one that stopped: then as the person who says so.
create or replace function begin_job(new_id uuid, new_kind text, of_subject uuid) returns void language plpgsql security definer set search_path = public as $$
declare known job; new_session uuid := gen_random_uuid();
begin
  select j.* into known from job j where j.kind = new_kind and j.subject_id = of_subject and j.state <> 'done' for update;
  if known.programme_id is distinct from actor_programme() and known.id is not null then raise insufficient_privilege; end if;
  if known.state in ('waiting', 'running') then return; end if;
  perform open_job_session(new_session, gen_random_uuid());
  if known.id is null then
    insert into job (id, programme_id, member_id, session_id, kind, subject_id) values (new_id, actor_programme(), actor_member(), new_session, new_kind, of_subject);
  else
    update job set state = 'waiting', error_code = null, session_id = new_session, member_id = actor_member(), worker = null, heartbeat = now() where id = known.id;
  end if;
end $$;
