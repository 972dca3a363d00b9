import { type Expectations, may } from './words.ts';

/** Complaints, read by whoever must answer them and by nobody who is complained of; how it went, read by nobody answer by answer. */
export const feedback: Expectations = {
  // Who wrote it down reads that it came: the row has a day and a state, and no word.
  'complaint:about somebody': may('restricted', { read: ['team, named', 'coordinator'], insert: ['team, named'] }),
  'complaint:about who coordinates': may('restricted', { read: ['team, named', 'dpo'], insert: ['team, named'] }),
  'complaint_words:about somebody': may('restricted', { read: ['coordinator'], insert: ['team, named'] }),
  'complaint_words:about who coordinates': may('restricted', { read: ['dpo'], insert: ['team, named'] }),
  'complaint_move:about somebody': may('restricted', { read: ['coordinator'] }),
  'complaint_move:about who coordinates': may('restricted', { read: ['dpo'] }),
  'vault_key:complaint': may('restricted', { read: ['coordinator'], insert: ['team, named'] }),
  'vault_key:complaint about who coordinates': may('restricted', { read: ['dpo'], insert: ['team, named'] }),
  satisfaction_answer: may('team', { insert: ['team'] }),
};
