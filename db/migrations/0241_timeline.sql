-- Everything that happened in a case is read along one line of time: each of its parts is found by the case.
create index interview_move_of_case on interview_move (case_id, at);
create index consent_move_of_case on consent_move (case_id, at);
create index follow_up_attempt_of_case on follow_up_attempt (case_id, at);
create index minor_path_of_case on minor_path (case_id);
create index minor_path_move_of_case on minor_path_move (case_id, at);
create index document_move_of_case on document_move (case_id, at);
