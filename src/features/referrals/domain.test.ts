import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServiceCategory } from '../directory/contract.ts';
import { type Draft, Letter, LetterField, MoveReason, type ReferralKind, ReferralMove, ReferralState } from './contract.ts';
import { byFit, fitOf } from './domain/fit.ts';
import { obstaclesIn, writtenLetter } from './domain/letter.ts';
import { isOpenTo, isPartnerMove, missingFor, openStates, purposeOfMeeting, type Referred, referralMachine } from './domain/machine.ts';
import { suggestionFor } from './domain/way.ts';
import { factsOf, fieldsFor, recipientProfiles } from './profiles.ts';

const moves = fc.array(fc.constantFrom(...ReferralMove.options), { maxLength: 30 });
/** Makes those moves of a list that are legal where it stands, and remembers the states it went through. */
const walk = (list: readonly ReferralMove[]): ReferralState[] => {
  const way: ReferralState[] = ['proposed'];
  for (const move of list) {
    const at = way.at(-1) ?? 'proposed';
    if (referralMachine.can(at, move)) way.push(referralMachine.next(at, move, { reason: 'full' }));
  }
  return way;
};

describe('the way of a referral', () => {
  it('reaches nobody before consent and sending', () => {
    fc.assert(fc.property(moves, (list) => {
      const way = walk(list);
      const firstOutside = way.findIndex((state) => !['proposed', 'consented', 'withdrawn'].includes(state));
      expect(way.slice(0, firstOutside + 1)).toEqual(firstOutside < 0 ? [] : ['proposed', 'consented', 'sent']);
    }), { numRuns: 1_000 });
  });

  it('can be withdrawn from every open state and from no other', () => {
    for (const state of ReferralState.options) expect(referralMachine.can(state, 'withdraw')).toBe((openStates as readonly string[]).includes(state));
  });

  it('ends for good when it is withdrawn or closed, and nowhere else', () => {
    expect(referralMachine.ends).toEqual(['withdrawn', 'closed']);
  });

  it('gives the receiving organisation no move that sends, consents, hands over, withdraws or closes', () => {
    expect(ReferralMove.options.filter((move) => !isPartnerMove(move))).toEqual(['consent', 'send', 'hand-over', 'withdraw', 'close']);
  });

  it('asks for a reason of the right kind, a date with an appointment, and words with an outcome', () => {
    expect(missingFor({ move: 'decline' })).toBe('reason');
    expect(missingFor({ move: 'decline', reason: 'person-moved' })).toBe('reason');
    expect(missingFor({ move: 'decline', reason: 'full' })).toBeUndefined();
    expect(missingFor({ move: 'accept', reason: 'full' })).toBe('reason');
    expect(missingFor({ move: 'appoint' })).toBe('appointmentAt');
    expect(missingFor({ move: 'accept', appointmentAt: '2026-12-01T09:00:00Z' })).toBe('appointmentAt');
    expect(missingFor({ move: 'finish' })).toBe('words');
  });

  it('never lets the sender claim that the person withdrew consent: the consent says so', () => {
    for (const move of ReferralMove.options) expect(missingFor({ move, reason: MoveReason.enum['consent-withdrawn'] })).toBe('reason');
  });
});

describe('the way of a transfer', () => {
  /** Makes of a list the moves that are open where a referral of that kind stands, as the program would. */
  const going = (kind: ReferralKind, list: readonly ReferralMove[]): Referred => list.reduce<Referred>((at, move) => (isOpenTo(at, move)
    ? { kind, state: referralMachine.next(at.state, move, { reason: 'other' }), steps: [...at.steps, { move, meeting: kind === 'transfer' && move === 'appoint' ? { purpose: purposeOfMeeting(at) } : null }] }
    : at), { kind, state: 'proposed', steps: [] });
  const many = fc.array(fc.constantFrom(...ReferralMove.options), { maxLength: 60 });
  const wayTo = (...list: ReferralMove[]): ReferralState => going('transfer', ['consent', 'send', ...list]).state;

  it('hands nobody over before the programme has said yes and they have met for it; and nobody comes back who was not handed over', () => {
    fc.assert(fc.property(many, (list) => {
      const made = going('transfer', list).steps.map((step) => step.move);
      const [accepted, handed, back] = [made.indexOf('accept'), made.indexOf('hand-over'), made.indexOf('return')];
      expect({
        handedTooSoon: handed >= 0 && !(accepted >= 0 && accepted < handed && made.slice(accepted, handed).includes('attend')),
        backFromNowhere: back >= 0 && !(handed >= 0 && handed < back), begun: made.includes('begin'),
      }).toEqual({ handedTooSoon: false, backFromNowhere: false, begun: false });
    }), { numRuns: 500 });
  });

  it('has moves of its own that a referral to a service never takes', () => {
    fc.assert(fc.property(many, (list) => {
      const made = going('service', list).steps.map((step) => step.move);
      for (const own of ['ask-to-meet', 'hand-over', 'prolong', 'return'] as const) expect(made).not.toContain(own);
    }), { numRuns: 300 });
  });

  it('lets the programme meet the person before it answers, and answer then', () => {
    expect(wayTo('ask-to-meet', 'appoint', 'attend', 'hand-over')).toBe('attended');
    expect(wayTo('ask-to-meet', 'appoint', 'attend', 'decline')).toBe('declined');
    expect(wayTo('ask-to-meet', 'appoint', 'attend', 'accept', 'appoint', 'attend', 'decline')).toBe('attended');
    expect(wayTo('ask-to-meet', 'appoint', 'attend', 'accept', 'appoint', 'attend', 'hand-over', 'prolong', 'return')).toBe('returned');
  });

  it('can be stopped by the person\'s no at every point until it is over', () => {
    fc.assert(fc.property(many, (list) => {
      const at = going('transfer', list);
      expect(isOpenTo(at, 'withdraw')).toBe((openStates as readonly string[]).includes(at.state));
    }), { numRuns: 300 });
  });

  it('asks where and with whom one meets, and for no meeting of other referrals', () => {
    const appointmentAt = '2026-12-01T09:00:00Z';
    expect(missingFor({ move: 'appoint', kind: 'transfer', appointmentAt })).toBe('meeting');
    expect(missingFor({ move: 'appoint', kind: 'service', appointmentAt, meeting: {} })).toBe('meeting');
    expect(missingFor({ move: 'appoint', kind: 'transfer', appointmentAt, meeting: {} })).toBeUndefined();
    expect([missingFor({ move: 'accept', kind: 'transfer', months: 3 }), missingFor({ move: 'return' })]).toEqual(['months', 'reason']);
  });
});

