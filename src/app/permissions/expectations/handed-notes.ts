import { type Expectations, may } from './words.ts';

/** What was handed over from a device: read by who coordinates, and no more by whoever wrote it; it comes through a function of the house alone. */
export const handedNotes: Expectations = {
  handed_note: may('restricted', { read: ['coordinator'] }),
  handed_note_piece: may('restricted', { read: ['coordinator'] }),
  handed_note_move: may('restricted', { read: ['coordinator'] }),
  'vault_key:handed-note': may('restricted', { read: ['coordinator'] }),
};
