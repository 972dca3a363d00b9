-- What the person did with what was read back, where there was no network: the hour of the device's clock as it was, when it came, and which text it was.
alter table interview_person_signature
  add column noted_at     timestamptz,
  add column arrived_at   timestamptz,
  add column content_mark text check (content_mark ~ '^[0-9a-f]{64}$'),
  add check ((noted_at is null) = (arrived_at is null)),
  add check (content_mark is null or (outcome = 'signed' and noted_at is not null));
comment on column interview_person_signature.noted_at is 'By the clock of the device, as it was, right or wrong; `at` is the hour by which it is reckoned.';
comment on column interview_person_signature.content_mark is 'SHA-256 of the interview as it was read back on a device without a network; the signature is kept only where the same text stands here.';
