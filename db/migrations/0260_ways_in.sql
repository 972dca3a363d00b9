-- What a day, a conference and a line of time look for, each found by where the question begins instead of by looking through all of a programme.
create index case_second_of_member on case_second (member_id) where ended_at is null;
create index case_bar_of_member on case_bar (member_id) where lifted_at is null;
create index conference_by_caller on conference (created_by, starts_at);
create index conference_move_of_case on conference_move (case_id, at);
create index conference_reveal_of_seat on conference_reveal (seat_id);
create index plan_approval_of_case on plan_approval (case_id, decided_at) where decided_at is not null;
create index plan_approval_waiting_in_case on plan_approval (case_id) where state = 'open';
