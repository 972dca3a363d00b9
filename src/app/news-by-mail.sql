-- What waits for a colleague is told by mail too, as "there is news": in the same transaction, whatever room it comes from. What was seen meanwhile is not.

-- What cannot wait for somebody to look: it goes out at once, whatever they wished for.
create or replace function kinds_of_alarm() returns text[] language sql immutable as $$ select array['emergency-opened', 'outing-alarm', 'street-concern', 'inbound-immediate'] $$;

create or replace function notification_goes_by_mail() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform mail_member(new.member_id, case when new.kind = any (kinds_of_alarm()) then 'alarm' else 'news' end);
  return null;
end $$;
drop trigger if exists notification_goes_by_mail on notification;
create trigger notification_goes_by_mail after insert on notification for each row execute function notification_goes_by_mail();

create or replace function notification_was_seen() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.read_at is not null and old.read_at is null and not exists (select from notification n where n.member_id = new.member_id and n.read_at is null) then
    perform withdraw_news(new.member_id);
  end if;
  return null;
end $$;
drop trigger if exists notification_was_seen on notification;
create trigger notification_was_seen after update of read_at on notification for each row execute function notification_was_seen();
