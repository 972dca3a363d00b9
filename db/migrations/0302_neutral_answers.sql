-- Whoever wrote may be told, by hand, only that their message arrived: they have no personal address yet.
alter table mail_answer add column with_link boolean not null default true;
comment on column mail_answer.with_link is 'Whether the letter carried a personal address, or said only that the message arrived.';
