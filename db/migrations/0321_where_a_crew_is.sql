-- Where a crew is, exactly: apart from its signs of life, which the whole team reads. Written by whoever is out, of themselves; read by who coordinates while an
-- alarm stands; gone with the closing.
create table outing_position (
  check_id         uuid primary key references outing_check,
  programme_id     uuid not null references programme,
  outing_id        uuid not null references outing,
  by_member        uuid not null references membership,
  latitude         double precision not null check (latitude between -90 and 90),
  longitude        double precision not null check (longitude between -180 and 180),
  accuracy_metres  integer not null check (accuracy_metres between 0 and 100000),
  taken_at         timestamptz not null,
  received_at      timestamptz not null default now()
);
comment on table outing_position is 'Where one of a crew was at a sign of life, by their own telephone and their own choice. Kept for whoever answers an alarm, and deleted when the outing is closed.';
create index outing_position_of on outing_position (outing_id, taken_at desc);

insert into outing_position (check_id, programme_id, outing_id, by_member, latitude, longitude, accuracy_metres, taken_at, received_at)
  select k.id, k.programme_id, k.outing_id, k.by_member, k.latitude, k.longitude, case when k.exact then 50 else 1000 end, k.at, k.received_at
    from outing_check k join outing o on o.id = k.outing_id where k.latitude is not null and o.state not in ('closed', 'cancelled');
drop function if exists keep_outing_check(uuid, uuid, text, timestamptz, timestamptz, bigint, uuid, double precision, double precision, boolean, text);
alter table outing_check drop column latitude;
alter table outing_check drop column longitude;
alter table outing_check drop column exact;

-- People who are met are held to a hundredth of a degree, always: what was finer is rounded for good, and so is gone.
update street_contact set latitude = round(latitude::numeric, 2)::double precision, longitude = round(longitude::numeric, 2)::double precision, exact = false where exact;
-- What was put right keeps what stood before: there too, no finer.
update street_contact_version set before = (before - 'exact') || jsonb_strip_nulls(jsonb_build_object('latitude', round((before ->> 'latitude')::numeric, 2), 'longitude', round((before ->> 'longitude')::numeric, 2)))
  where before ?| array['exact', 'latitude', 'longitude'];
alter table street_contact drop constraint contact_position_is_coarse;
alter table street_contact drop column exact;
alter table street_contact add constraint contact_position_is_coarse check (latitude is null or (latitude = round(latitude::numeric, 2)::double precision and longitude = round(longitude::numeric, 2)::double precision));
