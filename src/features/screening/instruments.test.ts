import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Column, Instrument } from './contract.ts';
import { instrumentProblems } from './domain.ts';
import { catalogue, checksumsOf, loadInstruments } from './instruments.ts';
import { eleven, folder, labour, sexual, street } from './testing/people.ts';

/** The published weights, typed a second time and apart from the file: S strong, M medium, W weak, - not in the list. */
const weights: Record<string, Record<Column, string>> = {
  D1: { adult: 'SMMMMMMMMW', child: 'SMMMMMMMMS' },
  D2: { adult: 'SMMMMMMMMM', child: 'SSMSMMSMMM' },
  D3: { adult: 'MMMMMMMMMMMMMMWW', child: 'MMMMMMMM-MMMMMMM' },
  D4: { adult: 'SMMMMMMMW', child: 'SMMMM-MMM' },
  D5: { adult: 'SSSSMMMMMMMMMMW', child: 'SSSSSSMMMMSSMMM' },
  D6: { adult: 'MMMMMWW', child: 'MMMMMMM' },
};

describe('the 67 operational indicators', () => {
  it.each([['D1', 10], ['D2', 10], ['D3', 16], ['D4', 9], ['D5', 15], ['D6', 7]])('hold in %s %i items, numbered without a gap', (dimension, count) => {
    const codes = labour.items.filter((item) => item.dimension === dimension).map((item) => item.code);
    expect(codes).toEqual(Array.from({ length: count }, (_, index) => `${dimension}.${String(index + 1).padStart(2, '0')}`));
  });

  it.each(Object.keys(weights))('weigh in %s what was published, item by item, for adults and for children', (dimension) => {
    const typed = (column: Column): string => labour.items
      .filter((item) => item.dimension === dimension)
      .map((item) => item.weight?.[column]?.charAt(0).toUpperCase() ?? '-')
      .join('');
    expect({ adult: typed('adult'), child: typed('child') }).toEqual(weights[dimension]);
  });

  it('keep the published rule', () => {
    expect(labour.scoring).toMatchObject({
      rules: [
        { code: 'a', strong: 2, medium: 0, weak: 0, mediumOrWeak: 0 },
        { code: 'b', strong: 1, medium: 0, weak: 0, mediumOrWeak: 1 },
        { code: 'c', strong: 0, medium: 3, weak: 0, mediumOrWeak: 0 },
        { code: 'd', strong: 0, medium: 2, weak: 1, mediumOrWeak: 0 },
      ],
    });
  });

  it('say that they are still to be checked against the original, in words that users read', () => {
    expect(labour.verified).toMatchObject({ state: 'to-verify' });
    expect(labour.languages['it']).toMatchObject({ wording: 'own-short-label', approval: 'not-approved-by-mediator' });
  });
});

describe('the shorter lists', () => {
  const linked = (instrument: Instrument, target: string): Set<string> =>
    new Set(instrument.items.flatMap((item) => item.correspondsTo ?? []).filter((link) => link.instrument === target).flatMap((link) => link.codes));

  it('are eleven signs of forced labour, and at most eight questions for the street, none with a score', () => {
    expect(eleven.items).toHaveLength(11);
    expect(street.items.length).toBeLessThanOrEqual(8);
    expect([eleven.scoring, street.scoring]).toEqual([{ kind: 'presence-list' }, { kind: 'presence-list' }]);
  });

  it('map every one of the 67 but those nobody has mapped', () => {
    const mapped = linked(eleven, labour.id);
    expect(labour.items.map((item) => item.code).filter((code) => !mapped.has(code))).toEqual(['D2.02', 'D4.09', 'D5.05', 'D5.06']);
  });

  it('reach from the street ten of the eleven; abuse of vulnerability is left to a conversation', () => {
    const reached = linked(street, eleven.id);
    expect(eleven.items.map((item) => item.code).filter((code) => !reached.has(code))).toEqual(['F01']);
  });

  it('link every street question to both longer instruments', () => {
    for (const item of street.items) expect(item.correspondsTo?.map((link) => link.instrument)).toEqual([eleven.id, labour.id]);
  });
});

describe('the list for sexual exploitation of adults', () => {
  it('is there, off and empty, and tells why in both languages', () => {
    expect(sexual).toMatchObject({ status: { state: 'off', reason: 'items-not-verified' }, items: [], minimumAge: 18 });
    expect(sexual.status).toHaveProperty('text.it');
    expect(sexual.status).toHaveProperty('text.en');
  });
});

describe('a released file', () => {
  it('is never edited: its seal is the one written down at its release (a change is a new version)', async () => {
    const released: unknown = JSON.parse(await readFile(join(folder, 'checksums.json'), 'utf8'));
    expect(await checksumsOf(folder)).toEqual(released);
  });
});

