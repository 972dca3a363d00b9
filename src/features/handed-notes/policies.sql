-- Notes handed over. Who coordinates the programme in which one was written reads it, unless they are barred from a case that it names; whoever wrote it
-- reads nothing of it again. One comes through hand_note alone, from somebody signed in whose own hat it was, also an ended one.

create or replace function reads_handed_note(of_one uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from handed_note n where n.id = of_one and n.programme_id = actor_programme() and actor_is('coordinator') and not n.case_ids && cases_barred_to_actor())
$$;

grant select on handed_note, handed_note_move to reti_app;
create policy "a note handed over is read by who coordinates, unless barred from a case that it names" on handed_note for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('coordinator')) and not case_ids && (select cases_barred_to_actor()));
create policy "what was done with a note is read by whoever reads the note" on handed_note_move for select to reti_app using (reads_handed_note(note_id));
create policy "the key of a note is held by whoever reads the note" on vault_key for select to reti_app using (compartment = 'handed-note' and reads_handed_note(holder_id));

grant select on handed_note_piece to reti_app;
create policy "the file of a note is read by whoever reads the note" on handed_note_piece for select to reti_app using (reads_handed_note(note_id));

-- The cases of a programme that ids name: a case, its person, or a record of it.
create or replace function cases_named_by(of_programme uuid, ids uuid[]) returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(distinct c.id), '{}') from case_file c where c.programme_id = of_programme and (c.id = any (ids) or c.person_id = any (ids)
    or c.id in (
      select r.case_id from interview r where r.id = any (ids) union select r.case_id from screening r where r.id = any (ids)
      union select r.case_id from consent r where r.id = any (ids) union select r.case_id from document r where r.id = any (ids)
      union select r.case_id from emergency r where r.id = any (ids) union select r.case_id from worksheet r where r.id = any (ids)
      union select r.case_id from appointment_matter r where r.appointment_id = any (ids) union select r.case_id from contact_case r where r.contact_id = any (ids)))
$$;
revoke execute on function cases_named_by(uuid, uuid[]) from public;

-- Keeps a note with its key, and says how large its file is, if it has one. Gives false when it came before under this id. Two hundred an hour from one account, and of files
-- eight of the largest: a whole day on a telephone is less.
drop function if exists hand_note(uuid, uuid, text, timestamptz, uuid[], bytea, bytea, integer);
create or replace function hand_note(new_id uuid, of_member uuid, new_kind text, new_noted_at timestamptz, ids uuid[], sealed bytea, key_wrapped bytea, key_version integer, file_size integer, file_parts integer, file_type text, file_refused text)
returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); hat membership; before handed_note; cases uuid[]; notes integer; sizes bigint;
begin
  select m.* into hat from membership m where m.id = of_member and m.account_id = mine.account_id;
  if hat.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  perform pg_advisory_xact_lock(hashtextextended('handed-note ' || mine.account_id, 0));
  select n.* into before from handed_note n where n.id = new_id;
  if before.id is not null then
    if before.from_member <> hat.id then raise exception 'already-exists' using errcode = 'RT001'; end if;
    return false;
  end if;
  select count(*), coalesce(sum(n.file_bytes), 0) into notes, sizes from handed_note n join membership m on m.id = n.from_member where m.account_id = mine.account_id and n.arrived_at > now() - interval '1 hour';
  if notes >= 200 or (file_size is not null and sizes + file_size > 8 * 26214400::bigint) then
    raise exception 'too-many-requests' using errcode = 'RT001';
  end if;
  cases := cases_named_by(hat.programme_id, ids);
  -- To the millisecond, as pages of a list are told apart.
  insert into handed_note (id, programme_id, from_member, record_kind, noted_at, arrived_at, case_ids, body_sealed, file_bytes, file_pieces, file_media_type, file_refusal)
  values (new_id, hat.programme_id, hat.id, new_kind, new_noted_at, date_trunc('milliseconds', now()), cases, sealed, file_size, file_parts, file_type, file_refused);
  insert into vault_key (id, programme_id, holder_id, compartment, wrapped, master_version) values (gen_random_uuid(), hat.programme_id, new_id, 'handed-note', key_wrapped, key_version);
  perform notify_member(m.id, 'note-handed', 'handed-note', new_id) from membership m
   where m.programme_id = hat.programme_id and m.role = 'coordinator' and m.ended_at is null and not exists (select from unnest(cases) c where is_barred(c, m.account_id));
  return true;
end $$;

-- A piece of the file of a note that one is handing over: said in the same transaction, for the key is in nobody's hands afterwards. None is written over.
create or replace function hand_note_piece(of_note uuid, piece integer, sealed bytea) returns void language plpgsql security definer set search_path = public as $$
declare mine session := acting_session();
begin
  if not exists (select from handed_note n join membership m on m.id = n.from_member where n.id = of_note and m.account_id = mine.account_id and piece < n.file_pieces) then
    raise exception 'not-found' using errcode = 'RT001';
  end if;
  insert into handed_note_piece (note_id, number, sealed) values (of_note, piece, sealed);
end $$;

-- A step of a note, with its sealed words. Gives false when the step was taken already under this id.
create or replace function move_handed_note(of_one uuid, move_id uuid, which text, words bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one handed_note; leads_to text;
begin
  select n.* into one from handed_note n where n.id = of_one and n.programme_id = mine.programme_id for update;
  if one.id is null or not reads_handed_note(one.id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from handed_note_move m where m.id = move_id and m.note_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'handed-note' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into handed_note_move (id, programme_id, note_id, move, from_state, to_state, words_sealed, by_member) values (move_id, one.programme_id, one.id, which, one.state, leads_to, words, mine.member_id);
  update handed_note set state = leads_to, version = version + 1 where id = one.id;
  return true;
end $$;
