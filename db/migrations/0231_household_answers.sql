-- What is known from one member of a household and concerns it is offered to the other's profile, to be confirmed with them. Nothing is copied by itself.

create table household_answer (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  fact_id       uuid not null references profile_fact,
  answer        text not null check (answer in ('so', 'not-so', 'not-now')),
  again_on      date,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  check ((answer = 'not-now') = (again_on is not null))
);
comment on table household_answer is 'What a member of the household said of a fact that came from another: so, not so, not now. Read by those who hold both files.';
comment on column household_answer.fact_id is 'The fact as it stands in the other''s file; in this one nothing points to it.';
create index household_answer_of_case on household_answer (case_id, fact_id);
create index household_answer_of_fact on household_answer (fact_id);
