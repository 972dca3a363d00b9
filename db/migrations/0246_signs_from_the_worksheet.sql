-- A signed worksheet speaks of indices of art. 603-bis. A professional takes one up as a dated proof, or says why it is none: nothing is confirmed by the figures themselves.
create table indication_suggestion_answer (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  worksheet_id  uuid not null,
  ground        text not null check (ground in ('pay-below-table', 'hours-beyond-ordinary', 'no-weekly-rest')),
  answer        text not null check (answer in ('confirmed', 'rejected')),
  evidence_id   uuid references indication_evidence,
  reason_sealed bytea,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (worksheet_id, case_id) references worksheet (id, case_id),
  check ((answer = 'confirmed') = (evidence_id is not null)),
  check ((answer = 'rejected') = (reason_sealed is not null))
);
comment on table indication_suggestion_answer is 'What a professional said of something that a signed worksheet speaks of; the latest of a ground holds, the earlier ones stay.';
comment on column indication_suggestion_answer.evidence_id is 'The proof it became, with its source and dates.';
create index indication_suggestion_answer_of on indication_suggestion_answer (case_id, worksheet_id, ground, at desc);
