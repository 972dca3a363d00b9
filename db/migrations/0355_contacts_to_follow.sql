-- What was done about a contact in which somebody saw a danger, or perhaps a minor. The last line says how it stands.

create table contact_follow_up (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null,
  how           text not null check (how in ('called', 'handed-on', 'safe', 'not-found', 'mistake', 'again')),
  words         text not null default '' check (length(words) <= 280),
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, contact_id) references street_contact (programme_id, id),
  constraint follow_up_says_what_was_done check (how = 'mistake' or length(words) >= 3)
);
comment on table contact_follow_up is 'What was done about a danger, or a doubt of minor age, that was noted on the street; the last line holds. "again": it is to be followed once more.';
create index contact_follow_up_of_contact on contact_follow_up (contact_id, at desc, id desc);
create index street_contact_of_concern on street_contact (programme_id, at) where taken_back_at is null and (danger or age_band = 'possibly-minor');
