-- The day's dangerous cases in the order in which they are shown, so that the first lines are read and not all of them sorted.
drop index case_dangerous;
create index case_dangerous on case_file (programme_id, (risk = 'extreme') desc, last_change_at desc) where risk in ('high', 'extreme') and state not in ('closed', 'withdrawn', 'sent-elsewhere');
