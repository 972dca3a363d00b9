-- Mail that leaves says that there is news, and nothing else. Rooms ask for it in the transaction of what happened; the gate alone sends it,
-- and alone reads an address of somebody without an account, for as long as the letter waits.

grant select (id, programme_id, kind, account_id, asked_at, sent_at, given_up_at, failure, bounced_at, bounce) on outgoing_mail to reti_app;
create policy "everyone reads whether the mail to them arrived" on outgoing_mail for select to reti_app
  using (programme_id = (select actor_programme()) and account_id = (select actor_account()));
create policy "the administrator reads which mail did not arrive" on outgoing_mail for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin')) and (given_up_at is not null or bounced_at is not null));

grant insert (id, programme_id, kind, address_sealed, link_sealed, language) on outgoing_mail to reti_app;
create policy "the team lets somebody without an account know that there is news" on outgoing_mail for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_in_team()) and account_id is null and kind in ('answer', 'receipt') and address_sealed is not null
    and sent_at is null and given_up_at is null and withdrawn_at is null);
create policy "the key of such a letter is made by who asks for it, and read by nobody who works here" on vault_key for insert to reti_app
  with check (compartment = 'outgoing-mail' and programme_id = (select actor_programme()) and (select actor_in_team()));

grant select on mail_wish to reti_app;
grant insert (member_id, programme_id, news) on mail_wish to reti_app;
grant update (news, changed_at) on mail_wish to reti_app;
create policy "everyone reads what they wished for" on mail_wish for select to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "everyone says whether they want mail" on mail_wish for insert to reti_app
  with check (member_id = (select actor_member()) and programme_id = (select actor_programme()));
create policy "everyone says again whether they want mail" on mail_wish for update to reti_app
  using (member_id = (select actor_member()) and programme_id = (select actor_programme())) with check (member_id = (select actor_member()));

-- Half past seven of the next morning in Italy.
create or replace function next_morning(moment timestamptz) returns timestamptz language sql immutable as $$
  select case when l.clock::time < time '07:30' then l.clock::date + time '07:30' else l.clock::date + 1 + time '07:30' end at time zone 'Europe/Rome'
    from (select moment at time zone 'Europe/Rome' as clock) l
$$;

-- Lets a colleague know by mail that there is news, in the transaction of what happened. News waits a moment, so that several make one letter and what
-- is read at once makes none, and comes once an hour at most; an alarm goes out at once, whatever they wished for.
create or replace function mail_member(to_member uuid, of_kind text) returns void language plpgsql security definer set search_path = public as $$
declare one record; due timestamptz;
begin
  if of_kind not in ('news', 'alarm') then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  select m.programme_id, m.account_id, a.language, coalesce(w.news, 'at-once') as news into one
    from membership m join account a on a.id = m.account_id left join mail_wish w on w.member_id = m.id
   where m.id = to_member and m.ended_at is null and a.closed_at is null;
  if one.account_id is null or (of_kind = 'news' and one.news = 'never') then return; end if;
  if of_kind = 'alarm' then due := now();
  elsif one.news = 'morning' then due := next_morning(now());
  else
    select greatest(now() + interval '2 minutes', max(o.sent_at) + interval '1 hour') into due from outgoing_mail o
     where o.account_id = one.account_id and o.kind = 'news' and o.sent_at > now() - interval '1 hour';
  end if;
  insert into outgoing_mail (id, programme_id, kind, account_id, language, due_at) values (gen_random_uuid(), one.programme_id, of_kind, one.account_id, one.language, due)
  on conflict do nothing;
end $$;
revoke execute on function mail_member(uuid, text) from public;

