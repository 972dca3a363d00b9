import { memberIdOf, newId, type Town, type Worker } from '../../../app/testing/town.ts';
import type { FieldsNow } from '../../../kernel/fields/contract.ts';
import type { NewContact, NewOuting, Outing, Place, StreetContact } from '../contract.ts';

/** A place of the town, by Giulia or whoever is named. */
export async function aPlace(worker: Worker, given: Record<string, unknown> = {}): Promise<Place> {
  const { body, status } = await worker.put<Place>(`/api/places/${newId()}`, { name: 'Rotonda dei braccianti', kind: 'labour-pickup', town: 'Montella', position: { latitude: 40.84312, longitude: 15.01877 }, languages: ['ar', 'pa'], ...given });
  if (status !== 200) throw new Error(`the place was not kept: ${status} ${JSON.stringify(body)}`);
  return body;
}

export const member = (name: string, role: string): string => memberIdOf('avellino', name, role);
export const amalBlessing = [member('amal', 'mediator'), member('blessing', 'educator')];

/** The plan of an outing of Amal and Blessing, for whom Teresa answers and Giulia stays reachable. */
export function aPlan(placeId: string, given: Partial<Record<keyof NewOuting, unknown>> = {}) {
  const starts = new Date(Date.now() - 10 * 60_000);
  return {
    startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 4 * 3_600_000).toISOString(), crew: amalBlessing, answerableId: member('teresa', 'coordinator'), buddyId: member('giulia', 'psychologist'),
    stops: [{ id: newId(), placeId }], purposes: ['meet-people'], ...given,
  };
}

export async function anOuting(town: Town, given: Partial<Record<keyof NewOuting, unknown>> = {}): Promise<{ outing: Outing; place: Place }> {
  const amal = await town.as('amal');
  const place = await aPlace(amal);
  const { body, status } = await amal.put<Outing>(`/api/outings/${newId()}`, aPlan(place.id, given));
  if (status !== 200) throw new Error(`the outing was not planned: ${status} ${JSON.stringify(body)}`);
  return { outing: body, place };
}

/** Some fields written by somebody on a device of their own, as their screens do. */
export const write = (worker: Worker, path: string, fields: Readonly<Record<string, unknown>>, seen = 0, device = newId()) =>
  worker.patch<FieldsNow>(`${path}/fields`, { id: newId(), device, notedAt: now(), edits: Object.entries(fields).map(([field, value]) => ({ field, value, seen })) });

export const now = (minutesAgo = 0): string => new Date(Date.now() - minutesAgo * 60_000).toISOString();
export const aContact = (outingId: string | null, given: Partial<Record<keyof NewContact, unknown>> = {}) => ({ outingId, deviceAt: now(), placeKind: 'labour-pickup', ...given });
export const tap = (worker: Worker, outingId: string, kind: string, given: Record<string, unknown> = {}, id = newId()) => worker.put(`/api/outings/${outingId}/checks/${id}`, { kind, deviceAt: now(), ...given });
export const meet = (worker: Worker, outingId: string | null, given: Partial<Record<keyof NewContact, unknown>> = {}, id = newId()) => worker.put<StreetContact>(`/api/street-contacts/${id}`, aContact(outingId, given));
