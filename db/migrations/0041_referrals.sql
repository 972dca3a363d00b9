-- Referrals to services, closed loop. What both sides know of a referral stands apart from whose it is, so that no policy has to hide
-- a column: the receiving body reads `referral`, its letter, moves and messages; `referral_matter` is for those who hold the case.

create table referral (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  organisation_id  uuid not null,
  service_id       uuid not null,
  reference        text not null check (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  mode             text not null default 'sent' check (mode in ('sent', 'accompanied')),
  state            text not null default 'proposed' check (state in ('proposed', 'consented', 'sent', 'acknowledged', 'accepted', 'declined', 'waitlisted',
                     'appointment', 'attended', 'no-show', 'in-progress', 'done', 'interrupted', 'withdrawn', 'closed')),
  sent_at          timestamptz,
  stopped_at       timestamptz,
  appointment_at   timestamptz,
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  version          integer not null default 1,
  unique (programme_id, reference),
  unique (programme_id, id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  foreign key (service_id, organisation_id) references service (id, organisation_id),
  check (stopped_at is not null or state <> 'withdrawn')
);
comment on table referral is 'What the sender and the receiving body both know: which service, how far it is. Never whose it is.';
comment on column referral.reference is 'How the two sides speak of it. Its own for each referral, so that two bodies cannot find that they follow the same person.';
comment on column referral.stopped_at is 'From this moment the receiving body reads no letter and no message: withdrawn by the sender or by the person, also after the end.';
create index referral_received on referral (organisation_id, sent_at desc, id) where sent_at is not null;
create index referral_unanswered on referral (programme_id, sent_at) where state in ('sent', 'acknowledged');

create table referral_matter (
  referral_id         uuid primary key,
  programme_id        uuid not null references programme,
  case_id             uuid not null,
  person_id           uuid not null,
  purpose             text not null check (purpose in ('legal', 'health', 'psychological', 'housing', 'work', 'education', 'income', 'protection', 'family', 'other')),
  need_id             uuid references need,
  step_id             uuid references plan_step,
  instead_of          uuid references referral,
  basis               text not null default 'consent' check (basis in ('consent', 'vital-interest')),
  consent_id          uuid,
  vital_words_sealed  bytea,
  draft_sealed        bytea not null,
  version             integer not null default 1,
  foreign key (programme_id, referral_id) references referral (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id),
  foreign key (consent_id, case_id) references consent (id, case_id),
  check (basis = 'consent' or vital_words_sealed is not null)
);
comment on table referral_matter is 'Whose referral it is, why, on which basis, and the draft of the letter: for those who hold the case''s files.';
comment on column referral_matter.basis is 'Consent; or, in an emergency, the vital interest of the person, with written reasons and the coordinator told.';
create index referral_matter_of_case on referral_matter (case_id);
create index referral_matter_of_consent on referral_matter (consent_id) where consent_id is not null;
create index referral_matter_instead on referral_matter (instead_of) where instead_of is not null;

create table referral_letter (
  referral_id      uuid primary key,
  programme_id     uuid not null references programme,
  fields           text[] not null,
  payload_sealed   bytea not null,
  at               timestamptz not null default now(),
  foreign key (programme_id, referral_id) references referral (programme_id, id)
);
comment on table referral_letter is 'What was sent, frozen, sealed with a key of its own. `fields` are codes for the record of what left, never content.';

create table referral_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  referral_id    uuid not null,
  move           text not null check (move in ('consent', 'send', 'acknowledge', 'accept', 'decline', 'waitlist', 'appoint', 'attend', 'miss', 'begin', 'finish', 'interrupt', 'withdraw', 'close')),
  from_state     text not null,
  to_state       text not null,
  reason         text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
  words_sealed   bytea,
  appointment_at timestamptz,
  by_member      uuid not null references membership,
  on_behalf      boolean not null default false,
  at             timestamptz not null default now(),
  foreign key (programme_id, referral_id) references referral (programme_id, id)
);
comment on column referral_move.reason is 'A code; what was said beside it is sealed with the referral''s key.';
comment on column referral_move.on_behalf is 'The answer came by telephone or in person and the sender wrote it down.';
create index referral_move_of_referral on referral_move (referral_id, at);

create table referral_message (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  referral_id   uuid not null,
  body_sealed   bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, referral_id) references referral (programme_id, id)
);
create index referral_message_of_referral on referral_message (referral_id, at);

create table referral_notice (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  referral_id   uuid not null,
  kind          text not null check (kind in ('received', 'answered', 'declined', 'stopped', 'message', 'vital-interest')),
  at            timestamptz not null default now(),
  read_at       timestamptz,
  foreign key (programme_id, referral_id) references referral (programme_id, id)
);
comment on table referral_notice is 'That something happened to a referral of mine: a kind and an id. Written by functions only.';
create index referral_notice_unread on referral_notice (member_id, at desc) where read_at is null;
