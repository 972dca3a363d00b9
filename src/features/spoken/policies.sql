-- Sentences said to people: read by whoever meets people, written by those who keep the words, answered for by a mediator who speaks the language.
grant select, insert on phrase_text to reti_app;
grant update (approved_by, approved_at) on phrase_text to reti_app;
create policy "the team and the data protection officer read the sentences" on phrase_text for select to reti_app
  using (programme_id = (select actor_programme()) and (select actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo')));
create policy "the coordinator and the data protection officer write sentences, a mediator those of a language they speak" on phrase_text for insert to reti_app
  with check (programme_id = (select actor_programme()) and written_by = (select actor_member())
    and ((approved_by is null and (select actor_is('coordinator', 'dpo')))
      or ((approved_by is null or approved_by = (select actor_member())) and exists (select from membership m
        where m.id = (select actor_member()) and m.role = 'mediator' and phrase_text.language = any (m.languages)))));
create policy "a mediator who speaks the language answers for a sentence" on phrase_text for update to reti_app
  using (programme_id = (select actor_programme()) and approved_by is null and exists (select from membership m
    where m.id = (select actor_member()) and m.role = 'mediator' and phrase_text.language = any (m.languages)))
  with check (approved_by = (select actor_member()));

-- In which languages sentences are worth writing: names of languages alone, of nobody in particular, for those who may read the sentences.
create or replace function languages_spoken_here() returns table (language text) language sql stable security definer set search_path = public as $$
  select unnest(m.languages) from membership m where m.programme_id = actor_programme() and m.ended_at is null and actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo')
  union
  select l.language from person_language l where l.programme_id = actor_programme() and actor_is('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo')
$$;
revoke execute on function languages_spoken_here() from public;
grant execute on function languages_spoken_here() to reti_app;
