import { type Expectations, may } from './words.ts';

/** Hours, rooms and the queue beside the appointments. */
export const agenda: Expectations = {
  desk_room: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  desk_hours: may('team', { read: ['team'], insert: ['team, named'], update: ['team, named', 'coordinator'] }),
  desk_exception: may('team', { read: ['team'], insert: ['team, named'], update: ['team, named', 'coordinator'] }),
  public_holiday: may('public', { read: ['everyone, of any programme'] }),
};
