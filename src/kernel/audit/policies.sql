-- Nobody writes the trail by hand and nobody changes it: lines enter through audit_append alone, which says itself who is acting.

-- The text that is hashed: every field in order, absent ones marked. The verification outside the database builds the same text.
create or replace function audit_text(e audit_event) returns text language sql immutable as $$
  select array_to_string(array[e.chain::text, e.position::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.programme_id::text,
    e.account_id::text, e.member_id::text, e.role, e.action, e.subject, e.subject_id::text, e.person_id::text, e.case_id::text, e.reason, e.details::text], E'\x1f', E'\x1e')
$$;

create or replace function audit_append(lines jsonb) returns void language plpgsql security definer set search_path = public as $$
declare
  mine session := acting_session();
  line record;
  event audit_event;
begin
  if mine.account_id is null and session_user = 'reti_app' then raise insufficient_privilege using message = 'nobody is acting'; end if;
  for line in
    select l, abs(hashtextextended(coalesce(l ->> 'caseId', l ->> 'personId', l ->> 'subjectId', mine.account_id::text, ''), 0) % 64)::integer as chain, n
      from jsonb_array_elements(lines) with ordinality as given (l, n)
     order by 2, n
  loop
    select a.position + 1, a.hash into event.position, event.previous from audit_chain a where a.chain = line.chain for update;
    event.chain := line.chain;
    event.at := clock_timestamp();
    event.programme_id := coalesce(mine.programme_id, case when session_user <> 'reti_app' then (line.l ->> 'programmeId')::uuid end);
    event.account_id := coalesce(mine.account_id, case when session_user <> 'reti_app' then (line.l ->> 'accountId')::uuid end);
    event.member_id := mine.member_id;
    event.role := mine.role;
    event.action := line.l ->> 'action';
    event.subject := line.l ->> 'subject';
    event.subject_id := (line.l ->> 'subjectId')::uuid;
    event.person_id := (line.l ->> 'personId')::uuid;
    event.case_id := (line.l ->> 'caseId')::uuid;
    event.reason := translate(line.l ->> 'reason', E'\x1e\x1f', '  ');
    event.details := nullif(line.l -> 'details', 'null'::jsonb);
    event.hash := sha256(event.previous || convert_to(audit_text(event), 'UTF8'));
    insert into audit_event select event.*;
    update audit_chain set position = event.position, hash = event.hash where chain = line.chain;
  end loop;
end $$;

grant select on audit_event to reti_app;
create policy "the data protection officer reads who did what to which record" on audit_event for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('dpo')));
create policy "everyone reads what they did themselves" on audit_event for select to reti_app
  using (programme_id = (select actor_programme()) and member_id = (select actor_member()));

-- Anchors: the gate copies the heads of the chains and signs them with a key that the database never sees.
create or replace function audit_heads() returns jsonb language sql stable security definer set search_path = public as $$
  select jsonb_object_agg(chain, jsonb_build_array(position, encode(hash, 'hex'))) from audit_chain where position > 0
$$;
revoke execute on function audit_heads() from public;
grant execute on function audit_heads() to reti_gate;
grant insert on audit_anchor to reti_gate;
create policy "the gate keeps signed anchors" on audit_anchor for insert to reti_gate with check (true);
