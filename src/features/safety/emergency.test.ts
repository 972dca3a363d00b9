import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Called, Danger, StepKind } from './contract.ts';
import { beganAt, clockOf, emergencyMachine, isRecordLate, minorPathMachine, missingForMove, movesOf, recordDue } from './domain.ts';
import { deadlineOf, safetyTerms } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

const moves = Object.keys(emergencyMachine.moves) as (keyof typeof emergencyMachine.moves)[];

describe('the way of an emergency', () => {
  it('never leaves its states, needs words at every step, and is closed only after it has calmed down', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 12 }), (walk) => {
      let state: (typeof emergencyMachine.states)[number] = 'open';
      for (const move of walk) {
        expect(() => emergencyMachine.next(state, move, {})).toThrow(/illegal-move|reason-required/);
        if (!emergencyMachine.can(state, move)) continue;
        const before = state;
        state = emergencyMachine.next(state, move, { reason: 'parole' });
        expect(state !== 'closed' || before === 'stabilised').toBe(true);
      }
      expect(emergencyMachine.states).toContain(state);
    }), { numRuns: 60 });
  });

  it('is closed only with its record, and calmed only with how it went', () => {
    expect(missingForMove('close', { recorded: false })).toBe('record-first');
    expect(missingForMove('close', { recorded: true })).toBeUndefined();
    expect(missingForMove('stabilise', { recorded: true })).toBe('outcome-missing');
    expect(movesOf('stabilised', false)).toEqual(['worsen']);
    expect(movesOf('stabilised', true)).toEqual(['worsen', 'close']);
  });
});

describe('its clock', () => {
  const now = new Date('2026-11-29T10:00:00Z');

  it('believes a phone that waited, and not one whose clock runs ahead', () => {
    expect(beganAt('2026-11-27T22:10:00Z', now).toISOString()).toBe('2026-11-27T22:10:00.000Z');
    expect(beganAt('2026-12-25T00:00:00Z', now)).toEqual(now);
  });

  it('asks for the record within the hours of the dated file, and is late only while nothing is written', () => {
    const due = recordDue(new Date('2026-11-28T10:00:00Z'), deadlineOf(asItComes, 'emergency-record', '2026-11-29').hours ?? 0);
    expect(due).toEqual(now);
    expect(isRecordLate(due, null, new Date(now.getTime() + 1))).toBe(true);
    expect(isRecordLate(due, null, now)).toBe(false);
    expect(isRecordLate(due, now, new Date('2027-01-01T00:00:00Z'))).toBe(false);
  });
});

describe('the national numbers', () => {
  const Numbers = z.array(z.object({ id: Called, number: z.string(), for: z.array(Danger).min(1), source: z.string().min(5), verified: z.boolean() }));
  const numbers = Numbers.parse(JSON.parse(readFileSync(new URL('../../../reference/emergency-numbers.json', import.meta.url), 'utf8')));

  it('name 112 for every danger, each its source, and nothing that a call cannot note', () => {
    expect(numbers.find((one) => one.id === '112')?.for.toSorted()).toEqual(Danger.options.toSorted());
    expect(numbers.map((one) => one.number.replaceAll(' ', ''))).toEqual(numbers.map((one) => one.id));
  });

  it('say which of them nobody has checked', () => {
    expect(numbers.filter((one) => !one.verified).map((one) => one.id)).toEqual(['114', '116000']);
  });
});

describe('the path of a child', () => {
  const names = Object.keys(minorPathMachine.moves) as (keyof typeof minorPathMachine.moves)[];

  it('ends only as an adult, reunited or of age, and needs words at every step', () => {
    expect(minorPathMachine.ends).toEqual(['came-of-age', 'reunited', 'reclassified']);
    fc.assert(fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (walk) => {
      let state: (typeof minorPathMachine.states)[number] = 'suspected';
      for (const name of walk) {
        expect(() => minorPathMachine.next(state, name, {})).toThrow(/illegal-move|reason-required/);
        if (minorPathMachine.can(state, name)) state = minorPathMachine.next(state, name, { reason: 'parole' });
      }
      expect(minorPathMachine.states).toContain(state);
    }), { numRuns: 60 });
  });

  it('takes every clock from the dated file, with its source', () => {
    for (const clock of safetyTerms.given().filter((one) => one.entry.startsWith('minor-'))) expect(clock.source.length).toBeGreaterThan(10);
    const clocks = StepKind.options.flatMap((kind) => clockOf(kind) ?? []);
    expect(clocks.map((id) => deadlineOf(asItComes, id, '2026-11-29').id)).toEqual(clocks);
  });
});
