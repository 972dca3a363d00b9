-- A person's word that a device noted where there was no network, and that arrived later: the hour at which it was said, beside the hour from which it holds.
alter table consent add column noted_at timestamptz, add check (noted_at < requested_at);
alter table consent_move add column noted_at timestamptz, add check (noted_at < at);
alter table notice_delivery add column noted_at timestamptz, add check (noted_at < at);
comment on column consent.noted_at is 'When it was asked, by the clock of the device that noted it, where that clock can be right; null where it came at once. `requested_at` is when it arrived.';
comment on column consent_move.noted_at is 'When the person said it, by the clock of the device that noted it, where that clock can be right; null where it came at once. It is shown and decides nothing: an answer holds from `at`, when it arrived.';
comment on column notice_delivery.noted_at is 'When the person was told, by the clock of the device that noted it, where that clock can be right; null where it came at once. `at` is when it arrived.';
