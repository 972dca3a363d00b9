import { describe, expect, it } from 'vitest';
import { toldFirst, waitsFor } from './reasons.ts';
import type { Waiting } from './waiting.ts';

let place = 0;
const noted = (id: string, more: Partial<Waiting> = {}): Waiting => ({ id, place: place += 1, memberId: 'giulia', notedAt: 0, method: 'PUT', path: `/api/things/${id}`, record: { kind: 'thing', id }, ...more });
const grouped = (waiting: readonly Waiting[], hats = ['giulia', 'giulia-educator']) => waitsFor(waiting, 'giulia', hats);
const named = (waiting: readonly Waiting[], hats?: string[]) => [...grouped(waiting, hats)].map(([group, all]) => [group, ...all.map(({ id }) => id)]);

const conflict = noted('diary', { refusal: { code: 'field-conflict', status: 200 } });
const refused = noted('contact', { refusal: { code: 'not-found', status: 404 } });
const file = { id: 'voice', bytes: 9, piece: 9, digest: '' };

describe('what Giulia is told of what waits on her telephone', () => {
  it('says that a thing leaves by itself only where nobody has to do anything for it, its file still to go or not', () => {
    const waiting = [conflict, refused, noted('hour'), noted('page', { file })];
    expect(named(waiting)).toEqual([['choice', 'diary'], ['you', 'contact'], ['leaves', 'hour', 'page']]);
  });

  it('tells apart a role that she can put on again from one that is no more', () => {
    const waiting = [noted('other', { memberId: 'giulia-educator' }), noted('lost', { memberId: 'giulia-before' })];
    expect(named(waiting)).toEqual([['ended-hat', 'lost'], ['other-hat', 'other']]);
    expect(named(waiting, ['giulia'])).toEqual([['ended-hat', 'other', 'lost']]);
  });

  it('does not promise what comes after something refused, on its record or because it names it; what a choice is asked about holds back nothing', () => {
    const waiting = [refused, noted('again', { record: refused.record }), noted('named', { after: [refused.id] }), conflict, noted('next', { record: conflict.record })];
    expect(named(waiting)).toEqual([['choice', 'diary'], ['you', 'contact'], ['before', 'again', 'named'], ['leaves', 'next']]);
  });

  it('is in one line what needs her first, and counts nothing that does not', () => {
    const [plain, other] = [noted('hour'), noted('other', { memberId: 'giulia-educator' })];
    const line = (...waiting: Waiting[]) => Object.values(toldFirst(grouped(waiting)));
    expect([line(conflict, plain), line(conflict, refused, plain, other), line(plain, other), line(other)]).toEqual([['choosing', 1], ['needing', 2], ['waiting', 1], ['elsewhere', 1]]);
  });
});
