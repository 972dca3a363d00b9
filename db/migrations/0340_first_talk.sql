-- The first talk of a segnalazione that was accepted is an hour of the agenda: which one, and which step made it so.
alter table inbound_contact add column appointment_id uuid references appointment;
alter table inbound_contact_move add column appointment_id uuid references appointment;
comment on column inbound_contact.appointment_id is 'The hour of the first talk, while it stands booked; empty again when it fell through.';
comment on column inbound_contact_move.appointment_id is 'The hour that this step booked, or that fell through.';
create index inbound_contact_of_appointment on inbound_contact (appointment_id) where appointment_id is not null;
