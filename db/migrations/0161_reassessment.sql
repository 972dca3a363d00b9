-- By when it is worth asking again with the same instrument, as the dated reference data reckoned it when the answers were completed.
alter table screening add column again_on date;
create index screening_again on screening (author_id, again_on) where again_on is not null;
