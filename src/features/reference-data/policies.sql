-- Terms and rules of a programme. No secret: everybody of the programme reads them, for everybody works by them.

grant select on reference_value, reference_value_move to reti_app;
create policy "everybody of the programme reads its terms and rules" on reference_value for select to reti_app using (programme_id = (select actor_programme()));
create policy "everybody of the programme reads what became of its terms" on reference_value_move for select to reti_app using (programme_id = (select actor_programme()));

grant select, insert on reference_check to reti_app;
create policy "everybody of the programme reads what was checked" on reference_check for select to reti_app using (programme_id = (select actor_programme()));
create policy "coordination, Prefettura and legal operators check what the system comes with, each in their own name" on reference_check for insert to reti_app
  with check (programme_id = (select actor_programme()) and by_member = (select actor_member()) and looked_on <= italian_today() and (select actor_is('coordinator', 'prefecture', 'legal')));

-- All that holds, held or will hold in a programme, and what was checked of what the system comes with, in one answer.
create or replace function reference_rows(of_programme uuid) returns jsonb language sql stable set search_path = public as $$
  select jsonb_build_object(
    'values', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'collection', v.collection, 'entry', v.entry, 'body', v.body, 'source', v.source, 'validFrom', v.valid_from, 'validUntil', v.valid_until, 'verified', v.state = 'verified') order by v.collection, v.entry, v.valid_from), '[]')
                 from reference_value v where v.programme_id = of_programme and v.state <> 'withdrawn'),
    'checks', (select coalesce(jsonb_agg(c.mark), '[]') from (select distinct on (k.mark) k.mark, k.outcome from reference_check k where k.programme_id = of_programme order by k.mark, k.at desc, k.id desc) c where c.outcome = 'verified'))
$$;

-- The same for a door that anybody may open: the term of an answer is what is said at the door.
create or replace function reference_outside(of_programme uuid) returns jsonb language sql stable security definer set search_path = public as $$ select reference_rows(of_programme) $$;
revoke execute on function reference_outside(uuid) from public;
grant execute on function reference_outside(uuid) to reti_gate;

-- A feast of the programme's own, such as that of the town's patron: no day of work, in the agenda as in every term.
create or replace function programme_holiday(of_programme uuid, on_day date) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from reference_value v where v.programme_id = of_programme and v.collection = 'holidays' and v.state <> 'withdrawn' and v.body is not null
    and v.entry = to_char(on_day, 'MM-DD') and on_day >= v.valid_from and (v.valid_until is null or on_day <= v.valid_until))
$$;

-- A value of the programme's own, from tomorrow at the earliest: nobody finds another term in the afternoon than in the morning, and a slip can be
-- taken back before anybody works by it. The one before ends the day before; one that was written for later stays, and this one ends before it.
-- Gives false when it stands already under this id.
create or replace function set_reference_value(new_id uuid, of_collection text, of_entry text, new_body jsonb, from_day date, until_day date, from_source text, a_note text) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); known reference_value; next_from date;
begin
  if not actor_is('coordinator', 'prefecture') then raise insufficient_privilege; end if;
  select v.* into known from reference_value v where v.id = new_id;
  if known.id is not null then
    if known.programme_id <> mine.programme_id or known.written_by <> mine.member_id or (known.collection, known.entry, known.valid_from, known.asked_until, known.body, known.source, known.note) is distinct from (of_collection, of_entry, from_day, until_day, new_body, from_source, a_note) then
      raise exception 'already-exists' using errcode = 'RT001';
    end if;
    return false;
  end if;
  if from_day <= italian_today() then raise exception 'reference-too-soon' using errcode = 'RT001'; end if;
  -- Two who write at once wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('reference ' || mine.programme_id || ' ' || of_collection || ' ' || of_entry, 0));
  select min(v.valid_from) into next_from from reference_value v
   where v.programme_id = mine.programme_id and v.collection = of_collection and v.entry = of_entry and v.state <> 'withdrawn' and v.valid_from > from_day;
  update reference_value v set valid_until = from_day - 1, version = v.version + 1
   where v.programme_id = mine.programme_id and v.collection = of_collection and v.entry = of_entry and v.state <> 'withdrawn' and v.valid_from < from_day and (v.valid_until is null or v.valid_until >= from_day);
  insert into reference_value (id, programme_id, collection, entry, body, valid_from, asked_until, valid_until, source, note, written_by)
  values (new_id, mine.programme_id, of_collection, of_entry, new_body, from_day, until_day, least(until_day, next_from - 1), from_source, a_note, mine.member_id);
  return true;
