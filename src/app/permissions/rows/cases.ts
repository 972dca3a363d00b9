import { idOf, memberIdOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRow, type SceneRows } from './pen.ts';

export function casesRows(pen: Pen): SceneRows {
  const { programmeId: programme_id, caseId: case_id, personId: person_id } = pen.scene;
  const who = pen.who.memberId;
  const actor = pen.actor.memberId;
  const note = (compartment: string) => row(pen, `note ${compartment}`, { case_id, compartment, body_sealed: sealed, author_id: who });
  const fact = (compartment: string) => row(pen, `fact ${compartment}`, { case_id, section: 'work', field: 'scene', compartment, value_sealed: sealed, source_kind: 'interview', learned_on: longAgo, author_id: who }, { change: { confirmed_at: longAgo, confirmed_by: actor } });
  const caseFile: SceneRow = { where: { id: case_id }, row: { id: case_id, programme_id, person_id, opened_by: who }, stands: true };
  const ownedByWho = placed('case_file', { ...caseFile, row: { ...caseFile.row, owner_id: who } });
  const closing = { case_id, reason: 'autonomy', outcome_sealed: sealed, follow_up_safe: true, asked_by: who };
  const decision = { state: 'approved', decided_by: actor, decided_at: longAgo };
  const plan = row(pen, 'plan', { case_id, created_by: who });
  const goal = row(pen, 'goal', { case_id, plan_id: idOf('row plan'), domain: 'housing', words: 'Una casa mia' }, { upon: [placed('plan', plan)] });
  const task = { title: 'Richiamare', owner_id: who, created_by: who };

  const keeper = pen.scene.keeper.memberId;
  const handover = row(pen, 'handover', { case_id, bundle_id: idOf('bundle'), kind: 'for-good', from_member: who, to_member: who === keeper ? memberIdOf('avellino', 'giulia', 'psychologist') : keeper, asked_by: who, starts_on: longAgo });
  const given = row(pen, 'handover', { case_id, bundle_id: idOf('bundle'), kind: 'for-good', from_member: keeper, to_member: who === keeper ? memberIdOf('avellino', 'giulia', 'psychologist') : who, asked_by: who, starts_on: longAgo });
  const handoverNote = (compartment: string): SceneRow => ({ where: { handover_id: handover.row['id'] ?? '' }, row: { handover_id: handover.row['id'] ?? '', programme_id, case_id, compartment, body_sealed: sealed }, upon: [placed('handover', handover)] });
  const item = (of: SceneRow): SceneRow => row(pen, 'handover item', { handover_id: of.row['id'] ?? '', case_id, kind: 'step', subject_id: idOf('row step') }, { change: { looked_by: actor, looked_at: longAgo }, upon: [placed('handover', of)] });

  const closed = row(pen, 'closing', closing);
  // Of a colleague who follows the case, whoever plans it: what is owed to nobody can be owed by nobody.
  const owner_id = idOf('member scene educator, assigned');
  const followUp = row(pen, 'follow-up', { case_id, closing_id: closed.row['id'] ?? '', months: 3, owner_id, due_on: longAgo }, { upon: [placed('case_closing_request', closed)] });
  const upon = [placed('case_closing_request', closed), placed('follow_up', followUp)];
  const ready = row(pen, 'ready step', { key: 'scene', edition: 1, domain: 'housing', from_level: 2, goal_domain: 'housing', steps: ['scene'], source: 'scene', written_by: who });
  const flag = (compartment: string): SceneRow => row(pen, `flag ${compartment}`, { case_id, kind: 'danger', compartment, words_sealed: sealed, starts_on: longAgo, raised_by: who });

  return {
    ready_step: ready,
    ready_step_move: row(pen, 'ready step move', { ready_step_id: ready.row['id'] ?? '', move: 'refuse', from_state: 'proposed', to_state: 'refused', by_member: who }, { upon: [placed('ready_step', ready)] }),
    case_access: { where: { member_id: who, case_id }, row: { programme_id, member_id: who, case_id, person_id, via: 'assigned', compartments: ['base'], last_change_at: longAgo } },
    case_file: caseFile,
    'case_file:closing it': { ...caseFile, change: { state: 'closed' } },
    case_move: row(pen, 'move', { case_id, move: 'open', from_state: 'contact', to_state: 'access', by_member: who }),
    'case_move:closing it': row(pen, 'move', { case_id, move: 'close', from_state: 'monitoring', to_state: 'closed', by_member: who }),
    case_second: row(pen, 'second', { case_id, member_id: keeper, by_member: who }),
    'case_closing_request:put to the second whom the coordinator named': row(pen, 'closing', { ...closing, asked_by: keeper }, { change: { ...decision, words_sealed: sealed }, upon: [placed('case_second', row(pen, 'second', { case_id, member_id: who, by_member: keeper }))] }),
    'plan_approval:asked by them': row(pen, 'approval', { case_id, plan_id: idOf('row plan'), edition: 1, snapshot: '{}', asked_by: who }, { change: { ...decision, words_sealed: sealed }, upon: [placed('plan', plan)] }),
    'plan_approval:put to the second whom the coordinator named': row(pen, 'approval', { case_id, plan_id: idOf('row plan'), edition: 1, snapshot: '{}', asked_by: keeper }, { change: { ...decision, words_sealed: sealed }, upon: [placed('plan', plan), placed('case_second', row(pen, 'second', { case_id, member_id: who, by_member: keeper }))] }),
    'case_closing_request:of a case they answer for': row(pen, 'closing', closing, { change: decision, upon: [ownedByWho] }),
    'case_closing_request:of a case of nobody': row(pen, 'closing', closing, { change: decision }),
    case_assignment: row(pen, 'assignment', { case_id, member_id: who, assigned_by: who, ended_at: longAgo }),
    case_bar: row(pen, 'bar', { case_id, member_id: who, asked_by: 'member', reason: 'legame personale', barred_by: who, lifted_at: longAgo }),
    break_glass: row(pen, 'glass', { case_id, member_id: who, reason: 'emergenza in corso di notte', until: longAgo }, { change: { reviewed_by: actor } }),
    access_request: row(pen, 'request', { case_id, member_id: who, reason: 'la conosco dallo sportello' }, { change: { state: 'granted', decided_by: actor } }),
    notification: row(pen, 'notification', { member_id: who, kind: 'assigned', subject: 'case', subject_id: case_id }),
    handover,
    handover_move: row(pen, 'handover move', { handover_id: handover.row['id'] ?? '', move: 'withdraw', from_state: 'proposed', to_state: 'withdrawn', by_member: who }, { upon: [placed('handover', handover)] }),
    'handover_note:case': handoverNote('case'),
    'handover_note:restricted': handoverNote('restricted'),
    handover_item: item(handover),
    'handover_item:to them': item(given),
    follow_up: followUp,
    follow_up_move: row(pen, 'follow-up move', { follow_up_id: followUp.row['id'] ?? '', move: 'refuse', from_state: 'planned', to_state: 'refused', by_member: who }, { upon }),
    follow_up_attempt: row(pen, 'follow-up attempt', { follow_up_id: followUp.row['id'] ?? '', case_id, way: 'came-by', result: 'answered', card_version: 0, author_id: who }, { upon }),
    follow_up_form: row(pen, 'follow-up form', { follow_up_id: followUp.row['id'] ?? '', case_id, author_id: who }, { upon }),
    'case_flag:base': flag('base'),
    'case_flag:case': flag('case'),
    'case_flag:restricted': flag('restricted'),
    case_flag_move: row(pen, 'flag move', { flag_id: idOf('row flag base'), move: 'end', from_state: 'standing', to_state: 'ended', reason: 'finita', by_member: who }, { upon: [placed('case_flag', flag('base'))] }),
    case_load: { where: { member_id: who, case_id }, row: { member_id: who, case_id, programme_id, state: 'contact', risk: 'low', minor: false, interpreter: false, referrals: 0 } },
    case_tally: { where: { programme_id }, row: { programme_id, state: 'contact', risk: 'low', owned: true, change: 1 }, stands: true },

    'case_note:case': note('case'),
    'case_note:work': note('work'),
    'case_note:mediation': note('mediation'),
    'case_note:restricted': note('restricted'),
    'case_note:secret-psychologist': note('secret-psychologist'),
    'case_note:secret-legal': note('secret-legal'),

    'profile_fact:case': fact('case'),
    'profile_fact:work': fact('work'),
    'profile_fact:restricted': fact('restricted'),
    need: row(pen, 'need', { case_id, domain: 'housing', level: 3, assessed_by: who }),
    goal,
    distance_reading: row(pen, 'distance', { case_id, domain: 'housing', moment: 'entry', rated_by: 'person', value: 2, author_id: who }),
    plan,
    plan_move: row(pen, 'plan move', { plan_id: idOf('row plan'), move: 'share', from_state: 'draft', to_state: 'shared', edition: 1, by_member: who }, { upon: [placed('plan', plan)] }),
    plan_step: row(pen, 'step', { case_id, goal_id: idOf('row goal'), title: 'Accompagnamento', owner_id: who }, { upon: [placed('plan', plan), placed('goal', goal)] }),
    'task:on a case': row(pen, 'task', { case_id, ...task }),
    'task:on no case': row(pen, 'task of the day', task),
  };
}
