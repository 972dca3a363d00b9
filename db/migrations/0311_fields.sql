-- Records that several people edit at once, in places without a network: what each field said, who wrote it when, and what was written over.

create table field_history (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  record_kind     text not null check (record_kind ~ '^[a-z]+(-[a-z]+)*$'),
  record_id       uuid not null,
  field           text not null check (field ~ '^[a-z][A-Za-z]*$'),
  edit_id         uuid not null,
  device_id       uuid not null,
  outcome         text not null check (outcome in ('kept', 'same', 'beside')),
  field_version   integer check (field_version > 0),
  plain           jsonb,
  sealed          bytea,
  by_member       uuid not null references membership,
  noted_at        timestamptz not null,
  at              timestamptz not null default clock_timestamp(),
  check (plain is null or sealed is null),
  check ((field_version is not null) = (outcome = 'kept')),
  unique (edit_id, field)
);
comment on table field_history is 'Every value that somebody wrote into a field, also those that did not come to stand. Rows are never changed.';
comment on column field_history.edit_id is 'Minted by the device: an edit that comes again is known by it.';
comment on column field_history.noted_at is 'When the device says it was written, never later than it came.';
comment on column field_history.plain is 'Null with `sealed` null too: the field was emptied.';
create unique index field_history_versions on field_history (record_kind, record_id, field, field_version) where field_version is not null;
create index field_history_of on field_history (record_kind, record_id, at);

create table field_conflict (
  id              uuid primary key references field_history,
  programme_id    uuid not null references programme,
  record_kind     text not null,
  record_id       uuid not null,
  field           text not null,
  device_id       uuid not null,
  by_member       uuid not null references membership,
  since           timestamptz not null default clock_timestamp(),
  choice          text check (choice in ('standing', 'offered', 'other', 'same', 'replaced')),
  decided_by      uuid references membership,
  decided_at      timestamptz,
  check ((choice is null) = (decided_at is null) and (choice is null) = (decided_by is null))
);
comment on table field_conflict is 'Two people wrote something else into the same field. What stands goes on standing until somebody chooses; the id is the line of history that holds the other value.';
comment on column field_conflict.choice is '`same`: the field came to say so by itself; `replaced`: who had written it wrote something else from the same device.';
create index field_conflict_open on field_conflict (record_kind, record_id) where choice is null;
