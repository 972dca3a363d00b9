import { type Expectations, may } from './words.ts';

const writers = ['labour', 'legal', 'coordinator'] as const;

/** Wage tables are the team's reference data; what was told of a person's jobs are work facts, signed by labour or legal. */
export const worksheet: Expectations = {
  wage_source: may('team', { read: ['team'], insert: writers, update: writers }),
  'wage_source:already verified': may('team', { read: ['team'] }),
  wage_rate: may('team', { read: ['team'], insert: writers, update: writers }),
  'wage_rate:superseded': may('team', { read: ['team'] }),

  'worksheet:draft': may('restricted', { read: ['holders of work'], insert: ['holders of work, not in an emergency'], update: ['holders of work, not in an emergency'] }),
  'worksheet:computed, being signed': may('restricted', { read: ['holders of work'], update: ['labour or legal assigned'] }),
  'worksheet:signed': may('restricted', { read: ['holders of work'] }),
  'worksheet_move:computing': may('restricted', { read: ['holders of work'], insert: ['holders of work, not in an emergency'] }),
  'worksheet_move:signing': may('restricted', { read: ['holders of work'], insert: ['labour or legal assigned'] }),
  worksheet_look: may('restricted', { read: ['holders of work'], insert: ['holders of work, not in an emergency'] }),
};
