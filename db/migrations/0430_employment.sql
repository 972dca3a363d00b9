-- The labour expert's desk: what a person can do and wants, the paper that says so, jobs that were found for them, and whether the work held.

create table employer (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  name             text not null check (length(btrim(name)) between 2 and 200),
  organisation_id  uuid,
  place            text not null default '' check (length(place) <= 160),
  sector           text check (sector in ('agriculture', 'livestock', 'construction', 'logistics', 'care', 'cleaning', 'hospitality', 'textile', 'manufacture', 'retail', 'delivery', 'other')),
  quality_network  text not null default 'unknown' check (quality_network in ('yes', 'no', 'unknown')),
  quality_seen_on  date,
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  version          integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  check (quality_network = 'unknown' or quality_seen_on is not null)
);
comment on table employer is 'Who may give work, or a course: a body of the directory or a firm that stands in none. It names no person who is followed.';
comment on column employer.quality_network is 'Whether they stand in the Rete del lavoro agricolo di qualità, as somebody read it on quality_seen_on.';
create index employer_by_name on employer using gin (name gin_trgm_ops);
create index employer_of_programme on employer (programme_id, name);

create table balance_entry (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  kind            text not null check (kind in ('job', 'training', 'skill', 'wishes')),
  content_sealed  bytea not null,
  source          text not null check (source in ('person', 'document', 'colleague')),
  learned_on      date not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  struck_at       timestamptz,
  version         integer not null default 1,
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table balance_entry is 'One line of the balance of skills: a job, a course, a skill, or what the person wants. What the profile and the worksheet tell already is read there and not written here again.';
comment on column balance_entry.source is 'From whom it is known, and since learned_on.';
create index balance_entry_of_case on balance_entry (case_id, at) where struck_at is null;
create unique index balance_entry_one_wish on balance_entry (case_id) where kind = 'wishes' and struck_at is null;

create table curriculum (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  language        text not null check (language in ('it', 'en')),
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table curriculum is 'A curriculum as the person saw it, letter by letter. It never changes: the next one is another.';
create index curriculum_of_case on curriculum (case_id, at desc);

create table placement (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  kind          text not null check (kind in ('job', 'internship', 'training-course', 'civil-service', 'other')),
  state         text not null default 'proposed' check (state in ('proposed', 'agreed', 'applying', 'started', 'ended', 'not-started')),
  employer_id   uuid not null,
  owner_id      uuid not null references membership,
  terms_sealed  bytea not null,
  started_on    date,
  ended_on      date,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, employer_id) references employer (programme_id, id),
  check ((state in ('started', 'ended')) = (started_on is not null)),
  check ((state = 'ended') = (ended_on is not null)),
  check (ended_on is null or ended_on >= started_on)
);
comment on table placement is 'A job, an internship or a course found for a person, from the first idea to its end. What was offered is sealed with the work facts.';
comment on column placement.employer_id is 'Never changed: who else offers it is another placement, and is looked at anew.';
create index placement_of_case on placement (case_id, created_at desc);
create index placement_of_owner on placement (owner_id, created_at desc);
create index placement_of_programme on placement (programme_id, created_at desc, id desc);
create index placement_proposed on placement (programme_id, created_at) where state in ('proposed', 'agreed', 'applying');

create table placement_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  placement_id  uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
  words_sealed  bytea,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (placement_id, case_id) references placement (id, case_id)
);
comment on column placement_move.reason is 'Why it ended or did not begin, from a closed list; further words are sealed.';
create index placement_move_of on placement_move (placement_id, at);
create index placement_move_of_case on placement_move (case_id, at);

create table placement_look (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  placement_id  uuid not null,
  verdict       text not null check (verdict in ('clear', 'talk-first')),
  valid_until   date not null,
  looked_by     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (placement_id, case_id) references placement (id, case_id)
);
comment on table placement_look is 'Whoever coordinates looks at each placement before it is agreed with the person, at all alike, and says whether it may go on. Why is never written: it may rest on what others may not know.';
create index placement_look_of on placement_look (placement_id, at desc);

create table placement_check (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  placement_id   uuid not null,
  after_days     integer not null check (after_days between 1 and 400),
  falls_on       date not null,
  due_on         date not null,
  escalates_on   date not null,
  state          text not null default 'planned' check (state in ('planned', 'answered', 'not-reached', 'ended')),
  still_there    text check (still_there in ('yes', 'no', 'unknown')),
  paid           text check (paid in ('as-agreed', 'less', 'not-paid', 'unknown')),
  hours          text check (hours in ('as-agreed', 'more', 'fewer', 'unknown')),
  safe           text check (safe in ('yes', 'no', 'unsure')),
  words_sealed   bytea,
  version        integer not null default 1,
  unique (id, case_id),
  foreign key (placement_id, case_id) references placement (id, case_id),
  check ((state = 'answered') = (still_there is not null)),
  check (still_there is not null or (paid is null and hours is null and safe is null and words_sealed is null))
);
comment on table placement_check is 'Asking, so many days after the start, whether the person is still there, paid and safe.';
comment on column placement_check.falls_on is 'The day by the calendar; due_on is the day on which it is asked, which may be put off.';
comment on column placement_check.escalates_on is 'From then on whoever coordinates is shown it too.';
create index placement_check_of_case on placement_check (case_id, falls_on);
create index placement_check_planned on placement_check (programme_id, due_on, id) where state = 'planned';
create unique index placement_check_once on placement_check (placement_id, after_days) where state <> 'ended';

create table placement_check_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  check_id       uuid not null,
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason_sealed  bytea,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (check_id, case_id) references placement_check (id, case_id)
);
create index placement_check_move_of on placement_check_move (check_id, at);
create index placement_check_move_of_case on placement_check_move (case_id, at);

create table job_centre_step (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  kind          text not null check (kind in ('did', 'service-pact', 'siisl')),
  done_on       date not null,
  document_id   uuid,
  words_sealed  bytea,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  struck_at     timestamptz,
  struck_by     uuid references membership,
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (document_id, case_id) references document (id, case_id)
);
comment on table job_centre_step is 'What was done at the job centre, with its day and its paper: the declaration of availability, the service pact, the registration in SIISL.';
create index job_centre_step_of_case on job_centre_step (case_id, done_on) where struck_at is null;

create table curriculum_handing (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null,
  person_id        uuid not null references person,
  curriculum_id    uuid not null,
  to_whom          text not null check (to_whom in ('person', 'organisation', 'employer')),
  organisation_id  uuid,
  placement_id     uuid,
  consent_id       uuid,
  agreed           text check (agreed in ('in-words', 'signed')),
  agreed_on        date,
  author_id        uuid not null references membership,
  at               timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (curriculum_id, case_id) references curriculum (id, case_id),
  foreign key (placement_id, case_id) references placement (id, case_id),
  foreign key (consent_id, case_id) references consent (id, case_id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  check ((to_whom = 'organisation') = (organisation_id is not null)),
  check ((to_whom = 'employer') = (placement_id is not null)),
  check ((to_whom = 'person') = (agreed is null)),
  check ((agreed is null) = (agreed_on is null))
);
comment on table curriculum_handing is 'Each time a curriculum was given out: to whom, and how the person said yes to it.';
create index curriculum_handing_of on curriculum_handing (curriculum_id, at);
create index curriculum_handing_of_case on curriculum_handing (case_id, at);
