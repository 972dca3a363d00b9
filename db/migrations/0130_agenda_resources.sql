-- What the agenda books: rooms, and the hours in which people, rooms and the desk itself are there.

create table desk_room (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  name          text not null check (length(trim(name)) between 1 and 60),
  kind          text not null default 'room' check (kind in ('room', 'remote')),
  step_free     boolean not null default false,
  retired_at    timestamptz,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id)
);
comment on table desk_room is 'A place where people are received, or a way to meet at a distance. A name is given once and never again: appointments hold it by its name.';
comment on column desk_room.kind is '`remote`: by telephone or video; several may talk at once, so that it is never taken.';
create unique index desk_room_named_once on desk_room (programme_id, lower(trim(name)));

create table desk_hours (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid references membership,
  room_id       uuid,
  weekdays      smallint[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ '{1,2,3,4,5,6,7}'),
  from_time     time not null,
  to_time       time not null,
  valid_from    date not null,
  valid_until   date,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  removed_at    timestamptz,
  foreign key (programme_id, room_id) references desk_room (programme_id, id),
  check (num_nonnulls(member_id, room_id) <= 1),
  check (to_time > from_time),
  check (valid_until is null or valid_until >= valid_from)
);
comment on table desk_hours is 'Every week at these hours: of a colleague, of a room, or of the desk where neither is named. Whoever has none of their own follows the desk. Monday is 1.';
create index desk_hours_of_programme on desk_hours (programme_id, member_id, room_id) where removed_at is null;

create table desk_exception (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid references membership,
  room_id       uuid,
  kind          text not null check (kind in ('away', 'extra')),
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  removed_at    timestamptz,
  foreign key (programme_id, room_id) references desk_room (programme_id, id),
  check (num_nonnulls(member_id, room_id) <= 1),
  check (ends_at > starts_at and ends_at <= starts_at + interval '400 days')
);
comment on table desk_exception is 'Away or closed, and hours beside the usual ones. Why somebody is away is nobody''s business here, and has no column.';
create index desk_exception_by_time on desk_exception (programme_id, ends_at) where removed_at is null;

create table public_holiday (
  day   date primary key,
  name  text not null
);
comment on table public_holiday is 'Law 27 May 1949 n. 260, article 2, as amended by laws 54/1977, 336/2000 and 151/2025 (4 October, from 2026). The feast of the town''s patron is local: the coordinator closes the desk for it.';
insert into public_holiday (day, name)
select make_date(y, f.month, f.day), f.name
  from generate_series(2026, 2045) y cross join (values (1, 1, 'new-year'), (1, 6, 'epiphany'), (4, 25, 'liberation'), (5, 1, 'labour'), (6, 2, 'republic'), (8, 15, 'assumption'), (10, 4, 'saint-francis'),
    (11, 1, 'all-saints'), (12, 8, 'immaculate'), (12, 25, 'christmas'), (12, 26, 'saint-stephen')) as f (month, day, name);
-- Easter by the anonymous Gregorian reckoning (Jean Meeus, Astronomical Algorithms, chapter 8); its Monday is the feast that falls on a working day.
insert into public_holiday (day, name)
select make_date(y, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1) + more.days, more.name
  from generate_series(2026, 2045) y
  cross join lateral (select y % 19 as a, y / 100 as b, y % 100 as c) one
  cross join lateral (select (19 * a + b - b / 4 - ((b - (b + 8) / 25 + 1) / 3) + 15) % 30 as h) two
  cross join lateral (select (32 + 2 * (b % 4) + 2 * (c / 4) - h - (c % 4)) % 7 as l) three
  cross join lateral (select (a + 11 * h + 22 * l) / 451 as m) four
  cross join (values (0, 'easter'), (1, 'easter-monday')) as more (days, name)
on conflict (day) do nothing;

alter table appointment add column outside_hours text check (outside_hours in ('agreed', 'urgent', 'only-way'));
comment on column appointment.outside_hours is 'Said by whoever booked outside somebody''s hours: why it stands there all the same. A code, because the whole team reads it.';
