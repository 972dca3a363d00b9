import { type Expectations, may } from './words.ts';

/** Hard paths. An emergency about nobody on file is the opener's and the coordinators'; one about a person, of those who hold the files. */
export const safety: Expectations = {
  'emergency:of nobody on file': may('case', { read: ['named', 'coordinator'], insert: ['team'], update: ['team, named', 'coordinator'] }),
  'emergency:of a person': may('case', { read: ['holders of case', 'named, holding base'], insert: ['holders of base'], update: ['holders of case', 'named, holding base'] }),
  emergency_call: may('case', { read: ['holders of case'], insert: ['holders of case'], update: ['named, holding case'] }),
  emergency_record: may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  emergency_move: may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  emergency_contact: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  safety_plan: may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted'] }),
  formal_identification: may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted'] }),
  minor_path: may('case', { read: ['holders of case'], insert: ['holders of case'], update: ['holders of case'] }),
  minor_path_move: may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  minor_step: may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  age_outcome: may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'vault_key:emergency': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
};
