/** The published sets as they are shipped: points, limits and locks, typed a second time and apart from the files. */
import { describe, expect, it } from 'vitest';
import type { Answers, Instrument, ScreeningResult } from './contract.ts';
import { chronologyOf } from './domain/chronology.ts';
import { statusesOpen, vulnerabilitiesToday } from './domain/vulnerability.ts';
import { evaluate, instrumentAllowed, instrumentProblems, languagesToAskIn } from './domain.ts';
import { EvidenceContent, type Evidence } from './evidence.ts';
import { loadInstruments } from './instruments.ts';
import { folder, labour, yes } from './testing/people.ts';
import type { VulnerabilityMark } from './vulnerability.ts';

const { find, newest } = await loadInstruments(folder);
const [phq, gad, who, trauma, functioning, law] = ['phq-9', 'gad-7', 'who-5', 'pc-ptsd-5', 'washington-group-short', 'art-603-bis'].map((id) => find(id, 1)) as [Instrument, Instrument, Instrument, Instrument, Instrument, Instrument];

const read = (instrument: Instrument, answers: Answers): ScreeningResult => evaluate(instrument, answers, { column: 'adult' });
/** Answers that add up to so many points, the first questions first. */
const adding = (instrument: Instrument, points: number, highest: number): Answers => Object.fromEntries(
  instrument.items.map(({ code }, index) => [code, Math.max(0, Math.min(highest, points - index * highest))]));
const bandsOf = (instrument: Instrument, highest: number, sums: readonly number[]): unknown[] => sums.map((sum) => {
  const result = read(instrument, adding(instrument, sum, highest));
  return result.kind === 'sum-with-bands' ? result.bands[0] : null;
});

describe('the PHQ-9', () => {
  it('changes its band at 5, 10, 15 and 20 of 27', () => {
    expect(phq.items).toHaveLength(9);
    expect(bandsOf(phq, 3, [0, 4, 5, 9, 10, 14, 15, 19, 20, 27])).toEqual(
      ['below-mild', 'below-mild', 'mild', 'mild', 'moderate', 'moderate', 'moderately-severe', 'moderately-severe', 'severe', 'severe']);
  });

  it('opens the protocol when Blessing’s guest says “several days” to the ninth question and “not at all” to all others', () => {
    expect(read(phq, { ...adding(phq, 0, 3), P9: 1 })).toMatchObject({ total: { least: 1, most: 1 }, bands: ['below-mild'], protocols: [{ item: 'P9', protocol: 'self-harm' }] });
    expect(read(phq, { P9: 3 })).toMatchObject({ protocols: [{ item: 'P9' }] });
    expect(read(phq, { ...adding(phq, 24, 3), P9: 0 })).toMatchObject({ protocols: [] });
  });
});

it('the GAD-7 changes its band at 5, 10 and 15 of 21', () => {
  expect(gad.items).toHaveLength(7);
  expect(bandsOf(gad, 3, [4, 5, 9, 10, 14, 15, 21])).toEqual(['below-mild', 'mild', 'mild', 'moderate', 'moderate', 'severe', 'severe']);
});

it('the WHO-5 multiplies the raw score by four: 7 is 28 and very low, 12 is 48 and low, 13 is 52', () => {
  const total = (raw: number): unknown => {
    const result = read(who, adding(who, raw, 5));
    return result.kind === 'sum-with-bands' ? [result.total.least, result.bands[0]] : null;
  };
  expect([0, 7, 8, 12, 13, 25].map(total)).toEqual([[0, 'very-low'], [28, 'very-low'], [32, 'low'], [48, 'low'], [52, 'higher'], [100, 'higher']]);
});

describe('the PC-PTSD-5', () => {
  it('is zero and over when there was no such event', () => {
    expect(read(trauma, { GATE: 'no', T1: 'yes', T2: 'yes' })).toMatchObject({ total: { least: 0, most: 0 }, bands: ['below'] });
  });

  it('names three apart, to consider for women, and four as the general cut-off', () => {
    const with3 = { GATE: 'yes', T1: 'yes', T2: 'yes', T3: 'yes', T4: 'no', T5: 'no' } as const;
    expect(read(trauma, with3)).toMatchObject({ bands: ['three'] });
    expect(read(trauma, { ...with3, T4: 'yes' })).toMatchObject({ bands: ['four'] });
  });
});

describe('the Washington Group short set', () => {
  const none: Answers = { F1: 0, F2: 0, F3: 0, F4: 0, F5: 0, F6: 0 };
  it('is reached by one “a lot of difficulty”, and never by six times “some”', () => {
    expect(read(functioning, { ...none, F3: 2 })).toMatchObject({ standing: 'positive', reachedBy: ['F3'] });
    expect(read(functioning, { F1: 1, F2: 1, F3: 1, F4: 1, F5: 1, F6: 1 })).toMatchObject({ standing: 'negative', reachedBy: [] });
  });

  it('stays open while a question without an answer could still reach it', () => {
    expect(read(functioning, { ...none, F6: 'refused' })).toMatchObject({ standing: 'open' });
    expect(read(functioning, { ...none, F6: 'refused', F1: 3 })).toMatchObject({ standing: 'positive' });
  });
});

