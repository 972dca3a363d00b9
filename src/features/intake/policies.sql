-- Segnalazioni. Of the team everybody sees the head of what waits; words are for who coordinates, for whom it was given to, for who took it in charge, and later for those
-- who hold what is reserved of the case it became. The sender's side has functions of its own: it never reads the tables, but for what one wrote oneself.

-- Those who send in their own name. The State's immigration authority may, and learns where its own stands.
create or replace function actor_sends() returns boolean language sql stable security definer set search_path = public as $$
  select actor_is('reporter', 'partner', 'prefecture', 'sui') or actor_in_team()
$$;
-- Those of the team who take a segnalazione in charge: mediators, who may come from the exploiter's community, only where it is given to them.
create or replace function actor_takes_in_charge() returns boolean language sql stable security definer set search_path = public as $$
  select actor_is('psychologist', 'legal', 'labour', 'educator', 'coordinator')
$$;

-- Who stands in for a colleague today: whoever accepted, with any of their cases, to cover their absence.
create or replace function stands_in_for(of_member uuid) returns setof uuid language plpgsql stable security definer set search_path = public as $$
begin
  return query select distinct h.to_member from handover h join membership s on s.id = h.to_member and s.ended_at is null
    where h.from_member = of_member and h.kind = 'absence' and h.state = 'accepted' and h.starts_on <= italian_today() and h.until > now();
end $$;
revoke execute on function stands_in_for(uuid) from public;

-- Oneself, and the colleagues whom one stands in for today.
create or replace function actor_answers_as() returns setof uuid language plpgsql stable security definer set search_path = public as $$
declare me uuid := actor_member();
begin
  return query select me union select h.from_member from handover h where h.to_member = me and h.kind = 'absence' and h.state = 'accepted' and h.starts_on <= italian_today() and h.until > now();
end $$;

-- Whoever is barred from the case it became, under whatever hat, handles it no more. While who has one in hand is away, who stands in for them has it too,
-- until it became a case: from then on the handover of that case says who reads it.
create or replace function handles_inbound(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin
  return exists (select from inbound_referral r left join inbound_matter m on m.id = r.id
    where r.id = of_referral and r.programme_id = mine.programme_id and r.sent_at is not null and (m.case_id is null or not is_barred(m.case_id, mine.account_id))
      and (mine.role = 'coordinator' or (r.handler_id = mine.member_id and actor_in_team())
        or (m.case_id is null and r.handler_id is not null and actor_in_team() and mine.member_id in (select stands_in_for(r.handler_id)))
        or exists (select from case_access a where a.case_id = m.case_id and a.member_id = mine.member_id and a.valid_until > now() and 'restricted' = any (a.compartments))));
end $$;
-- The same asked once for a whole list, so that no function is called for each of twenty thousand lines: what whoever acts has in hand, as few as one person carries…
create or replace function inbound_in_hand() returns uuid[] language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session(); barred uuid[] := cases_barred_to_actor();
begin
  return array(
    select r.id from inbound_referral r left join inbound_matter m on m.id = r.id
     where r.programme_id = mine.programme_id and r.sent_at is not null and actor_in_team() and (m.case_id is null or m.case_id <> all (barred))
       and (r.handler_id = mine.member_id or m.case_id is null and r.handler_id in (select actor_answers_as()))
    union
    select m.id from case_access a join inbound_matter m on m.case_id = a.case_id and m.programme_id = mine.programme_id
     where a.member_id = mine.member_id and a.valid_until > now() and 'restricted' = any (a.compartments) and m.case_id <> all (barred));
end $$;
-- … and of all that who coordinates has, the few whose case they are kept from.
create or replace function inbound_kept_from() returns uuid[] language plpgsql stable security definer set search_path = public as $$
begin return array(select m.id from inbound_matter m where m.case_id = any (cases_barred_to_actor())); end $$;

-- The author reads what they wrote: as a draft always, afterwards where they belong to the body that sent it. Nobody reads words here for the State's offices.
create or replace function wrote_inbound(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from inbound_referral r where r.id = of_referral and r.programme_id = actor_programme() and r.author_id = actor_member() and (r.state = 'draft' or actor_is('reporter', 'partner')));
end $$;
-- The two sides of the letters about one: who handles it, and the people of the body that sent it.
create or replace function inbound_is_ours(of_referral uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin
  return mine.role in ('reporter', 'partner') and exists (select from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id and r.sent_at is not null
    and (r.organisation_id = mine.organisation_id or r.author_id = mine.member_id));
end $$;

grant select, insert on inbound_referral to reti_app;
grant update (kind, sender_kind, organisation_id, agreement, called_by, has_reach, minor, danger, claimed, urgency, language, reasons, written_digest, called_mark, version) on inbound_referral to reti_app;
create policy "of the team everybody sees that it waits, and whoever handles it how it goes" on inbound_referral for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_in_team()) and sent_at is not null and (state in ('sent', 'received', 'in-triage')
    or ((select actor_is('coordinator')) and id <> all ((select inbound_kept_from())::uuid[])) or id = any ((select inbound_in_hand())::uuid[])));
