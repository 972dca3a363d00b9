-- Profile sheets: what is known of a person, written out for one reader and one purpose, and kept as it was given.

create table profile_sheet (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null,
  person_id        uuid not null,
  kind             text not null check (kind in ('lawyer', 'anti-trafficking', 'union', 'shelter', 'doctor', 'managing-body', 'commission', 'team', 'person')),
  organisation_id  uuid,
  purpose          text check (purpose in ('legal', 'health', 'psychological', 'housing', 'work', 'education', 'income', 'protection', 'family', 'other')),
  basis            text not null check (basis in ('consent', 'vital-interest', 'internal', 'own')),
  consent_id       uuid,
  compartments     text[] not null check (compartments <@ '{case,work,restricted}'),
  areas            text[] not null,
  form             text not null default 'full' check (form in ('full', 'discreet')),
  language         text not null check (language ~ '^[a-z]{2,3}$'),
  reference        text not null check (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  state            text not null default 'made' check (state in ('made', 'handed-over', 'not-given', 'taken-back', 'in-error')),
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  version          integer not null default 1,
  unique (programme_id, id),
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  foreign key (consent_id, case_id) references consent (id, case_id),
  check ((basis = 'internal') = (kind = 'team') and (basis = 'own') = (kind = 'person')),
  check ((purpose is null) = (kind in ('team', 'person'))),
  check (kind not in ('team', 'person') or organisation_id is null),
  check ((basis = 'consent') = (consent_id is not null) and (basis <> 'consent' or organisation_id is not null)),
  check (form = 'full' or kind = 'person')
);
comment on table profile_sheet is 'A paper of the profile for one reader: to whom, why, on which basis. What it says is sealed beside it, and never changes.';
comment on column profile_sheet.compartments is 'Where the facts on it are kept: only whoever holds all of them knows of the sheet.';
comment on column profile_sheet.areas is 'Sections of the profile that it tells of, as codes; never a fact.';
comment on column profile_sheet.reference is 'How sender and reader speak of it: another for each sheet, so that two bodies cannot find that they follow the same person.';
create index profile_sheet_of_case on profile_sheet (case_id, created_at desc, id desc);

create table profile_sheet_content (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  sheet_id        uuid not null unique,
  case_id         uuid not null,
  payload_sealed  bytea not null,
  foreign key (sheet_id, case_id) references profile_sheet (id, case_id)
);
comment on table profile_sheet_content is 'The paper as it was written out, its addressee, and the reasons that were given: sealed with the key of this one sheet, frozen.';

create table profile_sheet_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  sheet_id      uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  words_sealed  bytea,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (sheet_id, case_id) references profile_sheet (id, case_id)
);
comment on table profile_sheet_move is 'Handed over, not given, taken back, given in error: each with who, when and why.';
create index profile_sheet_move_of_sheet on profile_sheet_move (sheet_id, at);

create table fact_correction (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  fact_id       uuid not null references profile_fact,
  sheet_id      uuid references profile_sheet,
  compartment   text not null check (compartment in ('case', 'work', 'restricted')),
  words_sealed  bytea not null,
  asked_by      uuid not null references membership,
  asked_at      timestamptz not null default now(),
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table fact_correction is 'The person says that something written of them is not so: which fact, and in their words how it is. Waits for whoever answers for the case.';
create index fact_correction_of_case on fact_correction (case_id, asked_at);
create index fact_correction_of_fact on fact_correction (fact_id);

create table fact_correction_answer (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  correction_id  uuid not null unique,
  outcome        text not null check (outcome in ('corrected', 'kept')),
  words_sealed   bytea,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (correction_id, case_id) references fact_correction (id, case_id),
  check (outcome = 'corrected' or words_sealed is not null)
);
comment on table fact_correction_answer is 'What was done: the fact was written anew, or it stays and the reason is said. One answer, never changed.';
