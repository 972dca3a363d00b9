-- Segnalazioni: what bodies of the network, colleagues and others say of somebody who may need the project. Two sides: the sender, who is owed an answer,
-- and the team. The head says what must be done and of nobody who it is; words are sealed, with a key per segnalazione.

create table inbound_referral (
  id                 uuid primary key,
  programme_id       uuid not null references programme,
  reference          text not null,
  kind               text not null default 'report' check (kind in ('report', 'consultation')),
  source             text not null check (source in ('form', 'phone', 'street', 'mail', 'link', 'api', 'public')),
  sender_kind        text not null check (sender_kind in ('street-unit', 'cas', 'sai', 'prefecture', 'territorial-commission', 'police', 'labour-inspectorate', 'union', 'health', 'social-services', 'school', 'anti-trafficking', 'anti-violence', 'lawyer', 'citizen', 'self', 'employer', 'other')),
  organisation_id    uuid references organisation,
  author_id          uuid references membership,
  street_contact_id  uuid,
  mail_id            uuid,
  written_digest     bytea not null check (length(written_digest) = 32),
  agreement          text not null check (agreement in ('yes', 'no', 'not-asked')),
  called_by          text not null check (called_by in ('nobody', 'code', 'initials', 'name')),
  has_reach          boolean not null default false,
  minor              text not null check (minor in ('no', 'doubt', 'yes')),
  danger             boolean not null,
  claimed            text not null check (claimed in ('immediate', '24h', '72h', 'ordinary')),
  urgency            text not null check (urgency in ('immediate', '24h', '72h', 'ordinary')),
  language           text check (language ~ '^[a-z]{2,3}$'),
  reasons            text[] not null check (cardinality(reasons) between 1 and 3),
  state              text not null default 'draft' check (state in ('draft', 'sent', 'received', 'in-triage', 'accepted', 'declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn')),
  handler_id         uuid references membership,
  redirected_to      uuid references organisation,
  created_at         timestamptz not null default now(),
  sent_at            timestamptz,
  due_at             timestamptz,
  remind_at          timestamptz,
  decided_at         timestamptz,
  team_owes_at       timestamptz,
  sender_owes_at     timestamptz,
  escalated_at       timestamptz,
  version            integer not null default 1,
  unique (programme_id, id),
  unique (programme_id, reference),
  constraint inbound_identity_needs_agreement check ((called_by <> 'name' and not has_reach) or (kind = 'report' and (agreement = 'yes' or danger or minor <> 'no'))),
  constraint inbound_has_its_author check ((author_id is null) = (source in ('link', 'api', 'public'))),
  constraint inbound_danger_is_immediate check (not danger or urgency = 'immediate' or state <> 'draft'),
  check (state <> 'draft' or sent_at is null)
);
comment on table inbound_referral is 'Somebody says that somebody may need us. The head alone: codes, urgency, clock; of nobody who it is.';
comment on column inbound_referral.organisation_id is 'The body that sends, where it is of the programme. Null: nobody known.';
comment on column inbound_referral.street_contact_id is 'The contact of the street it came of; kept as an id, the street keeps its own.';
comment on column inbound_referral.written_digest is 'A keyed digest of what was written, by which the same sent again is told from other words.';
comment on column inbound_referral.due_at is 'By when somebody decides; started at receipt, also of what is held apart.';
comment on column inbound_referral.team_owes_at is 'By when the team answers what the sender asked.';
create index inbound_waiting on inbound_referral (programme_id, due_at, id) where state in ('sent', 'received', 'in-triage');
create index inbound_of_body on inbound_referral (organisation_id, sent_at desc, id desc);
create index inbound_of_author on inbound_referral (author_id, created_at desc, id desc);
create index inbound_by_time on inbound_referral (programme_id, sent_at desc, id desc) where sent_at is not null;
create index inbound_of_handler on inbound_referral (handler_id, due_at) where handler_id is not null;
create index inbound_owed on inbound_referral (programme_id, team_owes_at) where team_owes_at is not null;

create table inbound_content (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  body_sealed   bytea not null,
  foreign key (programme_id, id) references inbound_referral (programme_id, id)
);
comment on table inbound_content is 'The words of a segnalazione under the same id, sealed with its own key: whose they are, of whom, what was seen.';

create table inbound_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  referral_id   uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
  words_sealed  bytea,
  urgency       text check (urgency in ('immediate', '24h', '72h', 'ordinary')),
  given_to      uuid references membership,
  by_member     uuid references membership,
  at            timestamptz not null default clock_timestamp(),
  foreign key (programme_id, referral_id) references inbound_referral (programme_id, id)
);
comment on table inbound_move is 'Each step, by whom, when, why. Without a colleague: what a link, a key or the public form did.';
create index inbound_move_of_referral on inbound_move (referral_id, at);

create table inbound_message (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  referral_id   uuid not null,
  kind          text not null check (kind in ('message', 'question', 'decision', 'pull-news', 'pull-back')),
  from_team     boolean not null,
  body_sealed   bytea not null,
  by_member     uuid references membership,
  at            timestamptz not null default clock_timestamp(),
  foreign key (programme_id, referral_id) references inbound_referral (programme_id, id)
);
comment on table inbound_message is 'What both sides write to each other, sealed with a key that both hold and that opens nothing else.';
create index inbound_message_of_referral on inbound_message (referral_id, at);

create table inbound_matter (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  how           text not null check (how in ('accepted', 'merged')),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, id) references inbound_referral (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table inbound_matter is 'Which case a segnalazione became or was united with, under the same id. The sender never learns of it.';
create index inbound_matter_of_case on inbound_matter (case_id, at desc);

create table inbound_contact (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  state         text not null default 'contacting' check (state in ('contacting', 'booked', 'not-reached', 'refused')),
  due_on        date not null,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, id) references inbound_referral (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table inbound_contact is 'Reaching the person after a segnalazione was accepted, under the same id; `due_on`: the first talk.';
create index inbound_contact_of_case on inbound_contact (case_id);
create index inbound_contact_due on inbound_contact (programme_id, due_on) where state in ('contacting', 'not-reached');

create table inbound_contact_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  outcome       text check (outcome in ('no-answer', 'wrong-number', 'not-safe', 'call-back', 'message-left', 'spoke')),
  words_sealed  bytea,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp(),
  foreign key (programme_id, contact_id) references inbound_contact (programme_id, id)
);
create index inbound_contact_move_of_contact on inbound_contact_move (contact_id, at);

create table inbound_mark (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  referral_id   uuid not null,
  about         text not null check (about in ('place', 'intermediary')),
  key           bytea not null check (length(key) = 32),
  on_day        date not null,
  unique (referral_id, about),
  foreign key (programme_id, referral_id) references inbound_referral (programme_id, id)
);
comment on table inbound_mark is 'A keyed digest of the place or the intermediary that a segnalazione speaks of: it can be counted, and nobody can read it.';
create index inbound_mark_alike on inbound_mark (programme_id, about, key, on_day);

create table inbound_pattern (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  about         text not null check (about in ('place', 'intermediary')),
  key           bytea not null,
  count         integer not null,
  since         date not null,
  until         date not null,
  unique (programme_id, about, key)
);
comment on table inbound_pattern is 'Several segnalazioni speak of the same place, or of the same intermediary: how many, and since when; of nobody, and from nobody.';

alter table notification drop constraint notification_subject_check;
alter table notification add constraint notification_subject_check check (subject ~ '^[a-z]+(-[a-z]+)*$');
