-- Persons (the identity vault) and cases (who may open what, notes, profile, needs, plan).
-- Identity stands apart: everything else carries the person's random id and speakable code, never a name.

create table person (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  code            text not null,
  identity_level  text not null default 'anonymous' check (identity_level in ('anonymous', 'pseudonym', 'declared', 'verified')),
  gender          text not null default 'unknown' check (gender in ('female', 'male', 'other', 'unknown')),
  minor_track     boolean not null default false,
  minor_reason    text,
  created_by      uuid not null references membership,
  created_at      timestamptz not null default now(),
  version         integer not null default 1,
  unique (programme_id, code),
  unique (programme_id, id)
);
comment on table person is 'One human being, known at first by a code alone.';
comment on column person.code is 'Speakable and without meaning: colour, animal, two digits.';

create table person_birth (
  person_id     uuid primary key references person,
  programme_id  uuid not null references programme,
  precision     text not null check (precision in ('exact', 'estimated', 'declared', 'unknown')),
  year          integer check (year between 1900 and 2100),
  month         integer check (month between 1 and 12),
  day           integer check (day between 1 and 31),
  version       integer not null default 1,
  check (day is null or month is not null),
  check (month is null or year is not null)
);
comment on table person_birth is 'When the person was born, as far as it is known and how it is known.';
create index person_birth_year on person_birth (programme_id, year);

create table person_name (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  person_id     uuid not null references person,
  kind          text not null check (kind in ('declared', 'document', 'alias', 'nickname', 'other-spelling')),
  text          text not null check (length(text) between 1 and 200),
  given_name    text,
  family_name   text,
  preferred     boolean not null default false,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  removed_at    timestamptz
);
comment on table person_name is 'Names as the person says or writes them, in any script. A name is never overwritten: another one is added.';
create index person_name_of_person on person_name (person_id) where removed_at is null;
create unique index person_name_preferred on person_name (person_id) where preferred and removed_at is null;

create table person_name_key (
  programme_id  uuid not null references programme,
  key           text not null,
  person_id     uuid not null references person,
  plain         text not null,
  primary key (programme_id, key, person_id)
);
comment on table person_name_key is 'Sound keys of a person''s names, so that a misspelled name is found by an index and never by reading everyone.';
create index person_name_key_of_person on person_name_key (person_id);

create table person_nationality (
  programme_id  uuid not null references programme,
  person_id     uuid not null references person,
  country       text not null check (country ~ '^[A-Z]{2}$'),
  primary key (person_id, country)
);
comment on table person_nationality is 'ISO 3166 alpha-2; XS stands for stateless.';

create table person_language (
  programme_id       uuid not null references programme,
  person_id          uuid not null references person,
  language           text not null check (language ~ '^[a-z]{2,3}$'),
  speaks             text not null default 'well' check (speaks in ('some', 'well', 'mother-tongue')),
  reads              boolean,
  interpreter        boolean not null default false,
  primary key (person_id, language)
);
comment on table person_language is 'Languages the person speaks and reads (ISO 639), and in which they need an interpreter.';

create table person_contact (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  person_id      uuid not null references person,
  kind           text not null check (kind in ('phone', 'messaging', 'email', 'address')),
  value_sealed   bytea not null,
  blind_index    bytea not null,
  belongs_to     text not null default 'person' check (belongs_to in ('person', 'shared', 'someone-else')),
  label          text not null default '',
  created_by     uuid not null references membership,
  created_at     timestamptz not null default now(),
  removed_at     timestamptz
);
comment on table person_contact is 'A way to reach the person. The value is sealed, and read only through reveal_contact, which writes down who asked.';
comment on column person_contact.blind_index is 'A keyed digest of the value, so that the same telephone is recognised without being read.';
create index person_contact_of_person on person_contact (person_id) where removed_at is null;
create index person_contact_same on person_contact (programme_id, blind_index) where removed_at is null;

create table safe_contact_card (
  person_id       uuid primary key references person,
  programme_id    uuid not null references programme,
  do_not_call     boolean not null default false,
  who_may_call    text not null default '',
  when_to_call    text not null default '',
  language        text,
  may_be_said     text not null default '',
  must_not_answer text not null default '',
  leave_messages  boolean not null default false,
  written_by      uuid not null references membership,
  written_at      timestamptz not null default now(),
  version         integer not null default 1
);
comment on table safe_contact_card is 'Read before any contact is shown: who may call, when, in which language, what may be said, who must not pick up.';

