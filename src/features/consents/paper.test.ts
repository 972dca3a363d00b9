import { describe, expect, it } from 'vitest';
import { asPdf } from '../../kernel/documents/making.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import { LaunchLanguage } from '../spoken/contract.ts';
import { phraseOf } from '../spoken/domain.ts';
import { Channel, type Consent, Purpose, Switch } from './contract.ts';
import { takeAwayPaper } from './paper.ts';

const at = new Date('2026-11-20T10:00:00Z');
const decided = { at: '2026-11-19T09:00:00Z', notedAt: null, by: { id: 'g', name: 'Giulia Ferrara' }, evidence: 'signature' as const };
const one = (about: Partial<Consent>): Consent => ({ recording: null, id: 'x', caseId: 'c', switch: 'follow-up', recipient: null, purpose: null, channel: null, state: 'given', validUntil: null, requestedAt: '2026-11-19T08:00:00Z', decided, ...about });
const consents = [
  one({ switch: 'sharing', recipient: { id: 'o', name: 'ASL Avellino', nowCalled: null }, purpose: 'health' }), one({ switch: 'contact', channel: 'call', state: 'refused' }),
  one({ switch: 'document-copy', state: 'withdrawn' }), one({ switch: 'story-research', state: 'requested', decided: null }),
];
const paperIn = (language: LaunchLanguage, approvedBy: string | null = null) =>
  takeAwayPaper({ code: 'lince-noce-12', language, office: 'RE.T.I. Avellino', at, consents, say: (key) => ({ words: phraseOf(key)?.words[language] ?? key, approvedBy }) });

describe('what Fatou decided, on a sheet to take away', () => {
  it('says in Arabic, from right to left, to whom she said yes, what she refused and what she took back; what was never answered is not there, nor any name of hers', async () => {
    const paper = paperIn('ar');
    const { text, raw } = readPdf(await asPdf(paper, { at }));
    expect(raw).toContain('/Lang (ar)');
    const flat = text.replaceAll(/\s+/g, ' ');
    for (const words of ['ما الذي قررته', 'ASL Avellino', 'lince-noce-12']) expect(flat).toContain(words);
    const [facts] = paper.blocks;
    expect(facts).toMatchObject({ kind: 'facts', rows: [{ value: expect.stringContaining('نعم') }, { value: expect.stringContaining('لا') }, { value: expect.stringContaining('غيّرت رأيك') }] });
    expect(JSON.stringify(paper)).not.toMatch(/Giulia|story-research/);
  });

  it.each(LaunchLanguage.options)('in %s has words for every question, body, purpose and channel', (language) => {
    for (const key of [...Switch.options.map((name) => `consent.${name}`), ...Purpose.options.map((name) => `consent.purpose.${name}`), ...Channel.options.map((name) => `consent.channel.${name}`), 'consent.paper-title', 'consent.paper-withdrawn', 'consent.paper-expired']) {
      expect(phraseOf(key)?.words[language] ?? '').not.toBe('');
    }
  });

  it('says in which language each thing was asked, where that was written down', async () => {
    const paper = takeAwayPaper({ code: 'lince-noce-12', language: 'fr', office: 'RE.T.I. Avellino', at, consents: [one({ toldIn: 'bn' }), one({ switch: 'document-copy', toldIn: null })], say: (key) => ({ words: phraseOf(key)?.words.fr ?? key, approvedBy: null }) });
    expect(paper.blocks[0]).toMatchObject({ rows: [{ value: expect.stringContaining('Langue dans laquelle nous te l’avons demandé: bengali') }, { value: expect.not.stringContaining('Langue') }] });
  });

  it('tells the colleagues whether somebody answers for the words, in their own language', () => {
    expect(paperIn('bn').blocks.at(-1)).toMatchObject({ kind: 'note', language: 'it', text: expect.stringContaining('non ancora approvato') });
    expect(paperIn('bn', 'Rubina Akter').blocks.at(-1)).toMatchObject({ text: 'Testo approvato da: Rubina Akter.' });
    expect(paperIn('it').blocks.some((block) => block.kind === 'note')).toBe(false);
  });
});
