import { type Expectations, type Who, may } from './words.ts';

const those: readonly Who[] = ['coordinator or legal of the case'];

/** Alleged actors and the duty to report: the coordinator and the legal operators assigned, never from a file opened in an emergency, nobody else. */
export const reserved: Expectations = {
  'duty_decision:draft': may('secret', { read: those, insert: those, update: ['coordinator or legal of the case, named'] }),
  'duty_decision:signed': may('secret', { read: those }),
  duty_addendum: may('secret', { read: those, insert: those }),
  'duty_opinion:of a colleague’s decision': may('secret', { read: those, insert: those }),
  'duty_opinion:of their own decision': may('secret', { read: those }),
  alleged_actor: may('secret', { read: those, insert: those, update: those }),
  actor_link: may('secret', { read: those, insert: those, update: those }),
  actor_naming: may('secret', { read: those, insert: those, update: those }),
  'actor_tie:of a colleague': may('secret', { read: those, insert: those }),
  'actor_tie:of themselves': may('secret'),
  'vault_key:reserved': may('secret', { read: those, insert: those }),
};
