-- What each colleague follows now, one line a case that is not over, with the facts from which its weight is reckoned: kept when something changes,
-- so that nobody's screen looks through every case there ever was.
create table case_load (
  member_id     uuid not null references membership,
  case_id       uuid not null references case_file,
  programme_id  uuid not null references programme,
  state         text not null,
  risk          text not null,
  minor         boolean not null,
  interpreter   boolean not null,
  referrals     integer not null,
  primary key (member_id, case_id)
);
comment on table case_load is 'Written by triggers alone. `referrals`: how many are under way; `interpreter`: the person needs one in some language.';
create index case_load_of_programme on case_load (programme_id, member_id, state, risk, minor, interpreter, referrals) include (case_id);
create index case_load_of_case on case_load (case_id);

alter table case_assignment no force row level security;
alter table case_file no force row level security;
alter table person no force row level security;
alter table person_language no force row level security;
alter table referral no force row level security;
alter table referral_matter no force row level security;
insert into case_load (member_id, case_id, programme_id, state, risk, minor, interpreter, referrals)
select s.member_id, c.id, c.programme_id, c.state, c.risk, p.minor_track, exists (select from person_language l where l.person_id = p.id and l.interpreter),
       (select count(*) from referral_matter m join referral r on r.id = m.referral_id where m.case_id = c.id and r.stopped_at is null and r.state not in ('proposed', 'done', 'declined', 'interrupted', 'withdrawn', 'closed'))
  from case_assignment s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
 where s.ended_at is null and c.state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance');
alter table case_assignment force row level security;
alter table case_file force row level security;
alter table person force row level security;
alter table person_language force row level security;
alter table referral force row level security;
alter table referral_matter force row level security;

-- The coordinator's list of those without a case manager, latest change first, without looking through all the others.
create index case_unowned_by_change on case_file (programme_id, last_change_at desc, id) where owner_id is null and state <> 'closed';
