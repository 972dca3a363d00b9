-- What whoever sent one without an account reads of it and answers: by the door through which it came, with its id or its receipt; or by the receipt of a report from anybody.
-- Where it stands, the letters of both sides, why it was declined and where it was sent on; nothing of what was said in it, of a mail, or of another.

-- A link that ended by itself still shows its answers for ninety days; one that was closed shows nothing.
create or replace function door_that_reads(digest bytea) returns report_door language plpgsql stable security definer set search_path = public as $$
declare found_door report_door;
begin
  select d.* into found_door from report_door d where d.token_digest = digest and d.revoked_at is null and d.expires_at > now() - interval '90 days';
  return found_door;
end $$;
revoke execute on function door_that_reads(bytea) from public;

create or replace function report_from_outside(door bytea, of_one uuid, receipt bytea) returns inbound_referral language plpgsql stable security definer set search_path = public as $$
declare one inbound_referral; by_door uuid := (door_that_reads(door)).id;
begin
  if door is null then select r.* into one from inbound_referral r where r.source = 'public' and r.receipt_digest = receipt;
  else select r.* into one from inbound_referral r where r.door_id = by_door and (r.id = of_one or r.receipt_digest = receipt); end if;
  return one;
end $$;
revoke execute on function report_from_outside(bytea, uuid, bytea) from public;

-- The State's immigration authority learns where its own stands and no more, whatever way it writes; as where it has an account.
create or replace function letters_go_outside(one inbound_referral) returns boolean language sql stable security definer set search_path = public as $$
  select coalesce(one.id is not null and not exists (select from organisation o where o.id = one.organisation_id and o.kind = 'prefecture'), false)
$$;
revoke execute on function letters_go_outside(inbound_referral) from public;

-- May be answered once somebody of the team let it in, while it is not over.
create or replace function takes_letters_from_outside(one inbound_referral) returns boolean language sql stable security definer set search_path = public as $$
  select letters_go_outside(one) and one.state not in ('sent', 'withdrawn', 'closed')
$$;
revoke execute on function takes_letters_from_outside(inbound_referral) from public;

create or replace function stands_outside(door bytea, of_one uuid, receipt bytea)
returns table (id uuid, programme_id uuid, reference text, state text, sent_at timestamptz, due_at timestamptz, owed_at timestamptz, reason text, redirected text, has_receipt boolean, may_write boolean, may_identify boolean)
language plpgsql stable security definer set search_path = public as $$
declare one inbound_referral := report_from_outside(door, of_one, receipt); reads boolean := letters_go_outside(one);
begin
  if one.id is null then return; end if;
  return query select one.id, one.programme_id, one.reference, inbound_told_as(one.state), one.sent_at, case when one.decided_at is null and one.state in ('sent', 'received', 'in-triage') then one.due_at end,
    case when reads then one.sender_owes_at end, (select m.reason from inbound_move m where reads and one.state = 'declined' and m.referral_id = one.id and m.move = 'decline' order by m.at desc limit 1),
    (select o.name from organisation o where reads and o.id = one.redirected_to), one.receipt_digest is not null, takes_letters_from_outside(one), one.kind = 'report' and (one.agreement = 'yes' or one.danger or one.minor <> 'no');
end $$;
revoke execute on function stands_outside(bytea, uuid, bytea) from public;
grant execute on function stands_outside(bytea, uuid, bytea) to reti_gate;

-- The letters, sealed, with their wrapped key; that they were read stands in the trail. Asked for one alone, it is to know whether it was written before.
create or replace function letters_outside(door bytea, of_one uuid, receipt bytea, only_one uuid)
returns table (id uuid, kind text, from_team boolean, body_sealed bytea, at timestamptz, wrapped bytea, master_version integer) language plpgsql security definer set search_path = public as $$
declare one inbound_referral := report_from_outside(door, of_one, receipt);
begin
  if not letters_go_outside(one) or not exists (select from inbound_message m where m.referral_id = one.id) then return; end if;
  if only_one is null then
    perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.read-outside', 'subject', 'inbound-referral', 'subjectId', one.id, 'programmeId', one.programme_id)));
  end if;
  return query select m.id, m.kind, m.from_team, m.body_sealed, m.at, k.wrapped, k.master_version from inbound_message m join vault_key k on k.holder_id = one.id and k.compartment = 'inbound-thread' and k.wrapped is not null
    where m.referral_id = one.id and (only_one is null or m.id = only_one) order by m.at, m.id;
