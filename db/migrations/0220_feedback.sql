-- Complaints, and how it went. A complaint's row says that it came and where it stands; its words are a row of their own, sealed, for whoever must answer.

create table complaint (
  id                  uuid primary key,
  programme_id        uuid not null references programme,
  about_coordination  boolean not null,
  state               text not null default 'received' check (state in ('received', 'looking-into', 'answered', 'closed', 'withdrawn')),
  received_on         date not null,
  answer_due_on       date not null,
  written_by          uuid not null references membership,
  written_at          timestamptz not null default now(),
  version             integer not null default 1,
  unique (programme_id, id)
);
comment on table complaint is 'Somebody complained, perhaps without a name and without a case. Who wrote it down goes on reading that it came and where it stands, and nothing else.';
comment on column complaint.about_coordination is 'About who coordinates: the data protection officer reads and answers it instead.';
create index complaint_by_day on complaint (programme_id, received_on desc, id desc);
create index complaint_waiting on complaint (programme_id, answer_due_on) where state in ('received', 'looking-into');

create table complaint_words (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  complaint_id  uuid not null unique,
  body_sealed   bytea not null,
  foreign key (programme_id, complaint_id) references complaint (programme_id, id)
);
comment on table complaint_words is 'What was said, in which language, by whom and where the answer should go: sealed with the key of this one complaint.';

create table complaint_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  complaint_id  uuid not null,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  words_sealed  bytea not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, complaint_id) references complaint (programme_id, id)
);
comment on table complaint_move is 'Each step with its words: who looks into it, what was answered to the person, why it ended. They are sealed too.';
create index complaint_move_of_complaint on complaint_move (complaint_id, at);

create table satisfaction_answer (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  answered_on   date not null,
  understood    integer check (understood between 1 and 5),
  respected     integer check (respected between 1 and 5),
  helped        integer check (helped between 1 and 5),
  check (coalesce(understood, respected, helped) is not null)
);
comment on table satisfaction_answer is 'A day and three answers from 1 to 5. Nobody’s name, no case, no words, no colleague, no hour; read by nobody one by one.';
comment on column satisfaction_answer.id is 'Random (version 4): an id of version 7 would keep the hour.';
create index satisfaction_answer_by_day on satisfaction_answer (programme_id, answered_on);
