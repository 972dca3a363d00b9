-- The same body writing twice about the same guest is told so: a keyed digest of the code by which it calls them. It cannot be read back, and says nothing to another body.

alter table inbound_referral add column called_mark bytea check (length(called_mark) = 32);
comment on column inbound_referral.called_mark is 'Keyed digest of body and code (or name, where one may pass); null where nobody is called, or by initials alone, which many share.';
create index inbound_referral_called_alike on inbound_referral (organisation_id, called_mark) where called_mark is not null;
