-- Who comes without an appointment: a code or an alias, a language, and what became of the wait. Never a name.

create table walk_in (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  code          text not null check (length(trim(code)) between 2 and 60),
  language      text not null check (language ~ '^[a-z]{2,3}$'),
  role          text check (role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator')),
  state         text not null default 'waiting' check (state in ('waiting', 'called', 'served', 'left')),
  arrived_at    timestamptz not null default now(),
  member_id     uuid references membership,
  created_by    uuid not null references membership,
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table walk_in is 'Somebody who waits at the desk without an appointment. The whole team reads it, so it holds a code and a language and nothing else.';
comment on column walk_in.role is 'Whom they asked for, by profession.';
comment on column walk_in.member_id is 'Who called them.';
create index walk_in_by_time on walk_in (programme_id, arrived_at);

create table walk_in_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  walk_in_id    uuid not null,
  move          text not null check (move in ('call', 'receive', 'leave', 'put-back')),
  from_state    text not null,
  to_state      text not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, walk_in_id) references walk_in (programme_id, id)
);
create index walk_in_move_of_walk_in on walk_in_move (walk_in_id, at);
