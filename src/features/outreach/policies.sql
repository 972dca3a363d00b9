-- The street is the team's: the équipe of the programme reads it and writes it, and nobody else learns that it is there. States, checks, alarms, links and
-- the hours kept for the street change through the functions of deeds.sql alone.

grant select, insert on outreach_setting to reti_app;
grant update (check_minutes, escalate_minutes, again_minutes, hours_back_minutes, deputies, coverage_weeks, changed_by, changed_at, version) on outreach_setting to reti_app;
create policy "the team knows how watch is kept" on outreach_setting for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "who coordinates says how watch is kept" on outreach_setting for insert to reti_app
  with check (programme_id = (select actor_programme()) and changed_by = (select actor_member()) and (select actor_is('coordinator')));
create policy "who coordinates changes how watch is kept" on outreach_setting for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()) and changed_by = (select actor_member()));

grant select, insert on place to reti_app;
grant update (name, kind, town, latitude, longitude, access_notes, dangers, usual_hours, languages, nationalities, seasons, every_weeks, retired_at, retired_reason, version) on place to reti_app;
create policy "the team reads places" on place for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team adds places" on place for insert to reti_app with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()));
create policy "the team keeps places" on place for update to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()));
grant select on place_version to reti_app;
create policy "the team reads what a place was" on place_version for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));

-- Whoever plans, goes, answers for it or coordinates writes an outing; the whole team reads it.
grant select, insert on outing to reti_app;
grant update (starts_at, ends_at, answerable_id, buddy_id, purposes, purpose_words, vehicle, materials, materials_given, check_minutes, weather, kilometres, incidents, diary, changed_at, plan_by, plan_at, version) on outing to reti_app;
create policy "the team reads outings" on outing for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team plans outings, with colleagues of the team" on outing for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team())
    and exists (select from membership m where m.id = outing.answerable_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.role = 'coordinator')
    and (buddy_id is null or exists (select from membership m where m.id = outing.buddy_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))));
create policy "the team keeps outings" on outing for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()))
  with check (programme_id = (select actor_programme()) and exists (select from membership m where m.id = outing.answerable_id and m.programme_id = (select actor_programme()) and m.role = 'coordinator')
    and (buddy_id is null or exists (select from membership m where m.id = outing.buddy_id and m.programme_id = (select actor_programme()) and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))));

grant select, insert on outing_crew to reti_app;
grant update (left_at) on outing_crew to reti_app;
create policy "the team reads who goes" on outing_crew for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team says who goes, of the team" on outing_crew for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_in_team()) and exists (select from outing o where o.id = outing_crew.outing_id and o.programme_id = (select actor_programme()))
    and exists (select from membership m where m.id = outing_crew.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "the team says who does not go" on outing_crew for update to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()));

grant select, insert on outing_stop to reti_app;
grant update (position, at, outcome, removed_at) on outing_stop to reti_app;
create policy "the team reads where an outing goes" on outing_stop for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team says where an outing goes" on outing_stop for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_in_team()) and exists (select from outing o where o.id = outing_stop.outing_id and o.programme_id = (select actor_programme())));
create policy "the team keeps where an outing goes" on outing_stop for update to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()));

grant select on outing_move, outing_check, outing_alarm, outing_alarm_move to reti_app;
create policy "the team reads the steps of an outing" on outing_move for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team reads signs of life" on outing_check for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team reads alarms" on outing_alarm for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team reads who took an alarm on" on outing_alarm_move for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));

-- Where a crew is, exactly: whoever said it of themselves, and who coordinates while somebody is looked for.
grant select on outing_position to reti_app;
create policy "where a crew is, is told to who coordinates while an alarm stands" on outing_position for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and (by_member = (select actor_member())
    or ((select actor_is('coordinator')) and exists (select from outing_alarm a where a.outing_id = outing_position.outing_id and a.state <> 'closed'))));

-- A contact is written by who met the people, whatever their session and however late; it is put right by its crew until the outing is closed, and
-- then by who coordinates.
create or replace function of_crew(of_outing uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from outing_crew c where c.outing_id = of_outing and c.member_id = actor_member()); end $$;

