import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstrumentContent } from './contract.ts';
import { differencesBetween, instrumentMachine, weakenings } from './domain.ts';
import { loadInstruments } from './instruments.ts';
import { folder } from './testing/people.ts';

const { find } = await loadInstruments(folder);
const phq = find('phq-9', 1);
const { status: _status, ...content } = phq;

describe('the way of an instrument', () => {
  it('never comes into use without having been read by a second person, wherever a walk leads', () => {
    const moves = Object.keys(instrumentMachine.moves) as (keyof typeof instrumentMachine.moves)[];
    fc.assert(fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 8 }), (walk) => {
      let state: string = instrumentMachine.initial;
      let reviewed = false;
      for (const move of walk) {
        if (!instrumentMachine.moves[move].from.some((one) => one === state)) continue;
        state = instrumentMachine.next(state as 'draft', move, { reason: 'letto voce per voce' });
        reviewed = move === 'review' ? true : move === 'send-back' ? false : reviewed;
        expect(state === 'in-use' && !reviewed).toBe(false);
      }
    }), { numRuns: 60 });
  });
});

describe('a version that the programme makes of the PHQ-9', () => {
  it('may add validated Italian words', () => {
    const italian: InstrumentContent = { ...content, languages: { ...content.languages, it: { wording: 'official', approval: 'not-approved-by-mediator', note: 'Testo validato, caricato dalla psicologa.' } } };
    expect(weakenings(phq, italian)).toEqual([]);
    expect(differencesBetween(content, italian)).toEqual([{ kind: 'language-added', at: 'it', before: 'topic-for-staff', after: 'official' }]);
  });

  it('may not open it to others, lower the age, speak any language, or lose the ninth question', () => {
    const { scoring } = content;
    if (scoring.kind !== 'sum-with-bands') throw new Error('not a sum');
    const kinds = (changed: Partial<InstrumentContent>): string[] => weakenings(phq, { ...content, ...changed }).map(({ kind }) => kind);
    expect(kinds({ whoMayUse: ['psychologist', 'mediator'] })).toEqual(['profession-added']);
    expect(kinds({ minimumAge: 14 })).toEqual(['age-lowered']);
    expect(kinds({ minimumAge: null })).toEqual(['age-lowered']);
    expect(kinds({ onlyValidatedLanguages: false })).toEqual(['languages-opened']);
    expect(kinds({ scoring: { ...scoring, critical: [] } })).toEqual(['protocol-lost']);
    expect(kinds({ scoring: { ...scoring, critical: [{ item: 'P9', atLeast: 2, protocol: 'self-harm' }] } })).toEqual(['protocol-lost']);
    expect(kinds({ items: content.items.slice(0, 8) })).toEqual(['protocol-lost']);
    // Kept by name and put where it is answered otherwise, or seldom asked, it would open nothing.
    const ninth = (more: Partial<InstrumentContent['items'][number]>) => ({ items: content.items.map((item) => (item.code === 'P9' ? { ...item, ...more } : item)) });
    expect(kinds(ninth({ kind: 'words' }))).toEqual(['protocol-lost']);
    expect(kinds(ninth({ showIf: { yes: 'any-of', codes: ['P1'] } }))).toEqual(['protocol-lost']);
    expect(kinds(ninth({ text: { it: 'Altre parole', en: 'Other words' } }))).toEqual([]);
    expect(kinds({ scoring: { kind: 'presence-list' } })).toEqual(['protocol-lost']);
  });

  it('says what differs, item by item, and nothing where nothing does', () => {
    expect(differencesBetween(content, content)).toEqual([]);
    const [first, second, ...rest] = content.items;
    if (!first || !second) throw new Error('no items');
    const changed: InstrumentContent = { ...content, minimumAge: 21, items: [second, { ...first, text: { ...first.text, it: 'Interesse' } }, ...rest.slice(0, -1), { code: 'P10', text: { it: 'Nuova', en: 'New' } }] };
    expect(differencesBetween(content, changed).map(({ kind, at }) => [kind, at])).toEqual([['item-reworded', 'P1 (it)'], ['item-added', 'P10'], ['item-removed', 'P9'], ['item-moved', ''], ['age-changed', '']]);
  });

  it('says which choices, points, limits and conditions differ', () => {
    const choices = (points: readonly number[]) => points.map((one, index) => ({ code: `c${index}`, text: { it: `scelta ${index}`, en: `choice ${index}` }, points: one }));
    const before: InstrumentContent = { ...content, items: [{ code: 'A', text: { it: 'A', en: 'A' }, kind: 'one-of', choices: choices([0, 1]) }, { code: 'B', text: { it: 'B', en: 'B' }, kind: 'number', limits: { least: 0, most: 24 } }] };
    const [first, second] = before.items;
    if (!first || !second) throw new Error('no items');
    const after: InstrumentContent = { ...before, items: [{ ...first, choices: choices([1, 0]) }, { ...second, limits: { least: 0, most: 16 }, showIf: { how: 'any-of', of: [{ code: 'A', chosen: 'c1', not: true }] } }] };
    expect(differencesBetween(before, after)).toEqual([
      { kind: 'item-answered', at: 'A', before: 'one-of · c0 = 0, c1 = 1', after: 'one-of · c0 = 1, c1 = 0' },
      { kind: 'item-answered', at: 'B', before: 'number · 0–24', after: 'number · 0–16' }, { kind: 'item-asked-when', at: 'B', before: '', after: '¬ A = c1' },
    ]);
  });
});
