-- The person's voice saying yes, for whoever does not write. Sealed like the case it belongs to.
create table consent_recording (
  move_id       uuid primary key references consent_move,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  media_type    text not null check (media_type in ('audio/webm', 'audio/mp4')),
  seconds       integer not null check (seconds between 0 and 120),
  audio_sealed  bytea not null check (length(audio_sealed) <= 4194304 + 64),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
alter table consent_recording alter column audio_sealed set storage external;
comment on table consent_recording is 'The recording alone, sealed with the case''s base key; that there is one, its fingerprint and who wrote the answer down stand in consent_move.';
create index consent_recording_of_case on consent_recording (case_id);
