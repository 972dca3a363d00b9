-- How names are filed for the search changes with what the matcher learns: names kept under older keys are filed again at the next start.

create table name_filing (
  only_row  boolean primary key default true check (only_row),
  version   integer not null,
  at        timestamptz not null default now()
);
comment on table name_filing is 'Under which version of the sound keys all names are filed.';
insert into name_filing (version) values (1);
