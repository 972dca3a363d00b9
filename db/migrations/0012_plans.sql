-- What is known now is one row: exactly one current fact per field, one current reading per need. The older row names its successor
-- before the successor is written, so the reference is checked when the act ends.

alter table profile_fact drop constraint profile_fact_superseded_by_fkey;
alter table profile_fact add constraint profile_fact_superseded_by_fkey
  foreign key (superseded_by) references profile_fact deferrable initially deferred;
drop index profile_fact_current;
create unique index profile_fact_one_current on profile_fact (case_id, field) where superseded_by is null;
create index profile_fact_history on profile_fact (case_id, field, created_at desc);

alter table need drop constraint need_superseded_by_fkey;
alter table need add constraint need_superseded_by_fkey
  foreign key (superseded_by) references need deferrable initially deferred;
drop index need_current;
create unique index need_one_current on need (case_id, domain) where superseded_by is null;
create index need_history on need (case_id, domain, assessed_at);

alter table distance_reading add constraint distance_reading_domain_check check (domain in ('safety', 'legal-status', 'health',
  'psychological', 'housing', 'income-work', 'language-education', 'family-children', 'social-network', 'rights-justice'));

create index plan_of_case on plan (case_id, created_at desc);
