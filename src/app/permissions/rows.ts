import { idOf } from '../people.ts';
import type { Scene } from './scene.ts';

type Value = string | number | boolean | null | Buffer | readonly string[];
export type Row = Readonly<Record<string, Value>>;

/** A row of the scene: how to find it, and what it holds. One that stands already is not put there again. */
export interface SceneRow {
  readonly where: Row;
  readonly row: Row;
  readonly stands?: boolean;
}

const sealed = Buffer.from('sealed');
const CASE_TABLES_KEEPER = idOf('member scene keeper');

/**
 * One row for every expectation. Columns that say who did it name `who`: the acting colleague, or the keeper of the scene.
 * @param who the member whom the row names
 */
export function rowsOf(scene: Scene, who: string): Readonly<Record<string, SceneRow>> {
  const { programmeId: programme_id, caseId: case_id, personId: person_id } = scene;
  const row = (word: string, values: Row): SceneRow => ({ where: { id: idOf(`row ${word}`) }, row: { id: idOf(`row ${word}`), programme_id, ...values } });
  const note = (compartment: string) => row(`note ${compartment}`, { case_id, compartment, body_sealed: sealed, author_id: who });
  const fact = (compartment: string) => row(`fact ${compartment}`, { case_id, section: 'work', field: 'scene', compartment, value_sealed: sealed, source_kind: 'interview', learned_on: '2026-01-01', author_id: who });
  const plan = idOf('row plan');
  const goal = idOf('row goal');

  return {
    programme: { where: { id: programme_id }, row: { id: programme_id, name: 'x', territory: 'x' }, stands: true },
    organisation: { where: { id: idOf('avellino flai') }, row: { id: idOf('avellino flai'), programme_id, name: 'Nuovo ente', kind: 'other' }, stands: true },
    account: { where: { id: idOf('oksana') }, row: { id: idOf('oksana'), email: 'x@y.example', name: 'Nuova persona' }, stands: true },
    membership: { where: { id: idOf('avellino oksana mediator') }, row: { id: idOf('avellino oksana mediator'), programme_id, account_id: idOf('oksana'), organisation_id: idOf('avellino equipe'), role: 'mediator' }, stands: true },
    invitation: row('invitation', { organisation_id: idOf('avellino equipe'), email: 'nuova@scene.example', role: 'educator', token_hash: Buffer.from('scene token'), invited_by: who, expires_at: '2030-01-01' }),
    passkey: { where: { id: 'scene' }, row: { id: 'scene', account_id: idOf('oksana'), name: 'chiave', public_key: sealed, counter: 0 } },
    session: { where: { id: idOf('scene session mediator, assigned') }, row: { id: idOf('scene session mediator, assigned'), account_id: idOf('oksana'), token_hash: sealed, acting_key: idOf('another key'), stage: 'signed-in', expires_at: '2030-01-01' }, stands: true },
    audit_chain: { where: { chain: 1 }, row: { chain: 1, hash: sealed }, stands: true },
    audit_anchor: { where: { id: idOf('row anchor') }, row: { id: idOf('row anchor'), heads: '{}', signature: sealed } },
    audit_event: { where: { chain: 1, position: 900_000 }, row: { chain: 1, position: 900_000, at: '2026-01-01', programme_id, member_id: who, action: 'case.read', subject: 'case', case_id, person_id, previous: sealed, hash: sealed } },
    applied_policies: { where: { only_row: true }, row: { only_row: true, digest: 'x' }, stands: true },
    kysely_migration: { where: { name: '0001_house' }, row: { name: 'x', timestamp: 'x' }, stands: true },
    kysely_migration_lock: { where: { id: 'migration_lock' }, row: { id: 'x', is_locked: 0 }, stands: true },
    vault_key: row('vault key', { holder_id: case_id, compartment: 'restricted', wrapped: sealed, master_version: 1 }),

    person: { where: { id: person_id }, row: { id: person_id, programme_id, code: 'nuova-lince-02', created_by: who }, stands: true },
    person_birth: { where: { person_id }, row: { person_id, programme_id, precision: 'exact', year: 1990, month: 5, day: 3 } },
    person_name: row('name', { person_id, kind: 'declared', text: 'Fatou Camara', created_by: who }),
    person_nationality: { where: { person_id, country: 'SN' }, row: { programme_id, person_id, country: 'SN' } },
    person_language: { where: { person_id, language: 'wo' }, row: { programme_id, person_id, language: 'wo' } },
    person_contact: row('contact', { person_id, kind: 'phone', value_sealed: sealed, blind_index: sealed, created_by: who }),
    person_name_key: { where: { programme_id, key: 'kmr', person_id }, row: { programme_id, key: 'kmr', person_id, plain: 'camara' } },
    safe_contact_card: { where: { person_id }, row: { person_id, programme_id, written_by: who } },

    case_access: { where: { member_id: who, case_id }, row: { programme_id, member_id: who, case_id, person_id, via: 'assigned', compartments: ['base'], last_change_at: '2026-01-01' } },
    case_file: { where: { id: case_id }, row: { id: case_id, programme_id, person_id, opened_by: who }, stands: true },
    case_move: row('move', { case_id, move: 'open', from_state: 'contact', to_state: 'access', by_member: who }),
    case_assignment: row('assignment', { case_id, member_id: who, assigned_by: who, ended_at: '2026-01-01' }),
    case_bar: row('bar', { case_id, member_id: who, asked_by: 'member', reason: 'legame personale', barred_by: who, lifted_at: '2026-01-01' }),
    break_glass: row('glass', { case_id, member_id: who, reason: 'emergenza in corso di notte', until: '2026-01-01' }),
    access_request: row('request', { case_id, member_id: who, reason: 'la conosco dallo sportello' }),
    'case_note:case': note('case'),
    'case_note:work': note('work'),
    'case_note:mediation': note('mediation'),
    'case_note:restricted': note('restricted'),
    'case_note:secret-psychologist': note('secret-psychologist'),
    'case_note:secret-legal': note('secret-legal'),
    'profile_fact:case': fact('case'),
    'profile_fact:work': fact('work'),
    'profile_fact:restricted': fact('restricted'),
    need: row('need', { case_id, domain: 'housing', level: 3, assessed_by: who }),
    plan: { where: { id: plan }, row: { id: plan, programme_id, case_id, created_by: who } },
    plan_move: row('plan move', { plan_id: plan, move: 'share', from_state: 'draft', to_state: 'shared', edition: 1, by_member: who }),
    goal: { where: { id: goal }, row: { id: goal, programme_id, case_id, plan_id: plan, domain: 'housing', words: 'Una casa mia' } },
    plan_step: row('step', { case_id, goal_id: goal, title: 'Accompagnamento', owner_id: who }),
    distance_reading: row('distance', { case_id, domain: 'housing', moment: 'entry', rated_by: 'person', value: 2, author_id: who }),
    task: row('task', { case_id, title: 'Richiamare', owner_id: who, created_by: who }),
  };
}

/** Rows that must stand before others can point at them. */
export const foundations = ['plan', 'goal'] as const;

export { CASE_TABLES_KEEPER as keeper };
