-- The worksheet of working conditions: what was told of each job, sealed whole; once signed it never changes.

create table worksheet (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null,
  continues_id     uuid,
  state            text not null default 'draft' check (state in ('draft', 'computed', 'signed', 'set-aside')),
  content_sealed   bytea not null,
  computed_sealed  bytea,
  rate_ids         uuid[] not null default '{}',
  last_change      uuid not null,
  author_id        uuid not null references membership,
  started_at       timestamptz not null default now(),
  computed_at      timestamptz,
  signed_at        timestamptz,
  version          integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (continues_id, case_id) references worksheet (id, case_id),
  check ((state in ('computed', 'signed')) = (computed_sealed is not null)),
  check ((computed_sealed is null) = (computed_at is null)),
  check ((state = 'signed') = (signed_at is not null))
);
comment on table worksheet is 'What was told of the person''s jobs, and what the tables of the day made of it. Sealed in the compartment of work facts.';
comment on column worksheet.computed_sealed is 'The lines of the tables that were used, word for word, and the result: it can be read again when the tables have changed.';
comment on column worksheet.rate_ids is 'The lines of the tables that the result rests on: whoever corrects one finds out where it was used.';
comment on column worksheet.last_change is 'The browser''s id of the last change kept: the same change sent again is recognised.';
create index worksheet_of_case on worksheet (case_id, started_at desc, id);
create index worksheet_continued on worksheet (continues_id) where continues_id is not null;
create index worksheet_waiting on worksheet (programme_id, started_at) where state in ('draft', 'computed');

create table worksheet_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  worksheet_id   uuid not null,
  move           text not null check (move in ('compute', 'reopen', 'sign', 'set-aside', 'take-up')),
  from_state     text not null,
  to_state       text not null,
  reason_sealed  bytea,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (worksheet_id, case_id) references worksheet (id, case_id)
);
create index worksheet_move_of_case on worksheet_move (case_id, at);
create index worksheet_move_of_worksheet on worksheet_move (worksheet_id, at);

create table worksheet_look (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  worksheet_id   uuid not null,
  reader_id      uuid not null references membership,
  at             timestamptz not null default now(),
  unique (worksheet_id, reader_id),
  foreign key (worksheet_id, case_id) references worksheet (id, case_id)
);
comment on table worksheet_look is 'A second colleague has looked over a worksheet that was computed or signed. Wished for, never required.';
create index worksheet_look_of_case on worksheet_look (case_id);
