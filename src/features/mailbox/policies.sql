-- The programme's mailbox. Who runs the accounts connects it and never reads it; the coordinator reads it, and whom of the équipe they name. Messages are
-- written by the reading alone, which comes through the gate and can read none of them again.

create or replace function reads_mailbox(of_one uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from mailbox b where b.id = of_one and b.programme_id = actor_programme()
    and (actor_is('coordinator') or actor_in_team() and exists (select from mailbox_reader r where r.mailbox_id = b.id and r.member_id = actor_member() and r.ended_at is null)))
$$;
create or replace function reads_mail(of_one uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from mail_message m where m.id = of_one and reads_mailbox(m.mailbox_id))
$$;
-- The boxes that whoever acts may read, asked once for a whole list.
create or replace function mailboxes_of_actor() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(b.id), '{}') from mailbox b where b.programme_id = actor_programme() and reads_mailbox(b.id)
$$;

grant select, insert on mailbox to reti_app;
grant update (label, address, host, port, security, username, folder, receipts, active, version) on mailbox to reti_app;
create policy "who runs the accounts connects the box, the coordinator sees which it is, and so does whoever reads it" on mailbox for select to reti_app
  using (programme_id = (select actor_programme()) and ((select actor_is('admin', 'coordinator')) or id = any ((select mailboxes_of_actor())::uuid[])));
create policy "who runs the accounts connects a box, in their own name" on mailbox for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('admin')) and created_by = (select actor_member()));
create policy "who runs the accounts puts a box right" on mailbox for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('admin'))) with check (programme_id = (select actor_programme()));

-- A password goes in and is never shown again.
grant insert on mailbox_secret to reti_app;
create policy "who runs the accounts gives the password of a box" on mailbox_secret for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('admin')) and created_by = (select actor_member()));
create policy "the key of a password is made by who gives it" on vault_key for insert to reti_app
  with check (compartment = 'mailbox-door' and programme_id = (select actor_programme()) and (select actor_is('admin')));

grant select on mailbox_reading to reti_app;
create policy "how far the box was read is known to who connects it and to who reads it" on mailbox_reading for select to reti_app
  using (programme_id = (select actor_programme()) and ((select actor_is('admin', 'coordinator')) or mailbox_id = any ((select mailboxes_of_actor())::uuid[])));

grant select on mailbox_reader to reti_app;
grant insert (id, programme_id, mailbox_id, member_id, created_by) on mailbox_reader to reti_app;
grant update (ended_at) on mailbox_reader to reti_app;
create policy "who reads the box is known to the coordinator, to who connects it, and to each of themselves" on mailbox_reader for select to reti_app
  using (programme_id = (select actor_programme()) and ((select actor_is('admin', 'coordinator')) or member_id = (select actor_member())));
