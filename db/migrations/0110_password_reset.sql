-- A lost password has a safe way back, by two people, as a lost second factor has.
create table password_reset (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  member_id       uuid not null references membership,
  asked_by        uuid not null references membership,
  reason          text not null check (length(reason) between 3 and 300),
  token_hash      bytea not null unique,
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  decision        text check (decision in ('approved', 'refused')),
  decided_by      uuid references membership,
  decided_at      timestamptz,
  decision_words  text check (length(decision_words) between 3 and 300),
  code_hash       bytea,
  code_failures   integer not null default 0,
  used_at         timestamptz,
  check ((decision is null) = (decided_at is null)),
  check ((code_hash is not null) = (decision is not distinct from 'approved')),
  check (used_at is null or decision = 'approved'),
  check (decision is distinct from 'refused' or decision_words is not null)
);
comment on table password_reset is 'Somebody lost their password: the administrator makes a link, the coordinator who knows them by sight approves and tells them a code. Neither opens alone.';
comment on column password_reset.token_hash is 'A digest: the link is shown once, to the administrator, and is stored nowhere.';
comment on column password_reset.code_hash is 'A keyed digest of the code that only the coordinator learns.';
create index password_reset_of_programme on password_reset (programme_id, created_at desc);
