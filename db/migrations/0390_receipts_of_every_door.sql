-- What came by a personal link or a key has a receipt too: by it, and by the link together, whoever sent it finds it again where the browser forgot it.
alter table inbound_referral drop constraint inbound_receipt_is_public;
alter table inbound_referral add constraint inbound_receipt_is_from_outside check (receipt_digest is null or source in ('public', 'link', 'api'));
comment on column inbound_referral.receipt_digest is 'Of the receipt that whoever sent it without an account holds; nobody here can read the receipt.';
