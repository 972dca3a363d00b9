import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterStanding, atOpening, beginLease, leftOf } from './lease.ts';
import { whatAges } from '../ui/drafts.ts';
import { pinFault } from './pin.ts';
import { callFor } from '../ui/api.ts';
import { transportOf } from './ui/transport.ts';
import { unwrapByAnswer, unwrapByPin, wrapByAnswer, wrapByPin } from './wrapping.ts';

describe('a PIN', () => {
  it('has six digits or more, and is nothing that whoever knows Amal would try first', () => {
    const faults = Object.fromEntries(['', '4829', '48291a', '1234567890123', '111111', '121212', '123123', '123456', '987654', '890123', '140385', '031285', '850314', '14031985', '19850314'].map((pin) => [pin, pinFault(pin)]));
    expect(faults).toEqual({
      '': 'short', '4829': 'short', '48291a': 'digits', '1234567890123': 'digits', '111111': 'repeated', '121212': 'repeated', '123123': 'repeated', '123456': 'sequence', '987654': 'sequence', '890123': 'sequence',
      '140385': 'date', '031285': 'date', '850314': 'date', '14031985': 'date', '19850314': 'date',
    });
    expect(['482957', '739164', '4829571', '73918264'].map(pinFault)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('still leaves the greater part of a million to choose from', () => {
    let good = 0;
    for (let pin = 0; pin < 1_000_000; pin += 1) if (pinFault(String(pin).padStart(6, '0')) === undefined) good += 1;
    expect(good).toBeGreaterThan(850_000);
  });
});

describe('a lease', () => {
  const hour = 3_600_000;

  it('is over after its hours, and no sooner', () => {
    const lease = beginLease(0, 24 * hour);
    expect(leftOf(atOpening(lease, 23 * hour))).toBe(hour);
    expect(leftOf(atOpening(lease, 25 * hour))).toBeLessThan(0);
  });

  it('gains nothing by a clock that is set back: the latest moment stays, and each opening costs', () => {
    const late = atOpening(beginLease(0, 24 * hour), 20 * hour);
    expect(leftOf(atOpening(late, -100 * hour))).toBe(3.5 * hour);
    let turned = late;
    for (let times = 0; times < 8; times += 1) turned = atOpening(turned, -100 * hour);
    expect(leftOf(turned)).toBe(0);
  });

  it('forgives a step back of seconds, and counts open time whatever the clock says', () => {
    const lease = atOpening(beginLease(0, 24 * hour), hour);
    expect(atOpening(lease, hour - 5_000)).toEqual(lease);
    expect(leftOf(afterStanding(lease, -100 * hour, 2 * hour))).toBe(21 * hour);
  });

  it('never grows, whatever is done to the clock', () => {
    const step = fc.oneof(fc.record({ now: fc.integer({ min: -1e12, max: 1e12 }) }), fc.record({ now: fc.integer({ min: -1e12, max: 1e12 }), elapsed: fc.integer({ min: -hour, max: hour }) }));
    fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let lease = beginLease(0, 24 * hour);
      for (const one of steps) {
        const next = 'elapsed' in one ? afterStanding(lease, one.now, one.elapsed) : atOpening(lease, one.now);
        expect(leftOf(next)).toBeLessThanOrEqual(leftOf(lease));
        lease = next;
      }
    }));
  });
});

describe('the key of a device', () => {
  const key = Buffer.alloc(32, 7).toString('base64');

  it('opens with the PIN that closed it, on its own device, and with nothing else', async () => {
    const wrapped = await wrapByPin(key, '482957', 'device one', 1_000);
    expect(await unwrapByPin(wrapped, '482957', 'device one')).toBe(key);
    expect(await unwrapByPin(wrapped, '482958', 'device one')).toBeUndefined();
    expect(await unwrapByPin(wrapped, '482957', 'device two')).toBeUndefined();
    expect(Buffer.from(wrapped.sealed).includes(Buffer.from(key))).toBe(false);
  });

  it('opens with the answer of the passkey that closed it', async () => {
    const [mine, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const wrapped = await wrapByAnswer(key, mine, 'device one');
    expect(await unwrapByAnswer(wrapped, mine, 'device one')).toBe(key);
    expect(await unwrapByAnswer(wrapped, other, 'device one')).toBeUndefined();
  });
});

describe('what Giulia was writing', () => {
  const day = 86_400_000;
  const today = Date.UTC(2026, 2, 1);
  const draft = (savedAt: number, more: { oldSince?: number; id?: string } = {}) => ({ id: 'giulia/case-note/one', savedAt, ...more });
  /** Her telephone is opened at these moments of its clock, one after the other. */
  const opened = (savedAt: number, moments: readonly number[]): boolean => {
    let all = [draft(savedAt)];
    for (const now of moments) {
      const { gone, noted } = whatAges(all, now);
      all = all.filter((one) => !gone.includes(one)).map((one) => (noted.includes(one) ? { ...one, oldSince: now } : one));
    }
    return all.length > 0;
  };

  it('is not forgotten because a battery died and the clock stood in another year: neither then, nor when it is put right', () => {
    expect(opened(Date.UTC(2020, 0, 1), [today, today + day, today + 13 * day])).toBe(true);
    expect(opened(today, [Date.UTC(2031, 0, 1), today + day, today + 10 * day])).toBe(true);
    expect(opened(Date.UTC(2031, 0, 1), [today, today + 5 * day])).toBe(true);
  });

  it('is forgotten some weeks later, whatever the clock had said', () => {
    expect(opened(today, [today + 15 * day, today + 30 * day])).toBe(false);
    expect(opened(Date.UTC(2020, 0, 1), [today, today + 15 * day])).toBe(false);
    expect(opened(Date.UTC(2031, 0, 1), [today, today + 15 * day])).toBe(false);
  });

  it('is not what waits to be sent: that stays for ever', () => {
    expect(whatAges([draft(0, { id: 'giulia/queue/calls/1', oldSince: 0 })], today)).toEqual({ gone: [], noted: [] });
  });
});

describe('what a hat noted', () => {
  it('travels under that hat, whoever the window is filled for by now', async () => {
    const asked: Record<string, string>[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = async (_input, init) => {
      asked.push(init?.headers as Record<string, string>);
      return Response.json({ code: 'hat-changed' }, { status: 409 });
    };
    callFor('teresa');
    const sent = await transportOf('giulia')([{ id: 'one', method: 'PUT', path: '/api/things/one' }]);
    callFor(undefined);
    globalThis.fetch = before;
    expect(asked.map((headers) => headers['x-reti-hat'])).toEqual(['giulia']);
    expect(sent).toEqual({ kind: 'signed-out' });
  });
});
