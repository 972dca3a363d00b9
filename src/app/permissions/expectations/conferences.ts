import { type Expectations, kept, may, type Who } from './words.ts';

const files: Who = 'holders of case';
const running: readonly Who[] = ['holders of case, not in an emergency'];
const colleague: Who = 'team, named, not barred';
const body: Who = 'partner of the body, named';

/** Conferences on a case: those who hold its files, and those who are asked and read their own sheet alone. Steps and answers are functions. */
export const conferences: Expectations = {
  conference: may('case', { read: [files], insert: running }),
  'conference:asked as a colleague': may('case', { read: [files, colleague], insert: running }),
  'conference:asked for a body': may('case', { read: [files, body], insert: running }),
  'conference:of a body, closed': may('case', { read: [files] }),
  // The reason of a step may tell of the case.
  conference_move: may('case', { read: [files] }),
  'conference_seat:of a colleague': may('case', { read: [files, colleague], insert: running }),
  // Nobody of a body runs a conference, so nobody can give a body's seat to themselves.
  'conference_seat:of a body': may('case', { read: [files, body] }),
  'conference_seat:of a body whose consent was withdrawn': may('case', { read: [files] }),
  'conference_seat:of a body, closed': may('case', { read: [files] }),
  'conference_part:base': may('case', { read: [files, colleague], insert: running }),
  'conference_part:case': may('case', { read: [files, colleague], insert: running }),
  'conference_part:work': may('case', { read: ['holders of work', colleague], insert: ['holders of work, not in an emergency'] }),
  'conference_part:restricted': may('restricted', { read: ['holders of restricted', colleague], insert: ['holders of restricted, not in an emergency'] }),
  'conference_part:base, of a body': may('case', { read: [files, body], insert: running }),
  // Nobody could write it there; nothing that stands there is hidden from whom it stands for.
  'conference_part:restricted, of a body': may('restricted', { read: ['holders of restricted', body] }),
  'conference_part:base, of a body, after the minutes': may('case', { read: [files], insert: running }),
  'conference_part:base, of a body, put off': may('case', { read: [files], insert: running }),
  'conference_reveal:to a colleague': may('case', { read: [files, colleague], insert: running, update: running }),
  'conference_reveal:to a body, not agreed': may('case', { read: [files, body], update: running }),
  'conference_name:while it is open': may('case', { read: [body], insert: running }),
  'conference_name:when its time is over': may('case', { insert: running }),
  'conference_name:of a person who does not agree': may('case', { insert: running }),
  'conference_reading:of a colleague': may('case', { read: [files, colleague], insert: [colleague] }),
  'conference_reading:of a body': may('case', { read: [files, body], insert: [body] }),
  'conference_note:case': kept('case', [files]),
  'conference_note:restricted': kept('restricted', ['holders of restricted']),
  conference_decision: kept('case', [files], { update: true }),
  conference_dissent: kept('case', [files]),
  // Written by the answer that comes after it.
  conference_said: may('case', { read: [files] }),
  conference_voice: kept('case', [files]),
  conference_minutes: may('case', { read: [files], insert: running }),
  'vault_key:conference, of a colleague': may('case', { read: [files, colleague], insert: running }),
  'vault_key:conference, of a body': may('case', { read: [files, body], insert: running }),
  'vault_key:conference, of a body, closed': may('case', { read: [files], insert: running }),
  'vault_key:conference-name, while it is open': may('case', { read: [body], insert: running }),
  'vault_key:conference-name, when its time is over': may('case', { insert: running }),
};
