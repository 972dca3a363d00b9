import { describe, expect, it } from 'vitest';
import { asksOf, letterPaper, missingFrom, strangersOf, unanswered } from './domain/letters.ts';
import { expiryOf, neutralName, usualCompartment } from './domain.ts';

const asked = { name: 'Lettera', language: 'it', answers: { motivo: 'un corso' }, head: { office: 'Ufficio', lines: [] }, today: '12 novembre 2026', signer: 'Anna', signature: { writer: 'Firma', person: 'Firma della persona' }, values: {} };

describe('a letter', () => {
  it('asks its writer for what only they know, once', () => {
    expect(asksOf('{{scrivi:motivo}} e {{ scrivi: giorno }} e {{scrivi:motivo}} a {{persona.nome}}')).toEqual(['motivo', 'giorno']);
  });

  it('names fields that do not exist before anybody sends them', () => {
    expect(strangersOf('{{persona.nome}} {{persona.diagnosi}} {{scrivi:}} {{scrivi:x}}')).toEqual(['persona.diagnosi', 'scrivi:']);
  });

  it('is not made with a hole in it', () => {
    expect(missingFrom('Il {{appuntamento.giorno}} per {{persona.nome}}', { 'persona.nome': 'Amina' })).toEqual(['appuntamento.giorno']);
    expect(unanswered(['motivo', 'giorno', 'ora'], { motivo: 'un corso', giorno: '' })).toEqual(['giorno', 'ora']);
  });

  it('becomes titles, paragraphs, lists and a place to sign; what fills a field makes no mark of its own', () => {
    const { blocks } = letterPaper({ ...asked, values: { 'persona.nome': '# {{oggi}}' }, body: '# Titolo\n\nPer {{persona.nome}}: {{scrivi:motivo}}\nseconda riga\n\n- uno\n- due\n\n[firma]' });
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Titolo' }, { kind: 'paragraph', text: 'Per # {{oggi}}: un corso\nseconda riga' }, { kind: 'list', items: ['uno', 'due'] }, { kind: 'signature', label: 'Firma', name: 'Anna' },
    ]);
  });
});

describe('a document', () => {
  it('warns at 90, 30 and 7 days before its end, and after it', () => {
    expect(['2026-11-11', '2026-11-12', '2026-11-19', '2026-11-20', '2026-12-12', '2026-12-13', '2027-02-10', '2027-02-11', null].map((day) => expiryOf(day, '2026-11-12')))
      .toEqual(['expired', 'week', 'week', 'month', 'month', 'quarter', 'quarter', null, null]);
  });

  it('goes where its kind usually goes, among what its bringer holds', () => {
    expect(usualCompartment('medical', ['case', 'work', 'restricted'])).toBe('restricted');
    expect(usualCompartment('medical', ['case', 'work'])).toBe('case');
    expect(usualCompartment('permit', ['mediation'])).toBe('mediation');
    expect(usualCompartment('permit', [])).toBeUndefined();
  });

  it('leaves the house under a code', () => {
    expect(neutralName('verde-lontra-07', 'permit', 2, 'pdf')).toBe('verde-lontra-07-permit-2.pdf');
  });
});