const field = fc.constantFrom(...LetterField.options);
const drafts: fc.Arbitrary<Draft> = fc.record({ request: fc.string({ minLength: 1 }), fields: fc.uniqueArray(fc.record({ field, words: fc.string({ minLength: 1 }) }), { selector: (one) => one.field, maxLength: 8 }) });
const heading = { reference: 'ABCD-2345', service: 'Ambulatorio', from: { organisation: 'Équipe', name: 'Giulia Ferrara' }, mode: 'sent', purpose: 'health' } as const;

describe('the letter', () => {
  it('says what the sender chose and nothing else', () => {
    fc.assert(fc.property(drafts, fc.constantFrom(...ServiceCategory.options), (draft, category) => {
      const letter = Letter.parse(JSON.parse(writtenLetter(heading, draft, category)));
      expect(Object.keys(letter).sort()).toEqual(['fields', 'from', 'mode', 'purpose', 'reference', 'request', 'service']);
      expect(new Map(letter.fields.map((one) => [one.field, one.words]))).toEqual(new Map(draft.fields.map((one) => [one.field, one.words])));
    }));
  });

  it('does not depend on the order in which the fields were ticked', () => {
    fc.assert(fc.property(drafts.filter(({ fields }) => fields.every((one) => fieldsFor('health').includes(one.field))), (draft) => {
      expect(writtenLetter(heading, { ...draft, fields: [...draft.fields].reverse() }, 'health')).toBe(writtenLetter(heading, draft, 'health'));
    }));
  });

  const said = (words: string, more: Draft['fields'] = []) => obstaclesIn({ request: words, fields: more }, 'health', ['Fatou Camara', 'فاطمة']);

  it('holds back Fatou\'s name when it slipped into the words unticked, whatever its spelling', () => {
    expect(said('Fàtou ha bisogno di una visita')).toEqual([{ path: 'request', code: 'name-not-ticked' }]);
    expect(said('una visita per la sig.ra CAMARA.')).toHaveLength(1);
    expect(said('فاطمة')).toHaveLength(1);
    expect(said('una visita per una signora in camarata')).toEqual([]);
    expect(said('Visita', [{ field: 'name', words: 'Fatou Camara' }, { field: 'health-need', words: 'Fatou ha mal di schiena' }])).toEqual([]);
  });

  it('holds back a telephone number or an address of mail unless a way to reach her was ticked', () => {
    expect(said('Chiamare 333 12 34 567')).toEqual([{ path: 'request', code: 'contact-not-ticked' }]);
    expect(said('scrivere a f.c@posta.example')).toHaveLength(1);
    expect(said('Dal 2019, 1.250 euro al mese, 12/11/2026')).toEqual([]);
    expect(said('Chiamare 333 12 34 567', [{ field: 'how-to-reach', words: '333 1234567, solo la sera' }])).toEqual([]);
  });

  it('refuses to tell a union about health, and a clinic about wages', () => {
    expect(obstaclesIn({ request: 'x', fields: [{ field: 'health-need', words: 'x' }] }, 'work-rights', [])).toEqual([{ path: 'health-need', code: 'not-for-recipient' }]);
    expect(obstaclesIn({ request: 'x', fields: [{ field: 'pay-facts', words: 'x' }] }, 'health', [])).toEqual([{ path: 'pay-facts', code: 'not-for-recipient' }]);
  });
});

