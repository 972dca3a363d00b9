-- What a day needs to find at once: dangerous cases, steps that are late, and counts that are kept rather than counted.

create index case_dangerous on case_file (programme_id, last_change_at desc) where risk in ('high', 'extreme') and state not in ('closed', 'withdrawn', 'sent-elsewhere');
create index plan_step_late on plan_step (programme_id, due_on) where state in ('to-do', 'doing') and due_on is not null;

create table case_tally (
  id            bigint generated always as identity primary key,
  programme_id  uuid not null references programme,
  state         text not null,
  risk          text not null,
  owned         boolean not null,
  change        integer not null
);
comment on table case_tally is 'How many cases stand where: a line of change per change, added up on reading, so that people at work never wait for a shared counter.';
create index case_tally_of_programme on case_tally (programme_id, state, risk, owned) include (change);

insert into case_tally (programme_id, state, risk, owned, change)
select programme_id, state, risk, owner_id is not null, count(*) from case_file group by 1, 2, 3, 4;
