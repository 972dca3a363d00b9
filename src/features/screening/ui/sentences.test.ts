import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterKept, isUnsettled, sendable, standsOtherwise, type Typed, typedOver } from './sentences.ts';

const key = 'items.Q1.text';
const at = (words: string): ReadonlyMap<string, string> => new Map([[key, words]]);

describe('a sentence that Shirin types', () => {
  it('is never lost, whatever is typed, sent and kept in between: once all is kept, the server has what stands on the screen', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 6 }), fc.constant('send'))), (steps) => {
      let typed: Typed = {};
      let server = '';
      const send = (): void => {
        const sent = sendable(typed, at(server));
        server = sent[key]?.words.trim() ?? server;
        typed = afterKept(typed, sent);
      };
      let last = '';
      for (const step of steps) {
        if (step === 'send') send();
        else typed = typedOver(typed, at(server), key, last = step);
      }
      send();
      expect(server).toBe(last.trim());
      expect(isUnsettled(typed, at(server))).toBe(false);
    }));
  });

  it('keeps the blank after a word while it is sent, for the next word to follow', () => {
    const typed = typedOver({}, at(''), key, 'শব্দ ');
    const kept = afterKept(typed, sendable(typed, at('')));
    expect(kept[key]?.words).toBe('শব্দ ');
    expect([isUnsettled(kept, at('শব্দ')), sendable(kept, at('শব্দ'))]).toEqual([false, {}]);
  });

  it('waits for her choice where Rubina wrote something else meanwhile, and goes by itself where she wrote the same', () => {
    const typed = typedOver({}, at('প্রথম'), key, 'দ্বিতীয়');
    expect([standsOtherwise(typed, at('তৃতীয়'), key), sendable(typed, at('তৃতীয়'))]).toEqual(['তৃতীয়', {}]);
    expect([standsOtherwise(typed, at('দ্বিতীয়'), key), isUnsettled(typed, at('দ্বিতীয়'))]).toEqual([null, false]);
    expect(sendable(typed, at('প্রথম'))).toEqual({ [key]: { words: 'দ্বিতীয়', before: 'প্রথম' } });
  });

  it('typed back to what stands there, is nothing to send', () => {
    expect(typedOver(typedOver({}, at('প্রথম'), key, 'প্রথ'), at('প্রথম'), key, 'প্রথম')).toEqual({});
  });
});
