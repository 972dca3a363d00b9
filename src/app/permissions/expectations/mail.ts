import { type Expectations, kept, may } from './words.ts';

/** Mail that leaves says that there is news. What it is about stands nowhere; whom it goes to outside is read by the sending alone. */
export const mail: Expectations = {
  'outgoing_mail:to a colleague': may('house', { read: ['named'] }),
  'outgoing_mail:that did not arrive': may('house', { read: ['named', 'admin'] }),
  'outgoing_mail:to somebody without an account': may('restricted', { insert: ['team'] }),
  'outgoing_mail:a receipt': may('restricted', { insert: ['team'] }),
  'vault_key:outgoing-mail': may('restricted', { insert: ['team'] }),
  mail_wish: kept('house', ['named'], { update: true }),
};
