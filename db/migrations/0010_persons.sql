-- Persons: the history of identity and of the minor track, pairs that a human eye has told apart, sound keys that know their name.

create table person_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  person_id      uuid not null references person,
  machine        text not null check (machine in ('identity', 'minor')),
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason         text check (length(reason) <= 500),
  document_kind  text check (document_kind in ('passport', 'identity-card', 'residence-permit', 'permit-receipt', 'consular-card', 'travel-document', 'birth-certificate', 'other')),
  seen_on        date,
  seen_by        uuid references membership,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  check ((to_state = 'verified') = (document_kind is not null)),
  check ((document_kind is null) = (seen_on is null) and (document_kind is null) = (seen_by is null))
);
comment on table person_move is 'Each step up or down the ladder of identity and each move of the minor track: by whom, when, why, and the document that was seen.';
create index person_move_of_person on person_move (person_id, at);

create table person_not_same (
  programme_id  uuid not null references programme,
  person_a      uuid not null references person,
  person_b      uuid not null references person,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  primary key (person_a, person_b),
  check (person_a < person_b)
);
comment on table person_not_same is 'Two people who look alike on paper and are not the same, so that nobody is asked again.';
create index person_not_same_other on person_not_same (person_b);

-- A key belongs to one name: two names of a person may sound alike, and a removed name takes its own keys with it.
drop table person_name_key;
create table person_name_key (
  programme_id  uuid not null references programme,
  key           text not null,
  name_id       uuid not null references person_name,
  person_id     uuid not null references person,
  plain         text not null,
  primary key (programme_id, key, name_id) include (person_id)
);
comment on table person_name_key is 'Sound keys of a person''s names, so that a misspelled name is found by an index and never by reading everyone.';
comment on column person_name_key.plain is 'The name in plain Latin letters, whatever its script.';
create index person_name_key_of_name on person_name_key (name_id);

-- Codes are plain ASCII: compared letter by letter, so that the beginning of a code is found by the index under every locale.
alter table person alter column code type text collate "C";

-- Replaced by functions that ask more: the version of the card that was read; the whole name; whom the search is for.
drop function if exists reveal_contact(uuid);
drop function if exists people_like(text[], text, integer, integer);
drop function if exists people_reached_at(bytea[]);
