-- How somebody comes in: which hats go together on one head, who must agree, and what the part that signs people in may touch.

-- Roles whose hat reads about persons: the team, the bodies that refer and receive, and the officer who reads who did what to whom.
-- Two people let such a hat in: the administrator invites, the coordinator approves. The same list stands in contract.ts.
create or replace function role_reads_persons(role text) returns boolean language sql immutable as $$
  select role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'reporter', 'partner', 'dpo')
$$;

-- Two hats that one head may not wear (product: the firewall; the administrator sees no case; who watches is not who is watched).
-- The State's immigration authority is one, whatever the programme: what an official read in Benevento they know in Avellino too.
-- The other two part within a programme alone, for programmes are closed to each other. hats.ts says the same; a test compares them.
create or replace function hats_part(one text, other text, same_programme boolean) returns boolean language sql immutable as $$
  select (one in ('prefecture', 'sui') and role_reads_persons(other)) or (other in ('prefecture', 'sui') and role_reads_persons(one))
    or (same_programme and ((one = 'admin' and role_reads_persons(other)) or (other = 'admin' and role_reads_persons(one))))
    or (same_programme and ((one = 'dpo' and other in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))
      or (other = 'dpo' and one in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'))))
$$;

-- Whoever gives a hat, by whatever way: it must go with those already on that head, and one taken off stays off.
-- The account's row is held meanwhile, so that two hats given at the same moment see each other.
create or replace function hats_go_together() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    if old.ended_at is not null and new.ended_at is distinct from old.ended_at then raise exception 'membership-ended' using errcode = 'RT001'; end if;
    return new;
  end if;
  perform from account where id = new.account_id for update;
  if new.ended_at is null and exists (select from membership m where m.account_id = new.account_id and m.ended_at is null and hats_part(m.role, new.role, m.programme_id = new.programme_id)) then
    raise exception 'hats-part' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists hats_go_together on membership;
create trigger hats_go_together before insert or update of ended_at on membership for each row execute function hats_go_together();

grant select (id, programme_id, organisation_id, email, role, languages, invited_by, created_at, expires_at, accepted_at, withdrawn_at, decision, decided_by, decided_at, decision_words) on invitation to reti_app;
grant insert (id, programme_id, organisation_id, email, role, languages, token_hash, invited_by, expires_at) on invitation to reti_app;
grant update (withdrawn_at) on invitation to reti_app;
create policy "the administrator reads the invitations of the programme" on invitation for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin')));
create policy "the coordinator reads the invitations that need their word" on invitation for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and role_reads_persons(role));
create policy "the administrator invites" on invitation for insert to reti_app
  with check (programme_id = (select actor_programme()) and invited_by = (select actor_member()) and (select actor_is('admin')));
create policy "the administrator withdraws an invitation" on invitation for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin')))
  with check (programme_id = (select actor_programme()));

-- Said at once to whoever invites, of the hats that they can see anyway; of those in another programme only the person invited is told.
create or replace function invitation_goes_together() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from account a join membership m on m.account_id = a.id
    where a.email = new.email and m.ended_at is null and m.programme_id = new.programme_id and hats_part(m.role, new.role, true)) then
    raise exception 'hats-part' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists invitation_goes_together on invitation;
create trigger invitation_goes_together before insert on invitation for each row execute function invitation_goes_together();

grant select (id, programme_id, member_id, asked_by, reason, created_at, expires_at, decision, decided_by, decided_at, decision_words, used_at) on second_factor_reset to reti_app;
grant insert (id, programme_id, member_id, asked_by, reason, expires_at) on second_factor_reset to reti_app;
create policy "the administrator and the coordinator read who lost their second factor" on second_factor_reset for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin', 'coordinator')));
create policy "the administrator asks for a new beginning of a colleague's second factor" on second_factor_reset for insert to reti_app
  with check (programme_id = (select actor_programme()) and asked_by = (select actor_member()) and (select actor_is('admin'))
    and exists (select from membership m where m.id = second_factor_reset.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.account_id <> (select actor_account())));

