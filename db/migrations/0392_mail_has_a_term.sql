-- A letter that came by mail has a term until somebody decides what becomes of it; that it passed is told once, by the server's own round.
alter table mail_message add column due_at timestamptz, add column remind_at timestamptz, add column escalated_at timestamptz;
comment on column mail_message.due_at is 'By when it is to be decided, from the hour of its arrival; what a machine wrote has no term.';
comment on column mail_message.remind_at is 'When the last quarter of its term begins.';
comment on column mail_message.escalated_at is 'When it was told that the term passed; empty again once it is opened anew.';

-- Letters that are here already: the third working day after the one on which they came, in the evening (reference/intake.json, `answer`).
update mail_message m set due_at = (
    select (d.day + time '18:00') at time zone 'Europe/Rome'
      from generate_series(date_trunc('day', m.arrived_at at time zone 'Europe/Rome') + interval '1 day', date_trunc('day', m.arrived_at at time zone 'Europe/Rome') + interval '30 days', interval '1 day') d (day)
     where extract(isodow from d.day) < 6 and not exists (select from public_holiday h where h.day = d.day::date) order by d.day offset 2 limit 1)
 where m.kind = 'letter' and m.state in ('waiting', 'held');
update mail_message set remind_at = due_at - (due_at - arrived_at) / 4 where due_at is not null;
alter table mail_message add check (due_at is not null or kind <> 'letter' or state not in ('waiting', 'held')), add check ((due_at is null) = (remind_at is null));

-- What waits is counted without looking at what was decided, however much that is; every figure that is shown of it stands in the index.
create index mail_message_undecided on mail_message (mailbox_id, due_at, id) include (arrived_at, known_sender_id, organisation_id) where kind = 'letter' and state in ('waiting', 'held');
