import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempted } from '../../kernel/testing/machines.ts';
import { CaseMove, CaseState, ClosingReason, Compartment, Risk } from './contract.ts';
import { alertsOf, caseMachine, mayAskToClose, missingForCare, missingForClosing, movesOffered, usualCompartment } from './domain.ts';

const states = fc.constantFrom(...CaseState.options);
const moves = fc.constantFrom(...CaseMove.options);
const risks = fc.constantFrom(...Risk.options);
const readiness = fc.record({ noticeGiven: fc.boolean(), ownerId: fc.option(fc.uuid()), risk: risks });

describe('the way of a case', () => {
  it('is declared for every state and every move of the contract', () => {
    expect(caseMachine.states).toEqual(CaseState.options);
    expect(Object.keys(caseMachine.moves).sort()).toEqual([...CaseMove.options].sort());
  });

  it('only ever stands in a declared state, whatever is tried', () => {
    fc.assert(fc.property(fc.array(fc.tuple(moves, fc.boolean()), { maxLength: 40 }), (tried) => {
      let state: CaseState = caseMachine.initial;
      for (const [move, withReason] of tried) {
        const given = withReason ? { reason: 'because' } : {};
        const allowed = caseMachine.can(state, move) && (withReason || !caseMachine.moves[move].needs);
        const reached = attempted(caseMachine, state, move, given);
        expect(reached !== undefined).toBe(allowed);
        if (reached !== undefined) state = reached;
        expect(CaseState.options).toContain(state);
      }
    }));
  });

  it('never leaves anybody stuck: from every state some move leads on', () => {
    expect(caseMachine.ends).toEqual([]);
  });

  it('closes only what was in care, and only with a reason', () => {
    const closable = CaseState.options.filter((state) => mayAskToClose(state));
    expect(closable).toEqual(['in-care', 'suspended', 'follow-up']);
    for (const state of closable) expect(() => caseMachine.next(state, 'close')).toThrow('reason-required');
  });

  it('reopens for a new need that is written down', () => {
    expect(() => caseMachine.next('closed', 'reopen', { reason: '  ' })).toThrow('reason-required');
    expect(caseMachine.next('closed', 'reopen', { reason: 'ha perso la casa' })).toBe('in-care');
  });

  it('never offers to close directly, and offers nothing that would be refused', () => {
    fc.assert(fc.property(states, readiness, (state, known) => {
      for (const offer of movesOffered(state, known)) {
        expect(offer.move).not.toBe('close');
        expect(caseMachine.can(state, offer.move)).toBe(true);
        expect(offer.missing).toEqual(caseMachine.moves[offer.move].to === 'in-care' ? missingForCare(known) : []);
      }
    }));
  });
});

describe('what must stand before care and before closing', () => {
  it('asks for the notice, an owner and a risk, and never for a name', () => {
    expect(missingForCare({ noticeGiven: false, ownerId: null, risk: 'not-assessed' })).toEqual(['notice-missing', 'owner-missing', 'risk-missing']);
    expect(missingForCare({ noticeGiven: true, ownerId: 'someone', risk: 'low' })).toEqual([]);
  });

  it('names exactly what is missing before closing', () => {
    fc.assert(fc.property(fc.option(fc.constantFrom(...ClosingReason.options)), fc.nat(5), fc.option(fc.boolean()), fc.boolean(), (reason, goalsWithoutOutcome, followUpSafe, approved) => {
      const missing = missingForClosing({ reason, goalsWithoutOutcome, followUpSafe, approved });
      expect(missing.includes('closing-reason-missing')).toBe(reason === null);
      expect(missing.includes('goal-outcome-missing')).toBe(goalsWithoutOutcome > 0);
      expect(missing.includes('follow-up-undecided')).toBe(followUpSafe === null);
      expect(missing.includes('approval-missing')).toBe(!approved);
    }));
  });
});

describe('where a note goes by itself', () => {
  it('goes to the narrowest place of the profession, and never to one that is not held', () => {
    expect(usualCompartment('psychologist', ['base', 'case', 'restricted', 'secret-psychologist'])).toBe('secret-psychologist');
    expect(usualCompartment('psychologist', ['base', 'case', 'restricted'])).toBe('restricted');
    expect(usualCompartment('mediator', ['base', 'mediation'])).toBe('mediation');
    expect(usualCompartment('prefecture', [])).toBeNull();
    fc.assert(fc.property(fc.constantFrom('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'admin'), fc.subarray([...Compartment.options]), (role, held) => {
      const usual = usualCompartment(role, held);
      expect(usual === null || held.includes(usual)).toBe(true);
    }));
  });
});

describe('what must not be overlooked', () => {
  const quiet = { minor: false, doNotCall: false, permitDueOn: null, closingAsked: false, interviewUnsigned: false, hasOwner: true, state: 'in-care' as const };
  const now = new Date('2026-05-10T10:00:00Z');

  it('announces a permit ninety days before, and says when it is over', () => {
    expect(alertsOf({ ...quiet, permitDueOn: '2026-08-08' }, now)).toEqual(['permit-expiring']);
    expect(alertsOf({ ...quiet, permitDueOn: '2026-08-20' }, now)).toEqual([]);
    expect(alertsOf({ ...quiet, permitDueOn: '2026-05-10' }, now)).toEqual(['permit-expiring']);
    expect(alertsOf({ ...quiet, permitDueOn: '2026-05-08' }, now)).toEqual(['permit-expired']);
  });

  it('puts a minor and an unsafe telephone before everything else', () => {
    expect(alertsOf({ ...quiet, minor: true, doNotCall: true, closingAsked: true, hasOwner: false }, now)).toEqual(['minor', 'do-not-call', 'closing-asked', 'no-owner']);
  });
});
