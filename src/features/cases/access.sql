-- Who may open which case: the one readable place.
--
-- A case is read in compartments. Which ones a colleague holds follows from the role of their hat (product rule "who may see what"):
--   base         code, name, safe contact, two-line summary
--   case         profile, needs, plan, referrals, documents
--   work         work facts
--   mediation    what mediators wrote (each mediator reads their own alone)
--   restricted   interview narrative, screening, exploitation facts
--   secret-…     clinical notes of the psychologist; privileged notes of the legal operator
create or replace function compartments_of(role text, via text) returns text[] language sql immutable as $$
  select case
    when role = 'mediator' then '{base,mediation}'
    when role = 'labour' then '{base,case,work}'
    when role = 'educator' then '{base,case,work,mediation,restricted}'
    when role = 'coordinator' then '{base,case,work,mediation,restricted}'
    when role = 'psychologist' and via = 'assigned' then '{base,case,work,mediation,restricted,secret-psychologist}'
    when role = 'psychologist' then '{base,case,work,mediation,restricted}'
    when role = 'legal' and via = 'assigned' then '{base,case,work,mediation,restricted,secret-legal}'
    when role = 'legal' then '{base,case,work,mediation,restricted}'
    else '{}'
  end::text[]
$$;

-- A bar keeps out a person, not a hat: whoever is barred under one is barred under every other, and under those given to them later.
create or replace function is_barred(of_case uuid, of_account uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from case_bar b join membership m on m.id = b.member_id where b.case_id = of_case and m.account_id = of_account and b.lifted_at is null);
end $$;
revoke execute on function is_barred(uuid, uuid) from public;
-- The cases from which the one acting is barred: for lists that must not even count them.
create or replace function cases_barred_to_actor() returns uuid[] language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin
  return array(select b.case_id from case_bar b join membership m on m.id = b.member_id where m.account_id = mine.account_id and b.lifted_at is null);
end $$;