end $$;

-- Verified by a named person against a source, doubted again, or withdrawn while it does not hold yet. Of a term or a norm nobody verifies what they
-- wrote themselves, in whatever hat. Gives false when the step was taken already under this id.
create or replace function move_reference_value(of_one uuid, move_id uuid, which text, why text, from_source text, looked_day date) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one reference_value; leads_to text; before_it uuid; next_from date; writers_account uuid;
begin
  select v.* into one from reference_value v where v.id = of_one and v.programme_id = mine.programme_id for update;
  if one.id is null then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from reference_value_move m where m.id = move_id and m.value_id = one.id and m.move = which) then return false; end if;
  if not (case which when 'withdraw' then actor_is('coordinator', 'prefecture') else actor_is('coordinator', 'prefecture', 'legal') end) then raise insufficient_privilege; end if;
  select m.account_id into writers_account from membership m where m.id = one.written_by;
  if which = 'verify' and reference_needs_another(one.collection) and mine.account_id = writers_account then raise exception 'reference-needs-another' using errcode = 'RT001'; end if;
  if which = 'verify' and (length(trim(coalesce(from_source, ''))) < 3 or looked_day is null or looked_day > italian_today()) then raise exception 'invalid-input' using errcode = 'RT001'; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'reference-value' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  if which = 'withdraw' and one.valid_from <= italian_today() then raise exception 'reference-in-force' using errcode = 'RT001'; end if;
  if which in ('withdraw', 'doubt') and length(trim(coalesce(why, ''))) < 3 then raise exception 'reason-required' using errcode = 'RT001'; end if;
  perform pg_advisory_xact_lock(hashtextextended('reference ' || one.programme_id || ' ' || one.collection || ' ' || one.entry, 0));
  insert into reference_value_move (id, programme_id, value_id, move, from_state, to_state, reason, source, looked_on, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, nullif(trim(coalesce(why, '')), ''), case when which = 'verify' then trim(from_source) end, case when which = 'verify' then looked_day end, mine.member_id);
  update reference_value set state = leads_to, version = version + 1 where id = one.id;
  if which = 'withdraw' then
    -- The one before goes on as far as it was asked to, or until the next.
    select v.id into before_it from reference_value v where v.programme_id = one.programme_id and v.collection = one.collection and v.entry = one.entry and v.state <> 'withdrawn' and v.valid_from < one.valid_from order by v.valid_from desc limit 1;
    select min(v.valid_from) into next_from from reference_value v where v.programme_id = one.programme_id and v.collection = one.collection and v.entry = one.entry and v.state <> 'withdrawn' and v.valid_from > one.valid_from;
    update reference_value v set valid_until = least(v.asked_until, next_from - 1), version = v.version + 1 where v.id = before_it and v.valid_until = one.valid_from - 1;
  end if;
  return true;
end $$;

-- Which collections hold terms, norms or what watches over them; the others hold words and weights of the team. Twin of `needsAnother` in domain.ts.
create or replace function reference_needs_another(of_collection text) returns boolean language sql immutable as $$
  select of_collection not in ('need-anchors', 'case-flags', 'street-signs', 'case-weights')
$$;

-- What was written stays as it was: only its last day and its state move.
create or replace function reference_value_stays() returns trigger language plpgsql as $$
begin
  if session_user <> 'reti_app' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (new.id, new.programme_id, new.collection, new.entry, new.body, new.valid_from, new.asked_until, new.source, new.note, new.written_by, new.written_at)
    is distinct from (old.id, old.programme_id, old.collection, old.entry, old.body, old.valid_from, old.asked_until, old.source, old.note, old.written_by, old.written_at) then
    raise exception 'not-allowed' using errcode = 'RT001';
  end if;
  return new;
end $$;
drop trigger if exists reference_value_stays on reference_value;
create trigger reference_value_stays before update or delete on reference_value for each row execute function reference_value_stays();
