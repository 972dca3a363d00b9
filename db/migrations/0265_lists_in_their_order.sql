-- Whoever coordinates goes through a list by its day, page by page: the day and the id stand in the index, and a page reads only its own lines.
drop index document_expiring;
create index document_expiring on document (programme_id, expires_on, id) where expires_on is not null and state = 'kept';
create index follow_up_by_day on follow_up (programme_id, due_on, id);
create index case_by_opening on case_file (programme_id, opened_at, id);
