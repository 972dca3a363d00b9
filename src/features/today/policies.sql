-- The counts of a programme's cases, kept beside the cases. Only the coordinator reads them: a count is information too.

create or replace function tally_case() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then
    insert into case_tally (programme_id, state, risk, owned, change) values (old.programme_id, old.state, old.risk, old.owner_id is not null, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into case_tally (programme_id, state, risk, owned, change) values (new.programme_id, new.state, new.risk, new.owner_id is not null, 1);
  end if;
  -- Now and then, whoever comes by adds the lines up; nobody waits for it.
  if random() < 0.005 and pg_try_advisory_xact_lock(hashtext('case tally')) then
    with gone as (delete from case_tally returning programme_id, state, risk, owned, change)
    insert into case_tally (programme_id, state, risk, owned, change)
    select programme_id, state, risk, owned, sum(change) from gone group by 1, 2, 3, 4 having sum(change) <> 0;
  end if;
  return null;
end $$;
drop trigger if exists tally_case on case_file;
create trigger tally_case after insert or delete on case_file for each row execute function tally_case();
drop trigger if exists tally_case_change on case_file;
create trigger tally_case_change after update of state, risk, owner_id on case_file for each row
  when (old.state is distinct from new.state or old.risk is distinct from new.risk or (old.owner_id is null) <> (new.owner_id is null)) execute function tally_case();

grant select on case_tally to reti_app;
create policy "the coordinator reads how many cases stand where" on case_tally for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));
