import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useQueueState } from '../../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../../kernel/offline/waiting.ts';
import { useSession } from '../../../../kernel/ui/session.tsx';
import { BecomePerson, GiveHour, NewContact, type OutcomeKind, OutcomeGiven, type StreetContact, TakenBack } from '../../contract.ts';
import { placeOf } from '../queries.ts';

const pathOf = (contactId: string): string => `/api/street-contacts/${contactId}`;

/** The call that keeps a contact, as long as it lies on this device. */
export const callOf = (waiting: readonly Waiting[], contactId: string): Waiting | undefined => waiting.find(({ method, path }) => method === 'PUT' && path === pathOf(contactId));

/** Something that a contact becomes, said here and not yet with the server. */
export interface Coming {
  readonly kind: OutcomeKind;
  /** The case, the segnalazione, the emergency, or the hour that was given. */
  readonly subjectId: string;
}

/** What of a contact is on its way, from the calls that wait on this device. */
export const comingOf = (waiting: readonly Waiting[], contactId: string): Coming[] => waiting.flatMap(({ path, body, record }): Coming[] => {
  if (path === `${pathOf(contactId)}/person`) {
    const person = BecomePerson.safeParse(body).data;
    return person ? [{ kind: 'person', subjectId: person.caseId }] : [];
  }
  if (path.startsWith(`${pathOf(contactId)}/outcomes/`)) {
    const outcome = OutcomeGiven.safeParse(body).data;
    return outcome ? [outcome] : [];
  }
  return record.kind === 'street-hour' && GiveHour.safeParse(body).data?.contactId === contactId ? [{ kind: 'appointment', subjectId: record.id }] : [];
});

/** A contact as its own call says it, for the time until the server has it. Nothing of it was reckoned anew: its hour is the telephone's. */
export function contactFrom({ body }: Pick<Waiting, 'body'>, contactId: string, by: StreetContact['by'], place: StreetContact['place'], takenBackAt: string | null): StreetContact | undefined {
  const noted = NewContact.safeParse(body).data;
  if (!noted) return undefined;
  const { sentAt: _sent, placeId: _place, encounterId: _met, position, ...fields } = noted;
  return {
    ...fields, id: contactId, at: noted.deviceAt, receivedAt: noted.deviceAt, clockOffSeconds: 0, isLate: false, by, place,
    position: position && { latitude: position.latitude, longitude: position.longitude }, encounter: null, outcomes: [], promised: null, takenBackAt, mayChange: true, version: 0,
  };
}

/** A contact that this device alone has, and the call that brings it; null where the server has it, or nobody does. */
export function useContactHere(contactId: string): { readonly call: Waiting; readonly contact: StreetContact } | null {
  const { waiting } = useQueueState();
  const { account, hat } = useSession();
  const call = callOf(waiting, contactId);
  const placeId = call ? NewContact.safeParse(call.body).data?.placeId ?? '' : '';
  const place = useQuery(placeOf(placeId)).data;
  return useMemo(() => {
    if (!call) return null;
    const isGone = TakenBack.safeParse(waiting.findLast(({ path }) => path === `${pathOf(contactId)}/taken-back`)?.body).data?.takenBack === true;
    const by = { memberId: hat?.id ?? '', name: account?.name ?? '', role: hat?.role ?? '' } as StreetContact['by'];
    const contact = contactFrom(call, contactId, by, place ? { id: place.id, name: place.name, town: place.town } : null, isGone ? new Date(call.notedAt).toISOString() : null);
    return contact ? { call, contact } : null;
  }, [waiting, call, contactId, account?.name, hat?.id, hat?.role, place]);
}
