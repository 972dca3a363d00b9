-- A record has parts of one kind, as an outing has its stops: each is a field of its own, named with its id, so that two people who write of two of them never meet.
alter table field_history drop constraint field_history_field_check;
alter table field_history add constraint field_history_field_check check (field ~ '^[a-z][A-Za-z]*([.][0-9a-f-]{36})?$');

-- Crew, hours, stops and watch of an outing are one decision: who changes them after somebody else sees who it was, and when.
alter table outing add column plan_by uuid references membership;
alter table outing add column plan_at timestamptz;
alter table outing add check ((plan_by is null) = (plan_at is null));
comment on column outing.plan_by is 'Who last changed crew, hours, stops or watch; null while they stand as they were planned first.';
