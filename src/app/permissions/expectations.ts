/**
 * Who may do what, table by table: the product's rules in words that a person can check, independent of how the policies say them.
 *
 * The proof (`permissions.database.test.ts`) tries every role, in every relation to a case, on every table, with every operation, and
 * compares. A table without a row here, or a row without a table, fails.
 */
export type DataClass = 'public' | 'network' | 'team' | 'case' | 'restricted' | 'secret' | 'house';

/**
 * Who:
 * - `holders of X`: colleagues who hold compartment X of the case (assigned, coordinating, or under break-glass);
 * - `holders, own`: those who hold the case, for the row that names them;
 * - `programme`: everyone signed in, in the programme of the row; `team`, or a role's name: those, in the programme of the row;
 * - `own`: whoever the row names; `gate`: the sign-in part alone; nobody else reaches a table at all.
 */
export type Who =
  | `holders of ${'base' | 'case' | 'work' | 'mediation' | 'restricted' | 'secret-psychologist' | 'secret-legal'}`
  | 'holders, coordinator'
  | 'holders, own'
  | 'programme' | 'team' | 'own' | 'admin' | 'coordinator' | 'dpo' | 'partner-of';

export interface Expectation {
  readonly class: DataClass;
  readonly read: readonly Who[];
  readonly insert: readonly Who[];
  readonly update: readonly Who[];
  readonly delete: readonly Who[];
}

const nobody: readonly Who[] = [];
/** Reached only through functions of the house, or by the gate. */
const closed = (dataClass: DataClass): Expectation => ({ class: dataClass, read: nobody, insert: nobody, update: nobody, delete: nobody });
const held = (dataClass: DataClass, compartment: Extract<Who, `holders of ${string}`>, operations: { insert?: boolean; update?: boolean; delete?: boolean } = {}): Expectation => ({
  class: dataClass,
  read: [compartment],
  insert: operations.insert === false ? nobody : [compartment],
  update: operations.update ? [compartment] : nobody,
  delete: operations.delete ? [compartment] : nobody,
});

export const expectations: Readonly<Record<string, Expectation>> = {
  // The house
  programme: { class: 'network', read: ['programme'], insert: nobody, update: nobody, delete: nobody },
  organisation: { class: 'network', read: ['programme'], insert: ['admin'], update: ['admin'], delete: nobody },
  account: { class: 'network', read: ['programme'], insert: nobody, update: nobody, delete: nobody },
  membership: { class: 'network', read: ['programme'], insert: nobody, update: ['admin'], delete: nobody },
  invitation: { class: 'house', read: ['admin'], insert: ['admin'], update: ['admin'], delete: nobody },
  passkey: closed('house'),
  session: closed('house'),
  audit_chain: closed('house'),
  audit_anchor: closed('house'),
  applied_policies: closed('house'),
  kysely_migration: closed('house'),
  kysely_migration_lock: closed('house'),
  audit_event: { class: 'house', read: ['dpo', 'holders of case', 'own'], insert: nobody, update: nobody, delete: nobody },
  vault_key: { class: 'restricted', read: ['holders of restricted'], insert: ['holders of restricted'], update: nobody, delete: nobody },

  // Persons: the identity vault
  person: { class: 'case', read: ['holders of base'], insert: nobody, update: ['holders of base'], delete: nobody },
  person_birth: held('case', 'holders of base', { update: true }),
  person_name: held('case', 'holders of base', { update: true }),
  person_nationality: held('case', 'holders of base', { delete: true }),
  person_language: held('case', 'holders of base', { update: true, delete: true }),
  person_contact: held('case', 'holders of base', { update: true }),
  person_name_key: { class: 'case', read: nobody, insert: ['holders of base'], update: nobody, delete: nobody },
  safe_contact_card: held('case', 'holders of base', { update: true }),

  // Cases
  case_access: { class: 'case', read: ['own', 'coordinator'], insert: nobody, update: nobody, delete: nobody },
  case_file: { class: 'case', read: ['holders of base'], insert: nobody, update: ['holders of case'], delete: nobody },
  case_move: { class: 'case', read: ['holders of base'], insert: ['holders of case'], update: nobody, delete: nobody },
  case_assignment: { class: 'case', read: ['holders of base', 'own'], insert: ['holders, coordinator'], update: ['holders, coordinator', 'own'], delete: nobody },
  case_bar: { class: 'case', read: ['holders, coordinator'], insert: ['holders, coordinator', 'holders, own'], update: ['holders, coordinator'], delete: nobody },
  break_glass: { class: 'case', read: ['coordinator', 'dpo', 'own'], insert: nobody, update: ['coordinator', 'dpo'], delete: nobody },
  access_request: { class: 'case', read: ['holders, coordinator', 'own'], insert: nobody, update: ['holders, coordinator'], delete: nobody },
  'case_note:case': held('case', 'holders of case'),
  'case_note:work': held('case', 'holders of work'),
  'case_note:mediation': held('restricted', 'holders of mediation'),
  'case_note:restricted': held('restricted', 'holders of restricted'),
  'case_note:secret-psychologist': held('secret', 'holders of secret-psychologist'),
  'case_note:secret-legal': held('secret', 'holders of secret-legal'),
  'profile_fact:case': held('case', 'holders of case', { update: true }),
  'profile_fact:work': held('case', 'holders of work', { update: true }),
  'profile_fact:restricted': held('restricted', 'holders of restricted', { update: true }),
  need: held('case', 'holders of case', { update: true }),
  goal: held('case', 'holders of case', { update: true }),
  distance_reading: held('case', 'holders of case'),
  plan: held('case', 'holders of case', { update: true }),
  plan_move: held('case', 'holders of case'),
  plan_step: { class: 'case', read: ['holders of case', 'holders, own'], insert: ['holders of case'], update: ['holders of case', 'holders, own'], delete: nobody },
  task: { class: 'team', read: ['own', 'holders of case'], insert: ['holders of base'], update: ['own', 'holders of case'], delete: nobody },
};