-- The news was seen before its letter left.
create or replace function withdraw_news(of_member uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update outgoing_mail o set withdrawn_at = now() from membership m
   where m.id = of_member and o.account_id = m.account_id and o.programme_id = m.programme_id and o.kind = 'news'
     and o.sent_at is null and o.given_up_at is null and o.withdrawn_at is null and o.claimed_until is null;
end $$;
revoke execute on function withdraw_news(uuid) from public;

-- What may leave now, for one sender at a time: whoever took a letter has two minutes for it. What waited too long (there was no server) is no news any more.
create or replace function claim_mail(at_most integer)
  returns table (id uuid, programme_id uuid, kind text, language text, address text, address_sealed bytea, link_sealed bytea, wrapped bytea, master_version integer, attempts integer)
  language plpgsql security definer set search_path = public as $$
begin
  update outgoing_mail o set withdrawn_at = now()
   where o.sent_at is null and o.given_up_at is null and o.withdrawn_at is null and (o.claimed_until is null or o.claimed_until < now())
     and (o.kind = 'news' and o.due_at < now() - interval '2 days' or o.kind = 'alarm' and o.due_at < now() - interval '6 hours');
  return query
    with chosen as (
      select o.id from outgoing_mail o
       where o.sent_at is null and o.given_up_at is null and o.withdrawn_at is null and o.due_at <= now() and (o.claimed_until is null or o.claimed_until < now())
       order by o.kind <> 'alarm', o.due_at limit at_most for update skip locked),
    taken as (update outgoing_mail o set claimed_until = now() + interval '2 minutes', attempts = o.attempts + 1 from chosen c where o.id = c.id returning o.*)
    select t.id, t.programme_id, t.kind, t.language, a.email, t.address_sealed, t.link_sealed, k.wrapped, k.master_version, t.attempts
      from taken t left join account a on a.id = t.account_id left join vault_key k on k.holder_id = t.id and k.compartment = 'outgoing-mail';
end $$;
revoke execute on function claim_mail(integer) from public;
grant execute on function claim_mail(integer) to reti_gate;

-- It has left. An address that was kept for it alone goes, with its key.
create or replace function mail_left(of_one uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  update outgoing_mail set sent_at = now(), claimed_until = null, failure = null, address_sealed = null, link_sealed = null where id = of_one and sent_at is null;
  perform destroy_vault_keys(of_one, array['outgoing-mail']);
end $$;
revoke execute on function mail_left(uuid) from public;
grant execute on function mail_left(uuid) to reti_gate;

-- It did not leave: it is tried again at a later hour, or given up.
create or replace function mail_failed(of_one uuid, code text, again_at timestamptz) returns void language plpgsql security definer set search_path = public as $$
begin
  if again_at is not null then
    update outgoing_mail set failure = code, claimed_until = null, due_at = again_at where id = of_one and sent_at is null;
  else
    update outgoing_mail set failure = code, claimed_until = null, given_up_at = now(), address_sealed = null, link_sealed = null where id = of_one and sent_at is null;
    perform destroy_vault_keys(of_one, array['outgoing-mail']);
  end if;
end $$;
revoke execute on function mail_failed(uuid, text, timestamptz) from public;
grant execute on function mail_failed(uuid, text, timestamptz) to reti_gate;

-- A server said afterwards that it could not be delivered. Gives false when no letter of ours has this number.
create or replace function mail_bounced(of_one uuid, code text) returns boolean language plpgsql security definer set search_path = public as $$
begin
  update outgoing_mail set bounced_at = coalesce(bounced_at, now()), bounce = coalesce(bounce, code) where id = of_one and sent_at is not null;
  return found;
end $$;
revoke execute on function mail_bounced(uuid, text) from public;
grant execute on function mail_bounced(uuid, text) to reti_gate;

-- For who runs the accounts: how many letters, by day and kind, and nobody's name.
create or replace function mail_figures() returns table (day date, kind text, waiting integer, sent integer, given_up integer, bounced integer)
  language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('admin') then raise insufficient_privilege; end if;
  return query
    select (o.asked_at at time zone 'Europe/Rome')::date, o.kind,
           (count(*) filter (where o.sent_at is null and o.given_up_at is null and o.withdrawn_at is null))::integer, (count(*) filter (where o.sent_at is not null))::integer,
           (count(*) filter (where o.given_up_at is not null))::integer, (count(*) filter (where o.bounced_at is not null))::integer
      from outgoing_mail o where o.programme_id = actor_programme() and o.asked_at > now() - interval '30 days' group by 1, 2 order by 1 desc, 2;
end $$;

-- Rows of letters that ended long ago go, a thousand at a time. That there was news stays where it was told (`notification`, with when it was read); what the mailbox noted of an answer stays with
-- its message. What became of an alarm, of an answer or of a receipt would be known nowhere else: it goes into the trail, with when it was asked for, when it left or did not, and why.
create or replace function purge_outgoing_mail(older_than interval) returns integer language plpgsql security definer set search_path = public as $$
declare gone integer; old uuid[]; told jsonb;
begin
  if older_than < interval '30 days' then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  old := array(select o.id from outgoing_mail o where num_nonnulls(o.sent_at, o.given_up_at, o.withdrawn_at) = 1 and coalesce(o.sent_at, o.given_up_at, o.withdrawn_at) < now() - older_than limit 1000 for update skip locked);
  select jsonb_agg(jsonb_build_object('programmeId', o.programme_id, 'action', 'mail.ended', 'subject', 'outgoing-mail', 'subjectId', o.id, 'details', jsonb_strip_nulls(jsonb_build_object(
      'kind', o.kind, 'to', o.account_id, 'asked', o.asked_at, 'left', o.sent_at, 'givenUp', o.given_up_at, 'withdrawn', o.withdrawn_at, 'failure', o.failure, 'bounced', o.bounced_at, 'bounce', o.bounce)))) into told
    from outgoing_mail o where o.id = any (old) and o.kind <> 'news';
  if told is not null then perform audit_append(told); end if;
  delete from vault_key k where k.holder_id = any (old) and k.compartment = 'outgoing-mail';
  delete from outgoing_mail o where o.id = any (old);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function purge_outgoing_mail(interval) from public;
grant execute on function purge_outgoing_mail(interval) to reti_gate;
