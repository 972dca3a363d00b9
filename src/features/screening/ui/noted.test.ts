import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import type { Answers, CriticalAnswer } from '../contract.ts';
import { markOfAnswers } from '../domain.ts';
import { phq } from '../testing/people.ts';
import { criticalHere } from './critical.ts';
import { asNoted, linesAsNoted, refusedIn } from './noted.ts';

const giulia = { id: '0197a3b0-0000-7000-8000-00000000000a', name: 'Giulia Ferrara', role: 'psychologist' };
const list = '0197a3b0-0000-7000-8000-000000000001';
const ofCase = '0197a3b0-0000-7000-8000-000000000002';
const noted = Date.parse('2026-03-04T05:00:00Z');

let place = 0;
function waits(method: Waiting['method'], path: string, body: unknown, more: Partial<Waiting> = {}): Waiting {
  place += 1;
  return { id: `call ${place}`, place, memberId: giulia.id, method, path, body, record: { kind: 'screening', id: list }, notedAt: noted + place * 60_000, ...more };
}
const begun = (): Waiting => waits('PUT', `/api/screenings/${list}`, { caseId: ofCase, instrument: phq.id, language: 'en' }, { about: { personId: 'p', version: String(phq.version), column: 'adult', questions: '9' }, says: { key: 'screening.says.begun', values: { title: 'PHQ-9' } } });
const answers = (given: Answers, more: Partial<Waiting> = {}): Waiting => waits('PATCH', `/api/screenings/${list}/answers`, { id: '0197a3b0-0000-7000-8000-000000000003', answers: given }, more);

describe('an answer that asks for protection, where no server hears it', () => {
  const ninth: CriticalAnswer = { item: 'P9', protocol: 'self-harm' };
  const nobodyTold = { column: 'adult', protocols: [] } as const;

  it('is told on this device before it is even noted, and afterwards while it waits', () => {
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [] }, { P1: 3, P9: 1 })).toEqual([ninth]);
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [begun(), answers({ P9: 1 })] })).toEqual([ninth]);
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [begun(), answers({ P1: 3, P9: 0 })] }, { P1: 3, P9: 0 })).toEqual([]);
  });

  it('stays told when it is taken back, and when the server refused it: nobody else knows', () => {
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [answers({ P9: 2 }), answers({ P9: 0 })] })).toEqual([ninth]);
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [answers({ P9: 2 }, { refusal: { code: 'changed-meanwhile', status: 412 } })] })).toEqual([ninth]);
  });

  it('is told here no more once the server opened its protocol; answers that it keeps already tell nothing here', () => {
    const open = { column: 'adult', protocols: [{ id: 'x', item: 'P9', protocol: 'self-harm', takenAt: null }] } as const;
    expect(criticalHere(phq, open, { kept: { P9: 1 }, waiting: [answers({ P1: 1 })] })).toEqual([]);
    expect(criticalHere(phq, nobodyTold, { kept: { P9: 1 }, waiting: [] })).toEqual([]);
  });

  it('of another version of the list stops nobody', () => {
    expect(criticalHere(phq, nobodyTold, { kept: {}, waiting: [answers({ P9: 1, P77: 'yes' })] })).toEqual([ninth]);
  });
});

describe('a list begun and answered on this device', () => {
  const end = (more: Partial<Waiting> = {}): Waiting => waits('POST', `/api/screenings/${list}/moves`, { id: '0197a3b0-0000-7000-8000-000000000004', move: 'complete', notedAt: '2026-03-04T05:30:00.000Z', content: '0'.repeat(64) }, more);

  it('stands as it will be', () => {
    const shown = asNoted(undefined, [begun(), answers({ P1: 1 }), answers({ P1: 2, P2: 0 })], giulia);
    expect([shown?.state, shown?.answers, shown?.version, shown?.mine]).toEqual(['open', { P1: 2, P2: 0 }, 3, true]);
  });

  it('says in whose words it is asked, as this device knew them; where there are none, in those of whoever asks', () => {
    const wordingId = '0197a3b0-0000-7000-8000-000000000005';
    const inArabic = waits('PUT', `/api/screenings/${list}`, { caseId: ofCase, instrument: 'street-quick', language: 'ar', wordingId }, { about: { personId: 'p', version: '1', column: 'adult', questions: '8', edition: '2' } });
    expect(asNoted(undefined, [inArabic], giulia)).toMatchObject({ language: 'ar', wording: { id: wordingId, edition: 2 } });
    expect(asNoted(undefined, [begun()], giulia)?.wording).toBeNull();
  });

  it('is completed at the hour of the device, and says that this has not arrived', () => {
    const shown = asNoted(undefined, [begun(), answers({ P1: 1 }), end()], giulia);
    expect([shown?.state, shown?.completedAt, shown?.completedOnDevice?.arrivedAt, shown?.answers]).toEqual(['completed', '2026-03-04T05:30:00.000Z', '', { P1: 1 }]);
  });

  it('is open again where the server refused its completion, or answers before it', () => {
    const refusal = { code: 'screening-not-as-completed', status: 409 };
    const refused = end({ refusal });
    expect(refusedIn([begun(), refused])).toEqual([refused]);
    expect(asNoted(undefined, [begun(), answers({ P1: 1 }), refused], giulia)?.state).toBe('open');
    expect(asNoted(undefined, [begun(), answers({ P1: 1 }, { refusal }), end()], giulia)?.state).toBe('open');
  });

  it('stands among the lists of its case, of no other, with how much is answered', () => {
    const queued = [begun(), answers({ P1: 1, P2: 'refused' }), end()];
    const [line, ...others] = linesAsNoted([], queued, ofCase, giulia);
    expect([others, line?.instrument.title.it, line?.state, line?.completeness.answered, line?.completeness.applicable]).toEqual([[], 'PHQ-9', 'completed', 1, 9]);
    expect(linesAsNoted([], queued, list, giulia)).toEqual([]);
    if (!line) throw new Error('nothing stands there');
    const known = { ...line, id: list, state: 'open' as const, completedAt: null };
    expect(linesAsNoted([known, { ...known, id: 'another' }], [end()], ofCase, giulia).map(({ state }) => state)).toEqual(['completed', 'open']);
  });

  it('carries one mark whatever the order of its answers, and another for every other answer, version and language', async () => {
    const one: Parameters<typeof markOfAnswers>[0] = { instrument: { id: 'phq-9', version: 1 }, language: 'en', answers: { P1: 1, P2: { words: 'poco' } } };
    const mark = await markOfAnswers(one);
    expect(await markOfAnswers({ ...one, answers: { P2: { words: ' poco ' }, P1: 1 } })).toBe(mark);
    const others: Partial<typeof one>[] = [{ answers: { P1: 1 } }, { answers: { P1: 2, P2: { words: 'poco' } } }, { language: 'it' }, { instrument: { id: 'phq-9', version: 2 } }];
    for (const other of others) expect(await markOfAnswers({ ...one, ...other })).not.toBe(mark);
  });
});
