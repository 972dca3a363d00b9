-- Conferences on a case. Two kinds of people sit there: those who hold the case's files, and those who read nothing but the sheet made for
-- them. What the second kind reads ends with the conference, with the consent, with a bar, and by the clock, whatever anybody forgets to do.

-- Whoever runs a conference holds the case's files and did not come in by an emergency.
create or replace function conference_is_run(of_case uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from case_access a where a.member_id = actor_member() and a.case_id = of_case and a.valid_until > now() and a.via <> 'break-glass' and 'case' = any (a.compartments));
end $$;

-- A seat that still stands: of the team, or of a body with which the person agrees to share, now. A bar takes it away at once.
create or replace function conference_seat_stands(one conference_seat) returns boolean language plpgsql stable security definer set search_path = public as $$
declare hat membership;
begin
  select m.* into hat from membership m where m.id = one.member_id and m.programme_id = one.programme_id and m.ended_at is null;
  if hat.id is null or one.left_at is not null or is_barred(one.case_id, hat.account_id) then return false; end if;
  if one.organisation_id is null then return hat.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'); end if;
  return hat.role in ('partner', 'reporter') and hat.organisation_id = one.organisation_id
    and sharing_stands(one.consent_id, one.case_id, one.organisation_id);
end $$;
revoke execute on function conference_seat_stands(conference_seat) from public;

-- What a seat opens to whoever sits in it, now. `date`: when and where; `sheet` and `name`: what was prepared; `minutes`: what came of it.
-- Outside the team the sheet closes a day after the conference, the minutes once it is closed.
create or replace function conference_opens(of_seat uuid, what text) returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session(); seat conference_seat; held conference; outside boolean;
begin
  select s.* into seat from conference_seat s where s.id = of_seat and s.member_id = mine.member_id and s.programme_id = mine.programme_id;
  if seat.id is null or not conference_seat_stands(seat) then return false; end if;
  select k.* into held from conference k where k.id = seat.conference_id;
  outside := seat.organisation_id is not null;
  return case what
    when 'date' then held.state in ('called', 'held', 'minutes-approved', 'postponed') or (held.state = 'cancelled' and held.starts_at > now()) or (not outside and held.state = 'closed')
    when 'minutes' then held.state in ('held', 'minutes-approved') or (not outside and held.state = 'closed')
    else held.state in ('called', 'held') and (not outside or held.starts_at + make_interval(mins => held.lasts) + interval '1 day' > now())
  end;
end $$;

-- Which blocks a sheet may hold: for the team what their profession reads of a case, for the network what a body may be told for this purpose.
create or replace function conference_part_fits(of_seat uuid, kind text, compartment text) returns boolean language plpgsql stable security definer set search_path = public as $$
declare
  seat conference_seat; hat membership; purpose text;
  belongs text := case when kind in ('question', 'situation', 'wish', 'languages', 'minutes') then 'base' when kind = 'work' then 'work' when kind = 'story' then 'restricted' else 'case' end;
begin
  if compartment <> belongs then return false; end if;
  select s.* into seat from conference_seat s where s.id = of_seat;
  select m.* into hat from membership m where m.id = seat.member_id;
  if seat.organisation_id is null then return compartment = any (compartments_of(hat.role, 'assigned')); end if;
  select c.purpose into purpose from consent c where c.id = seat.consent_id;
  return kind in ('question', 'situation', 'wish', 'languages', 'needs', 'plan', 'services', 'minutes') or (kind = 'work' and purpose in ('work', 'legal'));
end $$;

