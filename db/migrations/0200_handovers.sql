-- A case passed from one colleague to another: proposed, and theirs only when they say yes. Also a substitute while somebody is away.
create table handover (
  id           uuid primary key,
  programme_id uuid not null references programme,
  case_id      uuid not null,
  bundle_id    uuid not null,
  kind         text not null check (kind in ('for-good', 'absence')),
  from_member  uuid not null references membership,
  to_member    uuid not null references membership,
  asked_by     uuid not null references membership,
  at           timestamptz not null default now(),
  starts_on    date not null,
  ends_on      date,
  until        timestamptz generated always as ((ends_on + 1)::timestamp at time zone 'Europe/Rome') stored,
  from_stays   boolean not null default false,
  person_told  text not null default 'not-yet' check (person_told in ('not-yet', 'told', 'better-not')),
  state        text not null default 'proposed' check (state in ('proposed', 'accepted', 'declined', 'withdrawn', 'ended')),
  version      integer not null default 1,
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((kind = 'absence') = (ends_on is not null)),
  check (ends_on >= starts_on),
  check (kind = 'for-good' or not from_stays),
  check (from_member <> to_member)
);
comment on table handover is 'Who passes a case to whom. Until the receiver accepts, nothing changes: the case stays with who has it.';
comment on column handover.bundle_id is 'What was proposed in one go: a whole caseload has one bundle and a row for each case.';
comment on column handover.until is '`absence`: the moment, in Italy, at which the substitute''s reading ends by itself.';
comment on column handover.from_stays is 'Who passes it goes on following the case and only stops answering for it.';
create unique index handover_waits_once on handover (case_id, from_member) where state = 'proposed';
create index handover_to on handover (to_member, at desc, id desc);
create index handover_from on handover (from_member, at desc, id desc);
create index handover_asked on handover (asked_by, at desc, id desc);
create index handover_of_case on handover (case_id, at desc, id desc);
create index handover_waiting on handover (programme_id, at, id) where state = 'proposed';
create index handover_of_bundle on handover (bundle_id);

create table handover_move (
  id           uuid primary key,
  programme_id uuid not null references programme,
  handover_id  uuid not null references handover,
  move         text not null,
  from_state   text not null,
  to_state     text not null,
  reason       text,
  by_member    uuid not null references membership,
  at           timestamptz not null default now()
);
create index handover_move_of on handover_move (handover_id, at);

create table handover_note (
  handover_id  uuid primary key references handover,
  programme_id uuid not null references programme,
  case_id      uuid not null references case_file,
  compartment  text not null check (compartment in ('case', 'restricted')),
  body_sealed  bytea not null
);
comment on table handover_note is 'What the one who leaves writes for the one who comes; opened with the case''s own keys, so by the receiver only after the yes.';

create table handover_item (
  id           uuid primary key,
  programme_id uuid not null references programme,
  handover_id  uuid not null references handover,
  case_id      uuid not null references case_file,
  kind         text not null check (kind in ('step', 'task', 'appointment', 'referral', 'interview', 'deadline', 'plan-review')),
  subject_id   uuid not null,
  due_on       date,
  looked_by    uuid references membership,
  looked_at    timestamptz,
  unique (handover_id, kind, subject_id)
);
comment on table handover_item is 'What was open when the case was passed on, by kind and id: the receiver goes through it line by line.';

alter table case_access drop constraint case_access_via_check;
alter table case_access add constraint case_access_via_check check (via in ('assigned', 'coordinator', 'substitute', 'break-glass'));
