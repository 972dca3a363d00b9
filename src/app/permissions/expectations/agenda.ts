import { type Expectations, kept, may } from './words.ts';

/** Hours, rooms and the queue beside the appointments. */
export const agenda: Expectations = {
  // That appointments were booked together, and how often they come back.
  appointment_series: kept('team', ['team']),
  // Who would come sooner if an hour falls free.
  appointment_sooner: may('team', { read: ['team'], insert: ['team'], delete: ['team'] }),
  desk_room: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  desk_hours: may('team', { read: ['team'], insert: ['team, named'], update: ['team, named', 'coordinator'] }),
  desk_exception: may('team', { read: ['team'], insert: ['team, named'], update: ['team, named', 'coordinator'] }),
  // That a colleague is taken, never by what: written by the room that holds them.
  engagement: may('team', { read: ['team'] }),
  public_holiday: may('public', { read: ['everyone, of any programme'] }),

  // That a person was reminded or called back.
  contact_attempt: kept('case', ['holders of base']),
  calendar_feed: may('team', { read: ['team, named'], insert: ['team, named'], update: ['team, named'] }),

  // Who comes without an appointment: a code and a language.
  walk_in: kept('team', ['team'], { update: true }),
  walk_in_move: kept('team', ['team']),
  // Whose it was: written by a function that asks whether the case is held.
  who_came: may('case', { read: ['holders of base'] }),
};
