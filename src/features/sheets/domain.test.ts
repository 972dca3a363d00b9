import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSections } from '../plans/domain.ts';
import { SheetKind, SheetLanguage, SheetMove, SheetState } from './contract.ts';
import { areaFor, discreetAreas, isForOthers, readers, sheetMachine } from './domain.ts';
import { factWords, uncertainWords } from './domain/fact-words.ts';
import { topicsOf } from './domain/topics.ts';
import { wordsIn } from './domain/words.ts';

describe('what each reader may be told', () => {
  it('never proposes what is restricted: it is chosen one by one, with a reason', () => {
    for (const kind of SheetKind.options) {
      for (const section of profileSections.filter((one) => one.compartment === 'restricted')) expect([kind, section.key, ['with-reason', null].includes(areaFor(kind, 'full', section.key))]).toEqual([kind, section.key, true]);
    }
  });

  it('names only sections that the profile has, each once', () => {
    const known = new Set(profileSections.map((section) => section.key));
    for (const reader of Object.values(readers)) {
      const all = [...reader.proposed, ...reader.possible, ...reader.withReason];
      expect(all.filter((area) => !known.has(area))).toEqual([]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('tells a union nothing of health, a doctor nothing of work or exploitation, and on a discreet paper nobody anything of either', () => {
    expect([areaFor('union', 'full', 'health'), areaFor('union', 'full', 'care'), areaFor('doctor', 'full', 'exploitation'), areaFor('doctor', 'full', 'work')]).toEqual([null, null, null, null]);
    for (const section of profileSections.filter((one) => !discreetAreas.includes(one.key))) expect(areaFor('person', 'discreet', section.key)).toBeNull();
    expect(SheetKind.options.filter((kind) => !isForOthers(kind))).toEqual(['team', 'person']);
  });
});

describe('the way of a sheet', () => {
  it('leaves at most once, and never comes back to what it was', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...SheetMove.options), { maxLength: 12 }), (moves) => {
      let state: SheetState = sheetMachine.initial;
      let left = 0;
      for (const move of moves.filter((one) => sheetMachine.can(state, one) || one === 'hand-over')) {
        if (!sheetMachine.can(state, move)) continue;
        state = sheetMachine.next(state, move, { reason: 'perché' });
        left += move === 'hand-over' ? 1 : 0;
      }
      return left <= 1 && SheetState.options.includes(state);
    }), { numRuns: 50 });
    expect(() => sheetMachine.next('handed-over', 'take-back')).toThrow('reason-required');
  });
});

describe('the words of a paper', () => {
  it('stand in every language for every heading that a paper may have', () => {
    const areas = [...profileSections.map((section) => section.key), 'identity', 'other', 'reserved'];
    for (const language of SheetLanguage.options) {
      const words = wordsIn(language);
      expect([language, areas.filter((area) => !words.areas[area])]).toEqual([language, []]);
      expect([language, SheetKind.options.filter((kind) => !words.titles[kind])]).toEqual([language, []]);
      expect([words.learned.includes('{date}'), words.until.includes('{date}'), words.about.includes('{when}'), words.asTold.includes('{when}'), words.rights.length]).toEqual([true, true, true, true, 7]);
    }
  });

  it('say a fact as the profile does, and a date no surer than it is', () => {
    expect(factWords('housing-rent', 250, 'it')).toBe('250 € al mese');
    expect(factWords('education-literacy', ['latin', 'arabic'], 'it')).toBe('Latino, Arabo');
    expect(factWords('housing-overcrowded', true, 'ar')).toBe('نعم');
    expect(factWords('housing-kind', null, 'it')).toBeUndefined();
    expect(uncertainWords({ precision: 'declared', year: 2022, month: 5, day: null }, 'it')).toBe('05/2022 (detto a voce)');
    expect(uncertainWords({ precision: 'unknown', year: null, month: null, day: null }, 'en')).toBe('Not known');
  });

  it('call what was told of health, danger or exploitation a reserved part, for others may read the paper', () => {
    expect(topicsOf(['area.exploitation', 'area.care', 'protection-need', 'health-need', 'safety'])).toEqual(['reserved']);
    expect(topicsOf(['name', 'languages', 'housing-need', 'something-new'])).toEqual(['identity', 'housing', 'other']);
    expect(topicsOf([])).toEqual(['other']);
  });
});
