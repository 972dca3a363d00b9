-- A body that is renamed keeps, where people agreed to share with it, the name they were told.
create table organisation_name (
  id               uuid primary key default gen_random_uuid(),
  programme_id     uuid not null references programme,
  organisation_id  uuid not null,
  name             text not null,
  until            timestamptz not null default now(),
  changed_by       uuid references membership,
  foreign key (programme_id, organisation_id) references organisation (programme_id, id)
);
comment on table organisation_name is 'What a body was called until it was renamed. Written by the renaming itself, never changed.';
comment on column organisation_name.changed_by is 'Null: the terminal.';
create index organisation_name_of on organisation_name (organisation_id, until);
create index organisation_name_of_programme on organisation_name (programme_id, until desc);
