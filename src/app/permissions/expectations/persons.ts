import { closed, type Expectations, kept, may } from './words.ts';

/** The identity vault: whoever holds a case of the person, a mediator included; of others not even a code. */
export const persons: Expectations = {
  person: may('case', { read: ['holders of base'], update: ['holders of base'] }),
  // A mediator holds `base` alone: of birth and nationality they read what they wrote themselves.
  person_birth: may('case', { read: ['holders of case', 'named, holding base'], insert: ['holders of base'], update: ['holders of case', 'named, holding base'] }),
  person_name: kept('case', ['holders of base'], { update: true }),
  person_nationality: may('case', { read: ['holders of case', 'named, holding base'], insert: ['holders of base'], delete: ['holders of case', 'named, holding base'] }),
  person_language: kept('case', ['holders of base'], { update: true, delete: true }),
  person_contact: kept('case', ['holders of base'], { update: true }),
  safe_contact_card: kept('case', ['holders of base'], { update: true }),
  // Written with the name, read by the search alone.
  person_name_key: may('case', { insert: ['holders of base'] }),
  person_not_same: closed('case'),
  // That two files are one person is read and said through functions that ask for both.
  person_merge: closed('case'),
  person_merge_move: closed('case'),
  person_merge_row: closed('case'),
  duplicate_pair: closed('case'),
  duplicate_check: closed('case'),
  // What somebody is to somebody else opens nobody's file: told through functions that ask for each side.
  person_relation: closed('case'),
  person_relation_risk: closed('restricted'),
  family_unit: closed('case'),
  family_member: closed('case'),
  // Which documents were seen is for those who hold the files; that an age is in doubt, everyone who meets the person must know.
  'person_move:identity': may('case', { read: ['holders of case'], insert: ['holders of base'] }),
  'person_move:age in doubt': may('case', { read: ['holders of base'], insert: ['holders of base'] }),
  'person_move:age settled': may('case', { read: ['holders of base'], insert: ['holders of case'] }),
};
