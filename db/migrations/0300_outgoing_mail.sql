-- Mail that leaves. It says one thing only: there is news, sign in. It is kept in the same transaction as what causes it, and sent beside the requests.

create table outgoing_mail (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  kind            text not null check (kind in ('news', 'alarm', 'answer', 'receipt')),
  account_id      uuid references account,
  address_sealed  bytea,
  link_sealed     bytea,
  language        text not null,
  asked_at        timestamptz not null default now(),
  due_at          timestamptz not null default now(),
  claimed_until   timestamptz,
  attempts        integer not null default 0,
  sent_at         timestamptz,
  given_up_at     timestamptz,
  withdrawn_at    timestamptz,
  failure         text,
  bounced_at      timestamptz,
  bounce          text,
  check (account_id is null or (address_sealed is null and link_sealed is null)),
  check (account_id is not null or address_sealed is not null or sent_at is not null or given_up_at is not null or withdrawn_at is not null),
  check (num_nonnulls(sent_at, given_up_at, withdrawn_at) <= 1),
  check (bounced_at is null or sent_at is not null)
);
comment on table outgoing_mail is 'One letter that says there is news: to whom and when, and what became of it. Never a name, a code, a place or a reason.';
comment on column outgoing_mail.id is 'Also its Message-ID, so that one that had to be sent a second time is known as the same.';
comment on column outgoing_mail.account_id is 'A colleague: the address is the account''s own, read when the letter leaves. Empty for somebody without an account.';
comment on column outgoing_mail.address_sealed is 'The address of somebody without an account; taken away, with its key, as soon as the letter has left.';
comment on column outgoing_mail.failure is 'What the server of the mail answered, as a code.';
comment on column outgoing_mail.withdrawn_at is 'Not sent after all: its news was seen meanwhile, or is too old to be news.';
create index outgoing_mail_due on outgoing_mail (due_at) where sent_at is null and given_up_at is null and withdrawn_at is null;
create unique index outgoing_mail_waits_once on outgoing_mail (account_id, programme_id, kind)
  where account_id is not null and sent_at is null and given_up_at is null and withdrawn_at is null;
create index outgoing_mail_of_account on outgoing_mail (account_id, asked_at desc) where account_id is not null;
create index outgoing_mail_by_day on outgoing_mail (programme_id, asked_at desc, id desc);

create table mail_wish (
  member_id     uuid primary key references membership,
  programme_id  uuid not null references programme,
  news          text not null check (news in ('at-once', 'morning', 'never')),
  changed_at    timestamptz not null default now()
);
comment on table mail_wish is 'Whether and how often a colleague wants to be told by mail that there is news. An alarm goes out in any case.';
