-- What was written on a device under a role since lost, or for a record that its writer may no longer know of, handed over to who coordinates.
create table handed_note (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  from_member   uuid not null references membership,
  record_kind   text not null check (record_kind ~ '^[a-z]+(-[a-z]+)*$' and length(record_kind) <= 60),
  noted_at      timestamptz not null,
  arrived_at    timestamptz not null default now(),
  case_ids      uuid[] not null default '{}',
  body_sealed   bytea not null,
  state         text not null default 'waiting' check (state in ('waiting', 'taken', 'set-aside')),
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table handed_note is 'A call that waited on a device and could not be made any more: sealed with a key of its own, read by who coordinates the programme in which it was written. Nothing is made of it by itself.';
comment on column handed_note.id is 'Of the call on the device: handed over twice, it is here once.';
comment on column handed_note.from_member is 'The hat under which it was written, which may have ended.';
comment on column handed_note.noted_at is 'By the clock of the device; only shown.';
comment on column handed_note.case_ids is 'Cases that it names in whatever way: whoever is barred from one of them does not learn of the note.';
create index handed_note_by_state on handed_note (programme_id, state, arrived_at desc, id desc);
create index handed_note_of_hat on handed_note (from_member, arrived_at);

create table handed_note_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  note_id       uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  words_sealed  bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, note_id) references handed_note (programme_id, id)
);
comment on table handed_note_move is 'Each step with its sealed words: where a note was written, why it was set aside, why it was opened again.';
create index handed_note_move_of_note on handed_note_move (note_id, at);
