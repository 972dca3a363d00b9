-- The street: places, outings with the safety of who goes, contacts without a name, who is met again, and what a contact becomes.

create table outreach_setting (
  programme_id      uuid primary key references programme,
  check_minutes     integer not null check (check_minutes between 10 and 240),
  escalate_minutes  integer not null check (escalate_minutes between 5 and 240),
  deputies          uuid[] not null default '{}' check (cardinality(deputies) <= 20),
  coverage_weeks    integer not null check (coverage_weeks between 1 and 52),
  changed_by        uuid not null references membership,
  changed_at        timestamptz not null default now(),
  version           integer not null default 1
);
comment on table outreach_setting is 'How a programme keeps watch over who is out. Where there is no row, the defaults of outreach_rule() hold.';

create table place (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  name            text not null check (length(trim(name)) between 2 and 120),
  kind            text not null check (kind in ('street-prostitution', 'gathering-point', 'labour-pickup', 'informal-settlement', 'farm', 'workshop', 'construction-site', 'workplace', 'station', 'canteen', 'centre-surroundings', 'reception-centre', 'housing', 'public-space', 'online')),
  town            text not null check (length(trim(town)) between 2 and 80),
  latitude        double precision check (latitude between -90 and 90),
  longitude       double precision check (longitude between -180 and 180),
  access_notes    text not null default '' check (length(access_notes) <= 1000),
  dangers         text not null default '' check (length(dangers) <= 1000),
  usual_hours     jsonb not null default '[]',
  languages       text[] not null default '{}',
  nationalities   text[] not null default '{}',
  seasons         jsonb not null default '[]',
  every_weeks     integer check (every_weeks between 1 and 52),
  retired_at      timestamptz,
  retired_reason  text check (length(retired_reason) <= 280),
  created_by      uuid not null references membership,
  created_at      timestamptz not null default now(),
  version         integer not null default 1,
  unique (programme_id, id),
  check ((latitude is null) = (longitude is null))
);
comment on table place is 'Where the team goes. The position is exact and stays with the team; a place is retired and never deleted.';
comment on column place.seasons is 'A list of {activity, months}: what is harvested or done, in which months.';
create index place_by_name on place (programme_id, town, name, id);

create table place_version (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  place_id      uuid not null references place,
  before        jsonb not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp()
);
comment on table place_version is 'The fields of a place that somebody changed, as they were. Written by a trigger alone.';
create index place_version_of on place_version (place_id, at desc);

create table outing (
  id               uuid primary key,
  programme_id     uuid not null references programme,
  state            text not null default 'planned' check (state in ('planned', 'under-way', 'returned', 'closed', 'cancelled')),
  starts_at        timestamptz not null,
  ends_at          timestamptz not null,
  answerable_id    uuid not null references membership,
  buddy_id         uuid references membership,
  purposes         text[] not null check (cardinality(purposes) between 1 and 7 and purposes <@ '{meet-people,give-information,hand-out-material,go-back-to-somebody,accompany,explore-places,other}'),
  purpose_words    text not null default '' check (length(purpose_words) <= 280),
  vehicle          text not null default '' check (length(vehicle) <= 60),
  materials        jsonb not null default '[]',
  materials_given  jsonb not null default '[]',
  check_minutes    integer check (check_minutes between 10 and 240),
  weather          text not null default '' check (length(weather) <= 280),
  kilometres       integer check (kilometres between 0 and 2000),
  incidents        text not null default '' check (length(incidents) <= 2000),
  diary            text not null default '' check (length(diary) <= 4000),
  started_at       timestamptz,
  returned_at      timestamptz,
  created_by       uuid not null references membership,
  created_at       timestamptz not null default now(),
  changed_at       timestamptz not null default now(),
  version          integer not null default 1,
  unique (programme_id, id),
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  constraint outing_without_plate check (vehicle !~* '(^|[^[:alnum:]])[a-hj-npr-tv-z]{2}[[:space:]-]?[0-9]{3}[[:space:]-]?[a-hj-npr-tv-z]{2}($|[^[:alnum:]])')
);
comment on table outing is 'A time on the street, planned by day, crew and stops. Never fewer than two people; never the plate of a car.';
create index outing_by_time on outing (programme_id, starts_at, id);
create index outing_watched on outing (programme_id, starts_at) where state in ('planned', 'under-way');

create table outing_crew (
  outing_id     uuid not null references outing,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  joined_at     timestamptz not null default now(),
  left_at       timestamptz,
  primary key (outing_id, member_id)
);
create index outing_crew_of_member on outing_crew (member_id, outing_id) where left_at is null;

create table outing_stop (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  outing_id     uuid not null references outing,
  place_id      uuid not null,
  position      integer not null check (position between 1 and 30),
  at            timestamptz,
  outcome       text check (outcome in ('visited', 'nobody-there', 'not-reached')),
  removed_at    timestamptz,
  foreign key (programme_id, place_id) references place (programme_id, id)
);
create index outing_stop_of on outing_stop (outing_id, position) where removed_at is null;
create index outing_stop_of_place on outing_stop (place_id, outing_id) where removed_at is null;

