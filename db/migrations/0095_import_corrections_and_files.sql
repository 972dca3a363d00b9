-- Cells put right while a register comes in, and the end of the uploaded file.

alter table import_row add column corrections_sealed bytea;
comment on column import_row.corrections_sealed is 'Cells that the coordinator has put right, each with the words that stood there, who and when. The original is never touched.';

alter table import_batch add column file_destroyed_at timestamptz;
alter table import_batch add column file_destroyed_by uuid references membership;
alter table import_batch add check (file_destroyed_at is null or file_sealed is null);
alter table import_batch add check (file_destroyed_by is null or file_destroyed_at is not null);
comment on column import_batch.file_destroyed_by is 'Null where the file was destroyed because its time was over.';
create index import_batch_with_file on import_batch (changed_at) where file_sealed is not null;

create table import_setting (
  programme_id    uuid primary key references programme,
  keep_file_days  integer not null check (keep_file_days between 1 and 3650),
  by_member       uuid not null references membership,
  changed_at      timestamptz not null default now()
);
comment on table import_setting is 'For how many days an uploaded register is kept after the last thing done with it; 30 where nobody has said otherwise.';
