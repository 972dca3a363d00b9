import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterKept, isUnsettled, sendable, shownAt, standsOtherwise, stillUnsettled, type Typed, typedOver } from './sentences.ts';

const key = 'items.Q1.text';
const at = (words: string): ReadonlyMap<string, string> => new Map([[key, words]]);

describe('a sentence that Shirin types', () => {
  it('is never lost, whatever is typed while it is sent and kept: once all is kept, the server has what stands on the screen', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('', 'ক', 'ক খ', 'ক খ '), fc.constant(null), fc.string({ maxLength: 6 })), { maxLength: 40 }), (steps) => {
      let [typed, server, last]: [Typed, string, string] = [{}, '', ''];
      let onTheWay: Typed | null = null;
      const kept = (): void => {
        server = onTheWay?.[key]?.words.trim() ?? server;
        typed = afterKept(typed, onTheWay ?? {});
        onTheWay = null;
      };
      // A step that types nothing sends, or hears that what was sent is kept.
      const sendOrHear = (): void => {
        if (onTheWay) return kept();
        onTheWay = sendable(typed, at(server));
      };
      for (const step of steps) {
        if (step === null) sendOrHear();
        else typed = typedOver(typed, at(server), key, last = step);
        expect(shownAt(typed, at(server), key).trim()).toBe(last.trim());
      }
      for (let round = 0; round < 4; round += 1) sendOrHear();
      expect(server).toBe(last.trim());
      expect(isUnsettled(typed, at(server))).toBe(false);
    }));
  });

  it('keeps the blank after a word while it is sent, for the next word to follow', () => {
    const typed = typedOver({}, at(''), key, 'শব্দ ');
    const kept = afterKept(typed, sendable(typed, at('')));
    expect(shownAt(kept, at('শব্দ'), key)).toBe('শব্দ ');
    expect([isUnsettled(kept, at('শব্দ')), sendable(kept, at('শব্দ'))]).toEqual([false, {}]);
  });

  it('waits for her choice where Rubina wrote something else meanwhile, and goes by itself where she wrote the same', () => {
    const typed = typedOver({}, at('প্রথম'), key, 'দ্বিতীয়');
    expect([standsOtherwise(typed, at('তৃতীয়'), key), sendable(typed, at('তৃতীয়')), shownAt(typed, at('তৃতীয়'), key)]).toEqual(['তৃতীয়', {}, 'দ্বিতীয়']);
    expect([standsOtherwise(typed, at('দ্বিতীয়'), key), isUnsettled(typed, at('দ্বিতীয়'))]).toEqual([null, false]);
    expect(sendable(typed, at('প্রথম'))).toEqual({ [key]: { words: 'দ্বিতীয়', before: 'প্রথম' } });
  });

  it('typed back to what stands there, is nothing to send; and gives way to what Rubina writes there afterwards', () => {
    const back = typedOver(typedOver({}, at('প্রথম'), key, 'প্রথ'), at('প্রথম'), key, 'প্রথম');
    expect([sendable(back, at('প্রথম')), isUnsettled(back, at('প্রথম'))]).toEqual([{}, false]);
    expect([shownAt(back, at('তৃতীয়'), key), standsOtherwise(back, at('তৃতীয়'), key), sendable(back, at('তৃতীয়'))]).toEqual(['তৃতীয়', null, {}]);
  });

  it('that a device kept and the server has already, is not taken up again', () => {
    const found = typedOver({}, at(''), key, 'প্রথম');
    expect([stillUnsettled(found, at('প্রথম')), stillUnsettled(found, at(''))]).toEqual([{}, found]);
  });
});
