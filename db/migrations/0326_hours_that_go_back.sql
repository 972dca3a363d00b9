-- An hour of the desk that was kept for the street and never given goes back by itself; one that was given, but of which the word came when it was
-- somebody else's already, is kept as promised until there is another.

alter table outreach_setting add column hours_back_minutes integer not null default 120 check (hours_back_minutes between 15 and 1440);
comment on column outreach_setting.hours_back_minutes is 'So many minutes after the end of an outing, or after its last sign of life, hours that were not given go back to the desk. The programme''s own choice.';

alter table street_hour drop constraint street_hour_state_check, drop constraint street_hour_check;
alter table street_hour
  add column goes_by text check (length(goes_by) between 2 and 60),
  add column speaks text check (speaks ~ '^[a-z]{2,3}$'),
  add constraint street_hour_state_check check (state in ('held', 'given', 'let-go', 'promised')),
  add constraint street_hour_of_somebody check ((state in ('given', 'promised')) = (contact_id is not null)),
  add constraint street_hour_promised_to check ((state = 'promised') = (goes_by is not null) and (goes_by is null) = (speaks is null));
comment on column street_hour.goes_by is 'What the person goes by at the desk, as long as another hour is owed to them.';
create index street_hour_open on street_hour (programme_id, outing_id) where state in ('held', 'promised');
create index street_hour_promised on street_hour (contact_id) where state = 'promised';

alter table street_hour_move alter column by_member drop not null, add column words text check (length(words) <= 500);
comment on column street_hour_move.by_member is 'Null: the house itself, for nobody gave the hour in time.';
alter table appointment_move alter column by_member drop not null;
comment on column appointment_move.by_member is 'Null: the house itself, of an hour kept for the street that nobody gave.';
