-- Notice and consent: two things. The notice is given; consents are separate switches, each given, refused or withdrawn.

create table notice_model (
  language  text primary key check (language ~ '^[a-z]{2,3}$'),
  title     text not null,
  body      text not null
);
comment on table notice_model is 'The words a new programme starts from, approved by nobody yet.';

create table notice_version (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  number        integer not null check (number > 0),
  valid_from    date not null default current_date,
  valid_until   date,
  created_by    uuid references membership,
  created_at    timestamptz not null default now(),
  unique (programme_id, number),
  unique (programme_id, id),
  check (valid_until is null or valid_until >= valid_from)
);
comment on column notice_version.created_by is 'Null for the first version, which came with the programme.';

create table notice_text (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  notice_id     uuid not null,
  language      text not null check (language ~ '^[a-z]{2,3}$'),
  edition       integer not null default 1,
  title         text not null check (length(title) between 2 and 200),
  body          text not null check (length(body) between 20 and 20000),
  written_by    uuid references membership,
  written_at    timestamptz not null default now(),
  approved_by   uuid references membership,
  approved_at   timestamptz,
  unique (notice_id, language, edition),
  unique (programme_id, id),
  foreign key (programme_id, notice_id) references notice_version (programme_id, id),
  check ((approved_by is null) = (approved_at is null))
);
comment on table notice_text is 'A correction is a new edition: what a person once heard stays as they heard it.';
comment on column notice_text.approved_by is 'The mediator who answers for these words in this language. Until then staff are told that nobody does.';

create table notice_delivery (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  text_id       uuid not null,
  means         text not null check (means in ('oral', 'written', 'audio')),
  mediator_id   uuid references membership,
  understood    text not null check (understood in ('yes', 'partly', 'no', 'not-checked')),
  given_by      uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, text_id) references notice_text (programme_id, id)
);
comment on column notice_delivery.understood is 'By teach-back: the person says it again in their own words.';
create index notice_delivery_of_case on notice_delivery (case_id, at desc);

create table consent (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  switch        text not null check (switch in ('document-copy', 'sharing', 'contact', 'anti-trafficking', 'psychological-treatment', 'follow-up', 'story-research', 'phone-interpreter')),
  recipient_id  uuid,
  purpose       text check (purpose in ('legal', 'health', 'psychological', 'housing', 'work', 'education', 'income', 'protection', 'family', 'other')),
  channel       text check (channel in ('call', 'text-message', 'messaging-app', 'email', 'letter', 'through-trusted-person')),
  state         text not null default 'requested' check (state in ('requested', 'given', 'refused', 'withdrawn', 'expired')),
  valid_until   date,
  requested_by  uuid not null references membership,
  requested_at  timestamptz not null default now(),
  version       integer not null default 1,
  unique (id, case_id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (programme_id, recipient_id) references organisation (programme_id, id),
  check ((switch = 'sharing') = (recipient_id is not null and purpose is not null)),
  check (switch = 'sharing' or (recipient_id is null and purpose is null)),
  check ((switch = 'contact') = (channel is not null))
);
comment on table consent is 'One switch, for one purpose, recipient or channel. A refused or withdrawn one is never switched on again: a new one is asked.';
create unique index consent_open_once on consent (case_id, switch, coalesce(recipient_id::text, ''), coalesce(purpose, ''), coalesce(channel, '')) where state in ('requested', 'given');
create index consent_of_case on consent (case_id, requested_at desc);

create table consent_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  case_id       uuid not null,
  consent_id    uuid not null,
  move          text not null check (move in ('give', 'refuse', 'withdraw', 'expire')),
  from_state    text not null,
  to_state      text not null,
  evidence      text check (evidence in ('signature', 'mark-and-witness', 'audio', 'attestation')),
  signature     text check (length(signature) between 1 and 200),
  witness       text check (length(witness) between 2 and 200),
  audio_hash    text check (audio_hash ~ '^[0-9a-f]{64}$'),
  attested_with uuid references membership,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (consent_id, case_id) references consent (id, case_id),
  check (move <> 'give' or evidence is not null),
  check (evidence is distinct from 'signature' or signature is not null),
  check (evidence is distinct from 'mark-and-witness' or witness is not null),
  check (evidence is distinct from 'audio' or audio_hash is not null),
  check (evidence is distinct from 'attestation' or attested_with is not null),
  check (attested_with is distinct from by_member)
);
comment on column consent_move.audio_hash is 'SHA-256 of the recording; the recording itself stays where the person agreed it may stay.';
comment on column consent_move.attested_with is 'The second who attests, beside the one who writes it down: a worker and a mediator.';
create index consent_move_of_consent on consent_move (consent_id, at);

