import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshnessOf, italianDay, tellingTheirPlace } from './domain.ts';
import { verificationDays } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

describe('whether the directory can be believed', () => {
  const limit = verificationDays(asItComes, '2026-11-23');

  it('trusts a service for ninety days after somebody made sure', () => {
    expect(freshnessOf('2026-08-25', '2026-11-23', limit)).toEqual({ state: 'fresh', days: 90, limit: 90 });
    expect(freshnessOf('2026-08-24', '2026-11-23', limit)).toEqual({ state: 'stale', days: 91, limit: 90 });
    expect(freshnessOf(null, '2026-11-23', limit)).toEqual({ state: 'never', days: null, limit: 90 });
  });

  it('never grows fresh again by waiting', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (one, more) => {
      const on = (days: number): string => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
      const [sooner, later] = [one, one + more].map((days) => freshnessOf('2026-01-01', on(days), limit).state);
      expect(sooner === 'stale' && later === 'fresh').toBe(false);
    }));
  });

  it('has no term for a day before the reference data begin', () => {
    expect(() => verificationDays(asItComes, '2020-01-01')).toThrow('service-verification');
  });

  it('calls it tomorrow in Italy an hour before midnight in London', () => {
    expect(italianDay(new Date('2026-11-23T23:30:00Z'))).toBe('2026-11-24');
  });
});

describe('a protected place', () => {
  it('must not say where or when', () => {
    const shelter = { confidentialAddress: true, description: '', cost: '', hours: '', area: 'Irpinia' };
    expect(tellingTheirPlace(shelter)).toEqual(['area']);
    expect(tellingTheirPlace({ ...shelter, confidentialAddress: false })).toEqual([]);
  });
});
