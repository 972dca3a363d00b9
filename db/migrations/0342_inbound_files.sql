-- What somebody attaches to a segnalazione: checked, sealed with its key, and moved into the case by hand, one by one, once there is one.
create table inbound_file (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  referral_id       uuid not null,
  name_sealed       bytea not null,
  media_type        text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'text/plain',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  bytes             integer not null check (bytes > 0),
  pieces            integer not null check (pieces > 0),
  sent_digest       bytea not null check (length(sent_digest) = 32),
  thumbnail_sealed  bytea,
  by_member         uuid references membership,
  created_at        timestamptz not null default now(),
  document_id       uuid references document,
  moved_at          timestamptz,
  foreign key (programme_id, referral_id) references inbound_referral (programme_id, id),
  check ((document_id is null) = (moved_at is null))
);
comment on table inbound_file is 'A file of a segnalazione, sealed with its key. Without a colleague: what a link or a key brought.';
comment on column inbound_file.sent_digest is 'A keyed digest of what was sent, by which the same sent again is told from another.';
comment on column inbound_file.document_id is 'Where it went in the case; its bytes are there and no longer here.';
create index inbound_file_of_referral on inbound_file (referral_id, created_at);

create table inbound_file_piece (
  file_id  uuid not null references inbound_file,
  number   integer not null check (number >= 0),
  sealed   bytea not null,
  primary key (file_id, number)
);
alter table inbound_file_piece alter column sealed set storage external;
comment on table inbound_file_piece is 'A quarter of a megabyte at most; gone once the file was moved into the case.';
