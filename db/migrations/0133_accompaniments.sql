-- Going along with a person is an appointment too: it keeps the same people busy. Where one goes, and how it went, belongs to the case.

alter table appointment_matter drop constraint appointment_matter_kind_check;
alter table appointment_matter add constraint appointment_matter_kind_check check (kind in ('first', 'in-depth', 'psychological', 'legal', 'work-orientation', 'follow-up', 'emergency', 'accompaniment'));
alter table appointment_matter add column going_to text check (going_to in ('health-service', 'public-office', 'court', 'lawyer', 'job-centre', 'school', 'bank-or-post', 'accommodation', 'other'));
alter table appointment_matter add column outcome text check (outcome in ('done', 'partly', 'sent-away', 'person-did-not-come', 'called-off'));
alter table appointment_matter add check ((kind = 'accompaniment') = (going_to is not null));
alter table appointment_matter add check (outcome is null or kind = 'accompaniment');
comment on column appointment_matter.going_to is 'Where one goes along; the team reads the hour and with whom, never where to.';
