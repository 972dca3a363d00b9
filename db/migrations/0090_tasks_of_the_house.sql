-- Tasks that the house itself gives: to tell a body that the person changed their mind, and to ask after a person whose case is closed.

alter table task add column kind text not null default 'free' check (kind in ('free', 'inform-recipient', 'follow-up'));
comment on column task.kind is '`free`: somebody''s own words. The others are given by the house and are told in the reader''s language; the title keeps them in Italian.';
alter table task add column organisation_id uuid;
comment on column task.organisation_id is '`inform-recipient`: the body to tell that the person withdrew a consent.';
alter table task add column months integer check (months between 1 and 60);
comment on column task.months is '`follow-up`: how many months after the closing.';
alter table task add column closing_id uuid references case_closing_request;
comment on column task.closing_id is '`follow-up`: the closing after which one asks. A case that is opened again and closed again is asked after anew.';
alter table task add column outcome text check (outcome in ('well', 'needs-help', 'not-reached', 'not-safe', 'refused', 'opened-again'));
comment on column task.outcome is '`follow-up`: how it went. `refused` and `opened-again` are also written by the house.';
alter table task add foreign key (programme_id, organisation_id) references organisation (programme_id, id);
alter table task add check ((kind = 'inform-recipient') = (organisation_id is not null));
alter table task add check ((kind = 'follow-up') = (months is not null) and (kind = 'follow-up') = (closing_id is not null));
alter table task add check (kind = 'free' or case_id is not null);
alter table task add check (outcome is null or (kind = 'follow-up' and done_at is not null));
create unique index task_follow_up_once on task (closing_id, months) where kind = 'follow-up';
