-- Passing a person on to an anti-trafficking programme is a referral of its own kind: asked, answered and clocked as every referral is, with a
-- meeting, the person's yes, a time in which both sides follow her, and a way back. One machine, so that the two can never contradict each other.
alter table referral add column kind text not null default 'service' check (kind in ('service', 'transfer'));
alter table referral add column together_until date;
alter table referral add check (together_until is null or kind = 'transfer');
comment on column referral.kind is '`transfer`: the person is handed over to an anti-trafficking programme and followed together for a while.';
comment on column referral.together_until is 'Until when both sides follow the person after the hand-over; stays when it is over.';

alter table referral drop constraint referral_state_check;
alter table referral add constraint referral_state_check check (state in ('proposed', 'consented', 'sent', 'acknowledged', 'to-meet', 'accepted', 'declined', 'waitlisted',
  'appointment', 'attended', 'no-show', 'in-progress', 'together', 'done', 'interrupted', 'returned', 'withdrawn', 'closed'));

alter table referral_move drop constraint referral_move_move_check;
alter table referral_move add constraint referral_move_move_check check (move in ('consent', 'send', 'acknowledge', 'ask-to-meet', 'accept', 'decline', 'waitlist', 'appoint', 'attend', 'miss',
  'begin', 'hand-over', 'prolong', 'finish', 'interrupt', 'return', 'withdraw', 'close'));
alter table referral_move add column meeting text check (meeting in ('to-know', 'hand-over'));
alter table referral_move add column meeting_sealed bytea;
alter table referral_move add column together_until date;
alter table referral_move add check ((meeting is null) = (meeting_sealed is null) and (meeting is null or move = 'appoint'));
alter table referral_move add check ((together_until is not null) = (move in ('hand-over', 'prolong')));
comment on column referral_move.meeting is 'What the programme and the person meet for: to know each other before an answer, or to hand over.';
comment on column referral_move.meeting_sealed is 'Where, who comes from each side, whether a mediator is there; under the referral''s own key.';

alter table referral_message add column going text check (going in ('well', 'uneven', 'hard', 'not-said'));
alter table referral_message add column heard boolean not null default false;
alter table referral_message add check (not heard or going is not null);
comment on column referral_message.going is 'A short note of the time in which both sides follow the person: how it goes, beside the words. Null for a message.';
comment on column referral_message.heard is 'What the programme told the sender by telephone, and the sender wrote down.';

alter table referral_notice drop constraint referral_notice_kind_check;
alter table referral_notice add constraint referral_notice_kind_check check (kind in ('received', 'answered', 'declined', 'stopped', 'message', 'vital-interest', 'moved', 'handed-over', 'returned'));

-- What waits for a sender, oldest first: read page by page.
create index referral_waiting on referral (programme_id, (coalesce(owed_on, (created_at at time zone 'UTC')::date)), id) where stopped_at is null;