create policy "the coordinator names who of the équipe reads the box" on mailbox_reader for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and created_by = (select actor_member())
    and exists (select from membership m where m.id = mailbox_reader.member_id and m.programme_id = mailbox_reader.programme_id and m.ended_at is null
      and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')));
create policy "the coordinator takes it back" on mailbox_reader for update to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator'))) with check (programme_id = (select actor_programme()));

grant select (id, programme_id, address, organisation_id, label, created_by, created_at, ended_at) on known_sender to reti_app;
grant insert (id, programme_id, address, digest, organisation_id, label, created_by) on known_sender to reti_app;
grant update (ended_at) on known_sender to reti_app;
create policy "the address book is for who reads the box" on known_sender for select to reti_app
  using (programme_id = (select actor_programme()) and cardinality((select mailboxes_of_actor())::uuid[]) > 0);
create policy "who reads the box adds an address" on known_sender for insert to reti_app
  with check (programme_id = (select actor_programme()) and cardinality((select mailboxes_of_actor())::uuid[]) > 0 and created_by = (select actor_member()));
create policy "who reads the box strikes an address" on known_sender for update to reti_app
  using (programme_id = (select actor_programme()) and cardinality((select mailboxes_of_actor())::uuid[]) > 0) with check (programme_id = (select actor_programme()));

grant select (id, programme_id, mailbox_id, thread_id, kind, state, arrived_at, kept_at, bytes, known_sender_id, organisation_id, faults, source_pieces, inbound_id, due_at, remind_at, version) on mail_message to reti_app;
create policy "messages are for who reads the box" on mail_message for select to reti_app using (mailbox_id = any ((select mailboxes_of_actor())::uuid[]));
grant select on mail_words, mail_attachment, mail_piece to reti_app;
create policy "what a message says is for who reads the box" on mail_words for select to reti_app using (reads_mail(message_id));
create policy "what is attached is for who reads the box" on mail_attachment for select to reti_app using (reads_mail(message_id));
create policy "the pieces of a message are for who reads the box" on mail_piece for select to reti_app using (reads_mail(message_id));
create policy "the key of a message is held by who reads the box" on vault_key for select to reti_app using (compartment = 'mail' and reads_mail(holder_id));
grant select on mail_move to reti_app;
create policy "what was done with a message is read by who reads the box" on mail_move for select to reti_app using (reads_mail(message_id));

-- What already came from an address that enters the address book comes out from among the unknown.
create or replace function sender_is_known() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update mail_message m set known_sender_id = new.id, organisation_id = coalesce(new.organisation_id, m.organisation_id)
   where m.programme_id = new.programme_id and m.sender_digest = new.digest and m.known_sender_id is null;
  return null;
end $$;
drop trigger if exists sender_is_known on known_sender;
create trigger sender_is_known after insert on known_sender for each row execute function sender_is_known();

-- A step of a message. Gives false when the step was taken already under this id. What was decided and is opened again has a term from now; what was held had one all the while.
drop function if exists move_mail(uuid, uuid, text, text);
create or replace function move_mail(of_one uuid, move_id uuid, which text, why text, new_due_at timestamptz, new_remind_at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one mail_message; leads_to text;
begin
  select m.* into one from mail_message m where m.id = of_one and m.programme_id = mine.programme_id for update;
  if one.id is null or not reads_mailbox(one.mailbox_id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from mail_move v where v.id = move_id and v.message_id = one.id and v.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'mail' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  -- It becomes a segnalazione when one is sent that was made of it, and by no other way.
  if which = 'refer' then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into mail_move (id, programme_id, message_id, move, from_state, to_state, reason, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, why, mine.member_id);
  update mail_message set state = leads_to, version = version + 1 where id = one.id;
  if which = 'reopen' and one.state <> 'held' and one.kind = 'letter' then
    update mail_message set due_at = new_due_at, remind_at = new_remind_at, escalated_at = null where id = one.id;
  end if;
  return true;
end $$;

-- A segnalazione that was made of a message takes it along, in the same transaction as it is sent.
create or replace function mail_became_referral() returns trigger language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one mail_message;
begin
  select m.* into one from mail_message m where m.id = new.mail_id and m.programme_id = new.programme_id and m.state in ('waiting', 'held') for update;
  if one.id is null or not reads_mailbox(one.mailbox_id) then return null; end if;
  insert into mail_move (id, programme_id, message_id, move, from_state, to_state, by_member) values (gen_random_uuid(), one.programme_id, one.id, 'refer', one.state, 'referred', mine.member_id);
  update mail_message set state = 'referred', inbound_id = new.id, version = version + 1 where id = one.id;
  return null;
end $$;
drop trigger if exists mail_became_referral on inbound_referral;
create trigger mail_became_referral after update of state on inbound_referral for each row when (new.mail_id is not null and old.state = 'draft' and new.state <> 'draft')
  execute function mail_became_referral();

grant select on mail_answer to reti_app;
grant insert (id, programme_id, message_id, with_link, by_member) on mail_answer to reti_app;
create policy "that somebody was answered is read by who reads the box" on mail_answer for select to reti_app using (reads_mail(message_id));
create policy "who reads the box tells whoever wrote that there is news" on mail_answer for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and reads_mail(message_id));

-- What the reading may do. It comes through the gate, with nobody acting; it learns where to look and how far it came, and keeps what it found.
create or replace function mailboxes_to_read() returns table (id uuid, programme_id uuid, address text, host text, port integer, security text, username text, folder text, receipts boolean,
  secret_id uuid, sealed bytea, wrapped bytea, master_version integer, uid_validity bigint, last_uid bigint) language sql stable security definer set search_path = public as $$
  select b.id, b.programme_id, b.address, b.host, b.port, b.security, b.username, b.folder, b.receipts, s.id, s.sealed, k.wrapped, k.master_version, r.uid_validity, coalesce(r.last_uid, 0)
    from mailbox b join lateral (select s.* from mailbox_secret s where s.mailbox_id = b.id order by s.created_at desc, s.id desc limit 1) s on true
    join vault_key k on k.holder_id = s.id and k.compartment = 'mailbox-door' and k.wrapped is not null
    left join mailbox_reading r on r.mailbox_id = b.id where b.active order by b.id
$$;
revoke execute on function mailboxes_to_read() from public;
grant execute on function mailboxes_to_read() to reti_gate;

-- The folder's numbers are of this validity: another one begins anew.
create or replace function begin_reading(of_box uuid, validity bigint) returns bigint language plpgsql security definer set search_path = public as $$
declare reached bigint;
begin
  insert into mailbox_reading (mailbox_id, programme_id, uid_validity) select b.id, b.programme_id, validity from mailbox b where b.id = of_box on conflict (mailbox_id) do nothing;
  update mailbox_reading set uid_validity = validity, last_uid = 0 where mailbox_id = of_box and uid_validity is distinct from validity;
  select last_uid into reached from mailbox_reading where mailbox_id = of_box;
  return reached;
end $$;
revoke execute on function begin_reading(uuid, bigint) from public;
grant execute on function begin_reading(uuid, bigint) to reti_gate;

create or replace function end_reading(of_box uuid, code text) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into mailbox_reading (mailbox_id, programme_id) select b.id, b.programme_id from mailbox b where b.id = of_box on conflict (mailbox_id) do nothing;
  update mailbox_reading set looked_at = now(), failure = code, failing_since = case when code is null then null else coalesce(failing_since, now()) end where mailbox_id = of_box;
end $$;
revoke execute on function end_reading(uuid, text) from public;
grant execute on function end_reading(uuid, text) to reti_gate;

-- Numbers that could not be fetched yet, the least tried first.
create or replace function mail_missing(of_box uuid, validity bigint) returns table (uid bigint, tries integer) language sql stable security definer set search_path = public as $$
  select s.uid, s.tries from mail_sighting s where s.mailbox_id = of_box and s.uid_validity = validity and s.message_id is null order by s.tries, s.uid limit 50
$$;
revoke execute on function mail_missing(uuid, bigint) from public;
grant execute on function mail_missing(uuid, bigint) to reti_gate;

-- A number was seen and its message could not be fetched: it is not passed over for ever.
create or replace function mail_not_fetched(of_box uuid, validity bigint, number bigint) returns void language plpgsql security definer set search_path = public as $$
begin
  insert into mail_sighting as s (mailbox_id, uid_validity, uid, tries) values (of_box, validity, number, 1)
  on conflict (mailbox_id, uid_validity, uid) do update set tries = s.tries + 1, seen_at = now();
  update mailbox_reading set last_uid = greatest(last_uid, number) where mailbox_id = of_box and uid_validity = validity;
end $$;
revoke execute on function mail_not_fetched(uuid, bigint, bigint) from public;
grant execute on function mail_not_fetched(uuid, bigint, bigint) to reti_gate;

-- Whether a message is here already, by its content: then only its number is noted.
create or replace function mail_seen_again(of_box uuid, validity bigint, number bigint, digest bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare known uuid;
begin
  select m.id into known from mail_message m where m.mailbox_id = of_box and m.content_digest = digest;
  if known is null then return false; end if;
  insert into mail_sighting (mailbox_id, uid_validity, uid, message_id) values (of_box, validity, number, known)
  on conflict (mailbox_id, uid_validity, uid) do update set message_id = excluded.message_id, seen_at = now();
  update mailbox_reading set last_uid = greatest(last_uid, number) where mailbox_id = of_box and uid_validity = validity;
  return true;
end $$;
revoke execute on function mail_seen_again(uuid, bigint, bigint, bytea) from public;
grant execute on function mail_seen_again(uuid, bigint, bigint, bytea) to reti_gate;

-- Keeps one message, whole or not at all: its head, its key, its words and what is attached; its pieces follow in the same transaction. Who writes is looked up
-- in the address book, and among those who have an account for their body. Gives the thread.
create or replace function keep_mail(new_mail jsonb, key_wrapped bytea, key_version integer, words bytea, own_digests bytea[], number_digests bytea[]) returns uuid
  language plpgsql security definer set search_path = public as $$
declare box mailbox; thread uuid; known known_sender; body uuid; one jsonb; new_id uuid := (new_mail ->> 'id')::uuid; writer text := lower(new_mail ->> 'from');
begin
  select b.* into strict box from mailbox b where b.id = (new_mail ->> 'mailboxId')::uuid;
  select k.* into known from known_sender k where k.programme_id = box.programme_id and k.ended_at is null and k.address = writer;
  body := known.organisation_id;
  if known.id is null then
    select m.organisation_id into body from account a join membership m on m.account_id = a.id
     where a.email = writer and m.programme_id = box.programme_id and m.ended_at is null order by m.id limit 1;
  end if;
  select r.thread_id into thread from mail_reference r where r.mailbox_id = box.id and r.digest = any (own_digests || number_digests) order by r.thread_id limit 1;
  if thread is null then
    thread := gen_random_uuid();
    insert into mail_thread (id, programme_id, mailbox_id) values (thread, box.programme_id, box.id);
  end if;
  insert into mail_reference (mailbox_id, digest, thread_id) select distinct box.id, d, thread from unnest(own_digests || number_digests) d on conflict do nothing;
  insert into mail_message (id, programme_id, mailbox_id, thread_id, kind, arrived_at, bytes, known_sender_id, organisation_id, faults, content_digest, sender_digest, source_pieces, due_at, remind_at)
  values (new_id, box.programme_id, box.id, thread, new_mail ->> 'kind', (new_mail ->> 'arrivedAt')::timestamptz, (new_mail ->> 'bytes')::integer, known.id, body,
    array(select jsonb_array_elements_text(new_mail -> 'faults')), decode(new_mail ->> 'digest', 'hex'), decode(new_mail ->> 'senderDigest', 'hex'), (new_mail ->> 'pieces')::integer,
    (new_mail ->> 'dueAt')::timestamptz, (new_mail ->> 'remindAt')::timestamptz);
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), box.programme_id, new_id, 'mail', key_wrapped, key_version);
  insert into mail_words (message_id, programme_id, sealed) values (new_id, box.programme_id, words);
  for one in select jsonb_array_elements(new_mail -> 'attachments') loop
    insert into mail_attachment (id, programme_id, message_id, place, media_type, bytes, pieces, refusal)
    values ((one ->> 'id')::uuid, box.programme_id, new_id, (one ->> 'place')::integer, one ->> 'mediaType', (one ->> 'bytes')::integer, (one ->> 'pieces')::integer, one ->> 'refusal');
  end loop;
  insert into mail_sighting (mailbox_id, uid_validity, uid, message_id) values (box.id, (new_mail ->> 'validity')::bigint, (new_mail ->> 'uid')::bigint, new_id)
  on conflict (mailbox_id, uid_validity, uid) do update set message_id = excluded.message_id, seen_at = now();
  update mailbox_reading set last_uid = greatest(last_uid, (new_mail ->> 'uid')::bigint) where mailbox_id = box.id and uid_validity = (new_mail ->> 'validity')::bigint;
  perform audit_append(jsonb_build_array(jsonb_build_object('action', 'mail.arrive', 'subject', 'mail', 'subjectId', new_id, 'programmeId', box.programme_id)));
  return thread;
end $$;
revoke execute on function keep_mail(jsonb, bytea, integer, bytea, bytea[], bytea[]) from public;
grant execute on function keep_mail(jsonb, bytea, integer, bytea, bytea[], bytea[]) to reti_gate;

create or replace function programme_of_mail(of_one uuid) returns uuid language sql stable security definer set search_path = public as $$
  select m.programme_id from mail_message m where m.id = of_one
$$;
revoke execute on function programme_of_mail(uuid) from public;
grant execute on function programme_of_mail(uuid) to reti_gate;
grant insert on mail_piece to reti_gate;
create policy "the reading keeps the pieces of a message" on mail_piece for insert to reti_gate with check (true);

-- A receipt goes back once a day in a thread and once a day to an address, which is sealed here for it. Gives false when one went today already.
create or replace function ask_receipt(of_box uuid, digests bytea[], new_id uuid, address bytea, key_wrapped bytea, key_version integer, in_language text) returns boolean
  language plpgsql security definer set search_path = public as $$
declare of_programme uuid := (select b.programme_id from mailbox b where b.id = of_box and b.receipts);
begin
  if of_programme is null or exists (select from mail_receipt r where r.mailbox_id = of_box and r.digest = any (digests) and r.day = italian_today()) then return false; end if;
  insert into mail_receipt (mailbox_id, digest, day) select distinct of_box, d, italian_today() from unnest(digests) d;
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), of_programme, new_id, 'outgoing-mail', key_wrapped, key_version);
  insert into outgoing_mail (id, programme_id, kind, address_sealed, language) values (new_id, of_programme, 'receipt', address, in_language);
  return true;
end $$;
revoke execute on function ask_receipt(uuid, bytea[], uuid, bytea, bytea, integer, text) from public;
grant execute on function ask_receipt(uuid, bytea[], uuid, bytea, bytea, integer, text) to reti_gate;
