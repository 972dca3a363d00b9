import { closed, type Expectations, kept, may } from './words.ts';

/** What was observed, and what a professional makes of it: restricted throughout; a mediator the short lists they filled in themselves. */
export const screening: Expectations = {
  'screening:restricted': may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted'], update: ['named, holding restricted'] }),
  'screening:restricted, completed': may('restricted', { read: ['holders of restricted'] }),
  'screening:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['mediator of the case'], update: ['named, holding mediation'] }),
  'screening_move:restricted': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  'screening_move:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['named, holding mediation'] }),
  'screening_move:of a colleague’s screening': may('restricted', { read: ['holders of restricted'] }),
  'safety_protocol:restricted': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'], update: ['holders of restricted'] }),
  'safety_protocol:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['named, holding mediation'], update: ['holders of restricted'] }),

  // A conclusion is a profession's act, confirmed by a second person; never from a file opened in an emergency.
  assessment: may('restricted', { read: ['holders of restricted'], insert: ['psychologist, legal or educator assigned'], update: ['holders of restricted, not in an emergency'] }),
  'assessment:presumed without a second reading': may('restricted', { read: ['holders of restricted'] }),
  'second_reading:of a colleague’s assessment': may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted, not in an emergency'] }),
  'second_reading:of their own assessment': may('restricted', { read: ['holders of restricted'] }),
  assessment_move: kept('restricted', ['holders of restricted']),

  // Professions make instruments and read them second; labour and mediation fill in, or see, what is in use.
  programme_instrument: may('team', { read: ['team'], insert: ['psychologist', 'legal', 'educator', 'coordinator'], update: ['psychologist', 'legal', 'educator', 'coordinator'] }),
  programme_instrument_move: may('team', { read: ['team'], insert: ['psychologist', 'legal', 'educator', 'coordinator'] }),
  // Our own sets in other languages: the words of those who know the language, answered for by a mediator who speaks it.
  instrument_wording: may('team', { read: ['team'], insert: ['coordinator', 'team member who speaks it'], update: ['coordinator', 'team member who speaks it'] }),
  'instrument_wording:approved': may('team', { read: ['team'], update: ['mediator who speaks it'] }),
  'instrument_wording:withdrawn': may('team', { read: ['team'] }),
  instrument_wording_move: may('team', { read: ['team'], insert: ['coordinator', 'team member who speaks it'] }),
  // What keeps an instrument closed is asked by the database alone.
  instrument_release: closed('house'),
  indication_suggestion_answer: may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted, not in an emergency'] }),
  indication_evidence: may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted, not in an emergency'], update: ['holders of restricted, not in an emergency'] }),
  vulnerability_mark: may('restricted', { read: ['holders of restricted'], insert: ['holders of restricted, not in an emergency'] }),
  'vulnerability_mark:clinical, certified': may('restricted', { read: ['holders of restricted'], insert: ['psychologist assigned'] }),
  // A call names the colleague who is called; whoever does not follow the case learns through a function who calls, and nothing else.
  safety_notice: may('team', { read: ['named'], update: ['named'] }),
  safety_step: kept('restricted', ['holders of restricted']),
};
