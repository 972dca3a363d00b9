-- Safety plans made with the person, and the path of whoever may be a child.

create table safety_plan (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  edition         integer not null check (edition >= 1),
  content_sealed  bytea not null,
  agreed          boolean not null,
  carry           text not null check (carry in ('not-asked', 'safe', 'not-safe')),
  review_on       date not null,
  begun_from      text not null default 'case' check (begun_from in ('case', 'emergency', 'critical-answer')),
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  unique (case_id, edition),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table safety_plan is 'What keeps a person safe, in their own words, sealed. An edition never changes: the next one follows it.';
comment on column safety_plan.carry is 'Whether the person says that a paper with this on it is safe to carry. Only then is it printed for them.';
create index safety_plan_review on safety_plan (programme_id, review_on);

create table minor_path (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  person_id     uuid not null,
  state         text not null default 'suspected' check (state in ('suspected', 'reported', 'placed', 'guardian-appointed', 'in-project', 'came-of-age', 'reunited', 'missing', 'reclassified')),
  owed_on       date,
  opened_by     uuid not null references membership,
  opened_at     timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id),
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id)
);
comment on table minor_path is 'Somebody may be under eighteen, and is held to be until an authority says otherwise. Opened by the doubt itself.';
comment on column minor_path.owed_on is 'The nearest day by which something is still to be done, worked out at each step; null when nothing is.';
create unique index minor_path_standing on minor_path (case_id) where state not in ('came-of-age', 'reunited', 'reclassified');
create index minor_path_owed on minor_path (programme_id, owed_on) where owed_on is not null;

create table minor_path_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  path_id        uuid not null,
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason_sealed  bytea not null,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (path_id, case_id) references minor_path (id, case_id)
);
create index minor_path_move_of_path on minor_path_move (path_id, at);

create table minor_step (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  path_id       uuid not null,
  kind          text not null check (kind in ('report-prosecutor', 'report-police', 'report-social-services', 'two-workers', 'reception-place', 'guardianship-request',
                  'reception-databases', 'assent', 'age-identification', 'age-assessment-request', 'judge-authorisation', 'educational-plan', 'support-beyond-eighteen', 'missing-report')),
  state         text not null check (state in ('done', 'not-applicable', 'to-do')),
  at            timestamptz not null,
  words_sealed  bytea not null,
  by_member     uuid not null references membership,
  written_at    timestamptz not null default now(),
  foreign key (path_id, case_id) references minor_path (id, case_id)
);
comment on table minor_step is 'Who was told, who answered, what was done: one row for each deed. The last row of a kind says how it stands; none is taken away.';
create index minor_step_of_path on minor_step (path_id, kind, written_at desc);

create table age_outcome (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  case_id           uuid not null,
  path_id           uuid not null,
  authority         text not null check (authority in ('juvenile-court', 'juvenile-prosecutor', 'guardianship-judge', 'police-headquarters', 'consulate', 'other')),
  outcome           text not null check (outcome in ('minor', 'adult', 'undetermined')),
  decided_on        date not null,
  reference_sealed  bytea not null,
  author_id         uuid not null references membership,
  at                timestamptz not null default now(),
  foreign key (path_id, case_id) references minor_path (id, case_id)
);
comment on table age_outcome is 'What an authority found about an age, with its act. The house never guesses one. Undetermined means: held to be a child.';
create index age_outcome_of_path on age_outcome (path_id, at);
