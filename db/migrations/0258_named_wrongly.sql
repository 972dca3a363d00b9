-- Who was taken for an alleged actor and is not, does not stay so: the row stays, struck, and the right one can be named.
alter table actor_naming add column struck_at timestamptz;
alter table actor_naming add column struck_by uuid references membership;
alter table actor_naming add check ((struck_at is null) = (struck_by is null));
alter table actor_naming drop constraint actor_naming_case_id_episode_id_part_actor_id_key;
create unique index actor_naming_stands_once on actor_naming (case_id, episode_id, part, actor_id) where struck_at is null;
