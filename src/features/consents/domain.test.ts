import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../kernel/offline/waiting.ts';
import { type CaseConsents, type Consent, ConsentMove, Understood } from './contract.ts';
import { asNoted, CONSENT, consentMachine, DELIVERY, isOpenAlready, languagesFirst, languagesHere, noticeStateOf, openingOf, stateOn, takenBackHere, wordAt, toldInFirst } from './domain.ts';

describe('a consent', () => {
  it('is never given again once refused, withdrawn or expired, whatever is tried', () => {
    assert(property(array(constantFrom(...ConsentMove.options), { maxLength: 20 }), (moves) => {
      let state = consentMachine.initial;
      let closed = false;
      for (const move of moves) {
        if (!consentMachine.can(state, move)) continue;
        expect(closed).toBe(false);
        state = consentMachine.next(state, move);
        closed = consentMachine.ends.includes(state);
      }
    }));
    expect(consentMachine.ends.toSorted()).toEqual(['expired', 'refused', 'withdrawn']);
  });
  it('holds through its last day and not one day more', () => {
    expect(stateOn({ state: 'given', validUntil: '2026-06-30' }, '2026-06-30')).toBe('given');
    expect(stateOn({ state: 'given', validUntil: '2026-06-30' }, '2026-07-01')).toBe('expired');
    expect(stateOn({ state: 'given', validUntil: null }, '2099-01-01')).toBe('given');
    expect(stateOn({ state: 'withdrawn', validUntil: '2026-06-30' }, '2026-07-01')).toBe('withdrawn');
  });
});

describe('the notice', () => {
  it('is understood only when a person said it again in their own words', () => {
    assert(property(array(constantFrom(...Understood.options)), (told) => {
      const expected = told.length === 0 ? 'to-give' : told.includes('yes') ? 'understood' : 'given';
      expect(noticeStateOf(told.map((understood) => ({ understood })))).toBe(expected);
    }));
  });
});

describe('what Amal notes of Fatou where there is no network', () => {
  const [caseId, consentId, told, body] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000003', '0190a000-0000-7000-8000-000000000004'];
  const amal = { id: 'amal', name: 'Amal Haddad' };
  const given: Consent = { id: consentId, caseId, switch: 'follow-up', recipient: null, purpose: null, channel: null, state: 'given', validUntil: null, requestedAt: '2026-11-01T08:00:00Z', decided: null, recording: { moveId: told, seconds: 4 } };
  const known = (...consents: Consent[]): CaseConsents => ({ caseId, personId: 'p', noticeState: 'to-give', deliveries: [], consents });
  const call = (about: Partial<Waiting>): Waiting => ({ id: 'c', place: 1, memberId: 'amal', notedAt: Date.UTC(2026, 10, 29, 22), method: 'POST', path: '', record: { kind: CONSENT, id: consentId }, ...about });
  const move = (name: string, about: Partial<Waiting> = {}): Waiting => call({ path: `/api/consents/${consentId}/moves`, body: { id: told, move: name, ...(name === 'give' ? { evidence: { kind: 'mark-and-witness', witness: 'Suor Agnese' } } : {}) }, ...about });
  const ask = (about: Partial<Waiting> = {}): Waiting => call({ method: 'PUT', path: `/api/consents/${consentId}`, body: { caseId, switch: 'sharing', recipientId: body, purpose: 'health' }, about: { recipient: 'ASL Avellino' }, ...about });
  const refusal = { code: 'not-found', status: 404 };
  const stateAfter = (from: CaseConsents, ...waiting: Waiting[]) => asNoted(from, waiting, amal).consents.map(({ state }) => state);

  it('stands on the tab as it will be: asked, answered, told', () => {
    const now = asNoted(known(), [ask(), move('give'), call({ method: 'PUT', path: `/api/notice-deliveries/${told}`, record: { kind: DELIVERY, id: told }, body: { caseId, textId: body, means: 'oral', understood: 'yes' }, about: { number: '3', language: 'fr', edition: '2', mediator: '' } })], amal);
    expect(now).toMatchObject({ noticeState: 'understood', deliveries: [{ number: 3, language: 'fr', by: amal }], consents: [{ state: 'given', recipient: { name: 'ASL Avellino' }, decided: { by: amal, evidence: 'mark-and-witness', at: '2026-11-29T22:00:00.000Z' } }] });
    // What has arrived and still lies in the queue changes nothing.
    expect(asNoted(now, [ask(), move('give')], amal)).toMatchObject({ consents: [{ state: 'given' }] });
    expect(asNoted({ ...known(), caseId: 'another' }, [ask(), move('give')], amal).consents).toEqual([]);
    expect(isOpenAlready(now.consents, { caseId, switch: 'sharing', recipientId: body, purpose: 'health' })).toBe(true);
    expect(isOpenAlready(now.consents, { caseId, switch: 'sharing', recipientId: body, purpose: 'work' })).toBe(false);
  });

  it('is withdrawn at this device from the moment she says so, whatever the server answers; a yes that the server refused is none', () => {
    expect(stateAfter(known(given), move('withdraw'))).toEqual(['withdrawn']);
    expect(stateAfter(known(given), move('withdraw', { refusal }))).toEqual(['withdrawn']);
    expect(asNoted(known(given), [move('withdraw')], amal).consents[0]?.recording).toBe(null);
    expect([...takenBackHere([move('withdraw', { refusal })]), ...takenBackHere([move('give')])]).toEqual([consentId]);
    expect(stateAfter(known({ ...given, state: 'requested' }), move('give', { refusal }))).toEqual(['requested']);
    expect(stateAfter(known(), ask({ refusal }), move('give'))).toEqual([]);
    // Somebody wrote something else meanwhile: that stands.
    expect(stateAfter(known({ ...given, state: 'refused' }), move('withdraw', { refusal }))).toEqual(['refused']);
  });

  it('follows the call that opens her case, where that waits too', () => {
    const opens = call({ id: 'opens', method: 'PUT', path: `/api/street-contacts/${told}/person`, record: { kind: 'street-contact', id: told }, body: { personId: told, caseId } });
    expect(openingOf([opens, ask()], caseId)).toEqual(['opens']);
    expect(openingOf([opens, ask()], told)).toEqual([]);
  });

  it('keeps the hour of her word where it came later, and no hour that cannot be', () => {
    const now = new Date('2026-11-29T23:00:00Z');
    const asked = new Date('2026-11-29T20:00:00Z');
    expect(wordAt('2026-11-29T22:00:00Z', asked, now)).toEqual(new Date('2026-11-29T22:00:00Z'));
    for (const none of [undefined, '2026-11-29T22:59:30Z', '2026-11-30T22:00:00Z', '2026-11-29T19:00:00Z']) expect(wordAt(none, asked, now)).toBe(null);
    expect(wordAt('2026-11-20T22:00:00Z', null, now)).toBe(null);
  });
});

