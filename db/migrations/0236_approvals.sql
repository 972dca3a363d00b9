-- Who asks never decides. Beside who coordinates, a second professional whom the coordinator names for a case may decide there.

create table case_second (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  member_id     uuid not null references membership,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  ended_at      timestamptz,
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table case_second is 'Who may approve a plan or a closing of this case beside the coordinator, as long as somebody of another profession asked for it.';
create unique index case_second_once on case_second (case_id, member_id) where ended_at is null;

create table plan_approval (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null references case_file,
  plan_id       uuid not null references plan,
  edition       integer not null check (edition > 0),
  snapshot      jsonb not null,
  asked_by      uuid not null references membership,
  at            timestamptz not null default now(),
  state         text not null default 'open' check (state in ('open', 'approved', 'sent-back')),
  decided_by    uuid references membership,
  decided_at    timestamptz,
  words_sealed  bytea,
  check ((state = 'open') = (decided_by is null)),
  check ((state = 'open') = (words_sealed is null))
);
comment on table plan_approval is 'An edition of a plan before a second professional: approved or sent back, always with the reason. It stands beside the plan''s own way: steps go on meanwhile, and what was typed stays.';
comment on column plan_approval.snapshot is 'The plan as it stood when it was put before them.';
create unique index plan_approval_waits_once on plan_approval (plan_id) where state = 'open';
create index plan_approval_of on plan_approval (plan_id, at desc);
create index plan_approval_waiting on plan_approval (programme_id, at) where state = 'open';
