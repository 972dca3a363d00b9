-- The directory of the territory: which service does what, for whom, and when somebody last made sure of it.

create table service (
  id                    uuid primary key,
  programme_id          uuid not null references programme,
  organisation_id       uuid not null,
  name                  text not null check (length(trim(name)) between 2 and 200),
  category              text not null check (category in ('housing', 'health', 'psychological', 'legal', 'documents', 'language', 'training', 'job', 'work-rights',
                          'social-security', 'social-services', 'anti-trafficking', 'anti-violence', 'minors', 'mediation', 'transport', 'education', 'financial',
                          'assisted-return', 'community', 'emergency-goods')),
  description           text not null default '' check (length(description) <= 2000),
  languages             text[] not null default '{}' check (cardinality(languages) <= 40),
  access_rule           text not null default '' check (length(access_rule) <= 1000),
  documents_needed      text not null default '' check (length(documents_needed) <= 1000),
  without_papers        text not null default 'unknown' check (without_papers in ('yes', 'no', 'unknown')),
  cost                  text not null default '' check (length(cost) <= 300),
  hours                 text not null default '' check (length(hours) <= 500),
  area                  text not null default '' check (length(area) <= 300),
  how_to_refer          text not null default '' check (length(how_to_refer) <= 1000),
  confidential_address  boolean not null default false,
  active                boolean not null default true,
  verified_on           date,
  verified_by           uuid references membership,
  created_by            uuid not null references membership,
  created_at            timestamptz not null default now(),
  version               integer not null default 1,
  unique (programme_id, id),
  unique (id, organisation_id),
  foreign key (programme_id, organisation_id) references organisation (programme_id, id),
  check ((verified_on is null) = (verified_by is null)),
  constraint service_keeps_its_place_secret check (not confidential_address or (description = '' and hours = '' and area = '' and cost = ''))
);
comment on table service is 'A service of an organisation of the network. There is no street address here: the area is a town or a district.';
comment on column service.confidential_address is 'A protected place: only its name, whom it is for and how to refer are kept, and only the team reads them. Nothing else can be written.';
create index service_by_name on service (programme_id, name, id);
create index service_by_category on service (programme_id, category, name, id);
create index service_of_organisation on service (organisation_id);
create index service_words on service using gin ((name || ' ' || description || ' ' || access_rule || ' ' || area) gin_trgm_ops);
