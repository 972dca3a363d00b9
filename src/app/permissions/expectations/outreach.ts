import { type Expectations, kept, may } from './words.ts';

/** The street is the team's. What is told through functions of the house (steps, taps, alarms, cards) is read, and written by nobody directly. */
export const outreach: Expectations = {
  outreach_setting: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  place: kept('team', ['team'], { update: true }),
  place_version: may('team', { read: ['team'] }),
  outing: kept('team', ['team'], { update: true }),
  outing_crew: kept('team', ['team'], { update: true }),
  outing_stop: kept('team', ['team'], { update: true }),
  outing_move: may('team', { read: ['team'] }),
  outing_check: may('team', { read: ['team'] }),
  // Where a crew is, exactly.
  outing_position: may('team', { read: ['team, named'] }),
  'outing_position:while an alarm stands': may('team', { read: ['team, named', 'coordinator'] }),
  outing_alarm: may('team', { read: ['team'] }),
  outing_alarm_move: may('team', { read: ['team'] }),
  street_contact: may('team', { read: ['team'], insert: ['team'], update: ['team, named', 'coordinator'] }),
  'street_contact:of an outing that is closed': may('team', { read: ['team'], insert: ['team'], update: ['coordinator'] }),
  street_contact_version: may('team', { read: ['team'] }),
  encounter: may('team', { read: ['team'], update: ['team'] }),
  encounter_card: may('team', { read: ['team'] }),
  encounter_link: kept('team', ['team'], { update: true }),
  // That a contact became a file ties the street to it.
  contact_case: kept('case', ['holders of base']),
  contact_outcome: kept('team', ['team']),
  contact_follow_up: kept('team', ['team']),
  street_hour: kept('team', ['team']),
  street_hour_move: may('team', { read: ['team'] }),

  // Fields that several people edit at once follow their record.
  'field_history:of a place': kept('team', ['team']),
  'field_conflict:of a place': kept('team', ['team'], { update: true }),
  'field_history:of an outing': kept('team', ['team']),
  'field_history:of a contact': may('team', { read: ['team'], insert: ['team, named', 'coordinator'] }),
  'field_history:of a contact whose outing is closed': may('team', { read: ['team'], insert: ['coordinator'] }),
};
