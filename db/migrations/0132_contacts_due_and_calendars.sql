-- Reminders and calls after a missed appointment, made by people; and a calendar that a member may subscribe to.

create table contact_attempt (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  appointment_id  uuid not null,
  kind            text not null check (kind in ('reminder', 'recall')),
  outcome         text not null check (outcome in ('done', 'failed', 'not-allowed')),
  channel         text check (channel in ('phone', 'messaging', 'email', 'in-person')),
  reason          text check (reason in ('no-answer', 'wrong-number', 'somebody-else-answered', 'unsafe-now', 'no-card', 'do-not-call', 'no-contact', 'no-messages')),
  by_member       uuid not null references membership,
  at              timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id),
  check ((outcome = 'done') = (reason is null)),
  check (outcome <> 'done' or channel is not null)
);
comment on table contact_attempt is 'That somebody tried to remind or to call back, how, and what came of it. The system itself sends nothing to persons. What is due is read from the appointments.';
create index contact_attempt_of_appointment on contact_attempt (appointment_id, kind, at);

create table calendar_feed (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  token_hash    bytea not null unique check (length(token_hash) = 32),
  with_place    boolean not null default false,
  created_at    timestamptz not null default now(),
  revoked_at    timestamptz,
  read_at       timestamptz
);
comment on table calendar_feed is 'A secret address at which a member''s own hours may be read by their calendar program: no code, no name, no kind. Only a digest of the address is kept.';
create unique index calendar_feed_one_for_each on calendar_feed (member_id) where revoked_at is null;
