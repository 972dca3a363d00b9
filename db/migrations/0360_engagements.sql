-- Hours in which a colleague is taken by something other than an appointment: a conference on a case, for one. The agenda knows when, and nothing else.

create table engagement (
  id            uuid primary key,
  programme_id  uuid not null references programme,
  member_id     uuid not null references membership,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours')
);
comment on table engagement is 'When a colleague is taken by what another room holds. Its id is that of the seat there, or of the conference itself for whoever called it: written by triggers of that room alone.';
create index engagement_of_member on engagement (programme_id, member_id, ends_at);

insert into engagement (id, programme_id, member_id, starts_at, ends_at)
select k.id, k.programme_id, k.created_by, k.starts_at, k.starts_at + make_interval(mins => k.lasts) from conference k where k.state in ('called', 'held')
union all
select s.id, s.programme_id, s.member_id, k.starts_at, k.starts_at + make_interval(mins => k.lasts)
  from conference_seat s join conference k on k.id = s.conference_id
 where k.state in ('called', 'held') and s.organisation_id is null and s.left_at is null and s.answer <> 'not-coming';
