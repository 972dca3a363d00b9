import { describe, expect, it } from 'vitest';
import { invitationState, resetState } from './domain.ts';

const fresh = { role: 'educator', accepted: false, withdrawn: false, decision: null, expired: false } as const;

describe('where an invitation stands', () => {
  it('waits for the coordinator when its hat reads about persons, and is open at once when it does not', () => {
    expect(invitationState(fresh)).toBe('waiting');
    expect(invitationState({ ...fresh, role: 'trainee' })).toBe('open');
    expect(invitationState({ ...fresh, decision: 'approved' })).toBe('open');
  });

  it('says what happened to it before what the calendar says', () => {
    expect(invitationState({ ...fresh, decision: 'refused', expired: true })).toBe('refused');
    expect(invitationState({ ...fresh, accepted: true, expired: true })).toBe('accepted');
    expect(invitationState({ ...fresh, expired: true })).toBe('expired');
  });
});

describe('where a new beginning stands', () => {
  it('is used once, and before that waits, is approved, refused or too old', () => {
    expect(resetState({ used: false, decision: null, expired: false })).toBe('waiting');
    expect(resetState({ used: false, decision: 'approved', expired: false })).toBe('approved');
    expect(resetState({ used: true, decision: 'approved', expired: true })).toBe('used');
    expect(resetState({ used: false, decision: 'approved', expired: true })).toBe('expired');
    expect(resetState({ used: false, decision: 'refused', expired: true })).toBe('refused');
  });
});
