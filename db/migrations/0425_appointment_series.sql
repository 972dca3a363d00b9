-- Appointments that come back every week, every two weeks or every month: each is an appointment of its own, and knows which row of hours it belongs to.

create table appointment_series (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  every         text not null check (every in ('week', 'two-weeks', 'month')),
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  unique (programme_id, id)
);
comment on table appointment_series is 'That some appointments were booked together, and in which rhythm. Who, when and where stands with each of them alone: one may be moved or called off without the others.';

alter table appointment add column series_id uuid, add foreign key (programme_id, series_id) references appointment_series (programme_id, id);
create index appointment_of_series on appointment (series_id, starts_at) where series_id is not null;
