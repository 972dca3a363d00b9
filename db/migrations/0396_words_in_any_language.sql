-- Sentences are written in whatever language somebody of the team or a person of the programme speaks; those the program comes with are only the first.
alter table phrase_text drop constraint phrase_text_language_check;
alter table phrase_text add constraint phrase_text_language_check check (language ~ '^[a-z]{2,3}$');