-- Works out a case's rows anew. A bar beats everything; an assignment beats the coordinator's view, which beats a substitution, which beats break-glass.
create or replace function work_out_case_access(of_case uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  delete from case_access where case_id = of_case;
  insert into case_access (programme_id, member_id, case_id, person_id, via, compartments, valid_until, last_change_at)
  select distinct on (m.id) c.programme_id, m.id, c.id, c.person_id, reason.via, compartments_of(m.role, reason.via), reason.valid_until, c.last_change_at
    from case_file c
    join (
      select a.case_id, a.member_id, 'assigned' as via, 'infinity'::timestamptz as valid_until, 1 as rank from case_assignment a where a.case_id = of_case and a.ended_at is null
      union all
      select of_case, m.id, 'coordinator', 'infinity', 2 from membership m
       where m.role = 'coordinator' and m.ended_at is null and m.programme_id = (select programme_id from case_file where id = of_case)
      union all
      -- Whoever stands in for a colleague, until the day on which that ends by itself.
      select h.case_id, h.to_member, 'substitute', h.until, 3 from handover h where h.case_id = of_case and h.kind = 'absence' and h.state = 'accepted' and h.until > now()
      union all
      select b.case_id, b.member_id, 'break-glass', b.until, 4 from break_glass b where b.case_id = of_case and b.until > now()
    ) reason on reason.case_id = c.id
    join membership m on m.id = reason.member_id and m.ended_at is null and m.programme_id = c.programme_id
   where c.id = of_case
     and not is_barred(of_case, m.account_id)
     and cardinality(compartments_of(m.role, reason.via)) > 0
   order by m.id, reason.rank, reason.valid_until desc;
  -- A case is answered for by someone who follows it: whoever loses it, by a bar or an end, no longer owns it.
  update case_file c set owner_id = null, version = c.version + 1
   where c.id = of_case and c.owner_id is not null
     and not exists (select from case_access a where a.case_id = of_case and a.member_id = c.owner_id and a.via in ('assigned', 'coordinator'));
end $$;
revoke execute on function work_out_case_access(uuid) from public;

-- A case given to a colleague changes what that colleague holds, and nobody else: the rest is not worked out anew.
create or replace function admit_to_case(of_case uuid, of_member uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into case_access (programme_id, member_id, case_id, person_id, via, compartments, last_change_at)
  select c.programme_id, m.id, c.id, c.person_id, 'assigned', compartments_of(m.role, 'assigned'), c.last_change_at
    from case_file c join membership m on m.id = of_member and m.ended_at is null and m.programme_id = c.programme_id
   where c.id = of_case and not is_barred(of_case, m.account_id) and cardinality(compartments_of(m.role, 'assigned')) > 0
  on conflict (member_id, case_id) do update set via = excluded.via, compartments = excluded.compartments, valid_until = excluded.valid_until;
end $$;
revoke execute on function admit_to_case(uuid, uuid) from public;

create or replace function case_access_follows() returns trigger language plpgsql security definer set search_path = public as $$
begin perform work_out_case_access(new.case_id); return new; end $$;
create or replace function case_access_follows_assignment() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' and new.ended_at is null then perform admit_to_case(new.case_id, new.member_id); else perform work_out_case_access(new.case_id); end if;
  return new;
end $$;
drop trigger if exists case_access_follows on case_assignment;
create trigger case_access_follows after insert or update on case_assignment for each row execute function case_access_follows_assignment();
drop trigger if exists case_access_follows on case_bar;
create trigger case_access_follows after insert or update on case_bar for each row execute function case_access_follows();
-- A bar also ends the assignment, so that lifting it later gives nothing back by itself.
create or replace function bar_ends_assignments() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update case_assignment a set ended_at = now() from membership hat join membership barred on barred.account_id = hat.account_id
   where barred.id = new.member_id and a.case_id = new.case_id and a.member_id = hat.id and a.ended_at is null;
  return new;
end $$;
drop trigger if exists bar_ends_assignments on case_bar;
create trigger bar_ends_assignments after insert on case_bar for each row execute function bar_ends_assignments();
drop trigger if exists case_access_follows on break_glass;
create trigger case_access_follows after insert on break_glass for each row execute function case_access_follows();

-- Nobody is assigned to a new case yet, nor barred from it: its coordinators are all who hold it.
create or replace function case_access_follows_case() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into case_access (programme_id, member_id, case_id, person_id, via, compartments, last_change_at)
  select new.programme_id, m.id, new.id, new.person_id, 'coordinator', compartments_of('coordinator', 'coordinator'), new.last_change_at
    from membership m where m.role = 'coordinator' and m.ended_at is null and m.programme_id = new.programme_id;
  return new;
end $$;
drop trigger if exists case_access_follows_case on case_file;
create trigger case_access_follows_case after insert on case_file for each row execute function case_access_follows_case();

-- A new coordinator sees the programme's cases at once; one who leaves sees none.
create or replace function case_access_follows_membership() returns trigger language plpgsql security definer set search_path = public as $$
declare one uuid;
begin
  if new.role = 'coordinator' and tg_op = 'INSERT' then
    insert into case_access (programme_id, member_id, case_id, person_id, via, compartments, last_change_at)
    select c.programme_id, new.id, c.id, c.person_id, 'coordinator', compartments_of('coordinator', 'coordinator'), c.last_change_at
      from case_file c where c.programme_id = new.programme_id and not is_barred(c.id, new.account_id) on conflict do nothing;
  elsif new.ended_at is not null then
    delete from case_access where member_id = new.id;
    update case_assignment set ended_at = now() where member_id = new.id and ended_at is null;
    -- Who coordinates may answer for a case without being assigned to it: that ends too.
    update case_file set owner_id = null, version = version + 1 where owner_id = new.id;
  end if;
  return new;
end $$;
drop trigger if exists case_access_follows_membership on membership;
create trigger case_access_follows_membership after insert or update of ended_at on membership for each row execute function case_access_follows_membership();

-- Every change in a case moves it up in the lists of those who follow it. What one transaction has moved up already it does not write again.
create or replace function case_changed(of_case uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update case_file set last_change_at = now() where id = of_case and last_change_at <> now();
  update case_access set last_change_at = now() where case_id = of_case and last_change_at <> now();
end $$;
revoke execute on function case_changed(uuid) from public;
create or replace function case_changed_by_row() returns trigger language plpgsql security definer set search_path = public as $$
begin perform case_changed(new.case_id); return new; end $$;

-- True when the person asking holds this compartment of the case, now.
create or replace function case_opens(of_case uuid, compartment text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from case_access a where a.member_id = actor_member() and a.case_id = of_case and a.valid_until > now() and case_opens.compartment = any (a.compartments));
end $$;
