import { closed, type Expectations, kept, may } from './words.ts';

/** The agenda, interviews, notices and consents. */
export const desk: Expectations = {
  // When, which code, which language, with whom: the team. Whose it is and what for: the case.
  appointment: kept('team', ['team'], { update: true }),
  appointment_move: kept('team', ['team']),
  appointment_hold: closed('team'),
  appointment_matter: kept('case', ['holders of base'], { update: true }),

  interview: may('case', { read: ['holders of case', 'named, holding mediation'], insert: ['holders of base'], update: ['holders of restricted', 'named, holding base'] }),
  'interview_move:of their own interview': may('case', { read: ['holders of case', 'named, holding mediation'], insert: ['holders of base'] }),
  'interview_move:of a colleague’s interview': may('case', { read: ['holders of case'], insert: ['holders of restricted'] }),
  'interview_attendance:of their own interview': may('case', { read: ['holders of case', 'named, holding mediation'], insert: ['holders of base'] }),
  'interview_attendance:of a colleague’s interview': may('case', { read: ['holders of case'], insert: ['holders of restricted'] }),

  // The story: those who hold `restricted`; the labour expert its work facts; a mediator what they wrote.
  'interview_section:case': may('restricted', { read: ['holders of restricted', 'named, holding case'], insert: ['holders of restricted'], update: ['holders of restricted', 'named, holding case'] }),
  'interview_section:work': kept('restricted', ['holders of work'], { update: true }),
  'interview_section:restricted': kept('restricted', ['holders of restricted'], { update: true }),
  'interview_section:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['holders of mediation'], update: ['named, holding mediation'] }),
  'interview_section:mediation, in a colleague’s interview': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['holders of restricted'], update: ['named, holding mediation'] }),
  'interview_addendum:case': may('restricted', { read: ['holders of restricted', 'named, holding case'], insert: ['holders of restricted'] }),
  'interview_addendum:work': kept('restricted', ['holders of work']),
  'interview_addendum:restricted': kept('restricted', ['holders of restricted']),
  'interview_addendum:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['holders of mediation'] }),
  // A text beside or replaced is read like what stands; nobody changes one that was replaced.
  'interview_text:case': may('restricted', { read: ['holders of restricted', 'named, holding case'], insert: ['holders of restricted', 'named, holding case'], update: ['holders of restricted', 'named, holding case'] }),
  'interview_text:work': kept('restricted', ['holders of work'], { update: true }),
  'interview_text:restricted': kept('restricted', ['holders of restricted'], { update: true }),
  'interview_text:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['holders of mediation'], update: ['named, holding mediation'] }),
  'interview_text:replaced': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  // Those who wrote in a colleague's interview countersign it, once that one has signed.
  interview_countersignature: may('case', { read: ['holders of case'], insert: ['named, holding base'] }),
  // How the person signed stands with the heading; it is written down by whoever leads the talk or hears the story.
  'interview_person_signature:of their own interview': may('case', { read: ['holders of case', 'named, holding mediation'], insert: ['holders of base'] }),
  'interview_person_signature:of a colleague’s interview': may('case', { read: ['holders of case'], insert: ['holders of restricted'] }),
  interview_setting: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),

  // The notice is explained by whoever meets the person, mediators first; its words are answered for by one who speaks the language.
  notice_model: closed('public'),
  notice_version: may('team', { read: ['team', 'dpo'], insert: ['coordinator', 'dpo'], update: ['coordinator', 'dpo'] }),
  notice_text: may('team', { read: ['team', 'dpo'], insert: ['coordinator', 'dpo', 'mediator who speaks it'], update: ['mediator who speaks it'] }),
  phrase_text: may('team', { read: ['team', 'dpo'], insert: ['coordinator', 'dpo', 'mediator who speaks it'], update: ['mediator who speaks it'] }),
  notice_delivery: kept('case', ['holders of base']),
  consent: kept('case', ['holders of base'], { update: true }),
  consent_move: kept('case', ['holders of base']),
  // Kept with the answer by whoever writes the answer down.
  consent_signature: may('case', { read: ['holders of base'], insert: ['named, holding base'] }),
  // Heard while the yes stands; after that by who coordinates the case.
  'consent_recording:of a yes that stands': may('case', { read: ['holders of base'], insert: ['named, holding base'] }),
  'consent_recording:of a yes taken back': may('case', { read: ['coordinator of the case'], insert: ['named, holding base'] }),
  sharing_record: kept('case', ['holders of base']),
};
