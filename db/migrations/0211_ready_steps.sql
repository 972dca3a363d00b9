-- Ready steps of a programme: what is usually done about a need, kept by the team in editions. One is in use at a time for each name.
create table ready_step (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  key           text not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 60),
  edition       integer not null check (edition >= 1),
  state         text not null default 'proposed' check (state in ('proposed', 'in-use', 'replaced', 'refused', 'withdrawn')),
  domain        text not null check (domain in ('safety', 'housing', 'food-income', 'legal-status', 'physical-health', 'mental-health', 'work-rights', 'language-education', 'family-children', 'isolation', 'information', 'justice')),
  from_level    integer not null check (from_level between 0 and 4),
  goal_domain   text not null check (goal_domain in ('safety', 'legal-status', 'health', 'psychological', 'housing', 'income-work', 'language-education', 'family-children', 'social-network', 'rights-justice')),
  steps         jsonb not null check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 8),
  source        text not null check (length(source) between 2 and 300),
  written_by    uuid not null references membership,
  written_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, key, edition)
);
comment on table ready_step is 'What is usually done about a need: one step, or several that wait for one another. An edition is never changed; a better one takes its place.';
comment on column ready_step.steps is 'In order: words by language, and days from the moment it is taken, or null.';
create unique index ready_step_in_use_once on ready_step (programme_id, key) where state = 'in-use';
create unique index ready_step_proposed_once on ready_step (programme_id, key) where state = 'proposed';

create table ready_step_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  ready_step_id  uuid not null references ready_step,
  move           text not null,
  from_state     text not null,
  to_state       text not null,
  reason         text check (length(reason) <= 500),
  by_member      uuid not null references membership,
  at             timestamptz not null default now()
);
create index ready_step_move_of_one on ready_step_move (ready_step_id, at);
