-- Everything that happened in a case, on one line of time. Each arm shows what the policies of its own table let the person asking see:
-- the view runs with their rights (security_invoker), and nothing counts or numbers what they may not see. Alleged actors and the duty to report stay in
-- their own part and come to no line of time. A room adds its arm here: case, moment, kind, record, who, compartment, codes for the sentence.
drop view if exists case_timeline;
create view case_timeline with (security_invoker = true) as
  select m.case_id, m.at, 'case-move' as kind, m.id as subject_id, m.by_member as actor_id, 'base' as compartment,
         jsonb_build_object('move', m.move, 'from', m.from_state, 'to', m.to_state, 'reason', m.reason) as detail from case_move m
  union all
  select a.case_id, a.since, 'assignment', a.id, a.assigned_by, 'base', jsonb_build_object('member', a.member_id, 'ended', a.ended_at) from case_assignment a
  union all
  select h.case_id, m.at, 'handover', m.id, m.by_member, 'case', jsonb_build_object('move', m.move, 'kind', h.kind, 'member', h.to_member) from handover_move m join handover h on h.id = m.handover_id
  union all
  select h.case_id, h.at, 'handover', h.id, h.asked_by, 'case', jsonb_build_object('move', 'propose', 'kind', h.kind, 'member', h.to_member) from handover h
  union all
  select k.case_id, k.created_at, 'conference', k.id, k.created_by, 'case', jsonb_build_object('move', 'call', 'reason', null) from conference k join case_access a on a.case_id = k.case_id and a.member_id = (select actor_member()) and a.valid_until > now() and 'case' = any (a.compartments)
  union all
  select m.case_id, m.at, 'conference', m.conference_id, m.by_member, 'case', jsonb_build_object('move', m.move, 'reason', m.reason) from conference_move m
  union all
  select n.case_id, n.at, 'note', n.id, n.author_id, n.compartment, jsonb_build_object('source', n.source, 'corrects', n.corrects) from case_note n
  union all
  select r.case_id, r.asked_at, 'closing-asked', r.id, r.asked_by, 'case', jsonb_build_object('reason', r.reason, 'state', r.state) from case_closing_request r
  union all
  select t.case_id, t.done_at, 'task-done', t.id, t.owner_id, 'base', jsonb_build_object('title', t.title, 'kind', t.kind, 'months', t.months, 'outcome', t.outcome) from task t where t.done_at is not null and t.taken_back_at is null and t.case_id is not null
  union all
  select g.case_id, g.raised_at, 'flag', g.id, g.raised_by, g.compartment, jsonb_build_object('move', 'raise', 'kind', g.kind, 'reason', null) from case_flag g
  union all
  select g.case_id, m.at, 'flag', m.id, m.by_member, g.compartment, jsonb_build_object('move', m.move, 'kind', g.kind, 'reason', m.reason) from case_flag_move m join case_flag g on g.id = m.flag_id
  union all
  select f.case_id, m.at, 'follow-up-move', m.id, m.by_member, 'base', jsonb_build_object('move', m.move, 'months', f.months) from follow_up_move m join follow_up f on f.id = m.follow_up_id
  union all
  select t.case_id, t.at, 'follow-up-attempt', t.id, t.author_id, 'base', jsonb_build_object('way', t.way, 'result', t.result, 'months', f.months) from follow_up_attempt t join follow_up f on f.id = t.follow_up_id
  union all
  select b.case_id, b.at, 'break-glass', b.id, b.member_id, 'base', jsonb_build_object('until', b.until, 'reviewed', b.reviewed_at) from break_glass b
  union all
  select m.case_id, a.starts_at, 'appointment', a.id, a.member_id, 'base', jsonb_build_object('kind', m.kind, 'state', a.state) from appointment_matter m join appointment a on a.id = m.appointment_id
  union all
  select v.case_id, v.at, 'interview', v.interview_id, v.by_member, 'case', jsonb_build_object('kind', i.kind, 'move', v.move, 'reason', v.reason) from interview_move v join interview i on i.id = v.interview_id
  union all
  select d.case_id, d.at, 'notice', d.id, d.given_by, 'base', jsonb_build_object('means', d.means, 'understood', d.understood) from notice_delivery d
  union all
  select v.case_id, v.at, 'consent', v.consent_id, v.by_member, 'base', jsonb_build_object('switch', c.switch, 'move', v.move) from consent_move v join consent c on c.id = v.consent_id
  union all
  select f.case_id, f.created_at, 'fact', f.id, f.author_id, f.compartment, jsonb_build_object('section', f.section, 'field', f.field, 'confirmed', f.confirmed_at) from profile_fact f
  union all
  select r.case_id, r.at, 'distance', r.id, r.author_id, 'case', jsonb_build_object('domain', r.domain, 'moment', r.moment, 'ratedBy', r.rated_by) from distance_reading r
  union all
  select e.case_id, e.assessed_at, 'need', e.id, e.assessed_by, 'case', jsonb_build_object('domain', e.domain, 'level', e.level) from need e
  union all
  select p.case_id, pm.at, 'plan-move', pm.id, pm.by_member, 'case', jsonb_build_object('move', pm.move, 'to', pm.to_state, 'edition', pm.edition) from plan_move pm join plan p on p.id = pm.plan_id
  union all
  select q.case_id, q.decided_at, 'plan-move', q.id, q.decided_by, 'case', jsonb_build_object('move', q.state, 'to', q.state, 'edition', q.edition) from plan_approval q where q.decided_at is not null
  union all
  select s.case_id, s.closed_at, 'step-closed', s.id, s.owner_id, 'case', jsonb_build_object('title', s.title, 'state', s.state) from plan_step s where s.closed_at is not null
  union all
  select x.case_id, v.at, 'referral', v.referral_id, v.by_member, 'case', jsonb_build_object('move', v.move, 'to', v.to_state, 'onBehalf', v.on_behalf, 'transfer', r.kind = 'transfer', 'service', s.name) from referral_matter x join referral_move v on v.referral_id = x.referral_id left join referral r on r.id = x.referral_id left join service s on s.id = r.service_id
  union all
  select c.id, m.at, 'person-move', m.id, m.by_member, case m.machine when 'minor' then 'base' else 'case' end, jsonb_build_object('move', m.move, 'from', m.from_state, 'to', m.to_state) from person_move m join case_file c on c.person_id = m.person_id
  union all
  select v.case_id, v.at, 'screening', v.screening_id, v.by_member, s.compartment, jsonb_build_object('move', v.move, 'instrument', s.instrument_id) from screening_move v join screening s on s.id = v.screening_id
  union all
  select w.case_id, w.started_at, 'worksheet', w.id, w.author_id, 'work', jsonb_build_object('move', case when w.continues_id is null then 'begin' else 'continue' end) from worksheet w
  union all
  select m.case_id, m.at, 'worksheet', m.worksheet_id, m.by_member, 'work', jsonb_build_object('move', m.move) from worksheet_move m
  union all
  select p.case_id, p.created_at, 'placement', p.id, p.created_by, 'work', jsonb_build_object('move', 'propose', 'kind', p.kind) from placement p
  union all
  select m.case_id, m.at, 'placement', m.placement_id, m.by_member, 'work', jsonb_build_object('move', m.move, 'kind', p.kind) from placement_move m join placement p on p.id = m.placement_id
  union all
  select m.case_id, m.at, 'placement-check', m.check_id, m.by_member, 'work', jsonb_build_object('move', m.move, 'days', k.after_days) from placement_check_move m join placement_check k on k.id = m.check_id
  union all
  select j.case_id, j.at, 'job-centre', j.id, j.author_id, 'work', jsonb_build_object('kind', j.kind) from job_centre_step j where j.struck_at is null
  union all
  select h.case_id, h.at, 'curriculum', h.id, h.author_id, 'work', jsonb_build_object('to', h.to_whom) from curriculum_handing h
  union all
  select m.case_id, m.at, 'assessment', coalesce(m.assessment_id, m.id), m.by_member, 'restricted', jsonb_build_object('move', m.move, 'to', m.to_state) from assessment_move m
  union all
  select d.case_id, d.created_at, 'document', d.id, d.created_by, d.compartment, jsonb_build_object('move', 'add', 'kind', d.kind) from document d
  union all
  select m.case_id, m.at, 'document', d.id, m.by_member, d.compartment, jsonb_build_object('move', m.move, 'kind', d.kind) from document_move m join document d on d.id = m.document_id
  union all
  select e.case_id, e.opened_at, 'emergency', e.id, e.opened_by, 'case', jsonb_build_object('move', 'open', 'kind', e.kind) from emergency e where e.case_id is not null
  union all
  select e.case_id, m.at, 'emergency', e.id, m.by_member, 'case', jsonb_build_object('move', m.move, 'kind', e.kind) from emergency e join emergency_move m on m.emergency_id = e.id where e.case_id is not null
  union all
  -- One that came of the contact from which the case came, and that nobody has said whose it is: for those who may know of it.
  select k.case_id, e.opened_at, 'emergency', e.id, e.opened_by, 'case', jsonb_build_object('move', 'open', 'kind', e.kind) from emergency e join contact_outcome o on o.subject_id = e.id and o.kind = 'emergency' join contact_case k on k.contact_id = o.contact_id where e.case_id is null
  union all
  select k.case_id, m.at, 'emergency', e.id, m.by_member, 'case', jsonb_build_object('move', m.move, 'kind', e.kind) from emergency e join emergency_move m on m.emergency_id = e.id join contact_outcome o on o.subject_id = e.id and o.kind = 'emergency' join contact_case k on k.contact_id = o.contact_id where e.case_id is null
  union all
  select p.case_id, p.at, 'safety-plan', p.id, p.author_id, 'restricted', jsonb_build_object('edition', p.edition) from safety_plan p
  union all
  select p.case_id, p.opened_at, 'minor-path', p.id, p.opened_by, 'case', jsonb_build_object('move', 'open') from minor_path p
  union all
  select m.case_id, m.at, 'minor-path', m.path_id, m.by_member, 'case', jsonb_build_object('move', m.move) from minor_path_move m
  union all
  select f.case_id, f.at, 'formal-identification', f.id, f.author_id, 'restricted', jsonb_build_object('kind', f.kind) from formal_identification f
  union all
  select s.case_id, s.created_at, 'sheet', s.id, s.created_by, case when 'restricted' = any (s.compartments) then 'restricted' when 'work' = any (s.compartments) then 'work' else 'case' end, jsonb_build_object('move', 'make', 'kind', s.kind) from profile_sheet s
  union all
  select s.case_id, m.at, 'sheet', s.id, m.by_member, case when 'restricted' = any (s.compartments) then 'restricted' when 'work' = any (s.compartments) then 'work' else 'case' end, jsonb_build_object('move', m.move, 'kind', s.kind) from profile_sheet s join profile_sheet_move m on m.sheet_id = s.id
  union all
  select k.case_id, c.at, 'street-contact', c.id, c.recorded_by, 'base', jsonb_build_object('place', coalesce(w.name, nullif(c.zone, '')), 'town', w.town, 'said', case when w.id is not null then 'place' when c.zone <> '' then 'zone' else 'none' end)
    from contact_case k join street_contact c on c.id = k.contact_id left join place w on w.id = c.place_id where c.taken_back_at is null
  union all
  select i.case_id, s.at, 'interview', i.id, s.by_member, 'case', jsonb_build_object('kind', i.kind, 'move', 'person-' || s.outcome, 'reason', null) from interview i join interview_person_signature s on s.interview_id = i.id;
grant select on case_timeline to reti_app;
