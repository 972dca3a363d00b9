import { describe, expect, it } from 'vitest';
import { firstShown, monthsUntil, nearTo, peopleAt } from './months.ts';

const months = monthsUntil('2026-03-31');
const nobody = { cells: [], places: [], nowhere: [] };

describe('who was met, month by month', () => {
  it('goes twelve months back over the turn of the year, also from a day that the others do not have', () => {
    expect(months).toEqual(['2025-04-01', '2025-05-01', '2025-06-01', '2025-07-01', '2025-08-01', '2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']);
  });

  it('begins where somebody was met last, and else with the present month', () => {
    expect(months[firstShown(months, nobody)]).toBe('2026-03-01');
    expect(months[firstShown(months, { ...nobody, nowhere: [{ on: '2026-01-01', people: null }], cells: [{ latitude: 40.84, longitude: 15.02, on: '2025-12-01', people: 7 }] })]).toBe('2026-01-01');
  });

  it('tells four people at a place as few, five as five, and nobody as nobody', () => {
    const map = { few: 5, places: [{ placeId: 'a', on: '2026-03-01', people: 4, contacts: 2 }, { placeId: 'b', on: '2026-03-01', people: 5, contacts: 1 }] };
    expect([peopleAt(map, 'a', '2026-03-01'), peopleAt(map, 'b', '2026-03-01'), peopleAt(map, 'b', '2026-02-01')]).toEqual([null, 5, 0]);
  });

  it('names a piece of land after the nearest place, and not after one that is a valley away', () => {
    const [rotonda, casolare] = [{ name: 'Rotonda', latitude: 40.84, longitude: 15.02 }, { name: 'Casolare', latitude: 40.86, longitude: 15.03 }];
    expect(nearTo({ latitude: 40.85, longitude: 15.02 }, [casolare, rotonda])?.name).toBe('Rotonda');
    expect(nearTo({ latitude: 41.15, longitude: 15.09 }, [casolare, rotonda])).toBeUndefined();
  });
});
