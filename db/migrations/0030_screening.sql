-- Screening: what was observed, what a professional makes of it, what an authority decided. Three facts, never confused:
-- `screening` holds answers and no result (a result is worked out from them whenever it is read); `assessment` is written by a person.

create table screening (
  id                  uuid primary key,
  programme_id        uuid not null references programme,
  case_id             uuid not null,
  interview_id        uuid,
  continues_id        uuid,
  instrument_id       text not null check (instrument_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  instrument_version  integer not null check (instrument_version >= 1),
  weights             text not null check (weights in ('adult', 'child')),
  language            text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$'),
  compartment         text not null check (compartment in ('mediation', 'restricted')),
  answers_sealed      bytea not null,
  last_change         uuid not null,
  state               text not null default 'open' check (state in ('open', 'completed')),
  author_id           uuid not null references membership,
  started_at          timestamptz not null default now(),
  completed_at        timestamptz,
  version             integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (interview_id, case_id) references interview (id, case_id),
  foreign key (continues_id, case_id) references screening (id, case_id),
  check ((state = 'completed') = (completed_at is not null))
);
comment on table screening is 'Answers given to one version of one instrument, sealed. Completed ones never change: going on is a new screening.';
comment on column screening.weights is 'Which column of weights is read, as the age was known at the last answer. Never taken from the browser.';
comment on column screening.last_change is 'The browser''s id of the last change kept: the same change sent again is recognised.';
create index screening_of_case on screening (case_id, started_at desc, id);
create index screening_of_interview on screening (interview_id) where interview_id is not null;
create index screening_continued on screening (continues_id) where continues_id is not null;

create table screening_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  screening_id  uuid not null,
  move          text not null check (move in ('start', 'continue', 'complete')),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (screening_id, case_id) references screening (id, case_id)
);
create index screening_move_of_case on screening_move (case_id, at);
create index screening_move_of_screening on screening_move (screening_id, at);

create table safety_protocol (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  screening_id  uuid not null,
  item          text not null,
  protocol      text not null check (protocol in ('self-harm', 'immediate-danger')),
  raised_by     uuid not null references membership,
  raised_at     timestamptz not null default now(),
  taken_by      uuid references membership,
  taken_at      timestamptz,
  unique (screening_id, item),
  foreign key (screening_id, case_id) references screening (id, case_id),
  check ((taken_by is null) = (taken_at is null))
);
comment on table safety_protocol is 'A critical answer was given: whatever the total, somebody must look now. It stays open until a named colleague has taken it up.';
create index safety_protocol_of_case on safety_protocol (case_id);
create index safety_protocol_open on safety_protocol (programme_id, raised_at) where taken_at is null;

create table assessment (
  id                 uuid primary key,
  programme_id       uuid not null references programme,
  case_id            uuid not null,
  person_id          uuid not null,
  outcome            text not null check (outcome in ('no-indicator', 'psychosocial-vulnerability', 'exploitation-indicators', 'presumed-trafficking-victim')),
  reason_sealed      bytea not null,
  based_on           uuid[] not null default '{}',
  author_id          uuid not null references membership,
  author_account     uuid not null references account,
  author_profession  text not null check (author_profession in ('psychologist', 'legal', 'educator')),
  state              text not null check (state in ('screening-in-progress', 'no-indicator', 'psychosocial-vulnerability', 'exploitation-indicators',
                       'awaiting-second-reading', 'presumed-trafficking-victim', 'identified-victim', 'not-confirmed')),
  asked_reader       uuid references membership,
  at                 timestamptz not null default now(),
  version            integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id),
  check (state in ('screening-in-progress', 'identified-victim') or state = outcome
    or (state = 'awaiting-second-reading' and outcome = 'presumed-trafficking-victim')
    or (state = 'not-confirmed' and outcome in ('exploitation-indicators', 'presumed-trafficking-victim')))
);
comment on table assessment is 'A professional''s conclusion in their own name, with their reason. It is never rewritten: reopening leaves it where it stands and another one follows.';
comment on column assessment.state is '`screening-in-progress`: taken back, disagreed with or reopened, so that it no longer stands.';
create unique index assessment_standing on assessment (case_id) where state <> 'screening-in-progress';
create index assessment_of_case on assessment (case_id, at desc);
create index assessment_awaiting on assessment (programme_id, at) where state = 'awaiting-second-reading';

create table second_reading (
  id                 uuid primary key,
  programme_id       uuid not null references programme,
  case_id            uuid not null,
  assessment_id      uuid not null unique,
  reader_id          uuid not null references membership,
  reader_account     uuid not null references account,
  reader_profession  text not null check (reader_profession in ('psychologist', 'legal', 'educator', 'coordinator')),
  agrees             boolean not null,
  reason_sealed      bytea,
  at                 timestamptz not null default now(),
  foreign key (assessment_id, case_id) references assessment (id, case_id),
  check (agrees or reason_sealed is not null)
);
comment on table second_reading is 'What a second person, by another account, thinks of a proposal. Without an agreement here nobody is presumed to be trafficked.';
create index second_reading_of_case on second_reading (case_id);

create table assessment_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  assessment_id  uuid,
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason_sealed  bytea,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (assessment_id, case_id) references assessment (id, case_id),
  check ((assessment_id is null) = (move = 'start-screening'))
);
comment on column assessment_move.reason_sealed is 'Of a withdrawal, a reopening or an authority''s act; a conclusion and a reading keep their reason in their own row.';
create index assessment_move_of_case on assessment_move (case_id, at);
create unique index assessment_begun_once on assessment_move (case_id) where move = 'start-screening';