create table case_file (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  person_id        uuid not null,
  state            text not null default 'contact' check (state in ('contact', 'access', 'assessment', 'in-care', 'suspended', 'short-guidance', 'sent-elsewhere', 'withdrawn', 'follow-up', 'closed')),
  risk             text not null default 'not-assessed' check (risk in ('not-assessed', 'low', 'medium', 'high', 'extreme')),
  owner_id         uuid references membership,
  origin           text not null default 'desk' check (origin in ('desk', 'street', 'inbound-referral', 'import', 'transfer')),
  wish             text not null default '' check (length(wish) <= 500),
  summary          text not null default '' check (length(summary) <= 500),
  opened_by        uuid not null references membership,
  opened_at        timestamptz not null default now(),
  last_change_at   timestamptz not null default now(),
  closed_at        timestamptz,
  closing_reason   text check (closing_reason in ('goals-reached', 'autonomy', 'anti-trafficking-programme', 'voluntary-return', 'unreachable', 'renounced', 'not-eligible', 'death', 'other-project', 'out-of-province', 'other')),
  follow_up_safe   boolean,
  version          integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id)
);
comment on table case_file is 'The accompaniment of one person. Its code is the person''s; a name is never needed to open it.';
comment on column case_file.wish is 'What the person wants first, in their words.';
comment on column case_file.summary is 'Two lines that a mediator may read too: no story, no exploitation facts.';
create index case_of_person on case_file (person_id);
create unique index case_open_once on case_file (person_id) where state <> 'closed' and state <> 'sent-elsewhere' and state <> 'withdrawn' and state <> 'short-guidance';
create index case_by_change on case_file (programme_id, last_change_at desc, id);
create index case_unowned on case_file (programme_id, opened_at) where owner_id is null and state <> 'closed';

create table case_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text,
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index case_move_of_case on case_move (case_id, at);

create table case_assignment (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  member_id     uuid not null references membership,
  assigned_by   uuid not null references membership,
  since         timestamptz not null default now(),
  ended_at      timestamptz
);
create unique index case_assignment_once on case_assignment (case_id, member_id) where ended_at is null;
create index case_assignment_of_member on case_assignment (member_id) where ended_at is null;

create table case_bar (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  member_id     uuid not null references membership,
  asked_by      text not null check (asked_by in ('coordinator', 'member', 'person')),
  reason        text not null check (length(trim(reason)) >= 3),
  barred_by     uuid not null references membership,
  at            timestamptz not null default now(),
  lifted_at     timestamptz
);
comment on table case_bar is 'A named colleague who must not open this case: conflict of interest, personal tie, the person''s own request.';
create unique index case_bar_once on case_bar (case_id, member_id) where lifted_at is null;

create table break_glass (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null references case_file,
  member_id        uuid not null references membership,
  reason           text not null check (length(trim(reason)) >= 10),
  at               timestamptz not null default now(),
  until            timestamptz not null default now() + interval '24 hours',
  reviewed_by      uuid references membership,
  reviewed_at      timestamptz,
  review_words     text
);
comment on table break_glass is 'A file opened in an emergency by someone not assigned to it: 24 hours, a written reason, coordinator and data protection officer told at once.';
create index break_glass_unreviewed on break_glass (programme_id, at desc) where reviewed_at is null;
create index break_glass_of_case on break_glass (case_id, at desc);

create table access_request (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  member_id     uuid not null references membership,
  reason        text not null check (length(trim(reason)) >= 3),
  at            timestamptz not null default now(),
  state         text not null default 'open' check (state in ('open', 'granted', 'refused')),
  decided_by    uuid references membership,
  decided_at    timestamptz
);
create index access_request_open on access_request (programme_id, at) where state = 'open';

create table case_access (
  programme_id    uuid not null references programme,
  member_id       uuid not null references membership,
  case_id         uuid not null references case_file,
  person_id       uuid not null references person,
  via             text not null check (via in ('assigned', 'coordinator', 'break-glass')),
  compartments    text[] not null,
  valid_until     timestamptz not null default 'infinity',
  last_change_at  timestamptz not null,
  primary key (member_id, case_id)
);
comment on table case_access is 'The one answer to "who may open what": worked out from assignments, bars and break-glass, read by every policy. Written by functions only.';
create index case_access_by_change on case_access (member_id, last_change_at desc, case_id);
create index case_access_of_person on case_access (person_id, member_id);
create index case_access_of_case on case_access (case_id);

create table case_note (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  compartment   text not null check (compartment in ('case', 'work', 'restricted', 'mediation', 'secret-psychologist', 'secret-legal')),
  body_sealed   bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  source        text not null default 'typed' check (source in ('typed', 'import'))
);
comment on table case_note is 'A dated note. The body is sealed with the case''s key for its compartment; a note is never changed, another one corrects it.';
create index case_note_of_case on case_note (case_id, at desc);

