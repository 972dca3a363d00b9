-- The person to whom an interview was read back signs it, or does not want to. As with consents: a signature or mark drawn on the screen, a witness,
-- the fingerprint of a recording, two who attest. A refusal takes nothing away from anybody.
create table interview_person_signature (
  id             uuid primary key,
  programme_id   uuid not null references programme,
  case_id        uuid not null,
  interview_id   uuid not null,
  outcome        text not null check (outcome in ('signed', 'refused')),
  language       text check (language ~ '^[a-z]{2,3}$'),
  how            text check (how in ('worker', 'mediator', 'phone', 'alone')),
  mediator_id    uuid references membership,
  evidence       text check (evidence in ('signature', 'mark-and-witness', 'audio', 'attestation')),
  attested_with  uuid references membership,
  refusal        text check (refusal in ('no-reason', 'afraid', 'not-my-words', 'later', 'other')),
  told_sealed    bytea not null check (length(told_sealed) <= 250000),
  sealed_for     text not null check (sealed_for in ('work', 'restricted', 'mediation')),
  read_sealed    bytea,
  by_member      uuid not null references membership,
  at             timestamptz not null default now(),
  foreign key (interview_id, case_id) references interview (id, case_id),
  check ((outcome = 'signed') = (evidence is not null)),
  check ((outcome = 'refused') = (refusal is not null)),
  check (outcome = 'refused' or (language is not null and how is not null and read_sealed is not null)),
  check ((how = 'mediator') = (mediator_id is not null)),
  check ((evidence = 'attestation') = (attested_with is not null))
);
comment on table interview_person_signature is 'How the person signed what was read back to them, or that they did not want to. Once signed, the text of the interview stays: what comes later stands beside it.';
comment on column interview_person_signature.told_sealed is 'Typed name, witness, fingerprint and drawing, or the words of a refusal; sealed with the base key of the case, like the signatures of consents.';
comment on column interview_person_signature.read_sealed is 'Which sections were read in which version, and the words in the person''s language where they were written; sealed for those who may read them (`sealed_for`: whose key).';
create unique index interview_person_signs_once on interview_person_signature (interview_id) where outcome = 'signed';
create index interview_person_signature_of on interview_person_signature (interview_id, at);

create table interview_setting (
  programme_id      uuid primary key references programme,
  person_signature  boolean not null default true,
  by_member         uuid not null references membership,
  changed_at        timestamptz not null default now(),
  version           integer not null default 1
);
comment on table interview_setting is 'Whether a programme asks people to sign their interview at all.';