describe('reading the files', () => {
  let copy = '';
  const street1 = 'street-quick/1.json';

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'instruments-'));
    await cp(folder, copy, { recursive: true });
  });

  afterEach(() => rm(copy, { recursive: true }));

  const rewrite = async (change: (file: Record<string, unknown>) => Record<string, unknown>, to = street1): Promise<void> => {
    const file = JSON.parse(await readFile(join(copy, street1), 'utf8')) as Record<string, unknown>;
    await writeFile(join(copy, to), JSON.stringify(change(file)));
  };

  it('finds every version, keeps the old ones, and offers the newest', async () => {
    await rewrite((file) => ({ ...file, version: 2 }), 'street-quick/2.json');
    const instruments = await loadInstruments(copy);
    expect(instruments.find('street-quick', 1).version).toBe(1);
    const newest = instruments.newest().map(({ id, version }) => `${id} ${version}`);
    expect(newest).toEqual(expect.arrayContaining(['ilo-forced-labour-eleven 1', 'phq-9 1', 'street-quick 2']));
    expect(newest).not.toContain('street-quick 1');
    expect(() => instruments.find('street-quick', 3)).toThrow('instrument-unknown');
  });

  it('changes its seal when a single letter changes', async () => {
    const before = await checksumsOf(copy);
    const text = await readFile(join(copy, street1), 'utf8');
    await writeFile(join(copy, street1), text.replace('Qualcuno', 'qualcuno'));
    const after = await checksumsOf(copy);
    expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([street1]);
  });

  it('refuses two files of the same id and version', () => {
    expect(() => catalogue([street, eleven, labour, street])).toThrow('instrument-twice');
  });

  it('refuses a file that lies where another should be', async () => {
    await rewrite((file) => file, 'street-quick/7.json');
    await expect(loadInstruments(copy)).rejects.toThrow('instrument-misplaced');
  });

  it('refuses a misspelt field, and text that is no JSON', async () => {
    await rewrite((file) => ({ ...file, minimunAge: 18 }));
    await expect(loadInstruments(copy)).rejects.toMatchObject({ code: 'instrument-unreadable', facts: { file: street1 } });
    await writeFile(join(copy, street1), '{');
    await expect(loadInstruments(copy)).rejects.toThrow('instrument-unreadable');
  });

  it('refuses a link to an item that does not exist', async () => {
    await rewrite((file) => ({ ...file, items: street.items.map((item) => ({ ...item, correspondsTo: [{ instrument: 'ilo-labour-adult-child', version: 1, codes: ['D4.99'] }] })) }));
    await expect(loadInstruments(copy)).rejects.toMatchObject({ code: 'instrument-link-broken', facts: { link: 'street-quick 1 Q1 → ilo-labour-adult-child 1 D4.99' } });
  });

  it('refuses a file that contradicts itself', async () => {
    await rewrite((file) => ({ ...file, items: [...street.items, ...street.items.slice(0, 1)] }));
    await expect(loadInstruments(copy)).rejects.toMatchObject({ code: 'instrument-incoherent', facts: { problems: 'the code Q1 is used twice' } });
  });
});

describe('a file that contradicts itself', () => {
  const table = labour.scoring.kind === 'dimensions' ? labour.scoring.combination.adult : { classes: [], reminders: [] };
  const withTable = (classes: typeof table.classes): Instrument =>
    labour.scoring.kind === 'dimensions' ? { ...labour, scoring: { ...labour.scoring, combination: { ...labour.scoring.combination, adult: { ...table, classes } } } } : labour;
  const withItem = (change: object): Instrument => ({ ...labour, items: labour.items.map((item, index) => (index === 0 ? { ...item, ...change } : item)) });

  it('is none of those released', () => {
    expect([labour, eleven, street, sexual].flatMap(instrumentProblems)).toEqual([]);
  });

  it.each([
    ['gives one combination two classes', withTable([...table.classes, { class: 'exploited-migrant', positive: ['D4', 'D5', 'D1'], negative: ['D2', 'D3', 'D6'] }]), 'two rows of the adult table hold for D1 + D4 + D5'],
    ['names a fact that is not of that column', withTable([{ class: 'no-exploitation', positive: ['ACT'], negative: [] }]), 'the adult table names ACT, which does not exist in that column'],
    ['has an indicator without its dimension', withItem({ dimension: 'D8' }), 'D1.01 needs a weight and a declared dimension'],
    ['hides an indicator behind another answer', withItem({ showIf: { yes: 'any-of', codes: ['ACT'] } }), 'D1.01 depends on another answer, which the published rule does not know'],
    ['has a text in a language of which nothing is said', withItem({ text: { it: 'a', en: 'b', fr: 'c' } }), 'D1.01 has a text in fr, of which nothing is said'],
    ['declares a language and lacks a text in it', { ...street, languages: { ...street.languages, bn: { wording: 'official', approval: 'approved-by-mediator', note: 'x' } } } satisfies Instrument, 'Q1 has no text in bn'],
    ['weighs an item that nothing reads', { ...street, items: labour.items.slice(0, 1) }, 'D1.01 has a weight that nothing reads'],
    ['shows a question after one that comes later', { ...street, items: street.items.map((item) => (item.code === 'Q1' ? { ...item, showIf: { yes: 'any-of' as const, codes: ['Q2'] } } : item)) }, 'Q1 is shown after Q2, which is not asked before it'],
    ['is in use without items', { ...street, items: [] }, 'an instrument in use has no items'],
  ])('%s', (_case, instrument, problem) => {
    expect(instrumentProblems(instrument)).toContain(problem);
  });
});
