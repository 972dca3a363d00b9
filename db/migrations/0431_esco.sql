-- The European classification of skills and occupations (ESCO), as an office brings it in from the files that the European Commission publishes.
-- None ships with the system; without it everything is said in free words.

create table esco_edition (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  kind          text not null check (kind in ('skill', 'occupation')),
  language      text not null check (language in ('it', 'en')),
  edition       text not null check (length(btrim(edition)) between 1 and 60),
  source        text not null check (length(btrim(source)) between 1 and 400),
  digest        text not null check (digest ~ '^[0-9a-f]{64}$'),
  concepts      integer not null check (concepts > 0),
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  replaced_at   timestamptz,
  unique (programme_id, id)
);
comment on table esco_edition is 'A file of the classification as it came in: which version, from where, by whom, and its SHA-256.';
create unique index esco_edition_in_use on esco_edition (programme_id, kind, language) where replaced_at is null;

create table esco_concept (
  programme_id  uuid not null references programme,
  edition_id    uuid not null,
  uri           text not null check (uri ~ '^http://data\.europa\.eu/esco/(skill|occupation)/[A-Za-z0-9.-]+$' and length(uri) <= 200),
  label         text not null check (length(label) between 1 and 400),
  other_labels  text not null default '',
  primary key (edition_id, uri),
  foreign key (programme_id, edition_id) references esco_edition (programme_id, id) deferrable initially deferred
);
comment on table esco_concept is 'Concepts come in row by row, before it is known how many they are: their edition is asked for when the file has ended.';
comment on column esco_concept.other_labels is 'What else the same is called, one a line.';
create index esco_concept_words on esco_concept using gin ((label || ' ' || other_labels) gin_trgm_ops);
