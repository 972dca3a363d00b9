import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadyStepMove, ReadyStepState } from './contract.ts';
import { firstSet, inUse, keyFor, movesFor, readyStepMachine, stepsOf } from './domain.ts';

const [shelter] = firstSet([{
  id: 'emergency-place', domain: 'housing', fromLevel: 4, goalDomain: 'housing', title: { it: 'Trovare un posto per stanotte', en: 'Find a place for tonight' }, days: 0,
  source: 'Proposta, da verificare con l’équipe', validFrom: '2026-01-01', validUntil: null, verified: false,
}]);
if (!shelter) throw new Error('a ready step is needed');

describe('a ready step', () => {
  it('is put into use by somebody who did not write it, and by no mediator', () => {
    expect(movesFor('proposed', { wroteIt: true, keepsFiles: true })).toEqual(['refuse']);
    expect(movesFor('proposed', { wroteIt: false, keepsFiles: true })).toEqual(['accept', 'refuse']);
    expect(movesFor('proposed', { wroteIt: false, keepsFiles: false })).toEqual([]);
    expect(movesFor('in-use', { wroteIt: true, keepsFiles: true })).toEqual(['withdraw']);
  });

  it('once it has left use never comes back, whatever is tried in whatever order', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ReadyStepMove.options), { maxLength: 8 }), (tried) => {
      const seen: ReadyStepState[] = ['proposed'];
      for (const move of tried) {
        const state = seen.at(-1) ?? 'proposed';
        if (readyStepMachine.can(state, move)) seen.push(readyStepMachine.next(state, move, { reason: 'c’è di meglio' }));
      }
      expect(seen.filter((state) => state === 'in-use').length).toBeLessThanOrEqual(1);
      expect(seen.length).toBeLessThanOrEqual(3);
    }));
  });

  it('of the program gives way to the team’s own of the same name, and is gone when that is withdrawn', () => {
    const own = { ...shelter, id: '0199c000-0000-7000-8000-000000000001', edition: 1 };
    expect(inUse([shelter])).toEqual([shelter]);
    expect(inUse([{ ...own, state: 'proposed' }, shelter])).toEqual([shelter]);
    expect(inUse([own, shelter])).toEqual([own]);
    expect(inUse([{ ...own, state: 'withdrawn' }, shelter])).toEqual([]);
  });

  it('in a row enters the plan with each step after the one before', () => {
    let minted = 0;
    const row = { ...shelter, steps: [1, null, 3].map((days, at) => ({ title: { it: `passo ${at}`, en: `step ${at}` }, days })) };
    expect(stepsOf(row, 'it', () => `id-${(minted += 1)}`, (days) => `+${days}`)).toEqual([
      { id: 'id-1', title: 'passo 0', dueOn: '+1', afterStep: null },
      { id: 'id-2', title: 'passo 1', dueOn: null, afterStep: 'id-1' },
      { id: 'id-3', title: 'passo 2', dueOn: '+3', afterStep: 'id-2' },
    ]);
  });

  it('gets a name out of its words that nobody else bears', () => {
    expect(keyFor('Infortunio: pronto soccorso!', new Set())).toBe('infortunio-pronto-soccorso');
    expect(keyFor('Perché?', new Set(['perche']))).toBe('perche-2');
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (title) => { expect(keyFor(title, new Set())).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/); }));
  });
});