create table outing_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  outing_id     uuid not null references outing,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  reason        text check (length(reason) <= 500),
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp()
);
create index outing_move_of on outing_move (outing_id, at);

create table outing_check (
  id                 uuid primary key,
  programme_id       uuid not null references programme,
  outing_id          uuid not null references outing,
  kind               text not null check (kind in ('start', 'check-in', 'check-out', 'help')),
  by_member          uuid not null references membership,
  at                 timestamptz not null,
  device_at          timestamptz not null,
  received_at        timestamptz not null default now(),
  clock_off_seconds  bigint not null default 0,
  place_id           uuid,
  latitude           double precision,
  longitude          double precision,
  exact              boolean not null default false,
  words              text not null default '' check (length(words) <= 280),
  foreign key (programme_id, place_id) references place (programme_id, id),
  check (at <= received_at),
  check ((latitude is null) = (longitude is null))
);
comment on table outing_check is 'Signs of life. `at` is our reckoning of when it was made, `device_at` what the telephone showed, `received_at` when it came.';
create index outing_check_of on outing_check (outing_id, at desc);
create index outing_check_at_place on outing_check (place_id, at desc) where place_id is not null;

create table outing_alarm (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  outing_id     uuid not null references outing,
  kind          text not null check (kind in ('not-started', 'check-overdue', 'return-overdue', 'help')),
  state         text not null default 'standing' check (state in ('standing', 'acknowledged', 'closed')),
  due_at        timestamptz not null,
  raised_at     timestamptz not null,
  escalated_at  timestamptz,
  version       integer not null default 1
);
comment on table outing_alarm is 'Raised by the house itself, by its own clock; of each kind at most one stands for an outing.';
create unique index outing_alarm_stands_once on outing_alarm (outing_id, kind) where state <> 'closed';
create index outing_alarm_open on outing_alarm (programme_id, raised_at) where state <> 'closed';
create index outing_alarm_of on outing_alarm (outing_id, raised_at desc);

create table outing_alarm_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  alarm_id      uuid not null references outing_alarm,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  words         text check (length(words) <= 1000),
  by_member     uuid references membership,
  at            timestamptz not null default clock_timestamp()
);
comment on column outing_alarm_move.by_member is 'Null: the house itself, because a sign of life came or all are back.';
create index outing_alarm_move_of on outing_alarm_move (alarm_id, at);

create table encounter (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  code          text not null,
  alias         text check (length(trim(alias)) between 1 and 60),
  created_by    uuid not null references membership,
  created_at    timestamptz not null default now(),
  version       integer not null default 1,
  unique (programme_id, code),
  unique (programme_id, id)
);
comment on table encounter is 'Somebody who is met again and has no file. A code that can be spoken, and what they want to be called.';
create index encounter_by_alias on encounter (programme_id, lower(alias) text_pattern_ops) where alias is not null;

create table encounter_card (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  encounter_id  uuid not null,
  digest        bytea not null check (octet_length(digest) = 32),
  issued_by     uuid not null references membership,
  issued_at     timestamptz not null default now(),
  stopped_at    timestamptz,
  stopped_by    uuid references membership,
  reason        text check (reason in ('lost', 'given-away', 'taken-by-somebody', 'person-asked', 'reissued')),
  unique (programme_id, digest),
  foreign key (programme_id, encounter_id) references encounter (programme_id, id),
  check ((stopped_at is null) = (reason is null))
);
comment on column encounter_card.digest is 'SHA-256 of what the card holds: 130 bits of chance, kept nowhere.';
create index encounter_card_of on encounter_card (encounter_id, issued_at desc);

