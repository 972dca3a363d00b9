-- What somebody said of the minutes stays when they answer again, of the same edition or of a later one: reservations are not written over.

create table conference_said (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  conference_id uuid not null,
  seat_id       uuid not null,
  case_id       uuid not null,
  edition       integer not null check (edition > 0),
  said          text not null check (said in ('approved', 'with-reservations')),
  words_sealed  bytea,
  at            timestamptz not null,
  foreign key (seat_id, conference_id) references conference_seat (id, conference_id),
  foreign key (conference_id, case_id) references conference (id, case_id)
);
comment on table conference_said is 'Answers to the minutes that another answer of the same seat came after. The one that stands is kept with the seat.';
comment on column conference_said.words_sealed is 'Reservations, sealed with the key of the seat.';
create index conference_said_of on conference_said (conference_id, at);