end $$;
revoke execute on function letters_outside(bytea, uuid, bytea, uuid) from public;
grant execute on function letters_outside(bytea, uuid, bytea, uuid) to reti_gate;

-- The key with which a letter from outside is sealed: the one there is, or the first.
create or replace function key_of_letters_outside(door bytea, of_one uuid, receipt bytea, new_wrapped bytea, new_version integer) returns table (wrapped bytea, master_version integer) language plpgsql security definer set search_path = public as $$
declare one inbound_referral := report_from_outside(door, of_one, receipt);
begin
  if not takes_letters_from_outside(one) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), one.programme_id, one.id, 'inbound-thread', new_wrapped, new_version) on conflict (holder_id, compartment) do nothing;
  return query select k.wrapped, k.master_version from vault_key k where k.holder_id = one.id and k.compartment = 'inbound-thread' and k.wrapped is not null;
end $$;
revoke execute on function key_of_letters_outside(bytea, uuid, bytea, bytea, integer) from public;
grant execute on function key_of_letters_outside(bytea, uuid, bytea, bytea, integer) to reti_gate;

-- A letter from outside, as `write_inbound` takes one of the sender's side; thirty in a day at most. False when it was written before.
create or replace function write_from_outside(door bytea, of_one uuid, receipt bytea, message_id uuid, of_kind text, body bytea, owed_by timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare one inbound_referral := report_from_outside(door, of_one, receipt);
begin
  perform from inbound_referral r where r.id = one.id for update;
  if not takes_letters_from_outside(one) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if of_kind not in ('message', 'question') then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  if exists (select from inbound_message m where m.id = message_id and m.referral_id = one.id) then return false; end if;
  if (select count(*) from inbound_message m where m.referral_id = one.id and not m.from_team and m.by_member is null and m.at > now() - interval '1 day') >= 30 then raise exception 'too-many-requests' using errcode = 'RT001'; end if;
  insert into inbound_message (id, programme_id, referral_id, kind, from_team, body_sealed) values (message_id, one.programme_id, one.id, of_kind, false, body);
  update inbound_referral set version = version + 1, sender_owes_at = null, team_owes_at = case when of_kind = 'question' then coalesce(team_owes_at, owed_by) else team_owes_at end where id = one.id;
  if one.handler_id is not null then perform notify_member(one.handler_id, 'inbound-news', 'inbound', one.id); else perform tell_coordination(one.id, 'inbound-news'); end if;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'inbound.message-outside', 'subject', 'inbound-referral', 'subjectId', one.id, 'programmeId', one.programme_id)));
  return true;
end $$;
revoke execute on function write_from_outside(bytea, uuid, bytea, uuid, text, bytea, timestamptz) from public;
grant execute on function write_from_outside(bytea, uuid, bytea, uuid, text, bytea, timestamptz) to reti_gate;

-- Who reads what the team answers, for who handles it: whoever holds the link, the key or the receipt, people of the body with an account, or nobody – then one telephones.
create or replace function inbound_read_by(of_one uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare one inbound_referral; door report_door;
begin
  select r.* into one from inbound_referral r where r.id = of_one and handles_inbound(r.id);
  select d.* into door from report_door d where d.id = one.door_id and d.revoked_at is null and d.expires_at > now() - interval '90 days';
  return case
    when one.id is null then 'nobody'
    when door.id is not null and letters_go_outside(one) then door.kind
    when exists (select from membership m where m.programme_id = one.programme_id and m.ended_at is null and m.role in ('reporter', 'partner') and (m.id = one.author_id or m.organisation_id = one.organisation_id)) then 'account'
    when one.source = 'public' and one.receipt_digest is not null then 'receipt'
    else 'nobody' end;
end $$;

drop function if exists state_through_door(bytea, uuid);
drop function if exists public_report_state(bytea);