-- Whether somebody can be asked to come. Who is barred is refused as one who has left: neither is told here.
create or replace function conference_may_invite(of_case uuid, of_member uuid, of_organisation uuid, of_consent uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare seat conference_seat;
begin
  if not conference_is_run(of_case) then return false; end if;
  seat.case_id := of_case; seat.member_id := of_member; seat.programme_id := actor_programme(); seat.organisation_id := of_organisation; seat.consent_id := of_consent;
  return conference_seat_stands(seat);
end $$;

-- Whether the person agrees, by their last word before the conference, that their name is said there.
create or replace function conference_name_agreed(of_conference uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return coalesce((select v.name_said = 'agrees' from conference_voice v where v.conference_id = of_conference and v.moment = 'before' order by v.at desc, v.id desc limit 1), false);
end $$;

-- The name is open to the one it was said to: until its moment, while nobody took it back, while the person still agrees.
create or replace function conference_name_open(of_reveal uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from conference_reveal r where r.id = of_reveal and r.until > now() and r.withdrawn_at is null and conference_name_agreed(r.conference_id) and conference_opens(r.seat_id, 'name'));
end $$;
create or replace function conference_name_mine(of_reveal uuid, of_case uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from conference_reveal r where r.id = of_reveal and r.by_member = actor_member() and (of_case is null or r.case_id = of_case) and conference_is_run(r.case_id)); end $$;
create or replace function conference_may_name(of_seat uuid, of_conference uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare seat conference_seat;
begin
  select s.* into seat from conference_seat s where s.id = of_seat and s.conference_id = of_conference;
  return seat.id is not null and conference_seat_stands(seat) and conference_name_agreed(of_conference)
    and exists (select from conference k where k.id = of_conference and k.state in ('called', 'held'));
end $$;

-- Whether a conference is at the point where something is written into it.
create or replace function conference_is_in(of_conference uuid, states text[]) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from conference k where k.id = of_conference and k.state = any (states)); end $$;
create or replace function conference_sits(of_conference uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from conference_seat s where s.conference_id = of_conference and s.member_id = actor_member() and conference_opens(s.id, 'date')); end $$;
create or replace function conference_seat_is_run(of_seat uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from conference_seat s where s.id = of_seat and conference_is_run(s.case_id)); end $$;
create or replace function conference_seat_is_held(of_seat uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from conference_seat s where s.id = of_seat and case_opens(s.case_id, 'case')); end $$;

-- What a day holds of the conferences that whoever asks called or is asked to: today's hour, an answer owed, minutes to approve, a day that changed.
-- It begins with their own seats, narrows by state and day, and asks for the right once a line, in the order of the day, until the lines are enough:
-- the same right as the policies of these tables.
create or replace function conferences_for_me(of_day date, most integer) returns table (kind text, conference_id uuid, code text, starts_at timestamptz, state text, place text)
language plpgsql stable security definer set search_path = public as $$
declare
  mine session := acting_session();
  begins timestamptz := of_day::timestamp at time zone 'Europe/Rome';
  ends timestamptz := (of_day + 1)::timestamp at time zone 'Europe/Rome';
begin
  return query
  with seat as materialized (
    select s.id as seat_id, s.answer, s.present, s.said_edition, k.id, k.case_id, k.starts_at, k.state
      from conference_seat s join conference k on k.id = s.conference_id
     where s.member_id = mine.member_id and s.programme_id = mine.programme_id and s.left_at is null
       and (k.state = 'held' or (k.state = 'called' and k.starts_at >= least(begins, now())) or (k.state in ('postponed', 'cancelled') and k.starts_at > now() - interval '3 days'))
  ), line as materialized (
    (select 1 as nth, 'conference' as kind, w.id, w.starts_at from (
        select k.id, k.case_id, k.starts_at, s.seat_id from (
            select c.id from conference c where c.created_by = mine.member_id and c.programme_id = mine.programme_id and c.starts_at >= begins and c.starts_at < ends and c.state in ('called', 'held')
            union
            select s.id from seat s where s.starts_at >= begins and s.starts_at < ends and s.state in ('called', 'held') and s.answer <> 'not-coming') own
          join conference k on k.id = own.id left join seat s on s.id = own.id order by k.starts_at offset 0) w
      where case_opens(w.case_id, 'case') or conference_opens(w.seat_id, 'date') order by w.starts_at limit most)
    union all
    (select 2, 'conference-asked', w.id, w.starts_at
       from (select s.* from seat s where s.answer = 'none' and s.state = 'called' and s.starts_at > now() order by s.starts_at offset 0) w
      where case_opens(w.case_id, 'case') or conference_opens(w.seat_id, 'date') order by w.starts_at limit most)
    union all
    (select 3, 'conference-minutes', w.id, w.starts_at
       from (select s.* from seat s where s.present and s.state = 'held'
                and exists (select from conference_part p where p.seat_id = s.seat_id and p.kind = 'minutes' and p.edition > coalesce(s.said_edition, 0)) order by s.starts_at offset 0) w
      where case_opens(w.case_id, 'case') or conference_opens(w.seat_id, 'minutes') order by w.starts_at limit most)
    union all
    (select 4, 'conference-changed', w.id, w.starts_at
       from (select s.* from seat s where s.state in ('postponed', 'cancelled') order by s.starts_at offset 0) w
      where case_opens(w.case_id, 'case') or conference_opens(w.seat_id, 'date') order by w.starts_at limit most)
  )
  select l.kind, l.id, v.code, k.starts_at, k.state, k.place
    from line l join conference k on k.id = l.id left join conference_covers(array(select x.id from line x)) v on v.conference_id = l.id
   order by l.nth, l.starts_at;
end $$;
revoke execute on function conferences_for_me(date, integer) from public;
grant execute on function conferences_for_me(date, integer) to reti_app;

grant select, insert on conference to reti_app;
create policy "a conference is known to those who hold the case's files" on conference for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "whoever is invited knows when and where" on conference for select to reti_app
  -- Whether there is a seat at all is known from an index; only then is it asked what the seat opens.
  using (programme_id = (select actor_programme())
    and exists (select from conference_seat s where s.conference_id = conference.id and s.member_id = (select actor_member()) offset 0) and conference_sits(id));
create policy "a conference is called by those who hold the case's files" on conference for insert to reti_app
  with check (created_by = (select actor_member()) and programme_id = (select actor_programme()) and state = 'called' and conference_is_run(case_id));

grant select on conference_move to reti_app;
-- The reason of a step may tell of the case: whoever is only invited is told the state.
create policy "the steps of a conference are read by those who hold the case's files" on conference_move for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_move.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

grant select, insert on conference_seat to reti_app;
create policy "who is invited is known to those who hold the case's files" on conference_seat for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_seat.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "everyone knows their own seat" on conference_seat for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()) and conference_opens(id, 'date'));
create policy "whoever runs a conference invites" on conference_seat for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and answer = 'none' and said is null and left_at is null
    and conference_may_invite(case_id, member_id, organisation_id, consent_id) and conference_is_in(conference_id, '{called,postponed,held}'));

