-- Two professionals in one interview: what one wrote while the other wrote the same words, and what stood before somebody wrote something else.
create table interview_text (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  interview_id    uuid not null,
  section         text not null check (length(section) between 2 and 60),
  compartment     text not null check (compartment in ('case', 'work', 'restricted', 'mediation')),
  kind            text not null check (kind in ('beside', 'replaced')),
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  written_at      timestamptz not null,
  kept_at         timestamptz not null default now(),
  settled_at      timestamptz,
  settled_by      uuid references membership,
  settled_as      text check (settled_as in ('mine', 'theirs', 'both')),
  foreign key (interview_id, case_id) references interview (id, case_id),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_as is null)),
  check (kind = 'beside' or settled_at is null)
);
comment on table interview_text is 'Every text of a section that does not stand in it: written at the same time as another (beside, until somebody chooses) or replaced by one that says something else.';
comment on column interview_text.settled_as is 'What was chosen for the words where the two differ: those of this text, those that stood, or both. The text itself stays here either way.';
create index interview_text_of_interview on interview_text (interview_id, section, kept_at);

-- Whoever wrote in an interview beside its author may put a name under it too.
create table interview_countersignature (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  interview_id  uuid not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (interview_id, case_id) references interview (id, case_id),
  unique (interview_id, by_member)
);
comment on table interview_countersignature is 'Given once the author has signed, by those who wrote in the interview too: they have read it and what they wrote stands as they wrote it.';