describe('article 603-bis', () => {
  it('counts the four indices apart from need and circumstances, and says no word of a crime', () => {
    const result = read(law, { ...yes('I1', 'I4', 'V1'), I2: 'no', I3: 'unknown', A1: 'no' });
    expect(result).toMatchObject({ kind: 'presence-list', groups: [{ code: 'INDEX', present: 2, of: 4 }, { code: 'NEED', present: 0, of: 1 }, { code: 'FACTS', present: 1, of: 4 }] });
    expect(result).not.toHaveProperty('total');
  });

  it('is linked to items that exist, and each index to at least one of the 67', () => {
    for (const item of law.items.slice(0, 4)) expect(item.correspondsTo?.some((link) => link.instrument === labour.id)).toBe(true);
  });
});

describe('who is asked, in which language', () => {
  it.each([phq, gad, who, trauma, functioning])('$id is put in validated words alone, to adults alone', (instrument) => {
    expect(languagesToAskIn(instrument)).toEqual(['en']);
    expect(instrumentAllowed(instrument, { role: 'psychologist', age: 30, language: 'en' })).toEqual({ allowed: true, column: 'adult' });
    expect(instrumentAllowed(instrument, { role: 'psychologist', age: 30, language: 'it' })).toEqual({ allowed: false, reason: 'language-not-validated' });
    expect(instrumentAllowed(instrument, { role: 'psychologist', age: 17, language: 'en' })).toEqual({ allowed: false, reason: 'too-young' });
    expect(instrumentAllowed(instrument, { role: 'psychologist', age: 'doubt', language: 'en' })).toEqual({ allowed: false, reason: 'age-in-doubt' });
  });

  it('keeps the clinical sets for the psychologist', () => {
    for (const instrument of [phq, gad, trauma]) expect(instrument.whoMayUse).toEqual(['psychologist']);
  });

  it('shows as off, with the reason, whatever may not be reproduced or was not verified', () => {
    const off = newest().flatMap(({ id, status, items }) => (status.state === 'off' ? [[id, status.reason, items.length]] : []));
    expect(off).toEqual([['hscl-25', 'licence', 0], ['htq', 'licence', 0], ['ilo-sexual-adult', 'items-not-verified', 0], ['protect-pq', 'items-not-verified', 0], ['rhs-15', 'licence', 0]]);
  });

  it('does not start with a set for validated languages that has none', () => {
    const languages = { ...phq.languages, en: { ...phq.languages['en'], wording: 'topic-for-staff' } } as Instrument['languages'];
    expect(instrumentProblems({ ...phq, languages })).toContain('the questions may be put in validated languages alone, and there is none');
  });
});

describe('proofs on a line of time', () => {
  const proof = (id: string, from: string | null, to: string | null = null, withdrawn: Evidence['withdrawn'] = null): Evidence => ({
    id, item: 'I1', content: { words: 'Busta paga', source: 'document', paper: 'payslip', from, to }, by: { id, name: 'Marco' }, at: '2026-03-01T10:00:00Z', withdrawn,
  });

  it('are as long as they are known: a year its twelve months, a day a day; those without a date or withdrawn are not drawn', () => {
    const gone = { by: { id: 'x', name: 'Marco' }, at: '2026-03-02T10:00:00Z', reason: 'altro datore' };
    const drawn = chronologyOf([proof('a', '2025'), proof('b', '2026-02-10'), proof('c', null), proof('d', '2020', null, gone), proof('e', '2025-11', '2026-01')]);
    expect(drawn).toMatchObject({ first: '2025-01-01', last: '2026-02-10' });
    expect(drawn?.spans.map(({ id }) => id)).toEqual(['a', 'e', 'b']);
    expect(drawn?.spans[0]?.start).toBe(0);
    expect(drawn?.spans[0]?.end).toBeCloseTo(365 / 406, 6);
    expect(drawn?.spans[2]?.end).toBeCloseTo(1, 6);
    expect(drawn?.ticks.map(({ year }) => year)).toEqual([2025, 2026]);
  });

  it('are none where nothing is dated', () => {
    expect(chronologyOf([proof('a', null)])).toBeNull();
  });

  it('refuse an end before the beginning, and a paper where no paper speaks', () => {
    const one = { words: 'Ore', source: 'person', paper: null, from: '2025-05', to: null };
    expect(EvidenceContent.safeParse(one).success).toBe(true);
    expect(EvidenceContent.safeParse({ ...one, to: '2025-04' }).success).toBe(false);
    expect(EvidenceContent.safeParse({ ...one, to: '2025' }).success).toBe(true);
    expect(EvidenceContent.safeParse({ ...one, from: '2025-13' }).success).toBe(false);
    expect(EvidenceContent.safeParse({ ...one, paper: 'payslip' }).success).toBe(false);
  });
});

describe('vulnerabilities', () => {
  it('that rest on health or violence are certified by the psychologist alone, and trafficking by nobody here', () => {
    expect(statusesOpen('torture-survivor', false)).not.toContain('certified');
    expect(statusesOpen('torture-survivor', true)).toContain('certified');
    expect(statusesOpen('single-parent', false)).toContain('certified');
    expect(statusesOpen('trafficking-victim', true)).not.toContain('certified');
  });

  it('hold today what was said last, with all that came before', () => {
    const mark = (id: string, at: string, status: VulnerabilityMark['status']): VulnerabilityMark => ({ id, at, status, category: 'disability', basis: 'visto', by: { id, name: 'Giulia', profession: 'psychologist' } });
    const [only] = vulnerabilitiesToday([mark('1', '2026-01-01T09:00:00Z', 'declared'), mark('3', '2026-03-01T09:00:00Z', 'excluded'), mark('2', '2026-02-01T09:00:00Z', 'observed')], ['disability', 'elderly']);
    expect(only?.now.status).toBe('excluded');
    expect(only?.earlier.map(({ status }) => status)).toEqual(['observed', 'declared']);
  });
});
