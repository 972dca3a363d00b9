-- A case conference: several professionals around one case, some of whom do not follow it. Each of them reads a sheet made for them, by code.

create table conference (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  state         text not null default 'called' check (state in ('called', 'held', 'minutes-approved', 'closed', 'postponed', 'cancelled')),
  starts_at     timestamptz not null,
  lasts         integer not null check (lasts between 15 and 480),
  way           text not null check (way in ('in-person', 'remote', 'mixed')),
  place         text check (length(place) between 1 and 300),
  matter_sealed bytea not null,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on column conference.lasts is 'Minutes. When they and one day more are over, nobody outside the team reads their sheet any longer.';
comment on column conference.matter_sealed is 'The question to answer and the points to speak of, sealed with the case''s key. Who does not follow the case reads them on their sheet.';
comment on column conference.place is 'Where, or the address of the remote room: never anything about the person.';
create index conference_of_case on conference (case_id, starts_at desc);
create index conference_by_day on conference (programme_id, starts_at, id);

create table conference_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) <= 2000),
  starts_at     timestamptz,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on column conference_move.starts_at is 'The new day, where a postponed conference is called again.';
create index conference_move_of on conference_move (conference_id, at);

create table conference_seat (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  conference_id   uuid not null,
  case_id         uuid not null,
  member_id       uuid not null references membership,
  organisation_id uuid,
  consent_id      uuid,
  by_member       uuid not null references membership,
  at              timestamptz not null default now(),
  answer          text not null default 'none' check (answer in ('none', 'coming', 'not-coming')),
  answered_at     timestamptz,
  present         boolean,
  left_at         timestamptz,
  said            text check (said in ('approved', 'with-reservations')),
  said_edition    integer,
  said_at         timestamptz,
  said_sealed     bytea,
  unique (conference_id, member_id),
  unique (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  foreign key (consent_id, case_id) references consent (id, case_id),
  check ((organisation_id is null) = (consent_id is null))
);
comment on table conference_seat is 'Who is invited. Somebody of the network sits there for their body, and only while the person agrees to share with it.';
comment on column conference_seat.left_at is 'Since when they are no longer invited: from then on they read nothing.';
comment on column conference_seat.said_sealed is 'Reservations on the minutes, sealed with the key of this seat.';
create index conference_seat_of_member on conference_seat (member_id, conference_id);

create table conference_part (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  seat_id       uuid not null,
  case_id       uuid not null,
  kind          text not null check (kind in ('question', 'situation', 'wish', 'languages', 'risk', 'needs', 'plan', 'services', 'work', 'story', 'minutes')),
  compartment   text not null check (compartment in ('base', 'case', 'work', 'restricted')),
  edition       integer not null default 0,
  body_sealed   bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  unique (seat_id, kind, edition),
  foreign key (seat_id, conference_id) references conference_seat (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on table conference_part is 'One block of the sheet of one participant, exactly as it was shown to who called: frozen, sealed with the key of the seat.';

create table conference_reveal (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  seat_id       uuid not null,
  case_id       uuid not null,
  reason        text not null check (length(reason) between 10 and 1000),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  until         timestamptz not null,
  withdrawn_by  uuid references membership,
  withdrawn_at  timestamptz,
  foreign key (seat_id, conference_id) references conference_seat (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id),
  check (until > at and until <= at + interval '3 days'),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table conference_reveal is 'The name said to one participant, with a reason, until a moment: no longer than three days, and taken back whenever one likes.';
create index conference_reveal_of on conference_reveal (conference_id, at desc);

create table conference_name (
  reveal_id     uuid primary key references conference_reveal,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  body_sealed   bytea not null
);
comment on table conference_name is 'The name itself, sealed with a key of its own. Row and key are closed to everybody the moment the reveal is over, by the clock of the database.';

create table conference_reading (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  seat_id       uuid not null,
  case_id       uuid not null,
  what          text not null check (what in ('sheet', 'name', 'minutes', 'paper')),
  at            timestamptz not null default now(),
  foreign key (seat_id, conference_id) references conference_seat (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on table conference_reading is 'Who opened what, and when.';
create index conference_reading_of on conference_reading (conference_id, at desc);

create table conference_note (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  compartment   text not null check (compartment in ('case', 'restricted')),
  point_id      uuid,
  body_sealed   bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
create index conference_note_of on conference_note (conference_id, at);

create table conference_decision (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  body_sealed   bytea not null,
  owner_id      uuid references membership,
  due_on        date,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  withdrawn_by  uuid references membership,
  withdrawn_at  timestamptz,
  foreign key (conference_id, case_id) references conference (id, case_id),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table conference_decision is 'What was decided. The step or the task that it becomes bears the same id, so that it can become one only once.';
create index conference_decision_of on conference_decision (conference_id, at);

create table conference_dissent (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  decision_id   uuid references conference_decision,
  seat_id       uuid,
  body_sealed   bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (seat_id, conference_id) references conference_seat (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on column conference_dissent.seat_id is 'Whose dissent it is, if they wish their name beside it.';
create index conference_dissent_of on conference_dissent (conference_id, at);

create table conference_voice (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  moment        text not null check (moment in ('before', 'after')),
  knows         text not null check (knows in ('told', 'not-yet', 'better-not')),
  name_said     text not null check (name_said in ('agrees', 'refuses', 'not-asked')),
  body_sealed   bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp(),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on table conference_voice is 'What the person wishes before, and what they were told after. The last word before counts for whether their name may be said.';
create index conference_voice_of on conference_voice (conference_id, at);

create table conference_minutes (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  case_id       uuid not null,
  edition       integer not null check (edition > 0),
  body_sealed   bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  unique (conference_id, edition),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on table conference_minutes is 'The minutes as they were sent round, edition by edition: what was approved is what was read.';
