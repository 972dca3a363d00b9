-- Whoever waited in the queue or was expected under an alias is somebody: which case came of it, said by whom and when. An hour given to who waited is kept beside the wait.
create table who_came (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  walk_in_id      uuid,
  appointment_id  uuid,
  case_id         uuid not null,
  went_by         text not null,
  by_member       uuid not null references membership,
  at              timestamptz not null default now(),
  taken_back_at   timestamptz,
  taken_back_by   uuid references membership,
  check (num_nonnulls(walk_in_id, appointment_id) = 1),
  check ((taken_back_at is null) = (taken_back_by is null)),
  foreign key (programme_id, walk_in_id) references walk_in (programme_id, id),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table who_came is 'That somebody who waited, or was expected under an alias, is the person of a case: read by those who hold the case, for it ties a name heard in the waiting room to a file.';
comment on column who_came.went_by is 'The alias under which they were expected; taken back, it stands in the agenda again.';
create unique index who_came_of_walk_in on who_came (walk_in_id) where taken_back_at is null;
create unique index who_came_of_appointment on who_came (appointment_id) where taken_back_at is null;
create index who_came_of_case on who_came (case_id, at);

alter table walk_in add column given_appointment uuid, add foreign key (programme_id, given_appointment) references appointment (programme_id, id);
comment on column walk_in.given_appointment is 'The hour that was given to who waited.';
