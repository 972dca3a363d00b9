-- Sentences said to people in their languages. The words the program came with are edition 0 and stand in the program; what somebody
-- corrected or answers for stands here.
create table phrase_text (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  key           text not null check (length(key) between 3 and 80),
  language      text not null check (language in ('it', 'en', 'fr', 'ar', 'bn', 'uk')),
  edition       integer not null check (edition > 0),
  words         text not null check (length(words) between 1 and 600),
  written_by    uuid not null references membership,
  written_at    timestamptz not null default now(),
  approved_by   uuid references membership,
  approved_at   timestamptz,
  unique (programme_id, key, language, edition),
  check ((approved_by is null) = (approved_at is null))
);
comment on table phrase_text is 'A correction is a new edition. Whoever approves the words as they came puts them down as an edition too, so that what was approved never changes with the program.';

insert into notice_model (language, title, body) values
('bn', 'আমরা কারা, কী লিখি, আপনি কী ঠিক করেন', $bn$আমরা RE.T.I. প্রকল্পের দল। আপনার কী দরকার তা বুঝতে এবং তা পেতে সাহায্য করতে আমরা আপনার সঙ্গে কথা বলি।

আমাদের সঙ্গে কথা বলতে টাকা লাগে না। উত্তর না দিলেও চলবে। যখন ইচ্ছা থামতে পারেন। নিজের নাম না বললেও চলবে।

আপনাকে সাহায্য করতে যা দরকার, আমরা শুধু তা-ই লিখি। দলের যাঁরা আপনার সঙ্গে কাজ করেন, তাঁরাই তা পড়েন। প্রকল্পটি চালায় Prefettura; তারা শুধু সংখ্যা পায়: আপনার কথা পড়ে না, আপনার নাম দেখে না।

আপনার সঙ্গে কাজ করতে আমরা সব কিছুর জন্য একবারে অনুমতি চাই না: আইন এই প্রকল্পকে সাহায্য ও সুরক্ষার দায়িত্ব দিয়েছে। কিন্তু কিছু বিষয়ে প্রতিবার আপনি ঠিক করেন: যেমন, আমরা অন্য সেবার সঙ্গে কথা বলতে পারি কি না, আপনাকে ফোন করতে পারি কি না, কাগজপত্রের কপি করতে পারি কি না। না বললেও আমরা সাহায্য করব। হ্যাঁ বললেও যেকোনো সময় মত বদলাতে পারেন।

কিছু কথা আমরা সব সময় নিজেদের কাছে রাখতে পারি না: আপনি বা অন্য কেউ বড় বিপদে থাকলে, অথবা আইন আমাদের কোনো অপরাধের কথা জানাতে বাধ্য করলে। সম্ভব হলে আগে আপনার সঙ্গে কথা বলি।

আমরা কী লিখেছি তা দেখতে চাইতে পারেন, ঠিক করতে বলতে পারেন, আইন অনুমতি দিলে মুছে দিতে বলতে পারেন, এবং কে পড়েছে তা জানতে পারেন। ইতালির তথ্য সুরক্ষা কর্তৃপক্ষের (Garante) কাছে অভিযোগ করতে পারেন।

কিছু না বুঝলে জিজ্ঞেস করুন: আমরা আবার বুঝিয়ে বলব, আপনার ভাষা জানেন এমন কাউকে নিয়েও।$bn$),
('uk', 'Хто ми, що ми записуємо, що вирішуєте ви', $uk$Ми команда проєкту RE.T.I. Ми розмовляємо з вами, щоб зрозуміти, що вам потрібно, і допомогти це отримати.

Розмова з нами безкоштовна. Ви можете не відповідати. Ви можете зупинитися, коли захочете. Ви можете не називати свого імені.

Ми записуємо лише те, що потрібно, щоб вам допомогти. Це читають люди з команди, які працюють з вами. Prefettura, яка керує проєктом, отримує лише цифри: вона не читає вашої історії й не бачить вашого імені.

Щоб працювати з вами, ми не просимо одного загального дозволу: закон доручає цьому проєкту допомагати й захищати. Але деякі речі щоразу вирішуєте ви: наприклад, чи можемо ми говорити з іншою службою, телефонувати вам, робити копії документів. Якщо ви скажете «ні», ми все одно допоможемо. Якщо ви сказали «так», ви можете передумати будь-коли.

Деякі речі ми не завжди можемо тримати при собі: якщо ви або інша людина в серйозній небезпеці, або якщо закон зобов’язує нас повідомити про злочин. Коли це можливо, спершу ми говоримо про це з вами.

Ви можете попросити показати, що ми записали, виправити це, видалити, коли дозволяє закон, і дізнатися, хто це читав. Ви можете подати скаргу до італійського органу захисту персональних даних (Garante).

Якщо щось незрозуміло, запитайте: ми пояснимо ще раз, також із людиною, яка говорить вашою мовою.$uk$);

-- Programmes that still give the notice they began with can give it in these languages too; approved by nobody yet, and the screen says so.
insert into notice_text (id, programme_id, notice_id, language, title, body)
  select gen_random_uuid(), v.programme_id, v.id, m.language, m.title, m.body
    from notice_version v cross join notice_model m
   where v.number = 1 and v.valid_until is null and m.language in ('bn', 'uk')
     and not exists (select from notice_text t where t.notice_id = v.id and t.language = m.language);
