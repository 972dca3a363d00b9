-- Reports from anybody, without an account: off unless a programme switches it on. Whoever sent one finds where it stands by a receipt, of which a digest is kept.
create table intake_setting (
  programme_id  uuid primary key references programme,
  public_open   boolean not null default false,
  changed_by    uuid not null references membership,
  changed_at    timestamptz not null default now(),
  version       integer not null default 1
);
comment on table intake_setting is 'Whether a programme takes reports from anybody. Where there is no row it does not.';

alter table inbound_referral add column receipt_digest bytea unique check (length(receipt_digest) = 32);
alter table inbound_referral add constraint inbound_receipt_is_public check (receipt_digest is null or source = 'public');
comment on column inbound_referral.receipt_digest is 'Of the receipt that whoever sent it from the public form holds; nobody here can read the receipt.';
create index inbound_public on inbound_referral (programme_id, sent_at desc) where source = 'public';
