-- The office's own papers: its emblems over them and its line under them, templates written in a word processor, and the three models that were missing.

create table letterhead_emblem (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  place         text not null check (place in ('start', 'centre', 'end')),
  words         text not null check (length(words) between 2 and 200),
  image         bytea not null check (octet_length(image) between 60 and 1048576),
  by_member     uuid not null references membership,
  since         timestamptz not null default now(),
  ended_by    uuid references membership,
  ended_at    timestamptz,
  check ((ended_at is null) = (ended_by is null))
);
comment on table letterhead_emblem is 'Emblems of the office, each from its day to its day: a paper made again bears those that stood when it was made.';
comment on column letterhead_emblem.words is 'What is said to whoever does not see the picture.';
comment on column letterhead_emblem.image is 'Drawn anew as PNG on white: nothing of the file that came is kept.';
create unique index letterhead_emblem_one_in_a_place on letterhead_emblem (programme_id, place) where ended_at is null;
create index letterhead_emblem_by_time on letterhead_emblem (programme_id, since);

alter table document_setting
  add column foot text not null default '' check (length(foot) <= 240),
  add column cup text not null default '' check (length(cup) <= 40),
  add column project_code text not null default '' check (length(project_code) <= 60);
comment on column document_setting.foot is 'At the foot of the office''s papers, as the office wrote it: the statement of who pays for the work.';

alter table letter_template
  add column purpose text not null default 'letter' check (purpose in ('letter', 'interview-report')),
  add column made_of text not null default 'words' check (made_of in ('words', 'word-file')),
  add column compartment text not null default 'case' check (compartment in ('case', 'restricted', 'secret-psychologist')),
  add column kept_as text not null default 'letter' check (kept_as in ('letter', 'report')),
  add column plain_head boolean not null default false,
  drop constraint letter_template_body_check,
  add constraint letter_template_body_check check (length(body) <= 20000 and (made_of = 'word-file' or length(body) >= 10)),
  add constraint letter_template_purpose_check2 check (purpose = 'letter' or (made_of = 'word-file' and not to_body));
comment on column letter_template.made_of is 'Of a word-file the body holds its known fields alone, in braces; the words stand in the sealed file.';
comment on column letter_template.compartment is 'Whose papers it makes: only holders of this compartment of a case make it there, and read it.';
comment on column letter_template.plain_head is 'Without emblems and foot: for an envelope, or a hand, that must not show who writes.';
create unique index letter_template_one_report on letter_template (programme_id, language) where purpose = 'interview-report' and state = 'in-use';

create table letter_template_file (
  template_id   uuid primary key,
  programme_id  uuid not null references programme,
  sealed        bytea not null,
  bytes         integer not null check (bytes between 1 and 3145728),
  strangers     integer not null check (strangers >= 0),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, template_id) references letter_template (programme_id, id)
);
comment on table letter_template_file is 'The file of a template, packed anew and sealed under a key of its own: an office may begin from a letter that was once sent to somebody.';
comment on column letter_template_file.strangers is 'Fields in it that mean nothing; with one of them it does not come into use.';

alter table letter_model
  add column compartment text not null default 'case',
  add column kept_as text not null default 'letter',
  add column plain_head boolean not null default false;
update letter_model set plain_head = true where number in (1, 6);
update letter_model set kept_as = 'report' where number = 5;
-- Nobody chose an emblem before today: a letter for the person's own hand begins without.
update letter_template set plain_head = true where not to_body and body like '%{{appuntamento.giorno}}%';

insert into letter_model (number, language, name, body, to_body, compartment, kept_as) values
(7, 'it', 'Relazione di emersione (proposta, da verificare)', $t$A: {{servizio}}

# La persona

- Nome: {{persona.nome}}
- Codice: {{persona.codice}}
- Cittadinanza: {{persona.cittadinanza}}

# Relazione

{{scrivi:relazione}}

# Consensi allegati

{{consensi.in-vigore}}

Per ogni necessità: {{scrivente.nome}}, {{ufficio}}.

[firma]$t$, true, 'case', 'report'),
(8, 'it', 'Relazione psicologica (proposta, da verificare)', $t$# La persona

Codice: {{persona.codice}}

# Relazione

{{scrivi:relazione}}

[firma]$t$, false, 'secret-psychologist', 'report'),
(9, 'it', 'Delega / mandato (proposta, da verificare)', $t$Chi delega: {{persona.nome}}, nascita: {{persona.nascita}}, cittadinanza: {{persona.cittadinanza}}

Delega a: {{scrivi:chi riceve la delega}}

Per: {{scrivi:che cosa può fare}}

Data: {{oggi}}

[firma della persona]$t$, false, 'case', 'letter');

insert into letter_template (id, programme_id, letter_id, language, name, body, to_body, compartment, kept_as)
  select made.id, made.programme_id, made.id, made.language, made.name, made.body, made.to_body, made.compartment, made.kept_as
    from (select gen_random_uuid() as id, p.id as programme_id, m.* from programme p cross join letter_model m where m.number >= 7) made;