describe('in which language Awa is told what is asked, while her case is on Amal’s telephone alone', () => {
  const call = (path: string, body: unknown): Waiting => ({ id: path, place: 1, memberId: 'amal', notedAt: 0, method: 'PUT', path, body, record: { kind: 'street-contact', id: 'awa' } });
  const [contact, person] = [call('/api/street-contacts/awa', { outingId: 'dawn', language: 'fr' }), call('/api/street-contacts/awa/person', { caseId: 'case', personId: 'person' })];
  const [talk, ofAnother] = [call('/api/interviews/one', { caseId: 'case', language: 'bm' }), call('/api/interviews/two', { caseId: 'other', language: 'uk' })];

  it('is looked for in the contact she came from, then in the talk that was begun, and never in somebody else’s', () => {
    expect(languagesHere([ofAnother, talk, contact, person], 'case')).toEqual({ languages: ['fr', 'bm'], outingId: 'dawn' });
    expect(languagesHere([contact, call('/api/street-contacts/other/person', { caseId: 'case' })], 'case')).toEqual({ languages: [], outingId: undefined });
    expect(languagesHere([contact, ofAnother], 'case')).toEqual({ languages: [], outingId: undefined });
  });

  it('is offered first of those there are words in, then Italian, then all others, each once', () => {
    const offered = ['it', 'en', 'fr', 'ar', 'bn', 'uk'];
    expect(languagesFirst(offered, ['bm', 'ar', 'fr', 'ar'])).toEqual(['ar', 'fr', 'it', 'en', 'bn', 'uk']);
    expect(languagesFirst(offered, [])).toEqual(offered);
    expect(languagesFirst(['fr', 'bn', 'it'], ['it'])).toEqual(['it', 'fr', 'bn']);
  });
});

describe('the language that is written down with a consent', () => {
  it('is that of the talk, unless other words were chosen on the screen or somebody says otherwise', () => {
    const known = { said: null, chosen: null, talkIn: 'ti', theirs: ['am', 'ar'], shown: 'ar' };
    expect(toldInFirst(known)).toEqual(['ti', 'am', 'ar']);
    expect(toldInFirst({ ...known, talkIn: null })[0]).toBe('am');
    expect(toldInFirst({ ...known, chosen: 'fr' })[0]).toBe('fr');
    expect(toldInFirst({ ...known, chosen: 'fr', said: 'en' })).toEqual(['en', 'fr', 'ti', 'am', 'ar']);
    expect(toldInFirst({ ...known, talkIn: null, theirs: [], shown: 'it' })).toEqual(['it']);
  });
});