create policy "a draft is its author's alone" on inbound_referral for select to reti_app
  using (programme_id = (select actor_programme()) and author_id = (select actor_member()) and state = 'draft');
create policy "whoever may send writes in their own name" on inbound_referral for insert to reti_app
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and state = 'draft' and handler_id is null and (select actor_sends())
    and (source = 'form' or ((select actor_in_team()) and source in ('phone', 'street', 'mail')))
    and ((select actor_in_team()) or organisation_id = (select actor_organisation())));
create policy "a draft is changed by its author" on inbound_referral for update to reti_app
  using (author_id = (select actor_member()) and state = 'draft')
  with check (programme_id = (select actor_programme()) and author_id = (select actor_member()) and state = 'draft' and ((select actor_in_team()) or organisation_id = (select actor_organisation())));

grant select, insert on inbound_content to reti_app;
grant update (body_sealed) on inbound_content to reti_app;
create policy "the words are read by who handles it, and by who wrote them" on inbound_content for select to reti_app using (handles_inbound(id) or wrote_inbound(id));
create policy "the words are written with the draft" on inbound_content for insert to reti_app
  with check (programme_id = (select actor_programme()) and exists (select from inbound_referral r where r.id = inbound_content.id and r.author_id = (select actor_member()) and r.state = 'draft'));
create policy "the words are changed with the draft" on inbound_content for update to reti_app
  using (exists (select from inbound_referral r where r.id = inbound_content.id and r.author_id = (select actor_member()) and r.state = 'draft')) with check (programme_id = (select actor_programme()));

grant select on inbound_move to reti_app;
create policy "the steps are read by who handles it" on inbound_move for select to reti_app using (handles_inbound(referral_id));

grant select on inbound_message to reti_app;
create policy "letters are read by both sides" on inbound_message for select to reti_app using (handles_inbound(referral_id) or inbound_is_ours(referral_id));

grant select on inbound_matter, inbound_contact, inbound_contact_move to reti_app;
create policy "which case it became is read by who handles it and holds the case" on inbound_matter for select to reti_app
  using (handles_inbound(id) and exists (select from case_access a where a.case_id = inbound_matter.case_id and a.member_id = (select actor_member()) and a.valid_until > now() offset 0));
create policy "how the person is reached is read by who handles it" on inbound_contact for select to reti_app using (handles_inbound(id));
create policy "each attempt is read by who handles it" on inbound_contact_move for select to reti_app using (handles_inbound(contact_id));

grant select (id, programme_id, about, count, since, until) on inbound_pattern to reti_app;
create policy "who coordinates reads how many speak of the same, and nothing of anybody" on inbound_pattern for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')));

create policy "the key of a segnalazione is held by who handles it, and by who wrote it" on vault_key for select to reti_app
  using (compartment = 'inbound' and (handles_inbound(holder_id) or wrote_inbound(holder_id)));
create policy "the key of a segnalazione is made with its draft" on vault_key for insert to reti_app
  with check (compartment = 'inbound' and programme_id = (select actor_programme())
    and exists (select from inbound_referral r where r.id = vault_key.holder_id and r.author_id = (select actor_member()) and r.state = 'draft'));
create policy "the key of the letters is held by both sides" on vault_key for select to reti_app
  using (compartment = 'inbound-thread' and (handles_inbound(holder_id) or inbound_is_ours(holder_id)));
create policy "the key of the letters is made by the first who writes one" on vault_key for insert to reti_app
  with check (compartment = 'inbound-thread' and programme_id = (select actor_programme()) and (handles_inbound(holder_id) or inbound_is_ours(holder_id)));

