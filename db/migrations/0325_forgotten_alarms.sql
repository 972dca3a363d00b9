-- An alarm that somebody took on and said nothing more of goes further again: who holds it, since when, and how often it has climbed.

alter table outreach_setting add column again_minutes integer not null default 15 check (again_minutes between 5 and 240);
comment on column outreach_setting.again_minutes is 'After so many minutes without a word of whoever took it on, an alarm climbs again; and so does one that nobody takes on. The programme''s own choice: no norm sets it.';

alter table outing_alarm
  add column held_by     uuid references membership,
  add column held_since  timestamptz,
  add column climbs      integer not null default 0 check (climbs >= 0);
comment on column outing_alarm.held_by is 'Who took it on. Whoever it is, they say so again in time, or it climbs.';
comment on column outing_alarm.escalated_at is 'When it last went further.';
update outing_alarm a set climbs = 1 where a.escalated_at is not null;
update outing_alarm a set held_by = m.by_member, held_since = m.at
  from (select distinct on (s.alarm_id) s.alarm_id, s.by_member, s.at from outing_alarm_move s where s.move = 'acknowledge' order by s.alarm_id, s.at desc) m
 where m.alarm_id = a.id and a.state = 'acknowledged';
alter table outing_alarm add constraint alarm_is_held_while_taken_on check ((state = 'acknowledged') = (held_by is not null) and (held_by is null) = (held_since is null));
