import { closed, type Expectations, may } from './words.ts';

/** The house: programmes, people who sign in, the trail, the keys, work that goes on after the reply. */
export const house: Expectations = {
  programme: may('network', { read: ['everyone'] }),
  organisation: may('network', { read: ['everyone'], insert: ['admin'], update: ['admin'] }),
  organisation_name: may('network', { read: ['everyone'] }),
  account: may('network', { read: ['everyone'] }),
  membership: may('network', { read: ['everyone'], update: ['admin'] }),
  // Of those invited, the coordinator reads whose hat reads about persons: these need their word, given through a function of the house.
  invitation: may('house', { read: ['admin', 'coordinator'], insert: ['admin'], update: ['admin'] }),
  'invitation:of a hat that reads about nobody': may('house', { read: ['admin'], insert: ['admin'], update: ['admin'] }),
  second_factor_reset: may('house', { read: ['admin', 'coordinator'], insert: ['admin'] }),
  password_reset: may('house', { read: ['admin', 'coordinator'], insert: ['admin'] }),
  recovery_code: closed('house'),
  challenge: closed('house'),
  known_browser: closed('house'),
  passkey: closed('house'),
  session: closed('house'),
  job: may('house', { read: ['named', 'colleague of the same role'] }),
  // A device is its owner's; whoever coordinates or runs accounts learns that it is there. Its key and its end go through functions of the house.
  device: may('house', { read: ['named', 'coordinator', 'admin'], insert: ['team, named'] }),
  device_move: may('house', { read: ['named', 'coordinator', 'admin'] }),
  device_setting: may('house', { read: ['everyone'], insert: ['coordinator'], update: ['coordinator'] }),
  applied_policies: closed('house'),
  name_filing: closed('house'),
  kysely_migration: closed('house'),
  kysely_migration_lock: closed('house'),

  // Who did what to which record: the data protection officer, those who hold the file, and everyone for what they did themselves.
  audit_chain: closed('house'),
  audit_anchor: closed('house'),
  audit_event: may('house', { read: ['dpo', 'holders of case', 'named'] }),

  // What was written into a field follows the record of its kind; of a kind that no room declared, nobody reads or writes anything.
  field_history: closed('house'),
  field_conflict: closed('house'),

  // A key is held with what it opens.
  'vault_key:case': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'vault_key:work': may('case', { read: ['holders of work'], insert: ['holders of work'] }),
  'vault_key:contact': may('case', { read: ['holders of base'], insert: ['holders of base'] }),
  'vault_key:mediation': may('restricted', { read: ['holders of mediation'], insert: ['holders of mediation'] }),
  'vault_key:restricted': may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted'] }),
  'vault_key:secret-psychologist': may('secret', { read: ['holders of secret-psychologist'], insert: ['holders of secret-psychologist'] }),
  'vault_key:secret-legal': may('secret', { read: ['holders of secret-legal'], insert: ['holders of secret-legal'] }),
  'vault_key:import': may('restricted', { read: ['coordinator'], insert: ['coordinator'] }),
  'vault_key:import-file': may('restricted', { read: ['coordinator'], insert: ['coordinator'] }),
  'vault_key:referral before sending': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'vault_key:referral sent': may('case', { read: ['holders of case', 'partner of the body'], insert: ['holders of case'] }),
  'vault_key:referral withdrawn': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'vault_key:referral whose consent ran out': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
};
