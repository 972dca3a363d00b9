-- What was written under a lost role may have a file: a photographed page, a voice. It comes along, sealed with the key of its note.
alter table handed_note
  add column file_bytes integer check (file_bytes between 1 and 26214400),
  add column file_pieces integer check (file_pieces > 0),
  add column file_media_type text,
  add column file_refusal text check (file_refusal ~ '^[a-z-]+$'),
  add check ((file_bytes is null) = (file_pieces is null)),
  add check ((file_bytes is null and file_media_type is null and file_refusal is null) or (file_bytes is not null and (file_media_type is null) <> (file_refusal is null)));
comment on column handed_note.file_bytes is 'Of the file that came with it; null where there is none.';
comment on column handed_note.file_media_type is 'What it is by its content, of a file that the check let pass: then a picture is drawn anew.';
comment on column handed_note.file_refusal is 'Why the check refused its content: then it is kept as it came, and handed over as bytes alone.';

create table handed_note_piece (
  note_id  uuid not null references handed_note,
  number   integer not null check (number >= 0),
  sealed   bytea not null check (length(sealed) <= 262144 + 64),
  primary key (note_id, number)
);
alter table handed_note_piece alter column sealed set storage external;
comment on table handed_note_piece is 'The file of a note, sealed with the key of the note, piece by piece, each bound to its place.';
