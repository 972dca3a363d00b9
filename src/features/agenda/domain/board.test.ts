import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awayBetween, clockOf, dragged, minuteOf, quarterHeight, type Standing, stepped, steppedDay, type Step, thereOn } from './board.ts';

const columns = [{ key: 'giulia', name: 'Giulia' }, { key: 'marco', name: 'Marco' }, { key: 'anna', name: 'Anna' }];
const standing: fc.Arbitrary<Standing> = fc.record({ column: fc.constantFrom('giulia', 'marco', 'anna'), at: fc.integer({ min: 0, max: 1_380 }), length: fc.integer({ min: 15, max: 60 }) })
  .map(({ column, at, length }) => ({ column, from: at, to: at + length }));
const step = fc.constantFrom<Step>('earlier', 'later', 'longer', 'shorter', 'previous-column', 'next-column');
const inDay = ({ from, to }: Standing): boolean => from >= 0 && to <= 1_440 && to - from >= 15;

describe('moving an appointment on the board', () => {
  it('never leaves the day, whatever keys are pressed, and keeps a quarter of an hour at least', () => {
    fc.assert(fc.property(standing, fc.array(step, { maxLength: 60 }), (start, keys) => {
      expect(inDay(keys.reduce((at, key) => stepped(at, key, columns), start))).toBe(true);
    }));
  });
  it('never leaves the day by dragging either, and moving keeps the length', () => {
    fc.assert(fc.property(standing, fc.integer({ min: -3_000, max: 3_000 }), fc.boolean(), (start, minutes, lengthens) => {
      const end = dragged(start, minutes, 'anna', lengthens);
      expect(inDay(end)).toBe(true);
      expect(lengthens ? end.from === start.from && end.column === start.column : end.to - end.from === start.to - start.from).toBe(true);
    }));
  });
  it('by the same step there and back stands where it stood', () => {
    const start = { column: 'marco', from: 600, to: 660 };
    expect(stepped(stepped(start, 'later', columns), 'earlier', columns)).toEqual(start);
    expect(stepped(stepped(start, 'longer', columns), 'shorter', columns)).toEqual(start);
    expect(stepped(stepped(start, 'next-column', columns), 'previous-column', columns)).toEqual(start);
  });
  it('reads the hour on an Italian clock', () => {
    expect([minuteOf('2027-01-11T08:30:00Z'), clockOf(570)]).toEqual([570, '09:30']);
  });
});

describe('who is there', () => {
  const spans = [{ startsAt: '2026-12-01T08:00:00Z', endsAt: '2026-12-01T12:00:00Z' }, { startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-02T09:00:00Z' }];
  it('is told in the minutes of an Italian day, also where it began the day before', () => {
    expect(thereOn(spans, '2026-12-01')).toEqual([{ from: 540, to: 780 }, { from: 900, to: 1440 }]);
    expect(thereOn(spans, '2026-12-02')).toEqual([{ from: 0, to: 600 }]);
    expect(thereOn(spans, '2026-12-03')).toEqual([]);
  });
  it('leaves the rest of the drawn hours away, and nothing outside of them', () => {
    expect(awayBetween(thereOn(spans, '2026-12-01'), 8, 20)).toEqual([{ from: 480, to: 540 }, { from: 780, to: 900 }]);
    expect(awayBetween([], 8, 20)).toEqual([{ from: 480, to: 1200 }]);
    expect(awayBetween([{ from: 0, to: 1440 }], 8, 20)).toEqual([]);
  });
});

describe('moving between days by the keyboard', () => {
  const days = Array.from({ length: 7 }, (_, nth) => `2026-10-${19 + nth}`);
  const keys = fc.array(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), { maxLength: 80 });

  it('never leaves the days that are shown nor the day itself, in either direction of reading', () => {
    fc.assert(fc.property(keys, fc.integer({ min: 0, max: 92 }), fc.boolean(), fc.constantFrom('week' as const, 'month' as const), (pressed, quarter, isMirrored, layout) => {
      const end = pressed.reduce((at, key) => steppedDay(at, key, days, { layout, length: 60, isMirrored }) ?? at, { day: '2026-10-21', from: quarter * 15 });
      expect([days.includes(end.day), end.from >= 0, end.from + 60 <= 1_440]).toEqual([true, true, true]);
    }));
  });

  it('goes to the next day where one reads on, to the next week in the month, to the next quarter of an hour in the week', () => {
    const at = { day: '2026-10-20', from: 600 };
    const week = { layout: 'week' as const, length: 60, isMirrored: false };
    expect(steppedDay(at, 'ArrowRight', days, week)).toEqual({ day: '2026-10-21', from: 600 });
    expect(steppedDay(at, 'ArrowRight', days, { ...week, isMirrored: true })).toEqual({ day: '2026-10-19', from: 600 });
    expect(steppedDay(at, 'ArrowDown', days, week)).toEqual({ day: '2026-10-20', from: 615 });
    expect(steppedDay(at, 'ArrowDown', [...days, '2026-10-26', '2026-10-27'], { ...week, layout: 'month' })).toEqual({ day: '2026-10-27', from: 600 });
    expect(steppedDay(at, 'Tab', days, week)).toBeNull();
  });
});

describe('how high a day is drawn', () => {
  it('leaves room for hour, code and names of the shortest appointment, and no more than that', () => {
    const names = 'Rubina Akter · bengalese';
    const [long, short] = [{ minutes: 60, code: 'airone-blu-21', names }, { minutes: 30, code: 'airone-blu-21', names }];
    expect([quarterHeight([]), quarterHeight([long]), quarterHeight([long, short])]).toEqual([1, 1, 2]);
    expect(quarterHeight([{ ...short, names: 'Maria Antonietta Della Corte-Scognamiglio · bengalese' }])).toBeGreaterThan(2.4);
    expect(quarterHeight([{ ...short, minutes: 15, code: 'x'.repeat(60) }])).toBe(3.5);
  });
});
