import { describe, expect, it } from 'vitest';
import { asPdf } from '../../kernel/documents/making.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import type { Interview } from './contract.ts';
import { interviewPaper } from './paper.ts';
import it_ from './text/it.json' with { type: 'json' };

const texts: Readonly<Record<string, string>> = it_;
const say = (key: string, values: Readonly<Record<string, string>> = {}): string => {
  const words = texts[key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
};

const giulia = { id: 'g', name: 'Giulia Ferrara' };
const marco = { id: 'm', name: 'Marco D’Alessio' };
const signed: Interview = {
  id: 'i', caseId: 'c', personId: 'p', code: 'lince-noce-12', kind: 'first', state: 'signed', language: 'ar', author: giulia, createdAt: '2026-03-01T08:00:00Z', signedAt: '2026-03-02T10:00:00Z',
  appointmentId: null, interpreter: 'mediator', mediator: { id: 'a', name: 'Amal Haddad' }, mediatorIsBarred: false, signedOnDevice: null, place: 'desk', present: ['psychologist', 'mediator'],
  attendance: [{ role: 'relative', change: 'left', at: '2026-03-01T09:10:00Z' }], preparation: { alone: 'no' }, version: 4,
  sittings: [{ startedAt: '2026-03-01T09:00:00Z', endedAt: '2026-03-01T09:40:00Z', breaks: [], minutes: 40, reason: 'tired' }],
  sections: [{ section: 'safety', compartment: 'restricted', state: 'done', content: { answers: { 'safe-here': { answer: 'yes', words: 'qui sì' } }, words: 'Ha detto: «أريد أن أنام».' }, author: giulia, writtenAt: '2026-03-01T09:30:00Z', version: 2 }],
  besides: [{ id: 'b', section: 'housing', compartment: 'case', content: { answers: {}, words: 'Dorme in campagna.' }, origin: null, author: marco, writtenAt: '2026-03-01T09:31:00Z' }],
  pastTexts: 1, countersigned: [{ by: marco, at: '2026-03-02T11:00:00Z' }], mayCountersign: false, mayTakeSignature: false,
  personSignatures: [{
    id: 's', outcome: 'signed', evidence: 'mark-and-witness', evidenceWords: 'Moussa Camara', drawing: null, refusal: null, refusalWords: null, language: 'ar', how: 'mediator', mediator: { id: 'a', name: 'Amal Haddad' },
    words: 'قالت إنها تريد أن تنام.', sections: 1, by: giulia, at: '2026-03-02T09:50:00Z', onDevice: { notedAt: '2026-03-02T09:50:00Z', arrivedAt: '2026-03-02T14:05:00Z' },
  }],
  addenda: [{ id: 'x', compartment: 'restricted', words: 'La data giusta è il 3 maggio.', author: marco, at: '2026-03-03T09:00:00Z' }], writes: ['restricted'],
};
const settings = { language: 'it' as const, letterhead: { office: 'RE.T.I. Avellino', lines: ['Équipe'] }, printedBy: 'Giulia Ferrara', at: new Date('2026-03-04T09:00:00Z'), readers: [{ name: 'Teresa Iannaccone', at: new Date('2026-03-03T12:00:00Z') }] };

describe('the report of an interview on paper', () => {
  it('says who led it and who signed, what was said in two scripts, what stands beside, what was added, and who has read it; each page says that it is restricted', async () => {
    const { text, decoration } = readPdf(await asPdf(interviewPaper(signed, say, settings), { at: settings.at }));
    for (const words of ['Giulia Ferrara, 2 marzo 2026', 'Marco D’Alessio', 'con Amal Haddad', '40 min', 'Sicurezza adesso', 'Sì · qui sì', 'Casa: testo scritto nello stesso momento', 'Dorme in campagna.', 'La persona ha firmato', 'Segno e testimone: Moussa Camara · Riletto in arabo: Amal Haddad', 'raccolto senza rete, alle 2 marzo 2026', 'La data giusta è il 3 maggio.', 'Teresa Iannaccone', 'Stampato da Giulia Ferrara']) {
      expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
    }
    expect(`${text} ${decoration}`).toContain('RISERVATO');
  });
  it('leaves out no word of a very long text', () => {
    const words = 'parola '.repeat(6_000);
    const long = { ...signed, sections: signed.sections.map((one) => ({ ...one, content: { answers: {}, words } })) };
    const pieces = interviewPaper(long, say, settings).blocks.flatMap((block) => (block.kind === 'paragraph' && block.text.startsWith('parola') ? [block.text] : []));
    expect(pieces.join('')).toBe(words);
  });
});
