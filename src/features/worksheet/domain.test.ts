import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Episode, MonthLine, Told, WageRate, WorksheetContent } from './contract.ts';
import { monthAfter, monthOf, monthsBetween, firstDay, lastDay } from './domain/calendar.ts';
import { compute, days, euros, hours, percent, portion, suggestedIndices, sum, worksheetMachine } from './domain.ts';
import { inForce, overlaps, stretchesOf } from './domain/rates.ts';

const runs = { numRuns: Number(process.env['RETI_RUNS'] ?? 60) };
const id = (word: string): string => `00000000-0000-7000-8000-${[...word].reduce((code, letter) => (code * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 0xffffffffffffn, 7n).toString(16).padStart(12, '0')}`;
const known = (figure: number): Told => ({ least: figure, most: figure });

/** An invented table: its amounts are nobody's wage. */
const table = (given: Partial<WageRate> = {}): WageRate => ({
  id: id('table'), sourceId: id('source'), sourceTitle: 'Tabella inventata', reference: 'nessuno', demonstration: true, verifiedOn: '2025-01-10',
  sector: 'agriculture', province: 'AV', level: 'Comune', basis: 'hourly', cents: 857, ordinaryMinutes: null, overtimePercent: null, holidayPercent: null, thirdElementPercent: null,
  validFrom: '2024-01-01', validTo: null, ...given,
});
const line = (month: string, given: Partial<MonthLine> = {}): MonthLine => ({
  month, halfDays: known(52), minutesPerDay: known(480), holidayHalfDays: known(0), received: known(90_000), deductions: [],
  declaredHalfDays: 'not-asked', declaredMinutesPerDay: 'not-asked', declaredPay: 'not-asked', contributionHalfDays: 'not-asked', ...given,
});
const job = (given: Partial<Episode> = {}): Episode => ({
  id: id('job'), employer: '', intermediary: '', place: '', sector: 'agriculture', province: 'AV', level: 'comune ', from: '2025-07-01', to: '2025-07-31', fromMonthOnly: false, toMonthOnly: false,
  contract: 'no', contractKind: null, payslips: 'no', contributions: 'unknown', promised: 'unknown', promisedPer: null, means: ['cash'], months: [line('2025-07')], ...given,
});
const worksheet = (...episodes: Episode[]): WorksheetContent => ({ episodes });

