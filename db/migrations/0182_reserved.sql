-- What the coordinator and the legal operators of a case alone may know of: whether there is a duty to report, and who is alleged to exploit.

create table duty_decision (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  state           text not null default 'draft' check (state in ('draft', 'signed')),
  capacity        text not null check (capacity in ('public-official', 'public-service', 'professional-secrecy', 'none', 'to-verify')),
  decision        text not null check (decision in ('duty-holds', 'no-duty', 'reassess')),
  told            text not null check (told in ('yes', 'not-yet', 'no')),
  decided_on      date not null,
  norms           text[] not null default '{}',
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  author_account  uuid not null references account,
  created_at      timestamptz not null default now(),
  signed_at       timestamptz,
  version         integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((state = 'signed') = (signed_at is not null))
);
comment on table duty_decision is 'A reasoned decision on a duty to report: never worked out, never sent by the program. Signed, it does not change; what comes later is an addendum.';
create index duty_decision_of_case on duty_decision (case_id, created_at desc);

create table duty_addendum (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  decision_id    uuid not null,
  kind           text not null check (kind in ('addendum', 'transmitted', 'person-told')),
  body_sealed    bytea not null,
  author_id      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (decision_id, case_id) references duty_decision (id, case_id)
);
create index duty_addendum_of_decision on duty_addendum (decision_id, at);

create table duty_opinion (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  decision_id     uuid not null,
  reader_id       uuid not null references membership,
  reader_account  uuid not null references account,
  agrees          boolean not null,
  reason_sealed   bytea not null,
  at              timestamptz not null default now(),
  unique (decision_id, reader_account),
  foreign key (decision_id, case_id) references duty_decision (id, case_id)
);
comment on table duty_opinion is 'What a second person, by another account, thinks of a signed decision.';

create table alleged_actor (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  kind            text not null check (kind in ('person', 'intermediary', 'firm', 'place')),
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  version         integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table alleged_actor is 'Somebody, or some place, that a person names as exploiting them: an allegation with its source, sealed with the key of the case. The same one named in two cases is two rows.';
create index alleged_actor_of_case on alleged_actor (case_id);

create table actor_link (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  from_actor      uuid,
  to_actor        uuid not null,
  kind            text not null check (kind in ('recruited-by', 'works-for', 'paid-by', 'housed-by', 'transported-by', 'controlled-by', 'threatened-by', 'owes-to', 'manages', 'owns', 'relative-of', 'at-place', 'other')),
  confidence      text not null check (confidence in ('low', 'medium', 'high')),
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  struck_at       timestamptz,
  foreign key (from_actor, case_id) references alleged_actor (id, case_id),
  foreign key (to_actor, case_id) references alleged_actor (id, case_id),
  check (from_actor is distinct from to_actor)
);
comment on column actor_link.from_actor is 'Null: the person of the case.';
create index actor_link_of_case on actor_link (case_id);

create table actor_tie (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  actor_id        uuid not null,
  member_id       uuid not null references membership,
  words_sealed    bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  foreign key (actor_id, case_id) references alleged_actor (id, case_id)
);
comment on table actor_tie is 'A colleague who may be connected to an alleged actor: the coordinator is warned, and that colleague never is.';
create index actor_tie_of_case on actor_tie (case_id);

-- The rooms’ contracts hold the list of kinds; a list here would have to be written anew by each of them.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$');