-- Who is told of what waits: who coordinates; where one of them is away today, who stands in for them. Colleagues away are known from the desk, substitutes from the handovers.
create or replace function stands_in_for_coordination(of_programme uuid) returns setof uuid language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select m.id from membership m where m.programme_id = of_programme and m.role = 'coordinator' and m.ended_at is null
    union
    select h.to_member from handover h join membership c on c.id = h.from_member and c.role = 'coordinator' join membership s on s.id = h.to_member and s.ended_at is null
     where h.programme_id = of_programme and h.kind = 'absence' and h.state = 'accepted' and h.starts_on <= italian_today() and h.until > now();
end $$;
revoke execute on function stands_in_for_coordination(uuid) from public;
create or replace function actor_stands_in() returns boolean language plpgsql stable security definer set search_path = public as $$
declare mine session := acting_session();
begin return coalesce(mine.member_id in (select stands_in_for_coordination(mine.programme_id)), false); end $$;

create or replace function tell_coordination(of_referral uuid, new_kind text) returns void language plpgsql security definer set search_path = public as $$
begin
  perform notify_member(w.member, new_kind, 'inbound', of_referral) from inbound_referral r cross join lateral stands_in_for_coordination(r.programme_id) w (member) where r.id = of_referral;
end $$;
revoke execute on function tell_coordination(uuid, text) from public;
-- The sender's side: the author, and where they are gone the others of the body who may read it.
create or replace function tell_sender(of_referral uuid, new_kind text) returns void language plpgsql security definer set search_path = public as $$
declare one inbound_referral;
begin
  select r.* into one from inbound_referral r where r.id = of_referral;
  if exists (select from membership m where m.id = one.author_id and m.ended_at is null and m.role in ('reporter', 'partner', 'prefecture', 'sui')) then
    perform notify_member(one.author_id, new_kind, 'inbound-sent', of_referral);
  else
    perform notify_member(m.id, new_kind, 'inbound-sent', of_referral) from membership m where m.organisation_id = one.organisation_id and m.programme_id = one.programme_id and m.ended_at is null and m.role in ('reporter', 'partner');
  end if;
end $$;
revoke execute on function tell_sender(uuid, text) from public;

