-- The weight of what each colleague follows: one's own for everybody, everybody's for who coordinates. A case from which they are barred is not even
-- counted for them.

grant select on case_load to reti_app;
create policy "everybody reads what they follow themselves" on case_load for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "the coordinator reads what everybody follows, but for cases they are barred from" on case_load for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and not case_id = any ((select cases_barred_to_actor())::uuid[]));

create or replace function weigh_case(of_case uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  -- Two changes of one case at the same time follow each other: neither is refused, and the second counts what the first did.
  perform from case_file c where c.id = of_case for no key update;
  delete from case_load where case_id = of_case;
  insert into case_load (member_id, case_id, programme_id, state, risk, minor, interpreter, referrals)
  select s.member_id, c.id, c.programme_id, c.state, c.risk, p.minor_track, exists (select from person_language l where l.person_id = p.id and l.interpreter),
         (select count(*) from referral_matter m join referral r on r.id = m.referral_id where m.case_id = c.id and r.stopped_at is null and r.state not in ('proposed', 'done', 'declined', 'interrupted', 'withdrawn', 'closed'))
    from case_assignment s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
   where c.id = of_case and s.ended_at is null and c.state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance');
end $$;
revoke execute on function weigh_case(uuid) from public;

create or replace function weigh_by_case() returns trigger language plpgsql security definer set search_path = public as $$
begin perform weigh_case(new.case_id); return null; end $$;
create or replace function weigh_by_itself() returns trigger language plpgsql security definer set search_path = public as $$
begin perform weigh_case(new.id); return null; end $$;
create or replace function weigh_by_person() returns trigger language plpgsql security definer set search_path = public as $$
begin perform weigh_case(c.id) from case_file c where c.person_id = (case when tg_table_name = 'person' then to_jsonb(new) ->> 'id' else to_jsonb(coalesce(new, old)) ->> 'person_id' end)::uuid; return null; end $$;
create or replace function weigh_by_referral() returns trigger language plpgsql security definer set search_path = public as $$
begin perform weigh_case(m.case_id) from referral_matter m where m.referral_id = new.id; return null; end $$;

drop trigger if exists weigh_case on case_assignment;
create trigger weigh_case after insert or update of ended_at on case_assignment for each row execute function weigh_by_case();
drop trigger if exists weigh_case on case_file;
create trigger weigh_case after update of state, risk on case_file for each row when (new.state <> old.state or new.risk <> old.risk) execute function weigh_by_itself();
drop trigger if exists weigh_case on person;
create trigger weigh_case after update of minor_track on person for each row when (new.minor_track <> old.minor_track) execute function weigh_by_person();
drop trigger if exists weigh_case on person_language;
create trigger weigh_case after insert or update of interpreter or delete on person_language for each row execute function weigh_by_person();
drop trigger if exists weigh_case on referral;
create trigger weigh_case after update of state, stopped_at on referral for each row when (new.state <> old.state or (new.stopped_at is null) <> (old.stopped_at is null)) execute function weigh_by_referral();
