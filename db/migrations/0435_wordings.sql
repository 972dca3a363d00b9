-- Our own question sets in the languages people speak: written by whoever knows the language, approved by a mediator who speaks it and wrote none of it. A set
-- that was validated, or whose words are official, never has a wording of ours.
alter table instrument_release add column own_words boolean not null default false;
comment on column instrument_release.own_words is 'Its words are ours, and may be put in other languages by us; told by the files at each start, no until they have told.';

create table instrument_wording (
  id                  uuid primary key,
  programme_id        uuid not null references programme,
  instrument_id       text not null check (instrument_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  instrument_version  integer not null check (instrument_version >= 1),
  -- Italian and English are what it is put from.
  language            text not null check (language ~ '^[a-z]{2,3}$' and language not in ('it', 'en')),
  edition             integer not null check (edition >= 1),
  state               text not null default 'draft' check (state in ('draft', 'proposed', 'approved', 'replaced', 'withdrawn')),
  words               jsonb not null default '{}' check (jsonb_typeof(words) = 'object'),
  carried             text[] not null default '{}',
  based_on            uuid references instrument_wording,
  author_id           uuid not null references membership,
  author_account      uuid not null references account,
  writers             uuid[] not null default '{}',
  approved_by         uuid references membership,
  approved_account    uuid references account,
  approved_at         timestamptz,
  created_at          timestamptz not null default now(),
  changed_at          timestamptz not null default now(),
  version             integer not null default 1,
  unique (programme_id, id),
  unique (programme_id, instrument_id, instrument_version, language, edition),
  check (num_nonnulls(approved_by, approved_account, approved_at) in (0, 3)),
  check (state not in ('approved', 'replaced') or approved_at is not null),
  check (approved_account is null or not approved_account = any (writers))
);
comment on table instrument_wording is 'The questions of one version of an instrument in one language: sentences by the place in the instrument where their Italian stands.';
comment on column instrument_wording.carried is 'Places whose sentence came unchanged from the wording before, because what it was put from is the same; nobody has looked at them again yet.';
comment on column instrument_wording.writers is 'Accounts whose sentences stand here, those of carried sentences included: none of them approves.';
-- One at a time is being written, and one is in use.
create unique index instrument_wording_open_once on instrument_wording (programme_id, instrument_id, instrument_version, language) where state in ('draft', 'proposed');
create unique index instrument_wording_in_use_once on instrument_wording (programme_id, instrument_id, instrument_version, language) where state = 'approved';
create index instrument_wording_waiting on instrument_wording (programme_id, language) where state = 'proposed';

create table instrument_wording_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  wording_id    uuid not null references instrument_wording,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) between 1 and 2000),
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index instrument_wording_move_of_wording on instrument_wording_move (wording_id, at);

-- In whose words a list was asked: empty where a colleague asked in their own.
alter table screening add column wording_id uuid, add foreign key (programme_id, wording_id) references instrument_wording (programme_id, id);
comment on column screening.wording_id is 'The approved wording that stood beside the questions; `language` says in which language they were put.';
create index screening_of_wording on screening (wording_id) where wording_id is not null;
