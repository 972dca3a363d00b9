-- Sender and team meet on a segnalazione or a consultation that is no case yet. A conference stands on a case, on its consents and its compartments; here there is none of them.
create table inbound_meeting (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  referral_id      uuid not null,
  state            text not null default 'called' check (state in ('called', 'held', 'cancelled')),
  starts_at        timestamptz not null,
  lasts            integer not null check (lasts between 15 and 240),
  way              text not null check (way in ('in-person', 'remote', 'mixed')),
  place            text check (length(place) between 1 and 200),
  by_member        uuid not null references membership,
  created_at       timestamptz not null default now(),
  shared_sealed    bytea,
  own_sealed       bytea,
  version          integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, referral_id) references inbound_referral (programme_id, id)
);
comment on table inbound_meeting is 'A joint meeting on what somebody reported, under its reference and nobody''s name.';
comment on column inbound_meeting.place is 'Where, or the address of the remote room: never anything about the person.';
comment on column inbound_meeting.shared_sealed is 'What was agreed, for both sides: sealed with the key of their letters.';
comment on column inbound_meeting.own_sealed is 'What the team keeps for itself: sealed with the key of the segnalazione.';
create index inbound_meeting_of_referral on inbound_meeting (referral_id, starts_at);

create table inbound_meeting_member (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  meeting_id    uuid not null,
  member_id     uuid not null references membership,
  unique (meeting_id, member_id),
  foreign key (programme_id, meeting_id) references inbound_meeting (programme_id, id)
);
comment on table inbound_meeting_member is 'Colleagues of the équipe who are asked to come; whoever called it comes anyway.';
create index inbound_meeting_member_of on inbound_meeting_member (member_id);

create table inbound_meeting_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  meeting_id    uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp(),
  foreign key (programme_id, meeting_id) references inbound_meeting (programme_id, id)
);
create index inbound_meeting_move_of on inbound_meeting_move (meeting_id, at);
