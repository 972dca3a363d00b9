-- Doors for who has no account here: a personal link for one body, which ends by itself, and a key by which another system of a body reports.
create table report_door (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  kind             text not null check (kind in ('link', 'key')),
  organisation_id  uuid not null references organisation,
  label            text not null check (length(label) between 2 and 120),
  scopes           text[] not null check (cardinality(scopes) > 0 and scopes <@ array['report', 'consultation']),
  token_digest     bytea not null unique check (length(token_digest) = 32),
  expires_at       timestamptz not null,
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  revoked_at       timestamptz,
  used_at          timestamptz,
  unique (programme_id, id)
);
comment on table report_door is 'Of a link or a key only the digest is kept: whoever reads the database can open nothing with it.';
create index report_door_of_programme on report_door (programme_id, created_at desc);

alter table inbound_referral add column door_id uuid;
alter table inbound_referral add foreign key (programme_id, door_id) references report_door (programme_id, id);
alter table inbound_referral add constraint inbound_through_its_door check ((door_id is not null) = (source in ('link', 'api')));
create index inbound_of_door on inbound_referral (door_id, sent_at desc) where door_id is not null;
