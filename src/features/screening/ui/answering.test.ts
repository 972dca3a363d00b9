import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, AnswerWord } from '../contract.ts';
import { acknowledged, answered, type Answering, beginning, overtaken, sending, shown, unsent } from './answering.ts';

const item = fc.constantFrom('Q1', 'Q2', 'Q3');
const word = fc.constantFrom<AnswerWord>('yes', 'no', 'refused');
const step = fc.oneof(
  fc.record({ what: fc.constant('answer' as const), item, word }),
  fc.record({ what: fc.constantFrom('send' as const, 'reply' as const, 'lost-reply' as const) }),
  fc.record({ what: fc.constant('other-device' as const), item, word }),
);

/** A server that keeps one version of the answers, as ours does. */
function aServer() {
  let stored: Answers = {};
  let version = 1;
  let last = '';
  return {
    write(given: Answers) { stored = { ...stored, ...given }; version += 1; last = 'another device'; },
    receive(change: { id: string; answers: Answers }, upon: number): number | 'changed-meanwhile' {
      if (change.id === last) return version;
      if (upon !== version) return 'changed-meanwhile';
      stored = { ...stored, ...change.answers };
      last = change.id;
      return ++version;
    },
    look: () => ({ answers: stored, version }),
  };
}

describe('answers on their way', () => {
  it('show at once, go together, and are kept when the server says so', () => {
    const first = answered(answered(beginning({}, 1), { Q1: 'yes' }), { Q2: 'no' });
    expect(shown(first)).toEqual({ Q1: 'yes', Q2: 'no' });
    const onItsWay = answered(sending(first, 'a'), { Q2: 'refused' });
    expect(onItsWay).toMatchObject({ inFlight: { id: 'a', answers: { Q1: 'yes', Q2: 'no' } }, waiting: { Q2: 'refused' } });
    const done = acknowledged(onItsWay, 'a', 2);
    expect(done).toMatchObject({ kept: { Q1: 'yes', Q2: 'no' }, version: 2, inFlight: null });
    expect(shown(done)).toEqual({ Q1: 'yes', Q2: 'refused' });
  });

  it('take in what another device wrote, and keep their own latest word', () => {
    const now = overtaken(sending(answered(beginning({}, 1), { Q1: 'yes' }), 'a'), { answers: { Q1: 'no', Q3: 'yes' }, version: 5 });
    expect(now).toEqual({ kept: { Q1: 'no', Q3: 'yes' }, version: 5, inFlight: null, waiting: { Q1: 'yes' } });
  });

  it('all reach the server in the end, whatever is lost, repeated or written elsewhere', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const server = aServer();
      let now: Answering = beginning({}, 1);
      let changes = 0;
      const deliver = (heard: boolean): void => {
        if (!now.inFlight) return;
        const reply = server.receive(now.inFlight, now.version);
        if (!heard) return;
        now = reply === 'changed-meanwhile' ? overtaken(now, server.look()) : acknowledged(now, now.inFlight.id, reply);
      };
      for (const one of steps) {
        if (one.what === 'answer') now = answered(now, { [one.item]: one.word });
        else if (one.what === 'other-device') server.write({ [one.item]: one.word });
        else if (one.what === 'send') now = sending(now, `change ${++changes}`);
        else deliver(one.what === 'reply');
      }
      const mine = unsent(now);
      while (Object.keys(unsent(now)).length > 0) {
        now = sending(now, `change ${++changes}`);
        deliver(true);
      }
      expect(server.look().answers).toMatchObject(mine);
      expect(shown(now)).toMatchObject(mine);
    }));
  });
});
