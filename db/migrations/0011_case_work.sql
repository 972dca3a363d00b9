-- The cases room: closing with the coordinator's approval, notes that correct notes, and short notices to colleagues.

alter table case_note add column corrects uuid references case_note;
comment on column case_note.corrects is 'The note that this one puts right. The older stays as it was written.';

create table case_closing_request (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null references case_file,
  reason          text not null check (reason in ('goals-reached', 'autonomy', 'anti-trafficking-programme', 'voluntary-return', 'unreachable', 'renounced', 'not-eligible', 'death', 'other-project', 'out-of-province', 'other')),
  outcome_sealed  bytea not null,
  follow_up_safe  boolean not null,
  asked_by        uuid not null references membership,
  asked_at        timestamptz not null default now(),
  state           text not null default 'open' check (state in ('open', 'approved', 'sent-back')),
  decided_by      uuid references membership,
  decided_at      timestamptz,
  words_sealed    bytea,
  check ((state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
comment on table case_closing_request is 'The owner asks to close, with reason and outcome; the coordinator approves, or sends it back with words.';
create unique index case_closing_open_once on case_closing_request (case_id) where state = 'open';
create index case_closing_of_case on case_closing_request (case_id, asked_at desc);
create index case_closing_waiting on case_closing_request (programme_id, asked_at) where state = 'open';

create table notification (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  kind          text not null check (kind in ('break-glass', 'access-asked', 'access-granted', 'access-refused', 'assigned', 'closing-asked', 'closing-approved', 'closing-sent-back')),
  subject       text not null check (subject in ('break-glass', 'access-request', 'case', 'case-closing')),
  subject_id    uuid not null,
  at            timestamptz not null default now(),
  read_at       timestamptz
);
comment on table notification is 'That something waits for this colleague: a kind and an id, never a name or a word of the matter. Written by functions only.';
create index notification_of_member on notification (member_id, at desc, id desc);
create index notification_unread on notification (member_id) where read_at is null;

create index access_request_of_member on access_request (member_id, at desc);
create index break_glass_of_member on break_glass (member_id, until);
create index break_glass_by_time on break_glass (programme_id, at desc, id desc);
