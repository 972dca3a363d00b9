-- Emergencies: what happens in the first minutes is handled before any datum. Who was called when is one tap each; what happened is written within a day.

create table emergency (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid,
  kind           text not null check (kind in ('violence-now', 'health', 'self-harm', 'minor', 'exploiter-threat', 'wants-out', 'eviction', 'other')),
  state          text not null default 'open' check (state in ('open', 'stabilised', 'closed')),
  outcome        text check (outcome in ('made-safe', 'informed-refusal', 'not-reached', 'false-alarm')),
  opened_by      uuid not null references membership,
  opened_at      timestamptz not null,
  received_at    timestamptz not null default now(),
  record_due_at  timestamptz not null,
  recorded_at    timestamptz,
  version        integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check (state = 'open' or outcome is not null)
);
comment on table emergency is 'Somebody was in danger. It may be about nobody that is on file; no body outside is ever told of it by the program.';
comment on column emergency.opened_at is 'When it began, by the device that noted it, perhaps without a network; `received_at` is when it reached the house.';
create index emergency_standing on emergency (programme_id, opened_at) where state <> 'closed';
create index emergency_by_time on emergency (programme_id, opened_at desc, id desc);
create index emergency_of_case on emergency (case_id, opened_at desc) where case_id is not null;

create table emergency_contact (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  kind          text not null check (kind in ('on-call', 'police', 'health', 'anti-trafficking', 'anti-violence', 'children', 'social-emergency', 'shelter', 'prosecutor', 'other')),
  name          text not null check (length(name) between 2 and 120),
  phone         text not null check (phone ~ '^[+]?[0-9 ]{3,20}$'),
  hours         text not null default '' check (length(hours) <= 120),
  note          text not null default '' check (length(note) <= 300),
  position      integer not null default 0,
  changed_by    uuid not null references membership,
  changed_at    timestamptz not null default now(),
  removed_at    timestamptz,
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table emergency_contact is 'Whom this programme calls beside the national numbers: data that the coordinator keeps, never a constant.';
create index emergency_contact_of_programme on emergency_contact (programme_id, position) where removed_at is null;

create table emergency_call (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  emergency_id   uuid not null,
  whom           text not null check (whom in ('112', '118', '1522', '800290290', '114', '116000', 'contact', 'other')),
  contact_id     uuid,
  at             timestamptz not null,
  by_member      uuid not null references membership,
  taken_back_at  timestamptz,
  foreign key (programme_id, emergency_id) references emergency (programme_id, id),
  foreign key (programme_id, contact_id) references emergency_contact (programme_id, id),
  check ((whom = 'contact') = (contact_id is not null))
);
comment on table emergency_call is 'Who was called, when, by whom: one tap. The id comes from the device, so that what waited without a network arrives once.';
create index emergency_call_of_emergency on emergency_call (emergency_id, at);

create table emergency_record (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  emergency_id  uuid not null,
  body_sealed   bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, emergency_id) references emergency (programme_id, id)
);
comment on table emergency_record is 'What happened, in few words, sealed. The first stands within a day; whatever is added later is another row.';
create index emergency_record_of_emergency on emergency_record (emergency_id, at);

create table emergency_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  emergency_id  uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason_sealed bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, emergency_id) references emergency (programme_id, id)
);
create index emergency_move_of_emergency on emergency_move (emergency_id, at);

alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in ('break-glass', 'access-asked', 'access-granted', 'access-refused', 'assigned', 'closing-asked', 'closing-approved', 'closing-sent-back', 'emergency-opened'));
alter table notification drop constraint notification_subject_check;
alter table notification add constraint notification_subject_check check (subject in ('break-glass', 'access-request', 'case', 'case-closing', 'emergency'));
