-- What the writer fills in for a letter may be about one person (the closing report asks what was done with them): it is sealed under a key of the run's own.

alter table letter_run drop column answers;
-- Written anew at once: what stood in clear would otherwise remain in the table's pages. No letter already made is touched; a run that was not done yet says so, case by case, and is asked again.
cluster letter_run using letter_run_pkey;
alter table letter_run set without cluster;

alter table letter_run add column answers_sealed bytea;
comment on column letter_run.answers_sealed is 'What the writer filled in, the same in every copy: facts of a person too. Its key is the writer''s alone and is destroyed a day after; null when the letter asks nothing.';

create index vault_key_of_letters on vault_key (holder_id) where compartment = 'letter' and wrapped is not null;
