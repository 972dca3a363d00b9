-- Who came back from a programme waits for us also once the consent to share has ended: her line is found by index like the others.
drop index referral_waiting;
create index referral_waiting on referral (programme_id, (coalesce(owed_on, (created_at at time zone 'UTC')::date)), id) where stopped_at is null or state = 'returned';
drop index referral_owed;
create index referral_owed on referral (programme_id, owed_on) where owed_on is not null and (stopped_at is null or state = 'returned');