-- A refusal says why, and an approval brings the code that goes with it.
create or replace function word_must_be_whole(verdict text, words text, sealed_code bytea) returns void language plpgsql as $$
begin
  if verdict = 'refused' and length(trim(coalesce(words, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  if verdict = 'approved' and sealed_code is null then raise exception 'invalid-input' using errcode = 'RT001'; end if;
end $$;

-- The coordinator's word, once. Nobody decides about themselves, nor about what they asked for under another hat. Approving makes a code
-- that only the coordinator learns, as only the administrator learns the link: neither of them alone can take the place of the person.
create or replace function decide_invitation(of_invitation uuid, verdict text, words text, sealed_code bytea) returns void language plpgsql security definer set search_path = public as $$
declare asked invitation; mine session := acting_session();
begin
  select i.* into asked from invitation i where i.id = of_invitation and i.programme_id = mine.programme_id and role_reads_persons(i.role) for update;
  if asked.id is null or not actor_is('coordinator') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if asked.decision is not null or asked.accepted_at is not null or asked.withdrawn_at is not null or asked.expires_at <= now() then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if exists (select from account a where a.id = mine.account_id and a.email = asked.email)
    or exists (select from membership m where m.id = asked.invited_by and m.account_id = mine.account_id) then raise exception 'own-matter' using errcode = 'RT001'; end if;
  perform word_must_be_whole(verdict, words, sealed_code);
  update invitation set decision = verdict, decided_by = mine.member_id, decided_at = now(), decision_words = nullif(trim(words), ''),
      code_hash = case when verdict = 'approved' then sealed_code end, expires_at = case when verdict = 'approved' then now() + interval '7 days' else expires_at end
   where id = of_invitation;
end $$;

create or replace function decide_second_factor_reset(of_reset uuid, verdict text, words text, sealed_code bytea) returns void language plpgsql security definer set search_path = public as $$
declare asked second_factor_reset; mine session := acting_session();
begin
  select r.* into asked from second_factor_reset r where r.id = of_reset and r.programme_id = mine.programme_id for update;
  if asked.id is null or not actor_is('coordinator') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if asked.decision is not null or asked.expires_at <= now() then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if exists (select from membership m where m.id in (asked.member_id, asked.asked_by) and m.account_id = mine.account_id) then raise exception 'own-matter' using errcode = 'RT001'; end if;
  perform word_must_be_whole(verdict, words, sealed_code);
  update second_factor_reset set decision = verdict, decided_by = mine.member_id, decided_at = now(), decision_words = nullif(trim(words), ''),
      code_hash = case when verdict = 'approved' then sealed_code end, expires_at = case when verdict = 'approved' then now() + interval '1 day' else expires_at end
   where id = of_reset;
end $$;

grant select (id, programme_id, member_id, asked_by, reason, created_at, expires_at, decision, decided_by, decided_at, decision_words, used_at) on password_reset to reti_app;
grant insert (id, programme_id, member_id, asked_by, reason, token_hash, expires_at) on password_reset to reti_app;
create policy "the administrator and the coordinator read who lost their password" on password_reset for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin', 'coordinator')));
create policy "the administrator asks for a colleague's new password, for a day at most" on password_reset for insert to reti_app
  with check (programme_id = (select actor_programme()) and asked_by = (select actor_member()) and (select actor_is('admin')) and expires_at <= now() + interval '25 hours'
    and exists (select from membership m where m.id = password_reset.member_id and m.programme_id = (select actor_programme()) and m.ended_at is null and m.account_id <> (select actor_account())));

-- The link that the administrator has runs out a day after it was made, whenever the coordinator gave their word.
create or replace function decide_password_reset(of_reset uuid, verdict text, words text, sealed_code bytea) returns void language plpgsql security definer set search_path = public as $$
declare asked password_reset; mine session := acting_session();
begin
  select r.* into asked from password_reset r where r.id = of_reset and r.programme_id = mine.programme_id for update;
  if asked.id is null or not actor_is('coordinator') then raise exception 'not-found' using errcode = 'RT001'; end if;
  if asked.decision is not null or asked.expires_at <= now() then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if exists (select from membership m where m.id in (asked.member_id, asked.asked_by) and m.account_id = mine.account_id) then raise exception 'own-matter' using errcode = 'RT001'; end if;
  perform word_must_be_whole(verdict, words, sealed_code);
  update password_reset set decision = verdict, decided_by = mine.member_id, decided_at = now(), decision_words = nullif(trim(words), ''),
      code_hash = case when verdict = 'approved' then sealed_code end
   where id = of_reset;
end $$;

-- The gate: the part of the program that signs people in. It reads accounts and sessions, and gives the hat of an invitation, no other.
grant select, insert, update on account, passkey, session, challenge, known_browser, recovery_code to reti_gate;
grant delete on passkey, challenge, known_browser, recovery_code to reti_gate;
grant select, insert on membership to reti_gate;
grant select on programme, organisation, invitation, second_factor_reset, password_reset to reti_gate;
grant update (accepted_at, code_failures) on invitation to reti_gate;
grant update (used_at) on second_factor_reset to reti_gate;
grant update (used_at, code_failures) on password_reset to reti_gate;
create policy "the gate signs people in" on account for all to reti_gate using (true) with check (true);
create policy "the gate keeps passkeys" on passkey for all to reti_gate using (true) with check (true);
create policy "the gate keeps sessions" on session for all to reti_gate using (true) with check (true);
create policy "the gate keeps what browsers must answer" on challenge for all to reti_gate using (true) with check (true);
create policy "the gate knows browsers again" on known_browser for all to reti_gate using (true) with check (true);
create policy "the gate keeps the codes on paper" on recovery_code for all to reti_gate using (true) with check (true);
create policy "the gate names programmes" on programme for select to reti_gate using (true);
create policy "the gate names organisations" on organisation for select to reti_gate using (true);
create policy "the gate reads invitations" on invitation for select to reti_gate using (true);
create policy "the gate accepts an invitation that has whatever word it needs" on invitation for update to reti_gate
  using (accepted_at is null and withdrawn_at is null and expires_at > now() and decision is distinct from 'refused')
  with check (accepted_at is null or decision = 'approved' or not role_reads_persons(role));
create policy "the gate reads memberships" on membership for select to reti_gate using (true);
create policy "the gate gives the hat of an invitation just accepted" on membership for insert to reti_gate
  with check (exists (select from invitation i join account a on a.email = i.email
    where i.id = membership.invitation_id and a.id = membership.account_id and i.programme_id = membership.programme_id and i.organisation_id = membership.organisation_id
      and i.role = membership.role and i.accepted_at = now() and (i.decision = 'approved' or not role_reads_persons(i.role))));
create policy "the gate reads who may begin anew" on second_factor_reset for select to reti_gate using (true);
create policy "the gate uses up an approved new beginning" on second_factor_reset for update to reti_gate
  using (decision = 'approved' and used_at is null and expires_at > now()) with check (used_at is not null);
create policy "the gate reads who may choose a new password" on password_reset for select to reti_gate using (true);
create policy "the gate uses up an approved link, or counts a wrong code" on password_reset for update to reti_gate
  using (decision = 'approved' and used_at is null and expires_at > now()) with check (decision = 'approved');
