-- The programme's mailbox, read beside the requests: which box, how far it was read, and each message once, sealed with a key of its own.

create table mailbox (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  label         text not null,
  address       text not null,
  host          text not null,
  port          integer not null check (port between 1 and 65535),
  security      text not null check (security in ('tls', 'starttls', 'plain')),
  username      text not null,
  folder        text not null default 'INBOX',
  receipts      boolean not null default false,
  active        boolean not null default true,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table mailbox is 'Where the programme''s mail is fetched. Our side only ever looks: nothing on the server is changed, marked or deleted.';
comment on column mailbox.receipts is 'Whether a neutral "your message has arrived" goes back, once per thread and day. Off unless somebody switches it on.';
create unique index mailbox_in_use_once on mailbox (programme_id) where active;

create table mailbox_secret (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  mailbox_id    uuid not null,
  sealed        bytea not null,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  foreign key (programme_id, mailbox_id) references mailbox (programme_id, id)
);
comment on table mailbox_secret is 'A password of the box, each with a key of its own; the newest counts. Written by who runs the accounts, read by nobody who works here: only the reading uses it.';
create index mailbox_secret_newest on mailbox_secret (mailbox_id, created_at desc);

create table mailbox_reading (
  mailbox_id     uuid primary key references mailbox,
  programme_id   uuid not null references programme,
  uid_validity   bigint,
  last_uid       bigint not null default 0,
  looked_at      timestamptz,
  failure        text,
  failing_since  timestamptz
);
comment on table mailbox_reading is 'How far the box was read. Written by the reading alone.';
comment on column mailbox_reading.uid_validity is 'RFC 3501 2.3.1.1: when the server changes it, all numbers are new, everything is looked at again, and what is known by its content is not kept twice.';

create table mailbox_reader (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  mailbox_id    uuid not null,
  member_id     uuid not null references membership,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  ended_at      timestamptz,
  foreign key (programme_id, mailbox_id) references mailbox (programme_id, id)
);
comment on table mailbox_reader is 'Colleagues of the équipe whom the coordinator lets read the box.';
create unique index mailbox_reader_once on mailbox_reader (mailbox_id, member_id) where ended_at is null;

create table known_sender (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  address          text not null check (address = lower(address)),
  digest           bytea not null,
  organisation_id  uuid references organisation,
  label            text not null,
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  ended_at         timestamptz
);
comment on table known_sender is 'The address book: from where bodies of the network write. Only addresses of offices and of their people at work.';
create unique index known_sender_once on known_sender (programme_id, address) where ended_at is null;

create table mail_thread (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  mailbox_id    uuid not null,
  foreign key (programme_id, mailbox_id) references mailbox (programme_id, id)
);

create table mail_receipt (
  mailbox_id  uuid not null references mailbox,
  digest      bytea not null,
  day         date not null,
  primary key (mailbox_id, digest, day)
);
comment on table mail_receipt is 'That a receipt went back in a thread, and to an address (as keyed digests): one a day for each, so that two machines never write to each other without end.';

create table mail_reference (
  mailbox_id  uuid not null references mailbox,
  digest      bytea not null,
  thread_id   uuid not null references mail_thread,
  primary key (mailbox_id, digest)
);
comment on table mail_reference is 'Which Message-ID belongs to which thread, as keyed digests: what was never sent to us tells nothing.';
create index mail_reference_of_thread on mail_reference (thread_id);

create table mail_message (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  mailbox_id      uuid not null,
  thread_id       uuid not null references mail_thread,
  kind            text not null check (kind in ('letter', 'automatic', 'bounce')),
  state           text not null default 'waiting' check (state in ('waiting', 'held', 'referred', 'set-aside', 'spam')),
  arrived_at      timestamptz not null,
  kept_at         timestamptz not null default now(),
  bytes           integer not null,
  known_sender_id uuid references known_sender,
  organisation_id uuid references organisation,
  faults          text[] not null default '{}',
  content_digest  bytea not null,
  sender_digest   bytea,
  source_pieces   integer not null,
  inbound_id      uuid,
  version         integer not null default 1,
  unique (programme_id, id),
  unique (mailbox_id, content_digest),
  foreign key (programme_id, mailbox_id) references mailbox (programme_id, id)
);
comment on table mail_message is 'That a message came, when, how large, and where it stands. Whose it is and what it says is sealed beside it.';
comment on column mail_message.faults is 'What in it could not be read, as codes; its source is kept whole in any case.';
comment on column mail_message.content_digest is 'Keyed digest of what was written, without the marks of its way: the same message under another number is known again.';
comment on column mail_message.sender_digest is 'Keyed digest of the address it says it comes from, so that what already came is found when the address enters the address book.';
comment on column mail_message.source_pieces is 'In how many sealed pieces the source is kept; none where it was too large and is on the server only.';
comment on column mail_message.inbound_id is 'The segnalazione that was made of it.';
create index mail_message_by_state on mail_message (programme_id, state, arrived_at desc, id desc);
create index mail_message_of_sender on mail_message (programme_id, sender_digest) where known_sender_id is null;
create index mail_message_of_thread on mail_message (thread_id, arrived_at);

create table mail_words (
  message_id    uuid primary key,
  programme_id  uuid not null references programme,
  sealed        bytea not null,
  foreign key (programme_id, message_id) references mail_message (programme_id, id)
);
comment on table mail_words is 'Who wrote, to whom, the subject, the text and the names of what is attached: sealed with the key of this one message.';

create table mail_attachment (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  message_id    uuid not null,
  place         integer not null,
  media_type    text,
  bytes         integer not null,
  pieces        integer not null,
  refusal       text,
  foreign key (programme_id, message_id) references mail_message (programme_id, id),
  check ((media_type is null) = (refusal is not null))
);
comment on table mail_attachment is 'What was attached, after the same check of content as every file. What was refused is kept only inside the source, which nobody opens here.';
create index mail_attachment_of_message on mail_attachment (message_id, place);

create table mail_piece (
  holder_id     uuid not null,
  number        integer not null,
  message_id    uuid not null,
  programme_id  uuid not null references programme,
  sealed        bytea not null,
  primary key (holder_id, number),
  foreign key (programme_id, message_id) references mail_message (programme_id, id)
);
comment on table mail_piece is 'The sealed pieces of a source (held by its message) or of a file (held by its attachment).';
alter table mail_piece alter column sealed set storage external;
create index mail_piece_of_message on mail_piece (message_id);

create table mail_sighting (
  mailbox_id    uuid not null references mailbox,
  uid_validity  bigint not null,
  uid           bigint not null,
  message_id    uuid references mail_message,
  tries         integer not null default 0,
  seen_at       timestamptz not null default now(),
  primary key (mailbox_id, uid_validity, uid)
);
comment on table mail_sighting is 'Every number that was seen on the server and the message it is; without one, it could not be fetched yet and is asked for again.';
create index mail_sighting_of_message on mail_sighting (message_id);
create index mail_sighting_missing on mail_sighting (mailbox_id, uid_validity, uid) where message_id is null;

create table mail_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  message_id    uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, message_id) references mail_message (programme_id, id)
);
comment on table mail_move is 'Each step of a message: who, when, why.';
create index mail_move_of_message on mail_move (message_id, at);

create table mail_answer (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  message_id    uuid not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, message_id) references mail_message (programme_id, id)
);
comment on table mail_answer is 'That whoever wrote was told there is news, at a personal address. What is read there is not a matter of mail.';
create index mail_answer_of_message on mail_answer (message_id, at);