describe('Rashid’s July in the fields', () => {
  it('26 days of 8 hours at 8,57 € are 1.782,56 €; with 900 € received, 882,56 € are missing', () => {
    const july = compute(worksheet(job()), [table()]);
    expect(july.months[0]?.lines).toMatchObject([{ kind: 'ordinary', amount: known(178_256), cents: known(857), halfDays: known(52), minutes: known(480) }]);
    expect(july).toMatchObject({ due: known(178_256), received: known(90_000), gap: known(88_256), computedMonths: 1, otherMonths: 0, demonstration: true });
  });

  it('pays overtime, holidays and the third element only as the table itself says', () => {
    const rate = table({ basis: 'daily', cents: 6000, ordinaryMinutes: 390, overtimePercent: 2500, holidayPercent: 3500, thirdElementPercent: 3000 });
    const worked = job({ months: [line('2025-07', { halfDays: known(20), minutesPerDay: known(600), holidayHalfDays: known(4) })] });
    const { months } = compute(worksheet(worked), [rate]);
    // Ten days at 60,00; 3½ hours over on each, 60,00 ÷ 6½ × 1,25; two of them holidays, ten hours at 35 % more; 30 % of the ordinary.
    expect(months[0]?.lines.map(({ kind, amount }) => [kind, amount.least])).toEqual([['ordinary', 60_000], ['overtime', 40_385], ['holiday', 6_462], ['third-element', 18_000]]);
    expect(months[0]?.due).toEqual(known(124_847));
    expect(compute(worksheet(worked), [table({ basis: 'daily', cents: 6000, ordinaryMinutes: 390 })]).months[0]?.doubts).toContain('no-overtime-in-table');
  });

  it('carries a range to the end, from the least to the most', () => {
    const unsure = job({ months: [line('2025-07', { halfDays: { least: 48, most: 56 }, received: { least: 80_000, most: 100_000 } })] });
    expect(compute(worksheet(unsure), [table()])).toMatchObject({ due: { least: 164_544, most: 191_968 }, gap: { least: 64_544, most: 111_968 } });
  });

  it('guesses nothing: without a table, days, hours, pay or a level the month has no gap and says why', () => {
    const why = (episode: Episode, ...rates: WageRate[]) => compute(worksheet(episode), rates).months.map(({ notComputed, gap }) => [gap, ...notComputed]);
    expect(why(job())).toEqual([[null, 'no-table']]);
    expect(why(job(), table({ province: 'BN' }))).toEqual([[null, 'no-table']]);
    expect(why(job(), table({ validTo: '2025-07-15' }))).toEqual([[null, 'table-for-part']]);
    expect(why(job({ level: null }), table())).toEqual([[null, 'classification-missing']]);
    expect(why(job({ months: [] }), table())).toEqual([[null, 'days-missing', 'received-missing']]);
    expect(why(job({ months: [line('2025-07', { minutesPerDay: 'refused' })] }), table())).toEqual([[null, 'hours-missing']]);
    expect(why(job({ months: [line('2025-07', { received: 'unknown' })] }), table())).toEqual([[null, 'received-missing']]);
    expect(compute(worksheet(job({ months: [line('2025-07', { received: 'unknown' })] })), [table()]).months[0]?.due).toEqual(known(178_256));
    expect(why(job(), table({ validTo: '2025-07-15' }), table({ id: id('daily'), basis: 'daily', ordinaryMinutes: 390, validFrom: '2025-07-16' }))).toEqual([[null, 'tables-differ-in-basis']]);
  });

  it('spans both tables where one begins within the month, and takes the province’s own before the country’s', () => {
    const changing = [table({ validTo: '2025-07-15' }), table({ id: id('new'), cents: 900, validFrom: '2025-07-16' })];
    const july = compute(worksheet(job()), changing).months[0];
    expect(july).toMatchObject({ due: { least: 178_256, most: 187_200 }, doubts: ['two-tables', 'no-overtime-in-table'] });
    expect(compute(worksheet(job()), [table({ id: id('country'), province: 'IT', cents: 700 }), table()]).due).toEqual(known(178_256));
    expect(compute(worksheet(job({ province: 'BN' })), [table({ id: id('country'), province: 'IT', cents: 700 }), table()]).due).toEqual(known(145_600));
  });

  it('names deductions apart and never counts them into the gap', () => {
    const kept = { id: id('van'), kind: 'transport', way: 'kept-back', amount: known(13_000), declared: 'no' } as const;
    const july = compute(worksheet(job({ months: [line('2025-07', { deductions: [kept] })] })), [table()]);
    expect(july).toMatchObject({ gap: known(88_256), deductions: known(13_000) });
  });
});

describe('what the figures speak of', () => {
  const rate = table({ ordinaryMinutes: 390, overtimePercent: 2500 });
  it('is said only where it holds at the least that was told, and never as an answer', () => {
    const hard = job({ to: '2025-08-31', months: [line('2025-07', { halfDays: known(60), minutesPerDay: known(600) }), line('2025-08', { halfDays: { least: 50, most: 62 }, minutesPerDay: { least: 380, most: 700 }, received: known(100) })] });
    expect(suggestedIndices(compute(worksheet(hard), [rate]))).toEqual([
      { index: 'I1', ground: 'pay-below-table', months: ['2025-07', '2025-08'], repeated: true },
      { index: 'I2', ground: 'hours-beyond-ordinary', months: ['2025-07'], repeated: false },
      { index: 'I2', ground: 'no-weekly-rest', months: ['2025-07'], repeated: false },
    ]);
    expect(suggestedIndices(compute(worksheet(job({ months: [line('2025-07', { received: known(900_000), minutesPerDay: known(390) })] })), [rate]))).toEqual([]);
  });
});

// ── Laws that hold for every worksheet ────────────────────────────────────────────────────────────────────────────────────────────

