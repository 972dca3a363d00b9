-- What a person drew on the screen: a signature, or the mark of somebody who does not write. Sealed like the case it belongs to.
create table consent_signature (
  move_id       uuid primary key references consent_move,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  image_sealed  bytea not null check (length(image_sealed) <= 200000),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
comment on table consent_signature is 'The drawing alone, as a PNG sealed with the case''s base key; that there is one, and who wrote the answer down, stands in consent_move.';
create index consent_signature_of_case on consent_signature (case_id);
