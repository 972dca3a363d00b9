import { closed, type Expectations, may } from './words.ts';

/** The programme's mailbox: who runs the accounts connects it and reads nothing; the coordinator reads it, and whom of the équipe they name. */
export const mailbox: Expectations = {
  mailbox: may('house', { read: ['admin', 'coordinator'], insert: ['admin'], update: ['admin'] }),
  mailbox_secret: may('house', { insert: ['admin'] }),
  'vault_key:mailbox-door': may('house', { insert: ['admin'] }),
  mailbox_reading: may('house', { read: ['admin', 'coordinator'] }),
  mailbox_reader: may('house', { read: ['admin', 'coordinator'], insert: ['coordinator'], update: ['coordinator'] }),
  known_sender: may('team', { read: ['coordinator'], insert: ['coordinator'], update: ['coordinator'] }),
  // Read by the coordinator, and by whom they named: those have a row of their own beneath.
  mail_message: may('restricted', { read: ['coordinator'] }),
  'mail_message:in a box that one reads': may('restricted', { read: ['coordinator', 'team, named'] }),
  mail_words: may('restricted', { read: ['coordinator'] }),
  'mail_words:in a box that one reads': may('restricted', { read: ['coordinator', 'team, named'] }),
  mail_attachment: may('restricted', { read: ['coordinator'] }),
  mail_piece: may('restricted', { read: ['coordinator'] }),
  mail_move: may('team', { read: ['coordinator'] }),
  mail_answer: may('team', { read: ['coordinator'], insert: ['coordinator'] }),
  'vault_key:mail': may('restricted', { read: ['coordinator'] }),
  'vault_key:mail in a box that one reads': may('restricted', { read: ['coordinator', 'team, named'] }),
  mail_thread: closed('team'),
  mail_reference: closed('house'),
  mail_sighting: closed('house'),
  mail_receipt: closed('house'),
};
