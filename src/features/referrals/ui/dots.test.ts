import { describe, expect, it } from 'vitest';
import type { ReferralMove, ReferralState, Step } from '../contract.ts';
import { dotsInWords } from './dots.ts';

const words = { t: (key: string) => key.replace('referrals.', ''), formatDate: (value: string | Date) => String(value), formatDateTime: (value: string | Date) => String(value) };
const made = (...moves: ReferralMove[]): Step[] => moves.map((move, index) => ({ id: `${index}`, meeting: null, togetherUntil: null, move, to: 'sent', reason: null, words: null, appointmentAt: null, by: 'Paola Russo', onBehalf: false, at: `2026-11-0${index + 1}` }));
const states = (state: ReferralState, steps: Step[], owed: Parameters<typeof dotsInWords>[0]['owed'] = null) => dotsInWords({ state, steps, owed, appointmentAt: null }, words).map((dot) => dot.state);

describe('the line of dots', () => {
  it('waits for Paola to read, and says by when', () => {
    const owed = { what: 'answer', state: 'waiting', dueOn: '2026-11-09', escalateOn: '2026-11-16' } as const;
    expect(states('sent', made('consent', 'send'), owed)).toEqual(['done', 'current', 'to-come', 'to-come', 'to-come', 'to-come']);
  });

  it('shows who is late where the answer is missing', () => {
    const owed = { what: 'answer', state: 'late', dueOn: '2026-11-09', escalateOn: '2026-11-16' } as const;
    expect(states('acknowledged', made('send', 'acknowledge'), owed)).toEqual(['done', 'done', 'late', 'to-come', 'to-come', 'to-come']);
  });

  it('does not hold a missing step against who went on without it', () => {
    expect(states('done', made('send', 'accept', 'begin', 'finish'))).toEqual(['done', 'done', 'done', 'skipped', 'skipped', 'done']);
  });

  it('goes no further once declined', () => {
    expect(states('declined', made('send', 'decline'))).toEqual(['done', 'done', 'skipped', 'skipped', 'skipped', 'skipped']);
  });

  it('of a service that has begun waits for its end alone', () => {
    expect(states('in-progress', made('send', 'accept', 'begin'))).toEqual(['done', 'done', 'done', 'skipped', 'skipped', 'current']);
  });

  it('keeps the answer of a programme open while it only meets the person, and the hand-over for the meeting after its yes', () => {
    const transfer = (state: ReferralState, ...moves: ReferralMove[]) => dotsInWords({ kind: 'transfer', state, steps: made(...moves), owed: null, appointmentAt: null }, words).map((dot) => dot.state);
    expect(transfer('appointment', 'send', 'ask-to-meet', 'appoint')).toEqual(['done', 'done', 'current', 'to-come', 'to-come', 'to-come']);
    expect(transfer('appointment', 'send', 'ask-to-meet', 'appoint', 'accept', 'appoint')).toEqual(['done', 'done', 'done', 'done', 'current', 'to-come']);
    expect(transfer('together', 'send', 'accept', 'appoint', 'attend', 'hand-over')).toEqual(['done', 'done', 'done', 'done', 'done', 'current']);
  });
});
