-- Asking after a person whose case is closed: a thing of its own, with who was sought, how and with which end. It was a task with a code before.
create table follow_up (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  closing_id     uuid not null references case_closing_request,
  months         integer not null check (months between 1 and 60),
  owner_id       uuid not null references membership,
  due_on         date not null,
  state          text not null default 'planned' check (state in ('planned', 'reached', 'refused', 'not-safe', 'unreachable', 'ended')),
  outcome        text check (outcome in ('well', 'needs-help')),
  ended_because  text check (ended_because in ('consent', 'opened-again', 'refused-before', 'not-safe-before')),
  version        integer not null default 1,
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  unique (closing_id, months),
  check ((state = 'reached') = (outcome is not null)),
  check ((state = 'ended') = (ended_because is not null))
);
comment on table follow_up is 'One time of asking after a person, so many months after a closing, for whoever answered for the case.';
create index follow_up_planned on follow_up (programme_id, due_on, id) where state = 'planned';
create index follow_up_of_owner on follow_up (owner_id, due_on, id) where state = 'planned';
create index follow_up_of_case on follow_up (case_id, due_on);

create table follow_up_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  follow_up_id  uuid not null references follow_up,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text,
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index follow_up_move_of on follow_up_move (follow_up_id, at);

create table follow_up_attempt (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  follow_up_id  uuid not null references follow_up,
  case_id       uuid not null references case_file,
  way           text not null check (way in ('phone', 'messaging', 'email', 'in-person', 'came-by')),
  result        text not null check (result in ('answered', 'no-answer', 'somebody-else', 'wrong-contact')),
  card_version  integer not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now()
);
comment on table follow_up_attempt is 'Each time the person was sought: by which way and whether they answered, never what was said. The safe-contact card had been read.';
create index follow_up_attempt_of on follow_up_attempt (follow_up_id, at);

create table follow_up_form (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  follow_up_id  uuid not null references follow_up,
  case_id       uuid not null references case_file,
  ratings       jsonb not null default '{}',
  words_sealed  bytea,
  author_id     uuid not null references membership,
  at            timestamptz not null default now()
);
comment on table follow_up_form is 'How the person is, area by area from 1 to 5 as they say it, and a few words. Never changed: the last one counts.';
create index follow_up_form_of on follow_up_form (follow_up_id, at desc);

-- The owner of the tables reads and writes them here as a whole; whose turn it is to see which row is for people.
alter table task no force row level security;
alter table task disable trigger user;
insert into follow_up (id, programme_id, case_id, closing_id, months, owner_id, due_on, state, outcome, ended_because)
select t.id, t.programme_id, t.case_id, t.closing_id, t.months, t.owner_id, coalesce(t.due_on, current_date),
       case when t.done_at is null then 'planned' else case t.outcome when 'not-reached' then 'unreachable' when 'not-safe' then 'not-safe' when 'refused' then 'refused' when 'opened-again' then 'ended' else 'reached' end end,
       case when t.done_at is not null and t.outcome in ('well', 'needs-help') then t.outcome when t.done_at is not null and t.outcome is null then 'well' end,
       case when t.outcome = 'opened-again' then 'opened-again' end
  from task t where t.kind = 'follow-up';
insert into follow_up_move (id, programme_id, follow_up_id, move, from_state, to_state, by_member, at)
select gen_random_uuid(), f.programme_id, f.id, case f.state when 'reached' then 'reach' when 'refused' then 'refuse' when 'not-safe' then 'find-unsafe' when 'unreachable' then 'give-up' else 'end' end, 'planned', f.state, f.owner_id, t.done_at
  from follow_up f join task t on t.id = f.id where f.state <> 'planned';
-- What was still to be done goes on as a follow-up; the task says where it went. What was done stays as it was.
update task set done_at = now(), done_words = 'Continua tra i contatti dopo la chiusura', version = version + 1 where kind = 'follow-up' and done_at is null;
alter table task enable trigger user;
alter table task force row level security;
