-- A step of an interview that a device noted where there was no network: the hour of its clock as it was, when it came, and what was signed.
alter table interview_move
  add column noted_at     timestamptz,
  add column arrived_at   timestamptz,
  add column content_mark text check (content_mark ~ '^[0-9a-f]{64}$'),
  add check (content_mark is null or move = 'sign');
comment on column interview_move.noted_at is 'By the clock of the device, as it was, right or wrong; `at` is the hour by which it is reckoned.';
comment on column interview_move.content_mark is 'SHA-256 of the text as the signer saw it on a device without a network; the signature is kept only where the same text stands here.';

-- A change of the heading noted on a device may arrive twice, with another after it: its id tells that it is known.
alter table interview add column heading_changes uuid[] not null default '{}';
comment on column interview.heading_changes is 'Ids of the latest changes of the heading, as the browser made them; the same change sent again is recognised.';
