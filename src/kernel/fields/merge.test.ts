import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, type FieldEdit, sameValue, settledBy, shownValue, type Standing, verdictOn } from './merge.ts';

const diary = (value: unknown, ...devices: string[]): Standing => ({ value, version: devices.length, devices });
const edit = (value: unknown, seen: number, device = 'of Giulia'): FieldEdit => ({ value, seen, device });

describe('two colleagues write into one field', () => {
  it('what Giulia wrote stands, when nobody wrote since she looked', () => {
    expect(verdictOn(diary('Sole', 'of Amal'), edit('Pioggia', 1))).toBe('kept');
    expect(verdictOn(diary(''), edit('Pioggia', 0))).toBe('kept');
  });

  it('waits beside, when Amal wrote something else meanwhile', () => {
    expect(verdictOn(diary('Sole', 'of Amal'), edit('Pioggia', 0))).toBe('beside');
    expect(verdictOn(diary('Sole', 'of Giulia', 'of Amal'), edit('Pioggia', 1))).toBe('beside');
  });

  it('is no question, when both wrote the same', () => {
    expect(verdictOn(diary('Sole', 'of Amal'), edit('Sole', 0))).toBe('same');
    expect(verdictOn(diary(null), edit('', 0))).toBe('same');
    expect(verdictOn(diary([{ kind: 'water', count: 2 }], 'of Amal'), edit([{ count: 2, kind: 'water' }], 0))).toBe('same');
  });

  it('does not set Giulia against herself, who wrote twice before hearing of the first', () => {
    const first = after(diary('Sole', 'of Amal'), edit('Pioggia', 1));
    expect(verdictOn(first, edit('Pioggia forte', 1))).toBe('kept');
    expect(verdictOn(after(first, edit('Neve', 2, 'of Amal')), edit('Pioggia forte', 1))).toBe('beside');
  });

  it('asks nobody any more, when she wrote over what waited, or the field came to say the same', () => {
    const beside = [{ id: 'hers', field: 'diary', device: 'of Giulia', value: 'Pioggia' }, { id: 'his', field: 'diary', device: 'of Amal', value: 'Neve' }, { id: 'elsewhere', field: 'weather', device: 'of Giulia', value: 'Neve' }];
    expect(settledBy(beside, 'diary', edit('Neve', 3), 'Neve')).toEqual([{ id: 'hers', how: 'replaced' }, { id: 'his', how: 'same' }]);
  });

  it('shows on her own telephone what she typed last, while it waits', () => {
    const waiting = [{ field: 'diary', value: 'Pioggia' }, { field: 'weather', value: 'Vento' }, { field: 'diary', value: 'Pioggia forte' }];
    expect([shownValue('Sole', waiting, 'diary'), shownValue('Sole', [], 'diary')]).toEqual(['Pioggia forte', 'Sole']);
  });
});

describe('whether two values say the same', () => {
  it('is so of every value and itself, however its names are ordered, and of both ways round', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
      expect(sameValue(one, JSON.parse(JSON.stringify(one)))).toBe(true);
      expect(sameValue(one, other)).toBe(sameValue(other, one));
    }), { numRuns: 300 });
  });

  it('any order of edits leaves a version for each that stands, and every value is either standing or beside', () => {
    const edits = fc.array(fc.record({ value: fc.constantFrom('a', 'b', 'c', null), seen: fc.nat(6), device: fc.constantFrom('one', 'two', 'three') }), { maxLength: 12 });
    fc.assert(fc.property(edits, (given) => {
      let standing: Standing = { value: null, version: 0, devices: [] };
      for (const raw of given) {
        const one = { ...raw, seen: Math.min(raw.seen, standing.version) };
        const verdict = verdictOn(standing, one);
        const next = after(standing, one);
        expect(next.version).toBe(standing.version + (verdict === 'kept' ? 1 : 0));
        expect(verdict === 'beside' ? next === standing : sameValue(next.value, one.value)).toBe(true);
        // Whoever saw the newest version is never asked.
        expect(verdict === 'beside' && one.seen === standing.version).toBe(false);
        standing = next;
      }
    }), { numRuns: 300 });
  });
});
