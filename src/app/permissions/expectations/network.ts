import { type Expectations, kept, may, type Who } from './words.ts';

/** Those of the team who keep the files of cases: everyone but mediators. */
const keepersOfFiles: readonly Who[] = ['psychologist', 'legal', 'labour', 'educator', 'coordinator'];
const bothSides: readonly Who[] = ['holders of case', 'partner of the body'];

/** The directory, and referrals to the services in it. */
export const network: Expectations = {
  'service:public': may('network', { read: ['everyone'], insert: ['coordinator', 'admin', 'partner of the body'], update: ['coordinator', 'admin', 'partner of the body'] }),
  'service:in a protected place': may('team', { read: ['team', 'partner of the body'], insert: ['coordinator', 'partner of the body'], update: ['coordinator', 'partner of the body'] }),

  // The receiving body knows nothing before the sending, and reads no letter and no message after a withdrawal or the end of the consent.
  'referral:before sending': may('case', { read: ['holders of case'], insert: keepersOfFiles, update: ['holders of case'] }),
  'referral:sent': may('case', { read: bothSides, update: bothSides }),
  'referral:withdrawn': may('case', { read: bothSides, update: ['holders of case'] }),
  'referral:whose consent ran out': may('case', { read: bothSides, update: ['holders of case'] }),
  'referral_matter:before sending': kept('case', ['holders of case'], { update: true }),
  // That a letter once sent changes no more is a rule of referrals, whoever asks; here stands who could reach the row at all.
  'referral_matter:sent': may('case', { read: ['holders of case'], update: ['holders of case'] }),
  'referral_letter:sent': may('case', { read: bothSides, insert: ['holders of case'] }),
  'referral_letter:withdrawn': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'referral_letter:whose consent ran out': may('case', { read: ['holders of case'], insert: ['holders of case'] }),
  'referral_move:answers of the receiving body': kept('case', bothSides),
  'referral_move:asking the person’s consent': kept('case', ['holders of case']),
  'referral_move:after a withdrawal': kept('case', ['holders of case']),
  'referral_message:before sending': kept('case', ['holders of case']),
  'referral_message:sent': kept('case', bothSides),
  'referral_message:withdrawn': kept('case', ['holders of case']),
  'referral_notice:sent': may('case', { read: ['named, holding case', 'partner of the body, named'], update: ['named, holding case', 'partner of the body, named'] }),
  'referral_notice:before sending': may('case', { read: ['named, holding case'], update: ['named, holding case'] }),

  // A register holds restricted words of many people at once: the coordinator alone.
  import_batch: kept('restricted', ['coordinator'], { update: true }),
  'import_row:not yet written': kept('restricted', ['coordinator'], { update: true, delete: true }),
  // What it said of somebody followed now is part of their file, and a bar counts here too.
  'import_row:of the person of the case': may('restricted', { read: ['coordinator of the case'], insert: ['coordinator'], update: ['coordinator of the case'], delete: ['coordinator of the case'] }),
  import_candidate: kept('restricted', ['coordinator'], { delete: true }),
  import_made: kept('restricted', ['coordinator']),
  import_mapping: kept('restricted', ['coordinator'], { update: true }),
  import_move: kept('restricted', ['coordinator']),
  import_setting: kept('team', ['coordinator'], { update: true }),
};
