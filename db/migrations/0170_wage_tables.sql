-- Wage tables: what a contract says is due, dated, with where it was read and who checked it. A line is never changed: a correction is a new
-- line that names the one it corrects, so that whatever was worked out under the old one can still be understood.

create table wage_source (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  title          text not null check (length(title) between 1 and 200),
  reference      text not null check (length(reference) between 1 and 600),
  demonstration  boolean not null default false,
  created_by     uuid not null references membership,
  created_at     timestamptz not null default now(),
  verified_by    uuid references membership,
  verified_on    date,
  version        integer not null default 1,
  unique (programme_id, id),
  check ((verified_by is null) = (verified_on is null))
);
comment on table wage_source is 'A collective agreement, a provincial agreement or its table as somebody read it. Staff reference data; nothing of it is personal.';
comment on column wage_source.reference is 'Document or address where it can be read again.';
comment on column wage_source.demonstration is 'Invented amounts: they are marked so on every screen and paper.';

create table wage_rate (
  id                     uuid primary key,
  programme_id           uuid not null references programme,
  source_id              uuid not null,
  sector                 text not null check (sector in ('agriculture', 'livestock', 'construction', 'logistics', 'care', 'cleaning', 'hospitality', 'textile', 'manufacture', 'retail', 'delivery', 'other')),
  province               text not null check (province ~ '^[A-Z]{2}$'),
  level                  text not null check (length(btrim(level)) between 1 and 80),
  basis                  text not null check (basis in ('hourly', 'daily')),
  cents                  integer not null check (cents between 1 and 10000000),
  ordinary_minutes       integer check (ordinary_minutes between 60 and 1440),
  overtime_percent       integer check (overtime_percent between 0 and 50000),
  holiday_percent        integer check (holiday_percent between 0 and 50000),
  third_element_percent  integer check (third_element_percent between 0 and 50000),
  valid_from             date not null,
  valid_to               date,
  corrects_id            uuid references wage_rate,
  reason                 text check (length(reason) between 1 and 600),
  created_by             uuid not null references membership,
  created_at             timestamptz not null default now(),
  superseded_at          timestamptz,
  changed_by             uuid references membership,
  foreign key (programme_id, source_id) references wage_source (programme_id, id),
  check (valid_to is null or valid_from <= valid_to),
  check (basis = 'hourly' or ordinary_minutes is not null),
  check ((superseded_at is null) = (changed_by is null)),
  check (corrects_id is null or reason is not null),
  -- On one day one line holds for a sector, a province and a level; levels are compared as people write them.
  constraint wage_rate_one_at_a_time exclude using gist (programme_id with =, sector with =, province with =,
    (lower(regexp_replace(btrim(level), '\s+', ' ', 'g'))) with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on column wage_rate.province is 'Two letters; IT for the whole country, where a province has no line of its own.';
comment on column wage_rate.cents is 'Cents of an hour, or of an ordinary day of ordinary_minutes.';
comment on column wage_rate.overtime_percent is 'Hundredths of a percentage point; null where the table says nothing.';
comment on column wage_rate.superseded_at is 'Corrected or withdrawn then. Nothing else of a line ever changes.';
create index wage_rate_in_use on wage_rate (programme_id, sector, province, valid_from) where superseded_at is null;
create index wage_rate_of_source on wage_rate (source_id);
create index wage_rate_corrected on wage_rate (corrects_id) where corrects_id is not null;