-- Sends a draft. What comes from somebody known is received in the same breath; a mail from nobody known stays apart until a colleague lets it in. False when sent before.
create or replace function send_inbound(of_referral uuid, send_id uuid, receive_id uuid, due timestamptz, remind timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral; known boolean;
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id and r.author_id = mine.member_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if one.state <> 'draft' then return false; end if;
  if not exists (select from inbound_content c where c.id = one.id) then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  if due not between now() and now() + interval '60 days' then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  known := not (one.source = 'mail' and one.organisation_id is null);
  insert into inbound_move (id, programme_id, referral_id, move, from_state, to_state, by_member) values (send_id, one.programme_id, one.id, 'send', 'draft', 'sent', mine.member_id);
  update inbound_referral set state = 'sent', sent_at = now(), due_at = due, remind_at = remind, version = version + 1 where id = one.id;
  if known then
    insert into inbound_move (id, programme_id, referral_id, move, from_state, to_state) values (receive_id, one.programme_id, one.id, 'receive', 'sent', 'received');
    update inbound_referral set state = 'received' where id = one.id;
  end if;
  perform tell_coordination(one.id, case when one.urgency = 'immediate' then 'inbound-immediate' else 'inbound-received' end);
  return true;
end $$;

-- One step of its way. Who handles it decides; whoever of the team takes files takes one in charge or lets in what is held apart; the sender's side withdraws.
-- Sent again under the same id it answers false.
create or replace function move_inbound(of_referral uuid, move_id uuid, which text, why text, words bytea, urgent text, given uuid, to_body uuid, due timestamptz, remind timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral; leads_to text; allowed boolean; is_sender boolean; handles boolean;
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id for update;
  is_sender := coalesce(one.author_id = mine.member_id or (mine.role in ('reporter', 'partner') and one.sent_at is not null and one.organisation_id = mine.organisation_id), false);
  handles := handles_inbound(one.id);
  if one.id is null or not (is_sender or handles or (actor_in_team() and one.state in ('sent', 'received', 'in-triage'))) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_move m where m.id = move_id and m.referral_id = one.id and m.move = which) then return false; end if;
  allowed := case when which in ('receive', 'take') then actor_takes_in_charge() when which = 'withdraw' then is_sender or mine.role = 'coordinator'
    when which in ('give', 'rank', 'release', 'accept', 'decline', 'redirect', 'merge', 'advise', 'reopen', 'close') then handles and actor_in_team() else false end;
  if not allowed then raise insufficient_privilege; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'inbound-referral' and m.move = which and m.from_state = one.state;
  if leads_to is null or (one.kind = 'consultation' and which in ('accept', 'merge')) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which in ('decline', 'withdraw') and why is null or which in ('release', 'reopen', 'rank') and words is null then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if which in ('accept', 'merge') and not exists (select from inbound_matter m where m.id = one.id) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which = 'redirect' and not exists (select from organisation o where o.id = to_body and o.programme_id = one.programme_id) then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  if (which = 'give' or given is not null) and not exists (select from membership m where m.id = given and m.programme_id = one.programme_id and m.ended_at is null
    and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')) then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  if which = 'rank' and urgent is null then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  -- Accepted, it leaves the sender's hands only until the person has an appointment or has answered.
  if which = 'withdraw' and exists (select from inbound_contact c where c.id = one.id and c.state in ('booked', 'refused')) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into inbound_move (id, programme_id, referral_id, move, from_state, to_state, reason, words_sealed, urgency, given_to, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, why, words, case when which = 'rank' then urgent end, given, mine.member_id);
  update inbound_referral set state = leads_to, version = version + 1,
      handler_id = case when which = 'take' then mine.member_id when given is not null then given when which = 'release' then null else handler_id end,
      urgency = case when which = 'rank' then urgent else urgency end,
      due_at = case when which in ('rank', 'reopen') then coalesce(due, due_at) else due_at end, remind_at = case when which in ('rank', 'reopen') then coalesce(remind, remind_at) else remind_at end,
      redirected_to = case when which = 'redirect' then to_body when which = 'reopen' then null else redirected_to end,
      decided_at = case when which in ('accept', 'decline', 'redirect', 'merge', 'advise') then now() when which = 'reopen' then null else decided_at end,
      escalated_at = case when which in ('rank', 'reopen') then null else escalated_at end,
      team_owes_at = case when leads_to in ('withdrawn', 'closed') then null else team_owes_at end,
      sender_owes_at = case when leads_to in ('withdrawn', 'closed', 'declined', 'redirected') then null else sender_owes_at end
    where id = one.id;
  if which = 'reopen' then
    -- United with the wrong case: the row of the link goes, the step that tells of it stays.
    delete from inbound_matter m where m.id = one.id and m.how = 'merged';
  end if;
  if given is not null and which <> 'accept' then perform notify_member(given, 'inbound-given', 'inbound', one.id); end if;
  if which in ('accept', 'decline', 'redirect', 'merge', 'advise', 'reopen', 'close') then perform tell_sender(one.id, 'inbound-news'); end if;
  if which = 'withdraw' and one.sent_at is not null then
    if one.handler_id is null then perform tell_coordination(one.id, 'inbound-withdrawn'); else perform notify_member(one.handler_id, 'inbound-withdrawn', 'inbound', one.id); end if;
  end if;
  return true;
end $$;

-- Ties a segnalazione to a case, before the step that says so in the same breath: to one that who decides holds.
create or replace function tie_inbound(of_referral uuid, to_case uuid, in_which_way text, talk_by date) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral;
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id for update;
  if one.id is null or not handles_inbound(one.id) or one.kind = 'consultation' then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_matter m where m.id = one.id) then return false; end if;
  if one.state <> 'in-triage' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if not exists (select from case_access a where a.case_id = to_case and a.member_id = mine.member_id and a.valid_until > now()) then raise exception 'not-found' using errcode = 'RT001'; end if;
  insert into inbound_matter (id, programme_id, case_id, how, by_member) values (one.id, one.programme_id, to_case, in_which_way, mine.member_id);
  if in_which_way = 'accepted' then
    insert into inbound_contact (id, programme_id, case_id, due_on) values (one.id, one.programme_id, to_case, talk_by);
  end if;
  return true;
end $$;

-- A step of reaching the person. A first talk that is booked, a person who said no, end the matter for the inbox.
create or replace function move_inbound_contact(of_referral uuid, move_id uuid, which text, how_it_went text, words bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_contact; leads_to text;
begin
  select c.* into one from inbound_contact c where c.id = of_referral and c.programme_id = mine.programme_id for update;
  if one.id is null or not (handles_inbound(one.id) or exists (select from case_access a where a.case_id = one.case_id and a.member_id = mine.member_id and a.valid_until > now())) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_contact_move m where m.id = move_id and m.contact_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'inbound-contact' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which = 'attempt' and how_it_went is null then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  insert into inbound_contact_move (id, programme_id, contact_id, move, from_state, to_state, outcome, words_sealed, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, how_it_went, words, mine.member_id);
  update inbound_contact set state = leads_to, version = version + 1 where id = one.id;
  return true;
end $$;

-- A letter of either side; what it asks is owed by the other, and whatever the other writes next settles it. False when it was written before.
create or replace function write_inbound(of_referral uuid, message_id uuid, of_kind text, body bytea, owed_by timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one inbound_referral; is_team boolean; asks boolean := of_kind in ('question', 'pull-news', 'pull-back');
begin
  select r.* into one from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id for update;
  if one.id is null or not (handles_inbound(one.id) or inbound_is_ours(one.id)) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from inbound_message m where m.id = message_id and m.referral_id = one.id and m.kind = of_kind) then return false; end if;
  is_team := not inbound_is_ours(one.id);
  if of_kind = 'decision' and not is_team or of_kind like 'pull-%' and is_team then raise insufficient_privilege; end if;
  if one.state in ('withdrawn', 'closed') and (is_team or of_kind <> 'pull-news') then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into inbound_message (id, programme_id, referral_id, kind, from_team, body_sealed, by_member) values (message_id, one.programme_id, one.id, of_kind, is_team, body, mine.member_id);
  update inbound_referral set version = version + 1,
      team_owes_at = case when is_team then null when asks then coalesce(team_owes_at, owed_by) else team_owes_at end,
      sender_owes_at = case when not is_team then null when asks then coalesce(sender_owes_at, owed_by) else sender_owes_at end
    where id = one.id;
  if is_team then perform tell_sender(one.id, 'inbound-news');
  elsif one.handler_id is not null then perform notify_member(one.handler_id, 'inbound-news', 'inbound', one.id);
  else perform tell_coordination(one.id, 'inbound-news'); end if;
  return true;
end $$;

-- What the sender's side knows of its own. United with another is told as accepted; how the first contact went only while the person lets this body know.
create or replace function inbound_told_as(state text) returns text language sql immutable as $$ select case state when 'merged' then 'accepted' else state end $$;
drop function if exists inbound_sent(uuid, timestamptz, uuid, integer);
create function inbound_sent(of_one uuid default null, before timestamptz default null, before_id uuid default null, most integer default 60)
returns table (id uuid, reference text, kind text, state text, sent_at timestamptz, created_at timestamptz, due_at timestamptz, sender_owes_at timestamptz, author text, mine boolean, redirected text, outcome text, reads boolean, written_digest bytea, version integer)
language plpgsql stable security definer set search_path = public as $$
declare me session := acting_session();
begin
  return query
    select r.id, r.reference, r.kind, inbound_told_as(r.state), r.sent_at, r.created_at, case when r.decided_at is null and r.state in ('sent', 'received', 'in-triage') then r.due_at end, r.sender_owes_at, coalesce(a.name, ''), r.author_id is not distinct from me.member_id,
        case when me.role in ('reporter', 'partner') then o.name end,
        case when me.role in ('reporter', 'partner') and exists (select from inbound_matter m join consent c on c.case_id = m.case_id where m.id = r.id and c.switch = 'sharing' and c.recipient_id = r.organisation_id and consent_stands(c))
          then (select c.state from inbound_contact c where c.id = r.id) end,
        me.role in ('reporter', 'partner'), case when r.author_id = me.member_id then r.written_digest end, r.version
      from inbound_referral r left join membership m on m.id = r.author_id left join account a on a.id = m.account_id left join organisation o on o.id = r.redirected_to
     where r.programme_id = me.programme_id and (of_one is null or r.id = of_one)
       and (r.author_id = me.member_id or (me.role in ('reporter', 'partner') and r.organisation_id = me.organisation_id and r.sent_at is not null))
       and (before is null or (r.created_at, r.id) < (before, before_id))
     order by r.created_at desc, r.id desc limit most;
end $$;
create or replace function inbound_sent_steps(of_one uuid) returns table (state text, reason text, at timestamptz) language plpgsql stable security definer set search_path = public as $$
begin
  return query select inbound_told_as(m.to_state), case when m.move in ('decline', 'withdraw') then m.reason end, m.at from inbound_move m
   where m.referral_id = of_one and m.move in ('send', 'receive', 'take', 'accept', 'decline', 'redirect', 'merge', 'advise', 'reopen', 'close', 'withdraw')
     and exists (select from inbound_sent(of_one)) order by m.at, m.id;
end $$;

-- What the sender's body has sent already about whom it calls the same, so that nobody is reported twice unknowingly. Of the last half year, the latest first.
create or replace function inbound_sent_alike(mark bytea) returns table (id uuid, reference text, state text, sent_at timestamptz) language plpgsql stable security definer set search_path = public as $$
begin
  return query select s.id, s.reference, s.state, s.sent_at from inbound_referral r cross join lateral inbound_sent(r.id) s
   where r.programme_id = actor_programme() and r.organisation_id = actor_organisation() and r.called_mark = mark and r.sent_at > now() - interval '180 days' order by r.sent_at desc limit 5;
end $$;
-- As what one signed a segnalazione of one's own.
create or replace function inbound_sender_kind(of_one uuid) returns text language plpgsql stable security definer set search_path = public as $$
begin return (select r.sender_kind from inbound_referral r where r.id = of_one and r.author_id = actor_member()); end $$;
-- What was declared with it, for who may read its words.
create or replace function inbound_declared(of_one uuid) returns table (sender_kind text, agreement text, called_by text, minor text, danger boolean, claimed text, language text, reasons text[]) language plpgsql stable security definer set search_path = public as $$
begin
  return query select r.sender_kind, r.agreement, r.called_by, r.minor, r.danger, r.claimed, r.language, r.reasons from inbound_referral r where r.id = of_one and (wrote_inbound(r.id) or handles_inbound(r.id));
end $$;
-- Whether what is written to each other about one may identify the person (as `inbound_identity_needs_agreement` for the segnalazione itself). For the two sides alone.
create or replace function inbound_letters_may_identify(of_one uuid) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from inbound_referral r where r.id = of_one and (handles_inbound(r.id) or inbound_is_ours(r.id)) and r.kind = 'report' and (r.agreement = 'yes' or r.danger or r.minor <> 'no'));
end $$;

-- Counts alike marks. From `at_least` on who coordinates is told once; that others follow raises the number and tells nobody anew.
create or replace function mark_inbound(of_referral uuid, what text, mark bytea, at_least integer, within_days integer) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); many integer; first_day date; last_day date; told uuid;
begin
  if at_least < 3 or not exists (select from inbound_referral r where r.id = of_referral and r.programme_id = mine.programme_id and r.author_id = mine.member_id and r.sent_at is not null) then raise insufficient_privilege; end if;
  insert into inbound_mark (id, programme_id, referral_id, about, key, on_day) values (gen_random_uuid(), mine.programme_id, of_referral, what, mark, italian_today()) on conflict do nothing;
  select count(*), min(k.on_day), max(k.on_day) into many, first_day, last_day from inbound_mark k join inbound_referral r on r.id = k.referral_id
   where k.programme_id = mine.programme_id and k.about = what and k.key = mark and k.on_day > italian_today() - within_days and r.state <> 'withdrawn';
  if many < at_least then return; end if;
  insert into inbound_pattern (id, programme_id, about, key, count, since, until) values (gen_random_uuid(), mine.programme_id, what, mark, many, first_day, last_day)
  on conflict (programme_id, about, key) do nothing returning id into told;
  if told is null then
    update inbound_pattern set count = many, since = first_day, until = last_day where programme_id = mine.programme_id and about = what and key = mark;
  else
    perform notify_member(m.id, 'inbound-pattern', 'inbound-pattern', told) from membership m where m.programme_id = mine.programme_id and m.role = 'coordinator' and m.ended_at is null;
  end if;
end $$;
