-- Lists that somebody keeps under a name, and what is done to many lines at once, line by line, so that it can be taken back.

create table saved_list (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  created_by    uuid not null references membership,
  kind          text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  name          text not null check (length(trim(name)) between 2 and 60),
  narrowed      jsonb not null default '{}' check (jsonb_typeof(narrowed) = 'object'),
  shown         text[] not null,
  sorted        text not null,
  shared        boolean not null default false,
  created_at    timestamptz not null default now(),
  removed_at    timestamptz,
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table saved_list is 'What narrows a list, its columns and its order: never its lines, which each reader finds anew under their own rights.';
comment on column saved_list.narrowed is 'As the list asked when it was kept; read again against what the list asks today, and what is no longer asked is told.';
comment on column saved_list.name is 'Seen by the team where the list is shared: it names no person.';
create index saved_list_of_member on saved_list (created_by, name) where removed_at is null;
create index saved_list_shared on saved_list (programme_id, name) where shared and removed_at is null;

create table saved_list_pin (
  list_id       uuid not null,
  member_id     uuid not null references membership,
  programme_id  uuid not null references programme,
  pinned_at     timestamptz not null default now(),
  primary key (list_id, member_id),
  foreign key (programme_id, list_id) references saved_list (programme_id, id)
);
comment on table saved_list_pin is 'Which lists a colleague wants on their first screen.';
create index saved_list_pin_of_member on saved_list_pin (member_id, pinned_at);

create table bulk_run (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  by_member       uuid not null references membership,
  deed            text not null check (deed ~ '^[a-z]+(-[a-z]+)*$'),
  given           jsonb not null default '{}' check (jsonb_typeof(given) = 'object'),
  at              timestamptz not null default now(),
  undo_asked_at   timestamptz,
  unique (programme_id, id)
);
comment on table bulk_run is 'The same deed for many cases, asked for once and done case by case.';
comment on column bulk_run.given is 'Ids, days, kinds and a title that is the same for everybody: nothing of one person.';
create index bulk_run_of_member on bulk_run (by_member, at desc);

create table bulk_row (
  run_id        uuid not null references bulk_run,
  case_id       uuid not null references case_file,
  position      integer not null,
  outcome       text check (outcome in ('done', 'unchanged', 'refused')),
  problem       text check (length(problem) between 3 and 60),
  trace         jsonb,
  done_at       timestamptz,
  undone_at     timestamptz,
  undo_problem  text check (length(undo_problem) between 3 and 60),
  primary key (run_id, case_id),
  check ((outcome is null) = (done_at is null)),
  check ((outcome is not distinct from 'refused') = (problem is not null)),
  check (undone_at is null or undo_problem is null)
);
comment on column bulk_row.trace is 'What was there before and what was made, by id, version and day: enough to take it back, and to see whether somebody changed it since.';
create index bulk_row_to_do on bulk_row (run_id, position) where done_at is null;

alter table task add column taken_back_at timestamptz check (taken_back_at is null or done_at is not null);
comment on column task.taken_back_at is 'Given with many others by mistake, and taken back: no longer to be done, and never shown as done.';
