-- The list of what is over by its own index, newest first, page by page; and letters that left long ago, for when their rows go.
create index inbound_over on inbound_referral (programme_id, sent_at desc, id desc)
  where state in ('declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn') and team_owes_at is null and sent_at is not null;
create index outgoing_mail_ended on outgoing_mail (coalesce(sent_at, given_up_at, withdrawn_at)) where num_nonnulls(sent_at, given_up_at, withdrawn_at) = 1;
