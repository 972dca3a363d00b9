-- Instruments that a programme makes for itself, or gives a validated language: written, read by a second person, used, withdrawn. What was
-- in use is never edited; a change is a new version.
create table programme_instrument (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  instrument_id    text not null check (instrument_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- Versions of a programme begin at 1001, so that none ever takes the number of a version of the house.
  release          integer not null check (release > 1000),
  based_on         integer,
  content          jsonb not null,
  state            text not null default 'draft' check (state in ('draft', 'reviewed', 'in-use', 'withdrawn')),
  author_id        uuid not null references membership,
  author_account   uuid not null references account,
  reviewed_account uuid references account,
  created_at       timestamptz not null default now(),
  version          integer not null default 1,
  unique (programme_id, instrument_id, release),
  check (state = 'draft' or state = 'withdrawn' or reviewed_account is not null)
);
comment on column programme_instrument.version is 'Of the row, counted at each change; `release` is the version of the instrument.';

create table programme_instrument_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  instrument     uuid not null references programme_instrument,
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason         text check (length(reason) between 1 and 2000),
  by_member      uuid not null references membership,
  at             timestamptz not null default now()
);
create index programme_instrument_move_of_instrument on programme_instrument_move (instrument, at);
