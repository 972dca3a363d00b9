import { describe, expect, it } from 'vitest';
import { ReportWritten } from '../../../intake/contract.ts';
import { reportOf } from './report.ts';

const met = {
  id: '0193f000-0000-7000-8000-000000000003', ageBand: 'possibly-minor', danger: true, language: 'fr', needs: ['housing'], signs: ['F07', 'F11'], note: 'Dorme dove lavora.', zone: '',
  place: { id: '0193f000-0000-7000-8000-000000000001', name: 'Rotonda dei braccianti', town: 'Montella' }, encounter: null,
} as const;

describe('a contact that becomes a segnalazione', () => {
  it('is a draft that the inbox takes, with all that Amal noted and nobody named', () => {
    const read = ReportWritten.safeParse(reportOf({ ...met, needs: [...met.needs], signs: [...met.signs] }));
    expect(read.error).toBeUndefined();
    expect(read.data).toMatchObject({ streetContactId: met.id, source: 'street', agreement: 'not-asked', calledBy: 'nobody', minor: 'doubt', urgency: 'immediate', send: false, content: { signs: ['documents-kept', 'overtime'], words: met.note, place: 'Rotonda dei braccianti, Montella' } });
  });
});
