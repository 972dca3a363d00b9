-- The documents of a case: what the person brought, what somebody wrote about them, what we wrote. Every byte is sealed with the case's key.

create table document (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  case_id           uuid not null,
  compartment       text not null check (compartment in ('case', 'work', 'mediation', 'restricted', 'secret-psychologist', 'secret-legal')),
  kind              text not null check (kind in ('permit', 'passport', 'identity', 'contract', 'pay-slip', 'medical', 'consent', 'report', 'complaint', 'letter', 'other')),
  state             text not null default 'kept' check (state in ('kept', 'removed')),
  title_sealed      bytea not null,
  issued_on         date,
  expires_on        date,
  subject           text check (subject in ('interview', 'referral', 'screening', 'emergency')),
  subject_id        uuid,
  created_by        uuid not null references membership,
  created_at        timestamptz not null default now(),
  version           integer not null default 1,
  unique (programme_id, id),
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((subject is null) = (subject_id is null)),
  check (expires_on is null or issued_on is null or expires_on >= issued_on)
);
comment on table document is 'What it is and until when it is valid; its words and its bytes are sealed.';
comment on column document.subject is 'What it is attached to, where to something smaller than the case.';
create index document_of_case on document (case_id, created_at desc);
create index document_of_subject on document (subject_id) where subject_id is not null;
create index document_expiring on document (programme_id, expires_on) where expires_on is not null and state = 'kept';

create table document_content (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  case_id           uuid not null,
  compartment       text not null check (compartment in ('case', 'work', 'mediation', 'restricted', 'secret-psychologist', 'secret-legal')),
  document_id       uuid,
  media_type        text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'text/plain',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  bytes             integer not null check (bytes > 0),
  pieces            integer not null check (pieces > 0),
  sealed_digest     bytea not null check (length(sealed_digest) = 32),
  thumbnail_sealed  bytea,
  created_by        uuid not null references membership,
  created_at        timestamptz not null default now(),
  unique (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (document_id, case_id) references document (id, case_id)
);
comment on table document_content is 'A file as it came, checked. Until it belongs to a document it is its bringer''s alone and goes after a day.';
comment on column document_content.sealed_digest is 'SHA-256 of the sealed pieces in their order: a copy can be checked by whoever has no key.';
create index document_content_of_document on document_content (document_id) where document_id is not null;
create index document_content_of_case on document_content (case_id);
create index document_content_stray on document_content (created_at) where document_id is null;

create table document_piece (
  content_id    uuid not null references document_content on delete cascade,
  number        integer not null check (number >= 0),
  sealed        bytea not null,
  primary key (content_id, number)
);
alter table document_piece alter column sealed set storage external;
comment on table document_piece is 'A quarter of a megabyte at most, so that a file is read at the pace of whoever receives it. Sealed bytes do not shrink: they are not compressed.';

create table document_version (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  document_id   uuid not null,
  number        integer not null check (number > 0),
  content_id    uuid not null unique references document_content,
  made          text not null check (made in ('brought', 'scanned', 'written')),
  pages         integer not null default 1 check (pages > 0),
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  unique (document_id, number),
  foreign key (document_id, case_id) references document (id, case_id)
);
comment on table document_version is 'A newer one stands beside the older ones and takes nothing away.';

create table document_move (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  document_id    uuid not null,
  move           text not null check (move in ('remove', 'restore')),
  from_state     text not null,
  to_state       text not null,
  reason_sealed  bytea not null,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (document_id, case_id) references document (id, case_id)
);
create index document_move_of_document on document_move (document_id, at);

create table document_setting (
  programme_id   uuid primary key references programme,
  largest_bytes  integer not null default 15728640 check (largest_bytes between 1048576 and 20971520),
  office         text not null default '' check (length(office) <= 200),
  office_lines   text[] not null default '{}' check (cardinality(office_lines) <= 6),
  by_member      uuid not null references membership,
  changed_at     timestamptz not null default now(),
  version        integer not null default 1
);
comment on table document_setting is 'How large a file may be, and the head of the letters that the office writes.';
