-- The third of three facts that are never confused: what an authority decided, by its act. What was observed stands in `screening`, what a professional thinks in `assessment`.

create table formal_identification (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  authority       text not null check (authority in ('police', 'prosecutor', 'court', 'territorial-commission', 'labour-inspectorate', 'police-headquarters', 'other')),
  kind            text not null check (kind in ('identified-victim', 'not-confirmed', 'permit-granted', 'permit-refused', 'other')),
  decided_on      date not null,
  content_sealed  bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table formal_identification is 'An authority''s act, copied with its reference and effect: never ours, never worked out, and it changes no assessment by itself.';
create index formal_identification_of_case on formal_identification (case_id, decided_on desc);
