-- The directory: class network. Protected places are read by the team and by the organisation that runs them, and by nobody else.

grant select, insert on service to reti_app;
grant update (name, category, description, languages, access_rule, documents_needed, without_papers, cost, hours, area, how_to_refer, confidential_address,
  active, verified_on, verified_by, version) on service to reti_app;

create policy "everyone of the programme reads the services; protected places only the team and those who run them" on service for select to reti_app
  using (programme_id = (select actor_programme())
    and (not confidential_address or (select actor_in_team()) or (organisation_id = (select actor_organisation()) and (select actor_is('partner')))));

create policy "the administrator, the coordinator and partners for their own organisation write down services" on service for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member())
    and ((select actor_is('coordinator')) or (not confidential_address and (select actor_is('admin')))
      or (organisation_id = (select actor_organisation()) and (select actor_is('partner')))));

-- The administrator works at the prefecture: a protected place never passes through those hands, not even to be made one.
create policy "the same keep them true" on service for update to reti_app
  using (programme_id = (select actor_programme())
    and ((select actor_is('coordinator')) or (not confidential_address and (select actor_is('admin')))
      or (organisation_id = (select actor_organisation()) and (select actor_is('partner')))))
  with check (programme_id = (select actor_programme())
    and ((select actor_is('coordinator')) or (not confidential_address and (select actor_is('admin')))
      or (organisation_id = (select actor_organisation()) and (select actor_is('partner')))));

drop trigger if exists signs_as_oneself on service;
create trigger signs_as_oneself before update of verified_by on service for each row execute function signs_as_oneself('verified_by');
create policy "a service is verified in one's own name" on service as restrictive for insert to reti_app with check (verified_by is null or verified_by = (select actor_member()));