const toldOf = (most: number): fc.Arbitrary<Told> => fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most })).map(([one, other]) => ({ least: Math.min(one, other), most: Math.max(one, other) })) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: most }).map(known) },
  fc.constantFrom('unknown' as const, 'not-asked' as const, 'refused' as const),
);
const month = fc.integer({ min: 0, max: 23 }).map((count) => `202${4 + Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`);
const anEpisode: fc.Arbitrary<Episode> = fc.record({
  key: fc.uuid(), ends: fc.tuple(month, month), level: fc.constantFrom('Comune', 'Specializzato', null),
  figures: fc.array(fc.tuple(toldOf(62), toldOf(1440), toldOf(62), toldOf(300_000), toldOf(40_000)), { minLength: 24, maxLength: 24 }),
}).map(({ key, ends, level, figures }) => {
  const [from, to] = ends.toSorted();
  return job({
    id: key, level, from: firstDay(from ?? ''), to: lastDay(to ?? ''),
    months: monthsBetween(firstDay(from ?? ''), lastDay(to ?? '')).flatMap((one, at) => {
      const [halfDays, minutesPerDay, holidayHalfDays, received, amount] = figures[at] ?? [];
      return halfDays && minutesPerDay && holidayHalfDays && received && amount
        ? [line(one, { halfDays, minutesPerDay, holidayHalfDays, received, deductions: [{ id: id(one), kind: 'housing', way: 'paid-back', amount, declared: 'no' }] })] : [];
    }),
  });
});
const someRates = fc.array(fc.record({
  level: fc.constantFrom('Comune', 'Specializzato'), cents: fc.integer({ min: 1, max: 20_000 }), basis: fc.constantFrom('hourly' as const, 'daily' as const),
  ordinaryMinutes: fc.integer({ min: 60, max: 600 }), overtimePercent: fc.option(fc.integer({ min: 0, max: 10_000 })), holidayPercent: fc.option(fc.integer({ min: 0, max: 10_000 })),
  thirdElementPercent: fc.option(fc.integer({ min: 0, max: 10_000 })), cut: fc.integer({ min: 1, max: 28 }),
}), { maxLength: 4 }).map((drawn) => drawn.map(({ cut, ...rate }, at) =>
  // Each level's lines follow one another, some of them from the middle of a month.
  table({ ...rate, id: id(`rate ${at}`), validFrom: `2024-0${at * 2 + 1}-${String(cut).padStart(2, '0')}`, validTo: `2024-0${at * 2 + 2}-28` })));
const aSheet = fc.record({ episodes: fc.array(anEpisode, { minLength: 1, maxLength: 3 }), rates: someRates });

describe('every worksheet', () => {
  it('adds up to the cent: lines make what is due of a month, months make the whole, and due less received is the gap', () => {
    fc.assert(fc.property(aSheet, ({ episodes, rates }) => {
      const whole = compute({ episodes }, rates);
      for (const one of whole.months) {
        expect(sum(one.lines.map((part) => part.amount))).toEqual(one.due ?? sum([]));
        expect(one.gap === null).toBe(one.notComputed.length > 0);
      }
      const counted = whole.months.filter((one) => one.gap);
      for (const figure of ['due', 'received', 'gap'] as const) expect(sum(counted.map((one) => one[figure]))).toEqual(whole[figure]);
      expect(whole.gap).toEqual({ least: whole.due.least - whole.received.most, most: whole.due.most - whole.received.least });
      expect(whole.computedMonths + whole.otherMonths).toBe(whole.months.length);
    }), runs);
  });

  it('holds whole cents alone, and no least above its most', () => {
    fc.assert(fc.property(aSheet, ({ episodes, rates }) => {
      const whole = compute({ episodes }, rates);
      const spans = [whole.due, whole.received, whole.gap, whole.deductions, ...whole.months.flatMap((one) => [one.due, one.received, one.gap, ...one.lines.flatMap((part) => [part.amount, part.cents, part.minutes])])];
      expect(spans.filter((span) => span !== null && !(Number.isSafeInteger(span.least) && Number.isSafeInteger(span.most) && span.least <= span.most))).toEqual([]);
    }), runs);
  });

  it('never shows a larger gap because more was received, nor a smaller one because more was worked', () => {
    fc.assert(fc.property(aSheet, fc.integer({ min: 1, max: 50_000 }), ({ episodes, rates }, more) => {
      const raised = (figure: 'received' | 'halfDays', by: number) => compute({
        episodes: episodes.map((episode) => ({ ...episode, months: episode.months.map((one) => {
          const before = one[figure];
          return typeof before === 'string' ? one : { ...one, [figure]: { least: before.least + by, most: before.most + by } };
        }) })),
      }, rates);
      const [before, richer, busier] = [compute({ episodes }, rates), raised('received', more), raised('halfDays', 2)];
      expect(richer.gap.least).toBeLessThanOrEqual(before.gap.least);
      expect(richer.gap.most).toBeLessThanOrEqual(before.gap.most);
      expect(busier.gap.least).toBeGreaterThanOrEqual(before.gap.least);
      expect(busier.gap.most).toBeGreaterThanOrEqual(before.gap.most);
    }), runs);
  });

  it('is the same when a job is told as two that meet at the end of a month', () => {
    fc.assert(fc.property(aSheet, fc.nat(), ({ episodes, rates }, at) => {
      const [first, ...rest] = episodes;
      if (!first) return;
      const touched = monthsBetween(first.from, first.to);
      const cut = touched[at % touched.length] ?? monthOf(first.from);
      if (cut === monthOf(first.to)) return;
      const halves = [{ ...first, to: lastDay(cut), months: first.months.filter((one) => one.month <= cut) }, { ...first, id: id('second half'), from: firstDay(monthAfter(cut)), months: first.months.filter((one) => one.month > cut) }];
      const [whole, split] = [compute({ episodes }, rates), compute({ episodes: [...halves, ...rest] }, rates)];
      expect({ ...split, months: [] }).toEqual({ ...whole, months: [] });
      const bare = (results: typeof whole.months) => results.map((one) => JSON.stringify({ ...one, episodeId: '' })).toSorted();
      expect(bare(split.months)).toEqual(bare(whole.months));
    }), runs);
  });

  it('does not depend on the order in which jobs, months or tables come', () => {
    fc.assert(fc.property(aSheet, ({ episodes, rates }) => {
      const turned = episodes.map((episode) => ({ ...episode, months: episode.months.toReversed() })).toReversed();
      expect(compute({ episodes: turned }, rates.toReversed())).toEqual(compute({ episodes }, rates));
    }), runs);
  });
});

