-- Persons: two files that are one person become one, and can become two again exactly as they were.

alter table person add column merged_into uuid references person;
comment on column person.merged_into is 'The file into which this one was united; its code still leads there. Null for a file that stands by itself.';
create index person_merged_into on person (merged_into) where merged_into is not null;

alter table case_file add column merged_from uuid references person;
comment on column case_file.merged_from is 'The file under which this case was opened, while that file is united with another.';
create index case_merged_from on case_file (merged_from) where merged_from is not null;

-- Two files that were one person all along may each have a case that goes on: both stay, each with its own colleagues.
drop index case_open_once;
create unique index case_open_once on case_file (person_id)
  where state <> 'closed' and state <> 'sent-elsewhere' and state <> 'withdrawn' and state <> 'short-guidance' and merged_from is null;

alter table person_contact add column key_holder uuid references person;
comment on column person_contact.key_holder is 'Whose key the contact is sealed with, where it is not that of the person it now stands with.';
create index person_contact_key_holder on person_contact (key_holder) where key_holder is not null;

create table person_merge (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  survivor_id      uuid not null references person,
  absorbed_id      uuid not null references person,
  state            text not null default 'asked' check (state in ('asked', 'merged', 'told-apart', 'withdrawn', 'unmerged')),
  asked_by         uuid not null references membership,
  asked_at         timestamptz not null default now(),
  asked_words      text not null check (length(trim(asked_words)) >= 3 and length(asked_words) <= 500),
  number           integer,
  survivor_before  jsonb,
  absorbed_before  jsonb,
  survivor_after   jsonb,
  version          integer not null default 1,
  check (survivor_id <> absorbed_id)
);
comment on table person_merge is 'That two files are one person: asked, looked at by the coordinator, done, undone.';
comment on column person_merge.number is 'Which union of the surviving file it was: they are undone from the last to the first.';
comment on column person_merge.survivor_before is 'What of the surviving file stands once only (gender, birth, card, languages, nationalities, the name in use), as it was before.';
create unique index person_merge_open on person_merge (least(survivor_id, absorbed_id), greatest(survivor_id, absorbed_id)) where state = 'asked';
create index person_merge_of_survivor on person_merge (survivor_id);
create index person_merge_of_absorbed on person_merge (absorbed_id);

create table person_merge_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  merge_id      uuid not null references person_merge,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) <= 500),
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index person_merge_move_of_merge on person_merge_move (merge_id, at);

create table person_merge_row (
  merge_id      uuid not null references person_merge,
  programme_id  uuid not null references programme,
  place         text not null,
  row_id        uuid not null,
  how           text not null check (how in ('own', 'moved', 'added')),
  primary key (merge_id, place, row_id)
);
comment on table person_merge_row is 'Which rows each of two files brought into their union: what is not here was written afterwards.';

create table duplicate_pair (
  programme_id  uuid not null references programme,
  person_a      uuid not null references person on delete cascade,
  person_b      uuid not null references person on delete cascade,
  state         text not null default 'open' check (state in ('open', 'later', 'not-same')),
  probability   real not null,
  judged_at     real,
  found_at      timestamptz not null default now(),
  later_until   date,
  decided_by    uuid references membership,
  decided_at    timestamptz,
  primary key (person_a, person_b),
  check (person_a < person_b)
);
comment on table duplicate_pair is 'Two files that the matcher holds for one person, until a human eye decides.';
comment on column duplicate_pair.judged_at is 'How alike they were when somebody told them apart: they are shown again only if they become clearly more alike.';
create index duplicate_pair_open on duplicate_pair (programme_id, probability desc) where state <> 'not-same';
create index duplicate_pair_other on duplicate_pair (person_b);

create table duplicate_check (
  person_id     uuid primary key references person on delete cascade,
  programme_id  uuid not null references programme,
  since         timestamptz not null default now()
);
comment on table duplicate_check is 'Files of which something was written by which others may be recognised, and that the matcher has not looked at since.';
create index duplicate_check_waiting on duplicate_check (programme_id, since);

insert into duplicate_check (person_id, programme_id) select p.id, p.programme_id from person p where exists (select from person_name n where n.person_id = p.id) on conflict do nothing;