describe('what each kind of service is told', () => {
  it('never begins with a name or a way to reach the person', () => {
    for (const category of ServiceCategory.options) expect(recipientProfiles[category].proposed).not.toEqual(expect.arrayContaining(['name']));
    for (const category of ServiceCategory.options) expect(recipientProfiles[category].proposed).not.toEqual(expect.arrayContaining(['how-to-reach']));
  });

  it('names each field once, and every field serves somebody', () => {
    for (const category of ServiceCategory.options) expect(new Set(fieldsFor(category)).size).toBe(fieldsFor(category).length);
    const used = new Set(ServiceCategory.options.flatMap((category) => fieldsFor(category)));
    expect(LetterField.options.filter((one) => !used.has(one))).toEqual([]);
  });

  it('tells health to health services alone, and exploitation to those who protect or defend', () => {
    expect(ServiceCategory.options.filter((category) => fieldsFor(category).includes('health-need'))).toEqual(['health']);
    expect(ServiceCategory.options.filter((category) => fieldsFor(category).includes('protection-need'))).toEqual(['legal', 'anti-trafficking', 'anti-violence', 'minors']);
    expect(Object.keys(factsOf).filter((one) => one === 'name' || one === 'how-to-reach')).toEqual([]);
  });
});

describe('which service fits', () => {
  const clinic = { category: 'health', withoutPapers: 'yes', languages: ['fr'], freshness: 'fresh', active: true } as const;
  const sought = { category: 'health', papers: 'no', languages: ['fr'] } as const;

  it('says yes to a fresh clinic that speaks French and asks for no papers, and why', () => {
    expect(fitOf(clinic, sought)).toEqual({ verdict: 'yes', yes: ['same-category', 'open-without-papers', 'speaks', 'fresh'], ask: [], no: [] });
  });

  it('says no where papers are asked of someone who has none, and asks where nobody knows', () => {
    expect(fitOf({ ...clinic, withoutPapers: 'no' }, sought)).toMatchObject({ verdict: 'no', no: ['papers-needed'] });
    expect(fitOf({ ...clinic, withoutPapers: 'no' }, { ...sought, papers: 'unknown' })).toMatchObject({ verdict: 'ask', ask: ['papers-to-ask'] });
    expect(fitOf({ ...clinic, freshness: 'stale', languages: ['bn'] }, sought)).toMatchObject({ verdict: 'ask', ask: ['no-common-language', 'stale'] });
  });

  it('never excludes anybody for something that is not known', () => {
    const services = fc.record({ category: fc.constant('health'), withoutPapers: fc.constantFrom('yes', 'no', 'unknown'), languages: fc.subarray(['fr', 'it', 'bn']), freshness: fc.constantFrom('fresh', 'stale', 'never'), active: fc.constant(true) });
    fc.assert(fc.property(services, (service) => {
      expect(fitOf(service, { category: null, papers: 'unknown', languages: [] }).no).toEqual([]);
    }));
  });

  it('shows what fits before what must be asked, and that before what is out', () => {
    const ranked = [fitOf({ ...clinic, withoutPapers: 'no' }, sought), fitOf({ ...clinic, freshness: 'stale' }, sought), fitOf(clinic, sought)].sort(byFit);
    expect(ranked.map(({ verdict }) => verdict)).toEqual(['yes', 'ask', 'no']);
  });
});

describe('what the fate of a referral suggests for the step of the plan', () => {
  const made = (move: ReferralMove, words: string | null = null) => ({ move, to: 'sent' as const, reason: null, words, appointmentAt: null, by: 'Paola Russo', onBehalf: false, at: '2026-11-02' });
  const line = (state: ReferralState, ...steps: ReturnType<typeof made>[]) => ({ state, steps, replacedBy: null });

  it('is done in the words of who finished, also once closed; in part when it broke off', () => {
    const finished = { kind: 'outcome', state: 'done', words: 'Visita fatta.' };
    expect(suggestionFor(line('done', made('finish', 'Visita fatta.')), [])).toEqual(finished);
    expect(suggestionFor(line('closed', made('finish', 'Visita fatta.'), made('close')), [])).toEqual(finished);
    expect(suggestionFor(line('closed', made('interrupt', 'Non è più venuta.')), [])).toEqual({ kind: 'outcome', state: 'partly', words: 'Non è più venuta.' });
  });

  it('is another way when it was declined or withdrawn, unless another is on its way already', () => {
    expect(suggestionFor(line('declined', made('decline')), [])).toEqual({ kind: 'another-way' });
    expect(suggestionFor(line('withdrawn', made('withdraw')), [{ state: 'declined' }])).toEqual({ kind: 'another-way' });
    expect(suggestionFor(line('declined', made('decline')), [{ state: 'sent' }])).toBeNull();
    expect(suggestionFor({ ...line('declined', made('decline')), replacedBy: 'another' }, [])).toBeNull();
    expect(suggestionFor(line('closed', made('decline')), [])).toBeNull();
  });

  it('is nothing while it is on its way', () => {
    for (const state of openStates) expect([state, suggestionFor(line(state), [])]).toEqual([state, null]);
  });
});
