import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyMachine, layOut, resemble } from './domain.ts';

describe('names that may be the same', () => {
  it('are found in another order or within a firm’s name, and a stranger’s is not', () => {
    expect(resemble(['Iqbal Sarkar'], ['Sarkar, Iqbal'])).toBe(true);
    expect(resemble(['Rossi'], ['Azienda agricola Rossi'])).toBe(true);
    expect(resemble(['Iqbal Sarkar'], ['Giulia Ferrara'])).toBe(false);
  });
});

describe('the drawing', () => {
  it('is the same every time, with every node inside the frame and the person where it was put first', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 14 }), fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }), (count, pairs) => {
      const ids = Array.from({ length: count }, (_, index) => String(index));
      const edges = pairs.map(([a, b]) => ({ from: String(a % count), to: String(b % count) }));
      const drawn = layOut(ids, edges);
      expect(layOut(ids, edges)).toEqual(drawn);
      expect(drawn.map((node) => node.id)).toEqual(ids);
      expect(drawn.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
    }), { numRuns: 30 });
  });
});

describe('a decision', () => {
  it('ends with its signature', () => {
    expect(dutyMachine.next('draft', 'sign')).toBe('signed');
    expect(dutyMachine.ends).toEqual(['signed']);
  });
});
