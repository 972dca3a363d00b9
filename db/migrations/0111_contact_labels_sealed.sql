-- Whose telephone it is ("of a friend, evenings only") tells as much as its number: these words are sealed as the number is.
alter table person_contact add column label_sealed bytea;
comment on column person_contact.label_sealed is 'Words about the contact, sealed with the person''s key for contacts; null where there are none.';
comment on column person_contact.label is 'Of before the words were sealed: emptied at the first start after that, and never written again.';
