-- Letters from templates: words with named fields, put in use by the coordinator, filled for one case or for many.

create table letter_model (
  number    integer primary key,
  language  text not null check (language in ('it', 'en')),
  name      text not null,
  body      text not null,
  to_body   boolean not null
);
comment on table letter_model is 'The letters a new programme starts from, as drafts: the office reads them before it uses them.';

create table letter_template (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  letter_id     uuid not null,
  edition       integer not null default 1 check (edition > 0),
  language      text not null check (language in ('it', 'en')),
  name          text not null check (length(name) between 3 and 120),
  body          text not null check (length(body) between 10 and 20000),
  to_body       boolean not null default false,
  state         text not null default 'draft' check (state in ('draft', 'in-use', 'retired')),
  created_by    uuid references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, id),
  unique (letter_id, edition)
);
comment on column letter_template.letter_id is 'What stays the same from edition to edition: a letter in use is never rewritten, a newer edition takes its place.';
comment on column letter_template.to_body is 'It goes to another body: it is made only where the person agreed, and says the name only then.';
create index letter_template_of_programme on letter_template (programme_id, name);

create table letter_template_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  template_id   uuid not null,
  move          text not null check (move in ('use', 'retire')),
  from_state    text not null,
  to_state      text not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, template_id) references letter_template (programme_id, id)
);
create index letter_template_move_of_template on letter_template_move (template_id, at);

create table letter_run (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  template_id      uuid not null,
  format           text not null check (format in ('pdf', 'docx')),
  organisation_id  uuid,
  answers          jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  by_member        uuid not null references membership,
  at               timestamptz not null default now(),
  unique (programme_id, id),
  foreign key (programme_id, template_id) references letter_template (programme_id, id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id)
);
comment on table letter_run is 'One letter for one case or many. The copies are documents of their cases; the whole is handed over together for a day.';
comment on column letter_run.answers is 'What the writer filled in, the same in every copy: about the office, never about a person.';

create table letter_run_case (
  run_id        uuid not null references letter_run,
  case_id       uuid not null references case_file,
  position      integer not null,
  document_id   uuid references document,
  problem       text check (length(problem) between 3 and 60),
  done_at       timestamptz,
  primary key (run_id, case_id),
  check (document_id is null or problem is null),
  check ((done_at is null) = (document_id is null and problem is null))
);
create index letter_run_case_to_do on letter_run_case (run_id, position) where done_at is null;

insert into letter_model (number, language, name, body, to_body) values
(1, 'it', 'Conferma di un appuntamento', $t$Le confermiamo l’appuntamento di {{appuntamento.giorno}} alle {{appuntamento.ora}}, presso {{ufficio}}.

Se non può venire, ci avvisi: troviamo insieme un altro giorno. Può venire con una persona di fiducia. Se le serve una mediatrice o un mediatore, ci sarà.

[firma]$t$, false),
(2, 'it', 'Accompagnamento a un servizio', $t$Al servizio: {{servizio}}

Vi presentiamo {{persona.nome}} (codice {{persona.codice}}), che si rivolge a voi per: {{scrivi:motivo della richiesta}}.

La persona ha acconsentito a questa presentazione e a che vi siano comunicati soltanto i dati scritti qui. Vi chiediamo di confermare la presa in carico a chi scrive.

# Che cosa chiediamo

- {{scrivi:prima richiesta}}

Per ogni necessità: {{scrivente.nome}}, {{ufficio}}.

[firma]$t$, true),
(3, 'it', 'Attestazione di presenza', $t$Si attesta che {{persona.nome}} era presente presso questo ufficio il giorno {{scrivi:giorno}}, dalle ore {{scrivi:dalle}} alle ore {{scrivi:alle}}.

Si rilascia su richiesta della persona, per gli usi consentiti.

[firma]$t$, false),
(4, 'it', 'Richiesta di informazioni a un ente', $t$A: {{servizio}}

Con riferimento alla persona {{persona.nome}} (codice {{persona.codice}}), che vi ha acconsentito, vi chiediamo di comunicarci: {{scrivi:informazione richiesta}}.

Vi preghiamo di rispondere a {{scrivente.nome}}, {{ufficio}}, con un mezzo che protegga i dati.

[firma]$t$, true),
(5, 'it', 'Relazione di chiusura', $t$# Il percorso

Percorso aperto il {{caso.aperto-il}}; codice {{persona.codice}}.

# Che cosa è stato fatto

{{scrivi:che cosa è stato fatto}}

# Dove siamo arrivati

{{scrivi:dove siamo arrivati}}

# Dopo

La persona sa che può tornare. Riferimento: {{scrivente.nome}}.

[firma]$t$, false),
(6, 'en', 'Confirmation of an appointment', $t$We confirm your appointment on {{appuntamento.giorno}} at {{appuntamento.ora}}, at {{ufficio}}.

If you cannot come, let us know: together we will find another day. You may come with somebody you trust. If you need a mediator, one will be there.

[firma]$t$, false);

insert into letter_template (id, programme_id, letter_id, language, name, body, to_body)
  select made.id, made.programme_id, made.id, made.language, made.name, made.body, made.to_body
    from (select gen_random_uuid() as id, p.id as programme_id, m.* from programme p cross join letter_model m) made;