grant select, insert on conference_part to reti_app;
create policy "a sheet is read by those who hold its compartment" on conference_part for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_part.case_id and a.valid_until > now() and 'case' = any (a.compartments) and conference_part.compartment = any (a.compartments) offset 0));
create policy "everyone reads their own sheet while it is open" on conference_part for select to reti_app
  using (programme_id = (select actor_programme()) and conference_opens(seat_id, case kind when 'minutes' then 'minutes' else 'sheet' end));
-- A sheet is made with its seat and changes no more; the minutes come afterwards, each edition as a copy of the one that is kept in the case.
create policy "a sheet is made by who runs the conference, of what they hold and the reader may read" on conference_part for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and conference_is_run(case_id) and case_opens(case_id, compartment)
    and conference_part_fits(seat_id, kind, compartment) and (kind = 'minutes') = (edition > 0)
    and exists (select from conference_seat s where s.id = conference_part.seat_id and s.case_id = conference_part.case_id and (conference_part.kind = 'minutes' or s.at = now()))
    and (kind <> 'minutes' or (conference_is_in(conference_id, '{held}') and exists (select from conference_minutes m where m.conference_id = conference_part.conference_id and m.edition = conference_part.edition))));

grant select, insert on conference_reveal to reti_app;
grant update (withdrawn_by, withdrawn_at) on conference_reveal to reti_app;
create policy "to whom the name was said is known to those who hold the case's files" on conference_reveal for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_reveal.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "everyone knows until when a name was said to them" on conference_reveal for select to reti_app
  using (programme_id = (select actor_programme()) and conference_opens(seat_id, 'name'));
create policy "who runs the conference says the name, to one who may hear it" on conference_reveal for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and conference_is_run(case_id) and withdrawn_at is null and at = now() and conference_may_name(seat_id, conference_id));
create policy "who runs the conference takes the name back" on conference_reveal for update to reti_app
  using (withdrawn_at is null and conference_is_run(case_id)) with check (withdrawn_by = (select actor_member()));
drop trigger if exists signs_as_oneself on conference_reveal;
create trigger signs_as_oneself before update of withdrawn_by on conference_reveal for each row execute function signs_as_oneself('withdrawn_by');

grant select, insert on conference_name to reti_app;
create policy "the name is read by the one it was said to, until its moment" on conference_name for select to reti_app
  using (programme_id = (select actor_programme()) and conference_name_open(reveal_id));
create policy "the name is written by who says it" on conference_name for insert to reti_app
  with check (programme_id = (select actor_programme()) and conference_name_mine(reveal_id, case_id));