create table sharing_record (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  case_id          uuid not null,
  person_id        uuid not null references person,
  consent_id       uuid,
  organisation_id  uuid not null,
  what             jsonb not null default '[]' check (jsonb_typeof(what) = 'array'),
  at               timestamptz not null default now(),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  foreign key (consent_id, case_id) references consent (id, case_id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id)
);
comment on table sharing_record is 'What left for whom, as codes of fields and never their content: the list of those to be told when a consent is withdrawn.';
create index sharing_record_of_person on sharing_record (person_id, at desc);
create index sharing_record_of_case on sharing_record (case_id, at desc);

insert into notice_model (language, title, body) values
('it', 'Chi siamo, che cosa scriviamo, che cosa decidi tu', $it$Siamo l’équipe del progetto RE.T.I. Parliamo con te per capire di che cosa hai bisogno e per aiutarti a ottenerlo.

Parlare con noi è gratis. Puoi non rispondere. Puoi fermarti quando vuoi. Puoi anche non dire il tuo nome.

Scriviamo solo quello che serve per aiutarti. Lo leggono le persone dell’équipe che ti seguono. La Prefettura, che guida il progetto, riceve solo numeri: non legge la tua storia e non vede il tuo nome.

Per seguirti non ti chiediamo un permesso generale: la legge affida a questo progetto il compito di aiutare e proteggere. Per alcune cose, invece, decidi tu ogni volta: per esempio se possiamo parlare con un altro servizio, telefonarti, fare una copia dei documenti. Se dici no, ti aiutiamo lo stesso. Se hai detto sì, puoi cambiare idea in ogni momento.

Alcune cose non possiamo sempre tenerle per noi: se tu o un’altra persona siete in grave pericolo, o se la legge ci obbliga a segnalare un reato. Quando è possibile, prima ne parliamo con te.

Puoi chiedere di vedere quello che abbiamo scritto, di correggerlo, di cancellarlo quando la legge lo permette, e di sapere chi lo ha letto. Puoi fare reclamo al Garante per la protezione dei dati personali.

Se qualcosa non è chiaro, chiedi: lo spieghiamo di nuovo, anche con una persona che parla la tua lingua.$it$),
('en', 'Who we are, what we write down, what you decide', $en$We are the team of the RE.T.I. project. We talk with you to understand what you need and to help you get it.

Talking with us is free. You may choose not to answer. You may stop whenever you want. You do not have to tell us your name.

We write down only what we need in order to help you. The people of the team who work with you read it. The Prefettura, which leads the project, receives only numbers: it does not read your story and does not see your name.

To work with you we do not ask you for one general permission: the law gives this project the task of helping and protecting. For some things, instead, you decide each time: for example whether we may talk to another service, phone you, or copy your documents. If you say no, we help you all the same. If you said yes, you can change your mind at any time.

Some things we cannot always keep to ourselves: if you or someone else is in serious danger, or if the law obliges us to report a crime. Whenever we can, we talk about it with you first.

You can ask to see what we wrote, to correct it, to delete it when the law allows, and to know who has read it. You can complain to the Italian data protection authority (Garante).

If something is not clear, ask: we explain it again, also with a person who speaks your language.$en$),
('fr', 'Qui nous sommes, ce que nous écrivons, ce que tu décides', $fr$Nous sommes l’équipe du projet RE.T.I. Nous parlons avec toi pour comprendre ce dont tu as besoin et pour t’aider à l’obtenir.

Parler avec nous est gratuit. Tu peux ne pas répondre. Tu peux t’arrêter quand tu veux. Tu n’es pas obligé de dire ton nom.

Nous écrivons seulement ce qui sert à t’aider. Les personnes de l’équipe qui te suivent peuvent le lire. La Prefettura, qui dirige le projet, reçoit seulement des chiffres : elle ne lit pas ton histoire et ne voit pas ton nom.

Pour te suivre, nous ne te demandons pas une autorisation générale : la loi confie à ce projet la tâche d’aider et de protéger. Pour certaines choses, au contraire, tu décides chaque fois : par exemple si nous pouvons parler avec un autre service, te téléphoner ou copier tes documents. Si tu dis non, nous t’aidons quand même. Si tu as dit oui, tu peux changer d’avis à tout moment.

Il y a des choses que nous ne pouvons pas toujours garder pour nous : si toi ou une autre personne êtes en grave danger, ou si la loi nous oblige à signaler un crime. Quand c’est possible, nous en parlons d’abord avec toi.

Tu peux demander à voir ce que nous avons écrit, à le corriger, à l’effacer quand la loi le permet, et à savoir qui l’a lu. Tu peux porter plainte auprès de l’autorité italienne de protection des données (Garante).

Si quelque chose n’est pas clair, demande : nous l’expliquons encore, aussi avec une personne qui parle ta langue.$fr$),
('ar', 'من نحن، وماذا نكتب، وماذا تقرّر أنت', $ar$نحن فريق مشروع RE.T.I. نتحدث معك لنفهم ما تحتاج إليه ولنساعدك في الحصول عليه.

الحديث معنا مجاني. يمكنك ألا تجيب. يمكنك أن تتوقف متى شئت. ولست مضطرًا إلى أن تقول اسمك.

نكتب فقط ما يلزم لمساعدتك. يقرؤه أعضاء الفريق الذين يتابعونك. أما الـ Prefettura التي تقود المشروع فتصلها أرقام فقط: لا تقرأ قصتك ولا ترى اسمك.

لكي نتابعك لا نطلب منك إذنًا عامًا: القانون يكلّف هذا المشروع بمهمة المساعدة والحماية. لكن في بعض الأمور أنت تقرّر في كل مرة: مثلًا هل يمكننا أن نتحدث مع خدمة أخرى، أو أن نتصل بك، أو أن نصوّر وثائقك. إذا قلت لا، نساعدك على أي حال. وإذا قلت نعم، يمكنك أن تغيّر رأيك في أي وقت.

هناك أمور لا نستطيع دائمًا أن نحتفظ بها لأنفسنا: إذا كنت أنت أو شخص آخر في خطر شديد، أو إذا ألزمنا القانون بالإبلاغ عن جريمة. وعندما يكون ذلك ممكنًا نتحدث معك أولًا.

يمكنك أن تطلب رؤية ما كتبناه، وتصحيحه، وحذفه عندما يسمح القانون، ومعرفة من قرأه. ويمكنك تقديم شكوى إلى الهيئة الإيطالية لحماية البيانات (Garante).

إذا كان شيء غير واضح، اسأل: نشرحه مرة أخرى، أيضًا مع شخص يتكلم لغتك.$ar$);

-- Programmes that are there already begin with the same words.
insert into notice_version (id, programme_id, number) select gen_random_uuid(), p.id, 1 from programme p;
insert into notice_text (id, programme_id, notice_id, language, title, body)
  select gen_random_uuid(), v.programme_id, v.id, m.language, m.title, m.body from notice_version v cross join notice_model m;
