import { describe, expect, it } from 'vitest';
import { NewContact } from '../../contract.ts';
import { askOnce, coarsely, stillHere } from '../position/telephone.ts';
import { bodyOf, emptyContact, faultOfNote, firstLanguages, isBegun, levelOf, noteStops, theSameGroup } from './form.ts';

const square = { placeId: '0193f000-0000-7000-8000-000000000001', placeKind: 'labour-pickup', zone: '' } as const;
const empty = emptyContact(square);
const anHour = { id: '0193f000-0000-7000-8000-000000000002', startsAt: '2026-12-01T09:00:00.000Z' };

describe('Amal notes a contact at the pick-up square', () => {
  it('says how far it went from what she noted, until she says otherwise', () => {
    expect([empty, { ...empty, materials: [{ kind: 'water-food', language: null, quantity: 1 } as const] }, { ...empty, informed: ['rights-at-work' as const] }, { ...empty, needs: ['housing' as const] }, { ...empty, hour: anHour }].map(levelOf)).toEqual([0, 1, 2, 3, 4]);
    expect(levelOf({ ...empty, needs: ['housing'], level: 1 })).toBe(1);
  });

  it('sends nothing that the server would refuse, and the leaflet in the language of whoever was met', () => {
    const body = bodyOf({ ...empty, people: 5, gender: 'male', language: 'bn', materials: [{ kind: 'information', language: null, quantity: 2 }, { kind: 'contact-card', language: 'en', quantity: 1 }, { kind: 'water-food', language: null, quantity: 5 }], hour: anHour, ago: 30 }, null, new Date('2026-11-30T04:12:00Z'));
    expect(NewContact.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({ deviceAt: '2026-11-30T03:42:00.000Z', ageBand: 'unknown', materials: [{ language: 'bn' }, { language: 'en' }, { language: null }], agreed: ['comes-to-desk'], level: 4 });
  });

  it('keeps a card that was read with no network out of what is said of the contact: whose it is, the server finds', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz';
    const body = bodyOf({ ...empty, again: { kind: 'card', secret } }, null, new Date('2026-11-30T04:12:00Z'));
    expect(body).toMatchObject({ encounterId: null, familiarity: 'known' });
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('begins the same group again without what one of them told', () => {
    const again = theSameGroup({ ...empty, people: 3, language: 'bn', needs: ['housing'], note: 'ha freddo', danger: true, again: { kind: 'new', alias: 'Stella', cardSecret: null } });
    expect(again).toMatchObject({ people: 3, language: 'bn', needs: [], note: '', danger: false, again: { kind: 'nobody' } });
    expect([isBegun(empty), isBegun(again)]).toEqual([false, true]);
  });

  it('stops at a number and at a plate, and only warns of what may be a name', () => {
    expect(['chiama 351 111 0999', 'furgone AB 123 CD', 'ha parlato con Mario Rossi', 'Mario Rossi lo sa', 'La paga arriva dopo due settimane', 'x'.repeat(281)].map(faultOfNote)).toEqual(['phone', 'plate', 'name-like', 'name-like', null, 'too-long']);
    expect([noteStops('phone'), noteStops('name-like'), noteStops(null)]).toEqual([true, false, false]);
  });

  it('offers first the languages of the place, each once and six in all', () => {
    expect(firstLanguages(['bn', 'pa'], ['pa', 'ar'], ['it', 'en', 'fr', 'ar', 'uk', 'ro'])).toEqual(['bn', 'pa', 'ar', 'en', 'fr', 'uk']);
  });
});

describe('the position of Amal’s telephone', () => {
  const where = { latitude: 40.84312, longitude: 15.01877, accuracy: 11.6 } as GeolocationCoordinates;
  const telephone = (answer: 'says' | 1 | 3) => ({ getCurrentPosition: (found: PositionCallback, failed?: PositionErrorCallback | null) => { if (answer === 'says') found({ coords: where } as GeolocationPosition); else failed?.({ code: answer } as GeolocationPositionError); } });

  it('leaves it about a kilometre wide, and only with what is noted where it happens', async () => {
    const fix = await askOnce(telephone('says'), () => 1_000);
    expect(fix).toEqual({ latitude: 40.84312, longitude: 15.01877, accuracyMetres: 12, at: 1_000 });
    if (typeof fix === 'string') throw new Error('the telephone said where it is');
    expect([bodyOf(empty, null, new Date(), coarsely(fix)).position, bodyOf({ ...empty, ago: 30 }, null, new Date(), coarsely(fix)).position, bodyOf(empty, null, new Date()).position]).toEqual([{ latitude: 40.84, longitude: 15.02 }, null, null]);
  });

  it('is where she is for two minutes, whichever way her clock is moved; a no is a no, and what does not come is not waited for', async () => {
    const fix = { latitude: 40.8, longitude: 15, accuracyMetres: 9, at: 1_000_000 };
    expect([1_060_000, 1_121_000, 800_000].map((now) => stillHere(fix, now) !== null)).toEqual([true, false, false]);
    expect([await askOnce(telephone(1), () => 0), await askOnce(telephone(3), () => 0)]).toEqual(['refused', 'unknown']);
  });
});
