-- Whoever would come earlier if an hour falls free, or come at all where theirs fell through: whom to call then.

create table appointment_sooner (
  appointment_id  uuid primary key,
  programme_id    uuid not null references programme,
  asked_by        uuid not null references membership,
  asked_at        timestamptz not null default now(),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id)
);
comment on table appointment_sooner is 'That somebody would come earlier than booked, or again where it fell through, if an hour falls free. Why is asked of nobody; it ends when an earlier hour is theirs, or is taken away.';
create index appointment_sooner_of_programme on appointment_sooner (programme_id, asked_at);
