import { describe, expect, it } from 'vitest';
import { NewContact } from '../../contract.ts';
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
    const body = bodyOf({ ...empty, people: 5, gender: 'male', language: 'bn', materials: [{ kind: 'information', language: null, quantity: 2 }], hour: anHour, ago: 30 }, null, new Date('2026-11-30T04:12:00Z'));
    expect(NewContact.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({ deviceAt: '2026-11-30T03:42:00.000Z', ageBand: 'unknown', materials: [{ language: 'bn' }], agreed: ['comes-to-desk'], level: 4 });
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
