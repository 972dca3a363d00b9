import { describe, expect, it } from 'vitest';
import { faultsOf, languagesOf, newPlan, planBody, quantityOf, withQuantity } from './plan.ts';
import { isEarly, isOutThere, minutesTo, NO_OUTING, type NotedCheck, outingNow, readerOf, standsHere } from './now.ts';
import type { OutingLine } from '../../contract.ts';

const planned = { state: 'planned', dueAt: '2026-11-30T04:00:00.000Z', checkMinutes: 60, checks: [] } as const;
const tapped = (kind: NotedCheck['kind'], at: string, placeId: string | null = null): NotedCheck => ({ callId: at, kind, at, placeId });

describe('Amal and Rubina are out with no signal', () => {
  it('are under way from their first tap, and the next sign of life is reckoned from their last', () => {
    expect(standsHere(planned, [tapped('start', '2026-11-30T03:40:00.000Z'), tapped('check-in', '2026-11-30T04:30:00.000Z', 'the square')])).toEqual({ state: 'under-way', dueAt: '2026-11-30T05:30:00.000Z', lastPlaceId: 'the square' });
  });

  it('are back from their own tap, and then nothing more is due', () => {
    expect(standsHere({ ...planned, state: 'under-way' }, [tapped('check-out', '2026-11-30T07:00:00.000Z')])).toMatchObject({ state: 'returned', dueAt: null });
  });

  it('read how many minutes are left, and how many it is late', () => {
    expect([minutesTo('2026-11-30T05:30:00.000Z', new Date('2026-11-30T05:10:30.000Z')), minutesTo('2026-11-30T05:30:00.000Z', new Date('2026-11-30T05:42:00.000Z'))]).toEqual([19, -12]);
  });
});

describe('an outing of Amal and Rubina, for which Teresa answers and Giulia stays reachable', () => {
  const who = (memberId: string): { memberId: string; name: string; role: string } => ({ memberId, name: memberId, role: 'educator' });
  const outing = { crew: [who('amal'), who('rubina')], answerable: who('teresa'), buddy: who('giulia') };

  it('tells the crew to tap, and everybody else whom to call', () => {
    const readers = [['amal', 'mediator'], ['teresa', 'coordinator'], ['giulia', 'psychologist'], ['marco', 'coordinator'], ['nadia', 'legal']] as const;
    expect(readers.map(([id, role]) => readerOf(outing, { id, role }))).toEqual(['crew', 'answerable', 'buddy', 'coordinator', 'colleague']);
  });

  it('speaks to a coordinator who is out with them as to the crew, and knows when she answers for it herself', () => {
    expect([readerOf({ ...outing, answerable: who('amal') }, { id: 'amal', role: 'coordinator' }), readerOf(outing, { id: 'rubina', role: 'coordinator' })]).toEqual(['crew-answerable', 'crew']);
    expect(isOutThere('crew-answerable')).toBe(true);
  });
});

describe('a contact that Amal notes at five in the afternoon', () => {
  const who = (memberId: string) => ({ memberId, name: memberId, role: 'mediator' });
  const of = (id: string, state: OutingLine['state'], startsAt: string): OutingLine => ({
    id, state, startsAt, endsAt: '2026-11-30T23:00:00.000Z', purposes: ['meet-people'], vehicle: '', crew: [{ ...who('amal'), languages: [] }, { ...who('rubina'), languages: [] }], answerable: who('teresa'), buddy: who('giulia'), isMine: true,
    stops: [], languagesMissing: [], contacts: 0, people: 0, dueAt: null, alarm: null, version: 1,
  });
  const five = new Date('2026-11-30T17:00:00.000Z');
  const [tonight, soon, out] = [of('tonight', 'planned', '2026-11-30T19:00:00.000Z'), of('soon', 'planned', '2026-11-30T17:40:00.000Z'), of('out', 'under-way', '2026-11-30T15:00:00.000Z')];
  const found = (memberId: string, outings: readonly OutingLine[], wanted?: string) => outingNow(outings, memberId, five, wanted)?.id;

  it('goes into the outing that she is on, or that is about to begin, and into none of the evening', () => {
    expect([found('amal', [tonight]), found('amal', [tonight, soon]), found('amal', [tonight, soon, out]), found('amal', [tonight, out], 'tonight')]).toEqual([undefined, 'soon', 'out', 'tonight']);
    expect([isEarly(tonight, five), isEarly(soon, five), isEarly(out, five)]).toEqual([true, false, false]);
  });

  it('belongs to no outing where she says so', () => expect(found('amal', [out, soon], NO_OUTING)).toBeUndefined());

  it('is nobody’s who only answers for the outing, or stays reachable', () => expect([found('teresa', [out, soon]), found('giulia', [out, soon])]).toEqual([undefined, undefined]));
});

describe('the leaflets that Teresa has taken along', () => {
  it('are counted by language, and what was written before without one stays as it was', () => {
    const before = [{ kind: 'information' as const, language: null, quantity: 30 }, { kind: 'water-food' as const, language: null, quantity: 12 }];
    const after = withQuantity(withQuantity(before, 'information', 'bn', 20), 'information', 'ar', 10);
    expect([quantityOf(after, 'information', 'bn'), quantityOf(after, 'information', 'ar'), quantityOf(after, 'information'), quantityOf(after, 'water-food'), quantityOf(after, 'contact-card', 'bn')]).toEqual([20, 10, 30, 12, null]);
    expect(languagesOf(after, 'information', ['ar', 'pa'])).toEqual(['ar', 'pa', 'bn', null]);
    expect(withQuantity(withQuantity(after, 'information', 'bn', 0), 'information', null, null)).toEqual([before[1], { kind: 'information', language: 'ar', quantity: 10 }]);
  });
});

describe('Teresa plans a night', () => {
  it('with hours at its stops, those past midnight on the day after; it reads the same again', () => {
    const form = { ...newPlan('amal', '2026-11-30', 'the square'), day: '2026-12-01', from: '23:00', to: '02:00', answerableId: 'teresa' };
    expect([form.stops.map(({ placeId, at }) => [placeId, at]), faultsOf(form).stops]).toEqual([[['the square', null]], undefined]);
    const [first] = form.stops;
    if (!first) throw new Error('a stop is there');
    const stops = [{ ...first, at: '23:30' }, { id: 'second', placeId: 'the station', at: '00:40' }, { id: 'third', placeId: 'the road', at: null }];
    expect(planBody({ ...form, stops }).stops.map(({ at }) => at)).toEqual(['2026-12-01T22:30:00.000Z', '2026-12-01T23:40:00.000Z', null]);
  });
});
