-- Letters whose term passed and that nobody decided. As with segnalazioni nobody has to look: the server's round tells who coordinates, whom they named to read
-- the box, and whoever stands in for one of these today. Told is that there is such mail and nothing of any: once for each letter, and once for all of a round.

create or replace function escalate_mail(of_programme uuid, moment timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare box record; told integer := 0;
begin
  -- What another program is telling at this moment is left to it.
  for box in
    with late as (select m.id from mail_message m join mailbox b on b.id = m.mailbox_id
                   where b.programme_id = of_programme and m.kind = 'letter' and m.state in ('waiting', 'held') and m.due_at <= moment and m.escalated_at is null for update of m skip locked),
         marked as (update mail_message m set escalated_at = moment from late where m.id = late.id returning m.id, m.mailbox_id)
    select k.mailbox_id as id, array_agg(k.id) as letters from marked k group by k.mailbox_id
  loop
    perform notify_member(w.member, 'mail-late', 'mailbox', box.id) from (
        select stands_in_for_coordination(of_programme)
        union select r.member_id from mailbox_reader r where r.mailbox_id = box.id and r.ended_at is null
        union select stands_in_for(r.member_id) from mailbox_reader r where r.mailbox_id = box.id and r.ended_at is null) w (member);
    perform audit_append((select jsonb_agg(jsonb_build_object('action', 'mail.escalate', 'subject', 'mail', 'subjectId', one, 'programmeId', of_programme)) from unnest(box.letters) one));
    told := told + cardinality(box.letters);
  end loop;
  return told;
end $$;
revoke execute on function escalate_mail(uuid, timestamptz) from public;

-- For every programme, by the server's clock.
create or replace function escalate_all_mail() returns integer language plpgsql security definer set search_path = public as $$
declare one uuid; told integer := 0;
begin
  for one in select p.id from programme p order by p.id loop told := told + escalate_mail(one, clock_timestamp()); end loop;
  return told;
end $$;
revoke execute on function escalate_all_mail() from public;
grant execute on function escalate_all_mail() to reti_gate;

-- The terms of the programme whose mailbox it is, for the gate, which knows the box alone.
create or replace function reference_of_mailbox(of_box uuid) returns jsonb language sql stable security definer set search_path = public as $$
  select reference_rows(b.programme_id) from mailbox b where b.id = of_box
$$;
revoke execute on function reference_of_mailbox(uuid) from public;
grant execute on function reference_of_mailbox(uuid) to reti_gate;
