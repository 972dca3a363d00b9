-- Who owes a re-assessment is who holds the case, and no longer who asked last: they are looked for in the programme, the nearest day first.
drop index screening_again;
create index screening_again on screening (programme_id, again_on) where again_on is not null;