create table street_contact (
  id                 uuid primary key,
  programme_id       uuid not null references programme,
  outing_id          uuid,
  at                 timestamptz not null,
  device_at          timestamptz not null,
  received_at        timestamptz not null default now(),
  clock_off_seconds  bigint not null default 0,
  is_late            boolean not null default false,
  recorded_by        uuid not null references membership,
  place_id           uuid,
  place_kind         text not null check (place_kind in ('street-prostitution', 'gathering-point', 'labour-pickup', 'informal-settlement', 'farm', 'workshop', 'construction-site', 'workplace', 'station', 'canteen', 'centre-surroundings', 'reception-centre', 'housing', 'public-space', 'online')),
  zone               text not null default '' check (length(zone) <= 80),
  people             integer not null default 1 check (people between 1 and 500),
  gender             text not null default 'unknown' check (gender in ('female', 'male', 'other', 'mixed', 'unknown')),
  age_band           text not null default 'unknown' check (age_band in ('possibly-minor', 'young-adult', 'adult', 'older', 'mixed', 'unknown')),
  language           text check (language ~ '^[a-z]{2,3}$'),
  language_is        text not null default 'presumed' check (language_is in ('declared', 'presumed')),
  nationality        text check (nationality ~ '^[A-Z]{2}$'),
  nationality_is     text not null default 'presumed' check (nationality_is in ('declared', 'presumed')),
  familiarity        text not null default 'unknown' check (familiarity in ('new', 'known', 'unknown')),
  level              integer not null default 0 check (level between 0 and 4),
  needs              text[] not null default '{}' check (needs <@ '{safety,housing,food-income,legal-status,physical-health,mental-health,work-rights,language-education,family-children,isolation,information,justice}'),
  signs              text[] not null default '{}' check (cardinality(signs) <= 20),
  informed           text[] not null default '{}' check (informed <@ '{who-we-are,desk-and-hours,rights-at-work,health,legal-status,anti-trafficking-number,emergency-numbers,other}'),
  materials          jsonb not null default '[]',
  referrals          text[] not null default '{}' check (referrals <@ '{desk,health,legal,union,shelter,anti-trafficking,social-services,school,job-centre,other}'),
  agreed             text[] not null default '{}' check (agreed <@ '{comes-to-desk,we-return,calls-us,go-along,nothing}'),
  danger             boolean not null default false,
  note               text not null default '' check (length(note) <= 280),
  latitude           double precision,
  longitude          double precision,
  exact              boolean not null default false,
  taken_back_at      timestamptz,
  version            integer not null default 1,
  unique (programme_id, id),
  foreign key (programme_id, outing_id) references outing (programme_id, id),
  foreign key (programme_id, place_id) references place (programme_id, id),
  check (at <= received_at),
  check ((latitude is null) = (longitude is null)),
  constraint contact_position_is_coarse check (exact or latitude is null or (latitude = round(latitude::numeric, 2)::double precision and longitude = round(longitude::numeric, 2)::double precision))
);
comment on table street_contact is 'One person or a group, met on the street without a name. `at` is our reckoning; what the telephone showed and when it came stand beside it.';
create index street_contact_of_outing on street_contact (outing_id, at, id);
create index street_contact_of_place on street_contact (place_id, at desc, id desc) where place_id is not null;
create index street_contact_by_time on street_contact (programme_id, at);

create table street_contact_version (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null references street_contact,
  before        jsonb not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp()
);
comment on table street_contact_version is 'The fields of a contact that somebody put right, as they were. Written by a trigger alone.';
create index street_contact_version_of on street_contact_version (contact_id, at desc);

create table encounter_link (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null,
  encounter_id  uuid not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp(),
  ended_at      timestamptz,
  ended_by      uuid references membership,
  foreign key (programme_id, contact_id) references street_contact (programme_id, id),
  foreign key (programme_id, encounter_id) references encounter (programme_id, id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index encounter_link_of_contact on encounter_link (contact_id) where ended_at is null;
create index encounter_link_of_encounter on encounter_link (encounter_id) where ended_at is null;

create table contact_case (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null,
  case_id       uuid not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, contact_id) references street_contact (programme_id, id),
  foreign key (programme_id, case_id) references case_file (programme_id, id),
  unique (contact_id, case_id)
);
comment on table contact_case is 'That a contact became a person with a case: read by those who hold the case, for it ties the street to a file.';
create index contact_case_of_case on contact_case (case_id, at desc);

create table contact_outcome (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  contact_id    uuid not null,
  kind          text not null check (kind in ('appointment', 'inbound-referral', 'emergency')),
  subject_id    uuid not null,
  by_member     uuid not null references membership,
  at            timestamptz not null default now(),
  foreign key (programme_id, contact_id) references street_contact (programme_id, id),
  unique (contact_id, kind, subject_id)
);
comment on table contact_outcome is 'What a contact became elsewhere. The room that holds the thing says who may see it; here stands its id alone.';

create table street_hour (
  id              uuid primary key,
  programme_id    uuid not null references programme,
  outing_id       uuid not null,
  for_member      uuid not null references membership,
  appointment_id  uuid not null unique,
  state           text not null default 'held' check (state in ('held', 'given', 'let-go')),
  contact_id      uuid,
  created_by      uuid not null references membership,
  created_at      timestamptz not null default now(),
  version         integer not null default 1,
  foreign key (programme_id, outing_id) references outing (programme_id, id),
  foreign key (programme_id, appointment_id) references appointment (programme_id, id),
  foreign key (programme_id, contact_id) references street_contact (programme_id, id),
  check ((state = 'given') = (contact_id is not null))
);
comment on table street_hour is 'An hour of the desk kept for ONE of the crew of ONE outing. Its appointment stands from the beginning, so that giving it with no signal never clashes.';
create index street_hour_of_outing on street_hour (outing_id);

create table street_hour_move (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  hour_id       uuid not null references street_hour,
  move          text not null,
  from_state    text not null,
  to_state      text not null,
  contact_id    uuid,
  by_member     uuid not null references membership,
  at            timestamptz not null default clock_timestamp()
);
create index street_hour_move_of on street_hour_move (hour_id, at);

-- What a notification speaks of is a word of the rooms' contracts, as its kind is already.
alter table notification drop constraint notification_subject_check;
alter table notification add constraint notification_subject_check check (subject ~ '^[a-z]+(-[a-z]+)*$');
