-- A term of a segnalazione that passed is told to who coordinates once, by the server's own round: the decision, the answer owed to the sender, the first talk.
alter table inbound_referral add column answer_escalated_at timestamptz;
alter table inbound_contact add column escalated_at timestamptz;
comment on column inbound_referral.escalated_at is 'When it was told that the decision is late; before `due_at` where the term was set anew since.';
comment on column inbound_referral.answer_escalated_at is 'The same for the answer that the team owes the sender.';
comment on column inbound_contact.escalated_at is 'The same for the first talk; empty again once one is booked.';
