-- What must be known at once by whoever opens a case: a danger, a telephone not to be used, a hearing, somebody who must not come in.
create table case_flag (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  kind          text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  compartment   text not null check (compartment in ('base', 'case', 'restricted')),
  words_sealed  bytea,
  starts_on     date not null,
  ends_on       date check (ends_on >= starts_on),
  state         text not null default 'standing' check (state in ('standing', 'ended')),
  raised_by     uuid not null references membership,
  raised_at     timestamptz not null default now(),
  version       integer not null default 1,
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on column case_flag.kind is 'One of `reference/case-flags.json`; kinds are data, dated, and are never taken out of the file.';
comment on column case_flag.compartment is 'Who reads it: everybody who holds the case, those who keep the file, those who may read the story.';
create index case_flag_standing on case_flag (case_id, starts_on) where state = 'standing';
create index case_flag_of_case on case_flag (case_id, raised_at desc);

create table case_flag_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  flag_id       uuid not null references case_flag,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text,
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index case_flag_move_of on case_flag_move (flag_id, at);
