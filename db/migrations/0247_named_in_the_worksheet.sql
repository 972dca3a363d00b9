-- That an employer or go-between whom a worksheet names is this alleged actor. It stands with what is reserved: the worksheet knows nothing of it, and
-- whoever reads the worksheet learns nothing from it.
create table actor_naming (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  actor_id      uuid not null,
  episode_id    uuid not null,
  part          text not null check (part in ('employer', 'intermediary')),
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (actor_id, case_id) references alleged_actor (id, case_id),
  unique (case_id, episode_id, part, actor_id)
);
comment on column actor_naming.episode_id is 'The job of a worksheet that names them; no key of the worksheet''s tables, for nothing there may tell that this row exists.';
create index actor_naming_of_case on actor_naming (case_id);
