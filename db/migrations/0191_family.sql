-- Families: who is what to whom, and who lives together. Everyone keeps a file and consents of their own.

create table person_relation (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  person_id     uuid not null references person,
  other_id      uuid references person,
  other_words   text check (length(other_words) between 1 and 120),
  kind          text not null check (kind in ('partner', 'parent', 'child', 'sibling', 'guardian', 'ward', 'carer', 'cared-for', 'other-relative', 'travelling-together')),
  basis         text not null default 'declared' check (basis in ('declared', 'documented')),
  since         date,
  until         date,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  check ((other_id is null) <> (other_words is null)),
  check (until is null or since is null or until >= since)
);
comment on table person_relation is 'What somebody else is to this person (their parent, their guardian), as told in this person''s file. It opens nobody''s file.';
comment on column person_relation.other_words is 'For somebody without a file: as the person calls them.';
create index person_relation_of_person on person_relation (person_id);
create index person_relation_of_other on person_relation (other_id) where other_id is not null;

create table person_relation_risk (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  relation_id   uuid not null references person_relation on delete cascade,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  lifted_at     timestamptz
);
comment on table person_relation_risk is 'That contact with this relative is to be avoided: known to those who hold what is restricted in the person''s case, and to nobody else.';
create unique index person_relation_risk_once on person_relation_risk (relation_id) where lifted_at is null;

create table family_unit (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  head_id       uuid not null references person,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now()
);
comment on table family_unit is 'People who are housed and accompanied together. The head is the one under whom a place is asked for; it gives no right over the others'' files.';
create index family_unit_of_head on family_unit (head_id);

create table family_member (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  unit_id       uuid not null references family_unit,
  person_id     uuid not null references person,
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  left_at       timestamptz,
  left_words    text check (length(left_words) between 3 and 500)
);
create index family_member_of_unit on family_member (unit_id);
create index family_member_of_person on family_member (person_id) where left_at is null;
