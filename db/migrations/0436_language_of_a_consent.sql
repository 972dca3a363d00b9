-- In which language the person was told what they were asked, and what they answered to. Of what was asked before nobody wrote it down.
alter table consent add column language text check (language ~ '^[a-z]{2,3}$');
alter table consent_move add column language text check (language ~ '^[a-z]{2,3}$');
comment on column consent.language is 'In which the person was told what they were asked; null where nobody wrote it down.';
comment on column consent_move.language is 'In which they were told it when they answered.';
