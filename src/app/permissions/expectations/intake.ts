import { closed, type Expectations, kept, may, type Who } from './words.ts';

const handlers: readonly Who[] = ['coordinator', 'team, named'];
/** Once it became a case: who handles it and is not barred from that case, and who holds what is reserved of it. */
const ofTheCase: readonly Who[] = ['coordinator of the case', 'team, named, not barred', 'holders of restricted'];

/** Segnalazioni. The sender's side reads no table but what it wrote itself and the letters: what else it may know, functions tell it. */
export const intake: Expectations = {
  'inbound_referral:draft': may('restricted', { read: ['named'], insert: ['team', 'partner of the body'], update: ['team, named', 'partner of the body, named'] }),
  // The head alone: codes, urgency and clock.
  'inbound_referral:waiting': may('team', { read: ['team'] }),
  'inbound_referral:of a case': may('restricted', { read: ofTheCase }),
  'inbound_content:draft': kept('restricted', ['named'], { update: true }),
  'inbound_content:in triage': may('restricted', { read: handlers }),
  'inbound_move:in triage': may('restricted', { read: handlers }),
  'inbound_message:in triage': may('restricted', { read: [...handlers, 'partner of the body'] }),
  'inbound_matter:of a case': may('restricted', { read: ['holders of restricted', 'named, holding base'] }),
  'inbound_contact:of a case': may('restricted', { read: ofTheCase }),
  'inbound_contact_move:of a case': may('restricted', { read: ofTheCase }),
  // Names for who wrote it too; bytes for who handles it alone. Written by functions of the house.
  'inbound_file:in triage': may('restricted', { read: handlers }),
  inbound_file_piece: may('restricted', { read: handlers }),
  intake_setting: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  'inbound_meeting:in triage': may('restricted', { read: handlers }),
  'inbound_meeting_member:in triage': may('restricted', { read: handlers }),
  'inbound_meeting_move:in triage': may('restricted', { read: handlers }),
  inbound_mark: closed('restricted'),
  inbound_pattern: may('team', { read: ['coordinator'] }),
  report_door: may('team', { read: ['coordinator'], insert: ['coordinator'], update: ['coordinator'] }),
  'vault_key:inbound, draft': kept('restricted', ['named']),
  'vault_key:inbound, in triage': may('restricted', { read: handlers }),
  'vault_key:inbound-thread': kept('restricted', [...handlers, 'partner of the body']),
};