grant select, insert on conference_reading to reti_app;
create policy "who opened what is known to those who hold the case's files" on conference_reading for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_reading.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "everyone sees what they opened themselves" on conference_reading for select to reti_app
  using (programme_id = (select actor_programme()) and conference_opens(seat_id, 'date'));
create policy "whoever opens their sheet leaves a receipt" on conference_reading for insert to reti_app
  with check (programme_id = (select actor_programme()) and at = now() and conference_opens(seat_id, 'date')
    and exists (select from conference_seat s where s.id = conference_reading.seat_id and s.case_id = conference_reading.case_id));

grant select, insert on conference_note to reti_app;
create policy "a note of a conference is read by those who hold its compartment" on conference_note for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_note.case_id and a.valid_until > now() and 'case' = any (a.compartments) and conference_note.compartment = any (a.compartments) offset 0));
create policy "a note of a conference is written into a compartment one holds, until its minutes are approved" on conference_note for insert to reti_app
  with check (author_id = (select actor_member()) and programme_id = (select actor_programme()) and case_opens(case_id, 'case') and case_opens(case_id, compartment) and conference_is_in(conference_id, '{called,held}'));

grant select, insert on conference_decision to reti_app;
grant update (withdrawn_by, withdrawn_at) on conference_decision to reti_app;
create policy "what was decided is read by those who hold the case's files" on conference_decision for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_decision.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "what was decided is written by those who hold the case's files, until the minutes are approved" on conference_decision for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and withdrawn_at is null and case_opens(case_id, 'case') and conference_is_in(conference_id, '{called,held}')
    and (owner_id is null or may_take_task(owner_id, case_id)));
create policy "a decision is taken back until the minutes are approved" on conference_decision for update to reti_app
  using (withdrawn_at is null and case_opens(case_id, 'case') and conference_is_in(conference_id, '{called,held}')) with check (withdrawn_by = (select actor_member()));
drop trigger if exists signs_as_oneself on conference_decision;
create trigger signs_as_oneself before update of withdrawn_by on conference_decision for each row execute function signs_as_oneself('withdrawn_by');

grant select, insert on conference_dissent to reti_app;
create policy "who did not agree is read by those who hold the case's files" on conference_dissent for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_dissent.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "who did not agree is written by those who hold the case's files" on conference_dissent for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and case_opens(case_id, 'case') and conference_is_in(conference_id, '{called,held}'));

grant select, insert on conference_voice to reti_app;
create policy "the person's words are read by those who hold the case's files" on conference_voice for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_voice.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the person's words are written by those who hold the case's files" on conference_voice for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and case_opens(case_id, 'case')
    and conference_is_in(conference_id, (case moment when 'before' then '{called,postponed,held}' else '{held,minutes-approved,cancelled}' end)::text[]));

grant select, insert on conference_minutes to reti_app;
create policy "the minutes are read by those who hold the case's files" on conference_minutes for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_minutes.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));
create policy "the minutes are sent round by who runs the conference" on conference_minutes for insert to reti_app
  with check (by_member = (select actor_member()) and programme_id = (select actor_programme()) and conference_is_run(case_id) and conference_is_in(conference_id, '{held}'));

grant select on conference_said to reti_app;
create policy "what was said of the minutes before is read by those who hold the case's files" on conference_said for select to reti_app
  using (exists (select from case_access a where a.member_id = (select actor_member()) and a.case_id = conference_said.case_id and a.valid_until > now() and 'case' = any (a.compartments) offset 0));

-- Two keys beside those of the case: one for each seat, one for each time the name is said.
create policy "the key of a seat is held by those who hold the case's files" on vault_key for select to reti_app
  using (compartment = 'conference' and conference_seat_is_held(holder_id));
create policy "the key of a seat is held by whoever sits there, while anything is open to them" on vault_key for select to reti_app
  using (compartment = 'conference' and programme_id = (select actor_programme()) and (conference_opens(holder_id, 'sheet') or conference_opens(holder_id, 'minutes')));
create policy "the key of a seat is made by who runs the conference" on vault_key for insert to reti_app
  with check (compartment = 'conference' and programme_id = (select actor_programme()) and conference_seat_is_run(holder_id));
create policy "the key of a name said is held until its moment" on vault_key for select to reti_app
  using (compartment = 'conference-name' and programme_id = (select actor_programme()) and conference_name_open(holder_id));
create policy "the key of a name said is made by who says it" on vault_key for insert to reti_app
  with check (compartment = 'conference-name' and programme_id = (select actor_programme()) and conference_name_mine(holder_id, null));
