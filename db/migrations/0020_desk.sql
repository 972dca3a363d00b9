-- The desk: who is expected when, and what was said in interviews.

create table appointment (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  code          text not null check (length(trim(code)) between 2 and 60),
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  language      text not null check (language ~ '^[a-z]{2,3}$'),
  member_id     uuid not null references membership,
  mediator_id   uuid references membership,
  room          text check (length(trim(room)) between 1 and 60),
  state         text not null default 'booked' check (state in ('booked', 'arrived', 'in-progress', 'done', 'no-show', 'cancelled')),
  arrived_at    timestamptz,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id),
  check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  check (mediator_id is distinct from member_id)
);
comment on table appointment is 'What the whole team may see of an appointment: when, which code, which language, with whom. Never why, never a name.';
create index appointment_by_time on appointment (programme_id, starts_at);
create index appointment_of_member on appointment (member_id, starts_at);

create table appointment_matter (
  appointment_id  uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  kind            text not null check (kind in ('first', 'in-depth', 'psychological', 'legal', 'work-orientation', 'follow-up', 'emergency')),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table appointment_matter is 'Whose appointment it is and what for: only for those who hold the case.';
create index appointment_matter_of_case on appointment_matter (case_id);

create table appointment_hold (
  appointment_id  uuid not null references appointment,
  programme_id    uuid not null references programme,
  holder          text not null check (holder in ('person', 'operator', 'mediator', 'room')),
  held            text not null,
  period          tstzrange not null,
  primary key (appointment_id, holder),
  constraint appointment_person_once exclude using gist (programme_id with =, held with =, period with &&) where (holder = 'person'),
  constraint appointment_operator_once exclude using gist (programme_id with =, held with =, period with &&) where (holder = 'operator'),
  constraint appointment_mediator_once exclude using gist (programme_id with =, held with =, period with &&) where (holder = 'mediator'),
  constraint appointment_colleague_once exclude using gist (programme_id with =, held with =, period with &&) where (holder in ('operator', 'mediator')),
  constraint appointment_room_once exclude using gist (programme_id with =, held with =, period with &&) where (holder = 'room')
);
comment on table appointment_hold is 'Who and what each appointment keeps busy. Overlaps are impossible here, whatever the program does. Written by triggers alone.';

create table appointment_move (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  appointment_id  uuid not null,
  move            text not null,
  from_state      text not null,
  to_state        text not null,
  reason          text check (reason in ('person-asked', 'person-ill', 'operator-away', 'mediator-away', 'safety', 'moved', 'mistake', 'other')),
  by_member       uuid not null references membership,
  at              timestamptz not null default now(),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id)
);
comment on column appointment_move.reason is 'A code and never words: the whole team reads it.';
create index appointment_move_of_appointment on appointment_move (appointment_id, at);

create table interview (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  appointment_id  uuid references appointment,
  kind            text not null check (kind in ('first', 'in-depth', 'psychological', 'legal', 'work-orientation', 'follow-up', 'emergency')),
  author_id       uuid not null references membership,
  language        text not null check (language ~ '^[a-z]{2,3}$'),
  interpreter     text not null default 'none' check (interpreter in ('none', 'mediator', 'phone')),
  mediator_id     uuid references membership,
  place           text not null default 'desk' check (place in ('desk', 'reception-centre', 'health-service', 'public-office', 'workplace', 'street', 'remote', 'other')),
  present         text[] not null default '{}',
  preparation     jsonb not null default '{}',
  state           text not null default 'prepared' check (state in ('prepared', 'running', 'paused', 'stopped', 'signed')),
  created_at      timestamptz not null default now(),
  signed_at       timestamptz,
  version         integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((interpreter = 'mediator') = (mediator_id is not null)),
  check ((state = 'signed') = (signed_at is not null))
);
comment on table interview is 'The heading of an interview: kind, when, who. What was said stands in its sections, sealed.';
comment on column interview.present is 'Roles of those in the room, never their names.';
create index interview_of_case on interview (case_id, created_at desc);
create index interview_unsigned on interview (author_id, created_at) where state <> 'signed';

create table interview_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  interview_id  uuid not null,
  move          text not null check (move in ('start', 'pause', 'resume', 'stop', 'sign')),
  from_state    text not null,
  to_state      text not null,
  reason        text check (reason in ('finished', 'tired', 'distress', 'asked-to-stop', 'time', 'interpreter-unsafe', 'place-unsafe', 'emergency', 'other')),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (interview_id, case_id) references interview (id, case_id)
);
comment on table interview_move is 'Start, pause, resume, stop, sign. Sessions and breaks are read from here, so there is one truth about time.';
create index interview_move_of_interview on interview_move (interview_id, at);

create table interview_section (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  interview_id    uuid not null,
  section         text not null check (length(section) between 2 and 60),
  compartment     text not null check (compartment in ('case', 'work', 'restricted', 'mediation')),
  state           text not null check (state in ('begun', 'done', 'declined')),
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  written_at      timestamptz not null default now(),
  version         integer not null default 1,
  foreign key (interview_id, case_id) references interview (id, case_id)
);
comment on table interview_section is 'What was said, one row per section, sealed with the key of its compartment. A section nobody began has no row.';
comment on column interview_section.author_id is 'Who wrote it last; a mediator''s section stays their own.';
create unique index interview_section_once on interview_section (interview_id, section) where compartment <> 'mediation';
create unique index interview_section_of_mediator_once on interview_section (interview_id, section, author_id) where compartment = 'mediation';
create index interview_section_of_case on interview_section (case_id);

create table interview_addendum (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  interview_id  uuid not null,
  compartment   text not null check (compartment in ('case', 'work', 'restricted', 'mediation')),
  body_sealed   bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (interview_id, case_id) references interview (id, case_id)
);
comment on table interview_addendum is 'What was added after the signature, each with its author and moment. The signed text itself never changes.';
create index interview_addendum_of_interview on interview_addendum (interview_id, at);
