-- The ground floor: territories, organisations, people who sign in, the vault's keys, the audit trail.
-- Functions and rights stand in the rooms' policies.sql, applied again at every start; here stand tables alone.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create table programme (
  id          uuid primary key,
  name        text not null check (length(name) between 2 and 120),
  territory   text not null,
  demo        boolean not null default false,
  settings    jsonb not null default '{}',
  created_at  timestamptz not null default now()
);
comment on table programme is 'A territory with its own network. Programmes are wholly closed to each other.';

create table organisation (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  name          text not null check (length(name) between 2 and 200),
  kind          text not null check (kind in ('prefecture', 'team-partner', 'managing-body', 'health', 'social-district', 'labour-inspectorate',
                  'job-centre', 'school', 'union', 'police', 'judiciary', 'anti-trafficking', 'anti-violence', 'charity', 'employers', 'other')),
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table organisation is 'A body of the network, public or private.';
create index organisation_by_name on organisation (programme_id, name);

create table account (
  id              uuid primary key,
  email           text not null check (email = lower(email) and email like '%_@_%'),
  name            text not null check (length(name) between 2 and 120),
  language        text not null default 'it' check (language in ('it', 'en', 'fr')),
  theme           text not null default 'system' check (theme in ('system', 'light', 'dark', 'contrast')),
  password_hash   text,
  totp_sealed     bytea,
  totp_confirmed  boolean not null default false,
  totp_last_step  bigint not null default 0,
  failures        integer not null default 0,
  locked_until    timestamptz,
  closed_at       timestamptz,
  demo            boolean not null default false,
  created_at      timestamptz not null default now()
);
comment on table account is 'Someone who signs in. What they may do comes from their memberships, never from here.';
comment on column account.totp_last_step is 'The last time step whose code was used: a code serves once.';
create unique index account_email on account (email);

create table passkey (
  id             text primary key,
  account_id     uuid not null references account,
  name           text not null check (length(name) between 1 and 80),
  public_key     bytea not null,
  counter        bigint not null,
  transports     text[] not null default '{}',
  created_at     timestamptz not null default now(),
  used_at        timestamptz
);
create index passkey_of_account on passkey (account_id);

create table membership (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  account_id       uuid not null references account,
  organisation_id  uuid not null,
  role             text not null check (role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'prefecture', 'sui',
                     'reporter', 'partner', 'trainer', 'trainee', 'dpo', 'admin')),
  languages        text[] not null default '{}',
  since            timestamptz not null default now(),
  ended_at         timestamptz,
  foreign key (programme_id, organisation_id) references organisation (programme_id, id)
);
comment on table membership is 'A hat: one account in one organisation of one programme with one role. A session wears one hat at a time.';
create unique index membership_once on membership (account_id, organisation_id, role) where ended_at is null;
create index membership_of_programme on membership (programme_id, role) where ended_at is null;

create table invitation (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  organisation_id  uuid not null,
  email            text not null check (email = lower(email)),
  role             text not null check (role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'prefecture', 'sui',
                     'reporter', 'partner', 'trainer', 'trainee', 'dpo', 'admin')),
  languages        text[] not null default '{}',
  token_hash       bytea not null unique,
  invited_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  expires_at       timestamptz not null,
  accepted_at      timestamptz,
  withdrawn_at     timestamptz,
  foreign key (programme_id, organisation_id) references organisation (programme_id, id)
);
create index invitation_of_programme on invitation (programme_id, created_at desc);

create table session (
  id               uuid primary key,
  account_id       uuid not null references account,
  token_hash       bytea not null unique,
  acting_key       uuid not null unique,
  stage            text not null check (stage in ('second-factor', 'enrolment', 'signed-in', 'job')),
  member_id        uuid references membership,
  programme_id     uuid,
  organisation_id  uuid,
  role             text,
  device           text not null default '',
  created_at       timestamptz not null default now(),
  seen_at          timestamptz not null default now(),
  expires_at       timestamptz not null,
  locked_at        timestamptz,
  ended_at         timestamptz,
  challenge        text,
  check ((member_id is null) = (role is null) and (member_id is null) = (programme_id is null) and (member_id is null) = (organisation_id is null))
);
comment on table session is 'A sign-in. The hat worn is copied here so that every policy finds it with one look at one row.';
comment on column session.acting_key is 'Opaque: a transaction that presents it acts as this session. Unguessable, never sent to a browser.';
create index session_of_account on session (account_id) where ended_at is null;

create table vault_key (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  holder_id       uuid not null,
  compartment     text not null,
  wrapped         bytea,
  master_version  integer not null,
  created_at      timestamptz not null default now(),
  destroyed_at    timestamptz,
  unique (holder_id, compartment),
  check ((wrapped is null) = (destroyed_at is not null))
);
comment on table vault_key is 'The key that seals the content of one holder (a case, a person, a file) in one compartment, itself wrapped by the master key.';
comment on column vault_key.wrapped is 'Null once destroyed: what it sealed is unreadable for ever, in backups too.';

create table audit_chain (
  chain      integer primary key check (chain between 0 and 63),
  position   bigint not null default 0,
  hash       bytea not null
);
comment on table audit_chain is 'The head of each chain of the audit trail. Sixty-four chains, so that people at work do not queue behind one lock.';
insert into audit_chain (chain, hash) select n, sha256(convert_to('reti audit chain ' || n, 'UTF8')) from generate_series(0, 63) n;

create table audit_event (
  chain         integer not null references audit_chain,
  position      bigint not null,
  at            timestamptz not null,
  programme_id  uuid,
  account_id    uuid,
  member_id     uuid,
  role          text,
  action        text not null check (length(action) between 3 and 80),
  subject       text not null check (length(subject) between 2 and 60),
  subject_id    uuid,
  person_id     uuid,
  case_id       uuid,
  reason        text,
  details       jsonb,
  previous      bytea not null,
  hash          bytea not null,
  primary key (chain, position)
);
comment on table audit_event is 'Who did what to which record, reads of personal data included. Ids and action names, never names or notes. Append-only, hash-chained.';
create index audit_of_person on audit_event (programme_id, person_id, at desc) where person_id is not null;
create index audit_of_case on audit_event (programme_id, case_id, at desc) where case_id is not null;
create index audit_of_member on audit_event (programme_id, member_id, at desc);
create index audit_by_time on audit_event (programme_id, at desc);

create table audit_anchor (
  id         uuid primary key,
  at         timestamptz not null default now(),
  heads      jsonb not null,
  signature  bytea not null
);
comment on table audit_anchor is 'The heads of all chains at a moment, signed with a key that is not in the database: even its owner cannot rewrite what came before.';

create table applied_policies (
  only_row  boolean primary key default true check (only_row),
  digest    text not null,
  at        timestamptz not null default now()
);
comment on table applied_policies is 'Which version of the rights is in force, so that a start with nothing new takes no locks.';
