-- Devices that people take where there is no network: each holds a secret of its own, from which the key of what it keeps is made. Destroying the
-- secret makes unreadable for ever whatever a lost telephone still holds.

create table device (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  account_id      uuid not null references account,
  label           text not null check (length(label) between 2 and 60),
  state           text not null default 'enrolled' check (state in ('enrolled', 'revoked')),
  secret_wrapped  bytea,
  master_version  integer not null,
  created_at      timestamptz not null default now(),
  contact_at      timestamptz not null default now(),
  lease_until     timestamptz,
  session_id      uuid,
  version         integer not null default 1,
  unique (programme_id, id),
  check ((secret_wrapped is null) = (state = 'revoked'))
);
comment on table device is 'A browser of one person that opens without a network. Two people on one telephone have two.';
comment on column device.label is 'A neutral name that its owner gave; the coordinator finds a lost one by it.';
comment on column device.secret_wrapped is 'Wrapped by the master key. Null once revoked: what the device keeps is unreadable for ever.';
comment on column device.lease_until is 'Until when it opens without asking the server; told to the device with its key.';
comment on column device.session_id is 'The sign-in under which it last got its key: it ends when the device is revoked.';
create index device_of_account on device (account_id) where state = 'enrolled';
create index device_of_programme on device (programme_id, contact_at desc);

create table device_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  device_id     uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text not null check (length(reason) between 3 and 300),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, device_id) references device (programme_id, id)
);
create index device_move_of_device on device_move (device_id, at);

create table device_setting (
  programme_id  uuid primary key references programme,
  lease_hours   integer not null check (lease_hours between 1 and 72),
  by_member     uuid not null references membership,
  changed_at    timestamptz not null default now(),
  version       integer not null default 1
);
comment on table device_setting is 'For how many hours a device opens without asking the server; twenty-four where nothing is said.';
