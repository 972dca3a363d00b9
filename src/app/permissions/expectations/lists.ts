import { type Expectations, may } from './words.ts';

/** Lists kept under a name, which hold nobody's lines; what is done to many cases at once, which is its author's alone. */
export const lists: Expectations = {
  'saved_list:own': may('team', { read: ['team, named'], insert: ['team, named'], update: ['team, named'] }),
  'saved_list:shared': may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  saved_list_pin: may('team', { read: ['team, named'], insert: ['team, named'], delete: ['team, named'] }),
  bulk_run: may('case', { read: ['team, named'], insert: ['team'], update: ['team, named'] }),
  bulk_row: may('case', { read: ['team, named'], insert: ['named, holding base'], update: ['team, named'] }),
};
