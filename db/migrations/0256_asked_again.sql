-- Whoever was asked to a conference and is no longer may be asked again: an invitation taken back by mistake, a consent given anew.

alter table conference_seat drop constraint conference_seat_conference_id_member_id_key;
create unique index conference_seat_once on conference_seat (conference_id, member_id) where left_at is null;