describe('money', () => {
  it('is rounded once, to the cent, a half upwards and away from zero', () => {
    expect([portion([1, 5], 10), portion([1, 4], 10), portion([-5], 10), portion([1], 3), portion([2], 3), portion([0], 7)]).toEqual([1, 0, -1, 0, 1, 0]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (cents, divisor) => {
      const rounded = BigInt(portion([cents], divisor)) * BigInt(divisor) * 2n;
      expect(rounded - BigInt(cents) * 2n <= BigInt(divisor) && rounded - BigInt(cents) * 2n > -BigInt(divisor)).toBe(true);
    }), runs);
  });

  it('is written as Italians write it, whatever the amount', () => {
    expect([0, 5, 178_256, -88_256, 123_456_789].map((cents) => euros(cents, 'it'))).toEqual(['0,00 €', '0,05 €', '1.782,56 €', '−882,56 €', '1.234.567,89 €']);
    expect(euros(178_256, 'en')).toBe('€1,782.56');
    fc.assert(fc.property(fc.integer(), (cents) => {
      expect(Number(euros(cents, 'it').replaceAll('.', '').replace(',', '').replace(' €', '').replace('−', '-'))).toBe(cents);
    }), runs);
    expect([hours(480), hours(510), days(52, 'it'), days(53, 'it'), days(53, 'en'), percent(3044, 'it'), percent(2500, 'en')]).toEqual(['8', '8:30', '26', '26,5', '26.5', '30,44 %', '25%']);
  });

  it('meets no fraction on its way: the room’s sums neither parse nor round a float', () => {
    const sources = ['domain/compute.ts', 'domain/money.ts', 'domain/rates.ts', 'domain/cells.ts', 'domain/tables.ts'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''));
    expect(sources.flatMap((source) => source.match(/parseFloat|toFixed|Math\.round|\d\.\d|e-\d/g) ?? [])).toEqual([]);
  });
});

describe('wage tables in time', () => {
  it('show where they hold and where nothing does', () => {
    const rates = [table({ id: 'b', validFrom: '2025-03-01', validTo: null }), table({ id: 'a', validFrom: '2024-01-01', validTo: '2024-12-31' })];
    expect(stretchesOf(rates)).toEqual([{ from: '2024-01-01', to: '2024-12-31', rateId: 'a' }, { from: '2025-01-01', to: '2025-02-28', rateId: null }, { from: '2025-03-01', to: null, rateId: 'b' }]);
    expect(inForce(rates, { sector: 'agriculture', province: 'AV', level: 'COMUNE' }, '2024-12-01', '2025-03-02')).toMatchObject({ covered: 'part', rates: [{ id: 'a' }, { id: 'b' }] });
  });

  it('are told apart where two would hold on one day', () => {
    const base = { sector: 'textile', province: 'AV', level: '2', validFrom: '2025-01-01', validTo: '2025-06-30' };
    expect(overlaps([base, { ...base, validFrom: '2025-07-01', validTo: null }, { ...base, validFrom: '2026-01-01', validTo: null }, { ...base, province: 'BN' }])).toEqual([[2, 1]]);
  });
});

describe('the worksheet’s way', () => {
  it('leads from draft through computed to signed, and from signed nowhere', () => {
    expect(worksheetMachine.ends).toEqual(['signed']);
    expect(() => worksheetMachine.next('draft', 'sign')).toThrow('illegal-move');
    expect(() => worksheetMachine.next('draft', 'set-aside')).toThrow('reason-required');
  });
});
