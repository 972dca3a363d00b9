-- An appointment that is put to another hour keeps the hour it had: who waited for whom, and why, can be told afterwards.
alter table appointment_move add column earlier_start timestamptz;
comment on column appointment_move.earlier_start is '`reschedule`: the hour it had before. The state stays as it was.';
alter table appointment_move add check ((move = 'reschedule') = (earlier_start is not null));