create table profile_fact (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null references case_file,
  section         text not null,
  field           text not null,
  compartment     text not null check (compartment in ('case', 'work', 'restricted')),
  value_sealed    bytea not null,
  source_kind     text not null check (source_kind in ('interview', 'import', 'document', 'person', 'colleague', 'inbound-referral')),
  source_id       uuid,
  learned_on      date not null,
  author_id       uuid not null references membership,
  created_at      timestamptz not null default now(),
  confirmed_at    timestamptz,
  confirmed_by    uuid references membership,
  superseded_by   uuid references profile_fact,
  due_on          date
);
comment on table profile_fact is 'One thing known about the person, with where and when it was learned. Never re-asked, only confirmed; a newer fact supersedes, the older stays.';
comment on column profile_fact.due_on is 'When the fact itself expires (a permit, a tenancy), so that nobody finds out too late.';
create index profile_fact_current on profile_fact (case_id, section) where superseded_by is null;
create index profile_fact_due on profile_fact (programme_id, due_on) where superseded_by is null and due_on is not null;

create table need (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null references case_file,
  domain           text not null check (domain in ('safety', 'housing', 'food-income', 'legal-status', 'physical-health', 'mental-health', 'work-rights', 'language-education', 'family-children', 'isolation', 'information', 'justice')),
  level            integer not null check (level between 0 and 4),
  own_priority     integer check (own_priority between 1 and 5),
  words            text not null default '' check (length(words) <= 500),
  assessed_by      uuid not null references membership,
  assessed_at      timestamptz not null default now(),
  source_kind      text not null default 'interview' check (source_kind in ('interview', 'import', 'person', 'colleague', 'inbound-referral')),
  superseded_by    uuid references need
);
comment on table need is 'A need by domain on its anchored scale 0 to 4, and beside it the person''s own priority. A new reading supersedes the older, which stays for the curve.';
create index need_current on need (case_id, domain) where superseded_by is null;

create table plan (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null references case_file,
  state          text not null default 'draft' check (state in ('draft', 'shared', 'active', 'in-review', 'completed', 'interrupted')),
  edition        integer not null default 1,
  review_on      date,
  agreed_how     text check (agreed_how in ('signature', 'mark-and-witness', 'oral-attested')),
  agreed_at      timestamptz,
  agreed_language text,
  agreed_words   text,
  created_by     uuid not null references membership,
  created_at     timestamptz not null default now(),
  version        integer not null default 1
);
comment on table plan is 'The individual accompaniment plan (PAI), agreed with the person.';
create unique index plan_running on plan (case_id) where state not in ('completed', 'interrupted');
create index plan_review_due on plan (programme_id, review_on) where state = 'active';

create table plan_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  plan_id       uuid not null references plan,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text,
  edition       integer not null,
  snapshot      jsonb,
  by_member     uuid not null references membership,
  at            timestamptz not null default now()
);
create index plan_move_of_plan on plan_move (plan_id, at);

create table goal (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  plan_id       uuid not null references plan,
  need_id       uuid references need,
  domain        text not null check (domain in ('safety', 'legal-status', 'health', 'psychological', 'housing', 'income-work', 'language-education', 'family-children', 'social-network', 'rights-justice')),
  words         text not null check (length(words) between 2 and 500),
  outcome       text check (outcome in ('reached', 'partly', 'not-reached', 'dropped')),
  outcome_words text,
  position      integer not null default 0,
  version       integer not null default 1
);
comment on column goal.words is 'In the person''s own words.';
create index goal_of_plan on goal (plan_id, position);

create table plan_step (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null references case_file,
  goal_id        uuid not null references goal,
  title          text not null check (length(title) between 2 and 300),
  owner_id       uuid references membership,
  by_person      boolean not null default false,
  due_on         date,
  after_step     uuid references plan_step,
  service_id     uuid,
  state          text not null default 'to-do' check (state in ('to-do', 'doing', 'done', 'partly', 'not-done')),
  outcome_words  text,
  position       integer not null default 0,
  closed_at      timestamptz,
  version        integer not null default 1
);
create index plan_step_of_goal on plan_step (goal_id, position);
create index plan_step_of_case on plan_step (case_id);
create index plan_step_of_owner on plan_step (owner_id, due_on) where state in ('to-do', 'doing');

create table distance_reading (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  domain        text not null,
  moment        text not null check (moment in ('entry', 'review', 'exit')),
  rated_by      text not null check (rated_by in ('person', 'worker')),
  value         integer not null check (value between 1 and 5),
  author_id     uuid not null references membership,
  at            timestamptz not null default now()
);
comment on table distance_reading is 'Distance travelled, 1 to 5 by goal domain; the person''s rating and the worker''s stay apart.';
create index distance_reading_of_case on distance_reading (case_id, domain, at);

create table task (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid references case_file,
  title         text not null check (length(title) between 2 and 200),
  owner_id      uuid not null references membership,
  due_on        date,
  done_at       timestamptz,
  done_words    text,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1
);
create index task_of_owner on task (owner_id, due_on) where done_at is null;
create index task_of_case on task (case_id);
