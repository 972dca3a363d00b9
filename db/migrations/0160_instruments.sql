-- What the database must know of the instruments in order to keep them closed: which version is in use, for which professions, from which
-- age, in which languages. The program announces them at every start; what they ask stands in their files.
create table instrument_release (
  instrument_id  text not null check (instrument_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version        integer not null check (version >= 1),
  in_use         boolean not null,
  who_may_use    text[] not null,
  minimum_age    integer,
  languages      text[],
  primary key (instrument_id, version)
);
comment on column instrument_release.languages is 'In which the questions may be put; null: in any, because colleagues ask in their own words.';

-- Proofs of a sign, on a time line: of a case and not of one screening, because they arrive over months and from several hands.
create table indication_evidence (
  id                uuid primary key,
  programme_id      uuid not null references programme,
  case_id           uuid not null,
  instrument_id     text not null,
  item              text not null,
  content_sealed    bytea not null,
  author_id         uuid not null references membership,
  at                timestamptz not null default now(),
  withdrawn_at      timestamptz,
  withdrawn_by      uuid references membership,
  withdrawn_sealed  bytea,
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_sealed is null))
);
comment on table indication_evidence is 'What backs one sign of a list: words, source and dates, sealed together. One that proves wrong is withdrawn with a reason and stays.';
create index indication_evidence_of_case on indication_evidence (case_id, instrument_id, at);

-- Categories of art. 17, D.Lgs. 142/2015, and of the Ministry's handbook: each row is what one colleague says of one category that day.
create table vulnerability_mark (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  case_id         uuid not null,
  person_id       uuid not null,
  category        text not null check (category in ('minor', 'unaccompanied-minor', 'disability', 'elderly', 'woman-or-pregnant', 'single-parent', 'trafficking-victim',
                    'serious-illness-or-mental-disorder', 'torture-rape-or-violence', 'genital-mutilation',
                    'lgbtiq', 'gender-based-violence', 'torture-survivor', 'mental-distress', 'age-doubt', 'statelessness-risk')),
  status          text not null check (status in ('declared', 'observed', 'certified', 'excluded')),
  basis_sealed    bytea not null,
  author_id       uuid not null references membership,
  at              timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, person_id) references person (programme_id, id),
  check (category <> 'trafficking-victim' or status <> 'certified')
);
comment on table vulnerability_mark is 'Never rewritten: the newest row of a category is what holds today, the older ones are how it came to that. Whether somebody is a victim of trafficking is certified by an authority, in the assessment.';
create index vulnerability_mark_of_case on vulnerability_mark (case_id, category, at desc);

-- Who was told at once of a critical answer, and when they looked: the psychologists of the case and whoever coordinates it; where no psychologist
-- follows it, every psychologist of the programme, who learns that a colleague needs them and nothing of the person.
create table safety_notice (
  id            uuid primary key default gen_random_uuid(),
  programme_id  uuid not null references programme,
  protocol_id   uuid not null references safety_protocol,
  member_id     uuid not null references membership,
  at            timestamptz not null default now(),
  read_at       timestamptz,
  unique (protocol_id, member_id)
);
create index safety_notice_unread on safety_notice (member_id, at desc) where read_at is null;

-- What was done about a critical answer: written by whoever took it up, sealed, and never rewritten.
create table safety_step (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  protocol_id   uuid not null references safety_protocol,
  deed          text not null check (deed in ('spoke-with-person', 'asked-directly', 'called-emergency', 'accompanied', 'told-clinician', 'safety-plan', 'not-left-alone', 'other')),
  words_sealed  bytea not null,
  author_id     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id)
);
create index safety_step_of_protocol on safety_step (protocol_id, at);
