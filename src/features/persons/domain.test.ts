import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '../../kernel/machine.ts';
import { NameKind, SpeakableCode } from './contract.ts';
import { animals, beginsLike, faultOfBirth, faultOfStep, howManyCodes, identityMachine, minorMachine, minorState, plainName, qualities, readContact, scriptsOf, speakableCode, stepsFrom } from './domain.ts';

/** How many letters must change to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(a).entries()) {
    const next = [line + 1];
    for (const [column, other] of Array.from(b).entries()) {
      next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('a speakable code', () => {
  it('is a colour, an animal and two digits, whatever was drawn, and is understood when typed with spaces and capitals', () => {
    fc.assert(fc.property(fc.nat({ max: howManyCodes - 1 }), (drawn) => {
      const code = speakableCode(() => drawn);
      const [quality, animal, digits, ...rest] = code.split('-');
      expect(rest).toEqual([]);
      expect(qualities).toContain(quality);
      expect(animals).toContain(animal);
      expect(digits).toMatch(/^\d\d$/);
      expect(SpeakableCode.parse(`  ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code);
    }));
  });

  it('is another one for every draw', () => {
    fc.assert(fc.property(fc.nat({ max: howManyCodes - 1 }), fc.nat({ max: howManyCodes - 1 }), (one, other) => {
      expect(speakableCode(() => one) === speakableCode(() => other)).toBe(one === other);
    }));
  });

  it('draws from the whole store: thousands of draws hardly meet', () => {
    const drawn = new Set(Array.from({ length: 2_000 }, () => speakableCode(randomInt)));
    expect(drawn.size).toBeGreaterThan(1_960);
    expect(qualities.length).toBeGreaterThanOrEqual(40);
    expect(animals.length).toBeGreaterThanOrEqual(80);
  });

  it.each([['colours', qualities], ['animals', animals]] as const)('has %s that nobody mistakes for each other over a bad line', (_, words) => {
    const near = words.flatMap((one, place) => words.slice(place + 1).filter((other) => distance(one, other) < 2).map((other) => `${one}/${other}`));
    expect(near).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z]{4,11}$/);
  });
});

describe('the ladder of identity', () => {
  const moves = Object.keys(identityMachine.moves) as (keyof typeof identityMachine.moves)[];
  const height = (state: (typeof identityMachine.states)[number]): number => identityMachine.states.indexOf(state);

  const steps = identityMachine.states.flatMap((from) => moves.map((move) => ({ from, move, to: identityMachine.moves[move].to })));
  const possible = steps.filter(({ from, move }) => identityMachine.can(from, move));

  it('is gone up without a reason and never down without one', () => {
    fc.assert(fc.property(fc.constantFrom(...possible.filter(({ from, to }) => height(to) > height(from))), ({ from, move, to }) => {
      expect(identityMachine.next(from, move)).toBe(to);
    }));
    fc.assert(fc.property(fc.constantFrom(...possible.filter(({ from, to }) => height(to) < height(from))), fc.constantFrom(undefined, '', '   '), ({ from, move }, reason) => {
      expect(() => identityMachine.next(from, move, { reason: reason ?? null })).toThrow('reason-required');
    }));
    expect(possible.filter(({ from, to }) => from === to)).toEqual([]);
  });

  it('has no other steps, whatever reason is given', () => {
    fc.assert(fc.property(fc.constantFrom(...steps.filter((step) => !possible.includes(step))), fc.string(), ({ from, move }, reason) => {
      expect(() => identityMachine.next(from, move, { reason })).toThrow(IllegalMove);
    }));
  });

  it('is verified only where somebody has seen a document', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...NameKind.options)), (names) => {
      expect(faultOfStep('verify', { names })).toBeDefined();
      expect(faultOfStep('verify', { names: [...names, 'declared'], document: { kind: 'passport' } })).toBeUndefined();
    }));
  });

  it('is declared by a name and never by a nickname or an alias alone', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('nickname' as const, 'alias' as const)), fc.constantFrom('declare-name' as const, 'verify' as const), (names, move) => {
      expect(faultOfStep(move, { names, document: { kind: 'passport' } })).toBe('name-first');
    }));
  });

  it('is left downwards whatever names there are, and nobody asks for a document then', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...NameKind.options)), fc.constantFrom('doubt-document' as const, 'withdraw-name' as const, 'be-anonymous-again' as const), (names, move) => {
      expect(faultOfStep(move, { names })).toBeUndefined();
      expect(faultOfStep(move, { names, document: {} })).toBe('document-not-asked');
    }));
  });

  it('can be climbed from every step, and left from every step but the lowest', () => {
    for (const level of identityMachine.states) {
      const { up, down } = stepsFrom(level);
      expect(up.length > 0).toBe(level !== 'verified');
      expect(down.length > 0).toBe(level !== 'anonymous');
    }
  });
});

describe('the minor track', () => {
  it('is settled only after it was opened, may open again, and never forgets', () => {
    expect(() => minorMachine.next('no-doubt', 'reclassify', { reason: 'x' })).toThrow(IllegalMove);
    expect(() => minorMachine.next('no-doubt', 'raise-doubt')).toThrow('reason-required');
    expect(minorMachine.next('reclassified', 'raise-doubt', { reason: 'a school register' })).toBe('minor-track');
    expect([minorState(false, false), minorState(true, true), minorState(false, true)]).toEqual(['no-doubt', 'minor-track', 'reclassified']);
  });
});

describe('a name as written', () => {
  it('keeps its script and gets a plain form for the index', () => {
    expect(scriptsOf('Амаль Haddad')).toEqual(['Latin', 'Cyrillic']);
    expect(scriptsOf('فاطمة')).toEqual(['Arabic']);
    expect(plainName('Fatoumata Diallò')).toBe('fatoumata diallo');
  });

  it('is begun by what is typed, part by part in any order', () => {
    expect(beginsLike('dia fat', 'Fatou Diallo')).toBe(true);
    expect(beginsLike('dial x', 'Fatou Diallo')).toBe(false);
    expect(beginsLike('', 'Fatou Diallo')).toBe(false);
  });
});

describe('a telephone', () => {
  it('is the same one however it is written, and on a messaging service too', () => {
    const ways = ['333 111 2223', '+39 333 1112223', '0039-333-111-2223', '(333) 1112223'];
    expect(new Set(ways.map((way) => readContact('phone', way)?.recognised))).toEqual(new Set(['phone +393331112223']));
    expect(readContact('messaging', '3331112223')?.recognised).toBe('phone +393331112223');
    expect(readContact('messaging', '@Fatou_D')?.recognised).toBe('messaging @fatou_d');
  });

  it('is refused when no country could have given it out', () => {
    expect(readContact('phone', 'amica di Fatou')).toBeUndefined();
    expect(readContact('phone', '12')).toBeUndefined();
    expect(readContact('email', 'not an address')).toBeUndefined();
  });
});

describe('a birth', () => {
  it('is never forced into an invented day, and never on a day that does not exist', () => {
    expect(faultOfBirth({ precision: 'estimated', year: 1999, month: null, day: null })).toBeUndefined();
    expect(faultOfBirth({ precision: 'exact', year: 1999, month: 4, day: null })).toBe('parts-missing');
    expect(faultOfBirth({ precision: 'declared', year: 1999, month: 2, day: 29 })).toBe('no-such-day');
    expect(faultOfBirth({ precision: 'unknown', year: 1999, month: null, day: null })).toBe('parts-without-precision');
    expect(faultOfBirth({ precision: 'declared', year: null, month: 5, day: null })).toBe('year-missing');
  });
});
