-- Work that goes on after the reply, and the imports of old registers: the file, its rows, what was decided on each, what became of it.

create table job (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  session_id    uuid not null references session,
  kind          text not null check (length(kind) between 3 and 60),
  subject_id    uuid not null,
  state         text not null default 'waiting' check (state in ('waiting', 'running', 'paused', 'done')),
  done          integer not null default 0,
  total         integer not null default 0,
  error_code    text,
  worker        uuid,
  heartbeat     timestamptz not null default now(),
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  check ((state = 'paused') = (error_code is not null)),
  check ((state = 'done') = (finished_at is not null))
);
comment on table job is 'Work in steps, each step its own transaction. It acts as the person who asked; if the program dies, the next one goes on from the last step.';
create unique index job_once on job (kind, subject_id) where state <> 'done';
create index job_to_do on job (kind, created_at) where state in ('waiting', 'running');
create index job_of_subject on job (subject_id, created_at desc);

create table import_batch (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  by_member         uuid not null references membership,
  state             text not null default 'draft' check (state in ('draft', 'mapped', 'checked', 'running', 'done', 'failed', 'undone')),
  file_name_sealed  bytea,
  file_sealed       bytea,
  sheets_sealed     bytea,
  operators_sealed  bytea,
  counts            jsonb not null default '{}',
  created_at        timestamptz not null default now(),
  changed_at        timestamptz not null default now(),
  version           integer not null default 1
);
comment on table import_batch is 'One import of one file. Its name, bytes, headings and words are sealed with the import''s own key: a register is personal data from its title on.';
create index import_batch_by_time on import_batch (programme_id, created_at desc, id desc);

create table import_row (
  id                  uuid primary key,
  programme_id        uuid not null references programme,
  batch_id            uuid not null references import_batch,
  place               integer not null,
  sheet               integer not null,
  number              integer not null,
  sort                text not null check (sort in ('person', 'title', 'blank', 'header', 'repeated-header', 'total', 'legend', 'outside-register')),
  disposition         text not null check (disposition in ('ready', 'ready-with-marks', 'to-review', 'not-a-person', 'refused')),
  original_sealed     bytea not null,
  interpreted_sealed  bytea not null,
  marks               text[] not null default '{}',
  problems            text[] not null default '{}',
  content_digest      bytea not null,
  decision            text not null default 'undecided' check (decision in ('undecided', 'new', 'same-as', 'skip')),
  target_row          uuid,
  target_person       uuid,
  looked_at           timestamptz,
  looked_by           uuid references membership,
  choices             jsonb not null default '{}',
  leader_row          uuid,
  person_id           uuid,
  case_id             uuid,
  outcome             text check (outcome in ('person-opened', 'added-to-person', 'already-there', 'skipped', 'refused', 'not-a-person', 'taken-back', 'kept-after-undo')),
  done_at             timestamptz,
  unique (batch_id, place),
  check (target_row is null or target_person is null),
  check ((decision = 'same-as') = (target_row is not null or target_person is not null)),
  check ((looked_at is null) = (looked_by is null)),
  check ((done_at is null) = (outcome is null))
);
comment on table import_row is 'One row of the file, every one of them. Its cells and what was read in them are sealed; codes and decisions stand in the open.';
comment on column import_row.content_digest is 'Keyed digest of the cells, so that the same row brought in again is known without being read.';
comment on column import_row.leader_row is 'The row whose person this one belongs to, settled when the import starts.';
create index import_row_to_write on import_row (batch_id, leader_row, place) where done_at is null and leader_row is not null;
create index import_row_same on import_row (programme_id, content_digest) where outcome is not null;

create table import_candidate (
  programme_id  uuid not null references programme,
  batch_id      uuid not null references import_batch,
  row_id        uuid not null references import_row on delete cascade,
  other_row     uuid references import_row on delete cascade,
  other_person  uuid,
  band          text not null check (band in ('same', 'likely', 'possible')),
  probability   real not null check (probability between 0 and 1),
  certain       boolean not null default false,
  check ((other_row is null) <> (other_person is null))
);
comment on table import_candidate is 'Who a row may be: an earlier row of the file, or somebody already followed. A proposal; people decide.';
create unique index import_candidate_row on import_candidate (row_id, other_row) where other_row is not null;
create unique index import_candidate_person on import_candidate (row_id, other_person) where other_person is not null;
create index import_candidate_of_batch on import_candidate (batch_id);

create table import_made (
  programme_id  uuid not null references programme,
  batch_id      uuid not null references import_batch,
  person_id     uuid not null,
  kind          text not null,
  made_id       uuid not null,
  part          text not null default '',
  primary key (batch_id, kind, made_id, part)
);
comment on table import_made is 'Every record that an import wrote, so that undoing takes away these and nothing else.';
create index import_made_of_person on import_made (batch_id, person_id);

create table import_mapping (
  programme_id  uuid not null references programme,
  fingerprint   bytea not null,
  name_order    text not null check (name_order in ('surname-first', 'given-first')),
  fields        text[] not null,
  by_member     uuid not null references membership,
  changed_at    timestamptz not null default now(),
  primary key (programme_id, fingerprint)
);
comment on table import_mapping is 'What the columns of a register meant last time, found again by a keyed digest of its headings.';

create table import_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  batch_id      uuid not null references import_batch,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) <= 500),
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index import_move_of_batch on import_move (batch_id, at);
