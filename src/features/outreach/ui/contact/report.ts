import type { z } from 'zod';
import { type ReportWritten, Sign } from '../../../intake/contract.ts';
import type { StreetContact } from '../../contract.ts';

/** What a segnalazione takes as its place; a place of the street and its town may be longer. */
const LONGEST_PLACE = 120;

/** The eleven signs of the street stand in the segnalazione in the same order, by the same headings (domain, 4.2). */
const signOf = (id: string): z.infer<typeof Sign>[] => { const sign = Sign.options[Number(id.slice(1)) - 1]; return /^F(?:0[1-9]|1[01])$/.test(id) && sign ? [sign] : []; };

/**
 * A draft of a segnalazione with everything the contact knows, so that nothing is typed twice. It names nobody, and says that the person was not asked: whoever
 * sends it says otherwise where that is so.
 */
export const reportOf = (contact: Pick<StreetContact, 'id' | 'ageBand' | 'danger' | 'language' | 'needs' | 'signs' | 'note' | 'place' | 'zone' | 'encounter'>): z.input<typeof ReportWritten> => ({
  kind: 'report', source: 'street', senderKind: 'street-unit', streetContactId: contact.id, agreement: 'not-asked', calledBy: contact.encounter === null ? 'nobody' : 'code', minor: contact.ageBand === 'possibly-minor' ? 'doubt' : 'no',
  danger: contact.danger, urgency: contact.danger ? 'immediate' : 'ordinary', language: contact.language, reasons: [contact.needs.length > 0 ? 'help-asked' : 'information'],
  content: { sender: {}, called: contact.encounter?.code ?? '', signs: contact.signs.flatMap(signOf), words: contact.note, place: (contact.place === null ? contact.zone : `${contact.place.name}, ${contact.place.town}`).slice(0, LONGEST_PLACE).trim(), done: '', asks: [] }, send: false,
});
