-- A referral never waits in silence: whoever must take the next step owes it by a day, and the coordinator steps in on another.
alter table referral add column owed_on date;
alter table referral add column escalate_on date;
alter table referral add check ((owed_on is null) = (escalate_on is null) and escalate_on >= owed_on);
comment on column referral.owed_on is 'By when the receiving body owes the next step, as the dated reference data reckoned it when the last step was taken; null when nothing is owed.';
comment on column referral.escalate_on is 'After this day the coordinator steps in.';
create index referral_owed on referral (programme_id, owed_on) where owed_on is not null and stopped_at is null;

-- Referrals that are under way already: the five and ten working days of the first reference data, in whole weeks.
alter table referral disable trigger user;
update referral set owed_on = (sent_at at time zone 'Europe/Rome')::date + 7, escalate_on = (sent_at at time zone 'Europe/Rome')::date + 14
 where state in ('sent', 'acknowledged') and stopped_at is null and sent_at is not null;
alter table referral enable trigger user;
