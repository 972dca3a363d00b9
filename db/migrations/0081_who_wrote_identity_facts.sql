-- A mediator reads of birth and nationality what they wrote themselves: so both know who wrote them.

alter table person_birth add column written_by uuid references membership;
alter table person_nationality add column written_by uuid references membership;
comment on column person_birth.written_by is 'Who wrote it last; signed by the database itself.';
comment on column person_nationality.written_by is 'Who wrote it; signed by the database itself.';
