import { type Expectations, may } from './words.ts';

const holders = ['psychologist', 'legal', 'labour', 'educator', 'coordinator'] as const;
const writers = ['holders of work, not in an emergency'] as const;

/** What a person can do, and the work that was found, are work facts; who gives work, and the classification, are the team's. */
export const employment: Expectations = {
  employer: may('team', { read: holders, insert: holders, update: holders }),
  balance_entry: may('restricted', { read: ['holders of work'], insert: writers, update: writers }),
  curriculum: may('restricted', { read: ['holders of work'], insert: writers }),
  'curriculum_handing:to the person': may('restricted', { read: ['holders of work'], insert: writers }),
  placement: may('restricted', { read: ['holders of work'], insert: writers, update: writers }),
  'placement_move:not going on': may('restricted', { read: ['holders of work'], insert: writers }),
  'placement_move:agreeing, not looked at': may('restricted', { read: ['holders of work'] }),
  placement_look: may('restricted', { read: ['holders of work'], insert: ['coordinator of the case'] }),
  placement_check: may('restricted', { read: ['holders of work'], insert: writers, update: writers }),
  placement_check_move: may('restricted', { read: ['holders of work'], insert: writers }),
  job_centre_step: may('restricted', { read: ['holders of work'], insert: writers, update: writers }),
  'job_centre_step:struck': may('restricted', { read: ['holders of work'] }),
  esco_edition: may('team', { read: ['team'], insert: ['labour', 'coordinator'], update: ['labour', 'coordinator'] }),
  'esco_edition:replaced': may('team', { read: ['team'] }),
  esco_concept: may('team', { read: ['team'], insert: ['labour', 'coordinator'], delete: ['labour', 'coordinator'] }),
};
