-- A receiving body answers a referral without learning whose case it is: those lines name the referral alone, and are found by it.
create index audit_of_received_referral on audit_event (programme_id, subject_id, at desc) where case_id is null and subject = 'referral';
