-- A step as the person reads it on the copy that they take home: in their language, written by whoever accompanies them.
alter table plan_step add column own_words text check (length(own_words) between 1 and 300),
  add column own_language text check (own_language ~ '^[a-z]{2,3}$'),
  add constraint plan_step_own_words_have_a_language check ((own_words is null) = (own_language is null));
comment on column plan_step.own_words is 'The step in the person''s language, for their copy; the team works with the title.';
