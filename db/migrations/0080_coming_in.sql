-- Coming in takes two people, proofs are fresh, and a lost second factor has a safe way back.

alter table invitation
  add column decision        text check (decision in ('approved', 'refused')),
  add column decided_by      uuid references membership,
  add column decided_at      timestamptz,
  add column decision_words  text check (length(decision_words) between 3 and 300),
  add column code_hash       bytea,
  add column code_failures   integer not null default 0,
  add constraint invitation_decided_once check ((decision is null) = (decided_at is null)),
  add constraint invitation_refused_with_words check (decision is distinct from 'refused' or decision_words is not null);
comment on column invitation.decision is 'Of the coordinator, for hats that read about persons. Null: none yet, or none needed.';
comment on column invitation.decided_by is 'Null beside a decision: the terminal, which names the first coordinator of a programme.';
comment on column invitation.code_hash is 'A keyed digest of the code that the coordinator tells the person: the link alone, which the administrator knows, does not open.';

alter table membership add column invitation_id uuid references invitation;
comment on column membership.invitation_id is 'The invitation that gave this hat; the sign-in may write no hat without one.';

create table second_factor_reset (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  member_id       uuid not null references membership,
  asked_by        uuid not null references membership,
  reason          text not null check (length(reason) between 3 and 300),
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  decision        text check (decision in ('approved', 'refused')),
  decided_by      uuid references membership,
  decided_at      timestamptz,
  decision_words  text check (length(decision_words) between 3 and 300),
  code_hash       bytea,
  used_at         timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'refused' or decision_words is not null)
);
comment on table second_factor_reset is 'Somebody lost every second factor: the administrator asks, the coordinator who knows them by sight approves and tells them a code.';
create index second_factor_reset_of_programme on second_factor_reset (programme_id, created_at desc);

create table recovery_code (
  account_id  uuid not null references account,
  code_hash   bytea not null,
  created_at  timestamptz not null default now(),
  used_at     timestamptz,
  primary key (account_id, code_hash)
);
comment on table recovery_code is 'Codes on paper that stand for a second factor, once each. Keyed digests: neither the database nor a copy of it tells one.';

create table challenge (
  bound_to    text not null check (bound_to ~ '^(session|browser):'),
  purpose     text not null check (purpose in ('passkey', 'new-passkey', 'new-app')),
  content     text not null,
  expires_at  timestamptz not null,
  primary key (bound_to, purpose)
);
comment on table challenge is 'What a browser must answer, for five minutes, once, and from the session or the browser that was asked.';
create index challenge_by_end on challenge (expires_at);

create table known_browser (
  token_hash    bytea not null,
  account_id    uuid not null references account,
  failures      integer not null default 0,
  locked_until  timestamptz,
  seen_at       timestamptz not null default now(),
  primary key (token_hash, account_id)
);
comment on table known_browser is 'A browser in which somebody was wholly signed in before. Its wrong tries are counted apart: a stranger who guesses elsewhere cannot lock its owner out of it.';
create index known_browser_of_account on known_browser (account_id, seen_at);

alter table session add column proved_at timestamptz, drop column challenge;
comment on column session.proved_at is 'When the person last showed a password or a second factor; changing how one signs in asks for it anew after five minutes.';
