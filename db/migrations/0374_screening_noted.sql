-- A list of questions begun or completed where there was no network: the hour of the device's clock as it was, when it came, and which answers were completed.
alter table screening_move
  add column noted_at     timestamptz,
  add column arrived_at   timestamptz,
  add column content_mark text check (content_mark ~ '^[0-9a-f]{64}$'),
  add check (content_mark is null or move = 'complete');
comment on column screening_move.noted_at is 'By the clock of the device, as it was, right or wrong; `at` is the hour by which it is reckoned.';
comment on column screening_move.content_mark is 'SHA-256 of the answers as they stood on a device without a network; they are completed only where the same stand here.';
