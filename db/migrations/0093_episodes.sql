-- Work and exploitation are told in episodes: each fact of one knows where and when it was learned, like every other fact of the profile.
alter table profile_fact add column episode_id uuid;
comment on column profile_fact.episode_id is 'The spell of work or of exploitation that the fact tells of; null for what is known of the person as they are now. An episode is its facts.';
drop index profile_fact_one_current;
create unique index profile_fact_one_current on profile_fact (case_id, field, episode_id) nulls not distinct where superseded_by is null;
