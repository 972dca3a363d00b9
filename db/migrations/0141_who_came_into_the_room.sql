-- Who comes into the room of an interview and who leaves it, by role, each with its moment.
create table interview_attendance (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  interview_id  uuid not null,
  role          text not null check (role in ('psychologist', 'legal', 'labour', 'educator', 'coordinator', 'mediator', 'reception-operator', 'lawyer', 'guardian', 'relative', 'child', 'trusted-person', 'other')),
  change        text not null check (change in ('came', 'left')),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (interview_id, case_id) references interview (id, case_id)
);
comment on table interview_attendance is 'Arrivals and departures while an interview is under way; roles and never names, as in interview.present, which says who is there now.';
create index interview_attendance_of_interview on interview_attendance (interview_id, at);
