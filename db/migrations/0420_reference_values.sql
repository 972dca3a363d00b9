-- A programme's own terms, words and weights, each a dated row over what the system comes with. A change is a new row: what held stays to be read.
create table reference_value (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  collection    text not null check (collection ~ '^[a-z]+(-[a-z]+)*$' and length(collection) <= 60),
  entry         text not null check (entry ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$' and length(entry) <= 60),
  body          jsonb check (jsonb_typeof(body) = 'object'),
  valid_from    date not null,
  asked_until   date check (asked_until >= valid_from),
  valid_until   date check (valid_until >= valid_from and (asked_until is null or valid_until <= asked_until)),
  source        text not null check (length(source) between 3 and 500),
  note          text check (length(note) between 1 and 500),
  state         text not null default 'proposed' check (state in ('proposed', 'verified', 'withdrawn')),
  written_by    uuid not null references membership,
  written_at    timestamptz not null default now(),
  version       integer not null default 1,
  constraint reference_value_one_a_day exclude using gist (programme_id with =, collection with =, entry with =, daterange(valid_from, valid_until, '[]') with &&) where (state <> 'withdrawn')
);
comment on table reference_value is 'What a programme says of its own over reference/*.json: one value an entry on any day. It holds from its first day, also before somebody has verified it.';
comment on column reference_value.body is 'In the shape of its collection; null gives the entry back to what the system comes with.';
comment on column reference_value.asked_until is 'The last day as its author asked for it.';
comment on column reference_value.valid_until is 'The last day on which it holds: as asked, or the day before a later value takes its place.';
create index reference_value_in_force on reference_value (programme_id) where state <> 'withdrawn';

create table reference_value_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  value_id      uuid not null references reference_value,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) <= 500),
  source        text check (length(source) between 3 and 500),
  looked_on     date,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp(),
  check ((source is not null and looked_on is not null) = (move = 'verify'))
);
comment on column reference_value_move.looked_on is 'The day on which whoever verified it looked at the source.';
create index reference_value_move_of_one on reference_value_move (value_id, at);

-- What the system comes with, checked by somebody of the programme, word for word.
create table reference_check (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  collection    text not null check (length(collection) <= 60),
  entry         text not null check (length(entry) <= 60),
  valid_from    date not null,
  mark          text not null check (mark ~ '^[0-9a-f]{64}$'),
  outcome       text not null check (outcome in ('verified', 'doubted')),
  source        text not null check (length(source) between 3 and 500),
  looked_on     date not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp()
);
comment on table reference_check is 'Who has checked a value that the system comes with, on which day and against which source; the latest line of a mark is what stands.';
comment on column reference_check.mark is 'Of the very words and numbers that were looked at: another edition of the program that brings others has been checked by nobody.';
create index reference_check_of_programme on reference_check (programme_id, mark, at desc);
