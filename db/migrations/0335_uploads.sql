-- Files on their way from a device, piece by piece: what arrived before the network broke off is not sent again. Nothing of a file is readable
-- on the disk meanwhile: each has a key of its own, which ends with it.

create table upload (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  bytes         integer not null check (bytes between 1 and 26214400),
  piece         integer not null check (piece between 16384 and 262144),
  pieces        integer not null,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  last_at       timestamptz not null default now(),
  taken_at      timestamptz,
  taken_for     uuid,
  unique (programme_id, id),
  check (pieces = (bytes + piece - 1) / piece),
  check ((taken_at is null) = (taken_for is null))
);
comment on table upload is 'A file on its way, its sender''s alone. Once a room has it, its pieces and its key are gone, and the row says for a while that it came.';
comment on column upload.piece is 'The size of its pieces, in bytes, as the device cut them; the last may be smaller.';
comment on column upload.taken_for is 'What was made of it: asked for the same again, the answer is the same.';
comment on column upload.last_at is 'When its last piece came: what stands still too long is given up.';
create index upload_under_way on upload (created_by) where taken_at is null;
create index upload_by_age on upload (last_at);

create table upload_piece (
  upload_id  uuid not null references upload on delete cascade,
  number     integer not null check (number >= 0),
  sealed     bytea not null check (length(sealed) <= 262144 + 64),
  at         timestamptz not null default now(),
  primary key (upload_id, number)
);
alter table upload_piece alter column sealed set storage external;
comment on table upload_piece is 'Sealed with the upload''s own key, bound to its place.';