grant select, insert on street_contact to reti_app;
grant update (place_id, place_kind, zone, people, gender, age_band, language, language_is, nationality, nationality_is, familiarity, level, needs, signs, informed, materials, referrals, agreed, danger, note,
  latitude, longitude, taken_back_at, version) on street_contact to reti_app;
create policy "the team reads contacts" on street_contact for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "whoever met people says so in their own name" on street_contact for insert to reti_app
  with check (programme_id = (select actor_programme()) and recorded_by = (select actor_member()) and (select actor_in_team()));
create policy "a contact is put right by its crew, and after the closing by who coordinates" on street_contact for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and ((select actor_is('coordinator'))
    or ((recorded_by = (select actor_member()) or of_crew(outing_id)) and not exists (select from outing o where o.id = street_contact.outing_id and o.state = 'closed'))))
  with check (programme_id = (select actor_programme()));
grant select on street_contact_version to reti_app;
create policy "the team reads what a contact said before" on street_contact_version for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));

grant select on encounter to reti_app;
grant update (alias, version) on encounter to reti_app;
create policy "the team knows who is met again" on encounter for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team keeps what they want to be called" on encounter for update to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()));
-- The digest of a card is compared by a function and read by nobody.
grant select (id, programme_id, encounter_id, issued_by, issued_at, stopped_at, stopped_by, reason) on encounter_card to reti_app;
create policy "the team knows that a card was given" on encounter_card for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
grant select, insert on encounter_link to reti_app;
grant update (ended_at, ended_by) on encounter_link to reti_app;
create policy "the team knows who was met when" on encounter_link for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team says who was met, in their own name" on encounter_link for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_in_team()));
create policy "the team takes a wrong link back, in their own name" on encounter_link for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team())) with check (programme_id = (select actor_programme()) and ended_by = (select actor_member()));

-- That a contact became a file is known to those who hold the file.
grant select, insert on contact_case to reti_app;
create policy "from which contact a case came is read by those who hold it" on contact_case for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = contact_case.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
create policy "from which contact a case came is written by those who hold it" on contact_case for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and (select actor_in_team())
    and exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = contact_case.case_id and a.valid_until > now() and 'base' = any (a.compartments) offset 0));
grant select, insert on contact_outcome to reti_app;
create policy "the team knows what a contact became" on contact_outcome for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team says what a contact became, in their own name" on contact_outcome for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and (select actor_in_team()));

grant select, insert on street_hour to reti_app;
create policy "the team reads the hours kept for the street" on street_hour for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));
create policy "the team keeps hours for one of a crew" on street_hour for insert to reti_app
  with check (programme_id = (select actor_programme()) and created_by = (select actor_member()) and (select actor_in_team()) and state = 'held'
    and exists (select from outing_crew c where c.outing_id = street_hour.outing_id and c.member_id = street_hour.for_member and c.left_at is null)
    and exists (select from appointment a where a.id = street_hour.appointment_id and a.programme_id = (select actor_programme()) and a.state = 'booked' and a.code = 'strada'));
grant select on street_hour_move to reti_app;
create policy "the team reads to whom an hour went" on street_hour_move for select to reti_app using (programme_id = (select actor_programme()) and (select actor_in_team()));

-- Fields that several people edit at once follow the record, and are edited by whoever may edit it.
create or replace function may_put_contact_right(of_contact uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from street_contact c left join outing o on o.id = c.outing_id where c.id = of_contact and c.programme_id = actor_programme() and actor_in_team()
    and (actor_is('coordinator') or ((c.recorded_by = actor_member() or of_crew(c.outing_id)) and o.state is distinct from 'closed')));
end $$;
call fields_follow('place', 'exists (select from place r where r.id = record_id)', '(select actor_in_team())');
call fields_follow('street-contact', 'exists (select from street_contact r where r.id = record_id)', 'may_put_contact_right(record_id)');
call fields_follow('outing', 'exists (select from outing r where r.id = record_id)', '(select actor_in_team())');
