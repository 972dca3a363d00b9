-- Complaints and how it went. Who wrote a complaint down goes on knowing that it came and where it stands; its words are for whoever must answer it
-- alone: who coordinates, or the data protection officer where it is about who coordinates. Never for the person complained of.

grant select, insert on complaint to reti_app;
create policy "that a complaint came is known to the colleague who wrote it down" on complaint for select to reti_app
  using (programme_id = (select actor_programme()) and written_by = (select actor_member()) and (select actor_in_team()));
create policy "a complaint is read by who coordinates, and by the data protection officer where it is about who coordinates" on complaint for select to reti_app
  using (programme_id = (select actor_programme())
    and (not about_coordination and (select actor_is('coordinator')) or about_coordination and (select actor_is('dpo'))));
create policy "anybody of the team takes a complaint down, each in their own name" on complaint for insert to reti_app
  with check (programme_id = (select actor_programme()) and written_by = (select actor_member()) and state = 'received' and (select actor_in_team()));

-- Whether the words of a complaint are for whoever acts.
create or replace function answers_complaint(of_one uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from complaint c where c.id = of_one and c.programme_id = actor_programme()
    and (not c.about_coordination and actor_is('coordinator') or c.about_coordination and actor_is('dpo')))
$$;

grant select, insert on complaint_words to reti_app;
create policy "the words of a complaint are for whoever must answer it" on complaint_words for select to reti_app using (answers_complaint(complaint_id));
create policy "the words of a complaint are written by who takes it down" on complaint_words for insert to reti_app
  with check (programme_id = (select actor_programme())
    and (select actor_in_team()) and exists (select from complaint c where c.id = complaint_words.complaint_id and c.written_by = (select actor_member())));

grant select on complaint_move to reti_app;
create policy "what was done about a complaint is read by whoever must answer it" on complaint_move for select to reti_app using (answers_complaint(complaint_id));

-- Each complaint has a key of its own. Who writes it down makes it, and does not hold it afterwards.
create policy "the key of a complaint is held by whoever must answer it" on vault_key for select to reti_app
  using (compartment = 'complaint' and answers_complaint(holder_id));
create policy "the key of a complaint is made by who takes it down" on vault_key for insert to reti_app
  with check (compartment = 'complaint' and programme_id = (select actor_programme())
    and (select actor_in_team()) and exists (select from complaint c where c.id = vault_key.holder_id and c.written_by = (select actor_member())));

-- Every step of its way, each with its sealed words. Gives false when the step was taken already under this id.
create or replace function move_complaint(of_one uuid, move_id uuid, which text, words bytea) returns boolean language plpgsql security definer set search_path = public as $$
declare mine session := acting_session(); one complaint; leads_to text;
begin
  select c.* into one from complaint c where c.id = of_one and c.programme_id = mine.programme_id for update;
  if one.id is null or not answers_complaint(one.id) then raise exception 'not-found' using errcode = 'RT001'; end if;
  if exists (select from complaint_move m where m.id = move_id and m.complaint_id = one.id and m.move = which) then return false; end if;
  select m.to_state into leads_to from machine_moves() m where m.machine = 'complaint' and m.move = which and m.from_state = one.state;
  if leads_to is null then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  insert into complaint_move (id, programme_id, complaint_id, move, from_state, to_state, words_sealed, by_member)
  values (move_id, one.programme_id, one.id, which, one.state, leads_to, words, mine.member_id);
  update complaint set state = leads_to, version = version + 1 where id = one.id;
  return true;
end $$;

-- How it went is put in by the team, and read by nobody answer by answer: not even its index may be asked.
grant insert on satisfaction_answer to reti_app;
create policy "the team hands the screen over, and the answer stays in the programme" on satisfaction_answer for insert to reti_app
  with check (programme_id = (select actor_programme()) and (select actor_in_team()));

-- Sums by quarter and question, for who coordinates. Answers enter them five at a time, once their day is over and in an order that stays: with fewer
-- there is no figure, and of two readings of the same quarter the second has five answers more or none, so that nobody finds out what one person said.
create or replace function satisfaction_figures() returns table (quarter date, question text, answer integer, answers integer) language plpgsql stable security definer set search_path = public as $$
begin
  if not actor_is('coordinator') then raise insufficient_privilege; end if;
  return query
    with given as (
      select date_trunc('quarter', s.answered_on)::date as quarter, q.question, q.answer, s.answered_on, s.id
        from satisfaction_answer s cross join lateral (values ('understood', s.understood), ('respected', s.respected), ('helped', s.helped)) q (question, answer)
       where s.programme_id = actor_programme() and q.answer is not null and s.answered_on < (now() at time zone 'Europe/Rome')::date),
    placed as (
      select g.*, row_number() over (partition by g.quarter, g.question order by g.answered_on, g.id) as place, count(*) over (partition by g.quarter, g.question) as all_of_them from given g)
    select p.quarter, p.question, v.answer, (count(*) filter (where p.answer = v.answer and p.place <= p.all_of_them / 5 * 5))::integer
      from placed p cross join generate_series(1, 5) v (answer) group by 1, 2, 3 order by 1 desc, 2, 3;
end $$;
