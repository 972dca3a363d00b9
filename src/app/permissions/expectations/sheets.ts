import { type Expectations, may } from './words.ts';

/** Sheets of the profile: known to whoever holds everything they tell of, and to nobody outside; what the person asks to correct. */
export const sheets: Expectations = {
  'profile_sheet:of case facts': may('case', { read: ['holders of case'], insert: ['named, holding case'], update: ['holders of case'] }),
  'profile_sheet:of work facts': may('case', { read: ['holders of work'], insert: ['named, holding work'], update: ['holders of work'] }),
  'profile_sheet:of restricted facts': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'], update: ['holders of restricted'] }),
  'profile_sheet_content:of case facts': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'profile_sheet_content:of restricted facts': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  'profile_sheet_move:of case facts': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'profile_sheet_move:of restricted facts': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  'vault_key:sheet of case facts': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'vault_key:sheet of restricted facts': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  'fact_correction:case': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'fact_correction:work': may('case', { read: ['holders of work'], insert: ['named, holding work'] }),
  'fact_correction:restricted': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  // Both files: in the scene the fact stands in the same one.
  household_answer: may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'fact_correction_answer:case': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'fact_correction_answer:restricted': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
};
