import { describe, expect, it } from 'vitest';
import type { Instrument } from './contract.ts';
import { instrumentAllowed } from './domain.ts';
import { labour, sexual, street } from './testing/people.ts';

const forAdults: Instrument = { ...labour, id: 'for-adults', minimumAge: 18 };
const forChildren: Instrument = { ...labour, id: 'for-children', maximumAge: 17 };

describe('who may be asked with what', () => {
  it('reads the adult column for Gurpreet, who is 31, and the child column for Blessing, who is 16', () => {
    expect(instrumentAllowed(labour, { role: 'legal', age: 31 })).toEqual({ allowed: true, column: 'adult' });
    expect(instrumentAllowed(labour, { role: 'legal', age: 16 })).toEqual({ allowed: true, column: 'child' });
  });

  it('becomes adult on the eighteenth birthday, not before', () => {
    expect(instrumentAllowed(forAdults, { role: 'legal', age: 17 })).toEqual({ allowed: false, reason: 'too-young' });
    expect(instrumentAllowed(forAdults, { role: 'legal', age: 18 })).toEqual({ allowed: true, column: 'adult' });
  });

  it('reads the adult column for Rashid, certainly of age though nobody knows his years', () => {
    expect(instrumentAllowed(forAdults, { role: 'educator', age: 'adult' })).toEqual({ allowed: true, column: 'adult' });
  });

  it('treats Blessing as a child while her age is in doubt: adult instruments are locked, the child column is read', () => {
    expect(instrumentAllowed(forAdults, { role: 'psychologist', age: 'doubt' })).toEqual({ allowed: false, reason: 'age-in-doubt' });
    expect(instrumentAllowed(labour, { role: 'psychologist', age: 'doubt' })).toEqual({ allowed: true, column: 'child' });
    expect(instrumentAllowed(forChildren, { role: 'psychologist', age: 'doubt' })).toEqual({ allowed: true, column: 'child' });
  });

  it('keeps an instrument for children from adults', () => {
    expect(instrumentAllowed(forChildren, { role: 'legal', age: 18 })).toEqual({ allowed: false, reason: 'too-old' });
    expect(instrumentAllowed(forChildren, { role: 'legal', age: 'adult' })).toEqual({ allowed: false, reason: 'too-old' });
  });

  it('gives Amina, a mediator, the street questions but not the weighted list', () => {
    expect(instrumentAllowed(street, { role: 'mediator', age: 'adult' })).toEqual({ allowed: true, column: 'adult' });
    expect(instrumentAllowed(labour, { role: 'mediator', age: 'adult' })).toEqual({ allowed: false, reason: 'role-not-allowed' });
  });

  it('gives nobody an instrument that is off, whatever else holds', () => {
    expect(instrumentAllowed(sexual, { role: 'psychologist', age: 40 })).toEqual({ allowed: false, reason: 'instrument-off' });
    expect(instrumentAllowed(sexual, { role: 'mediator', age: 'doubt' })).toEqual({ allowed: false, reason: 'instrument-off' });
  });
});
