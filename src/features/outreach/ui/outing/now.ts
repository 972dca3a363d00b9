import type { Waiting } from '../../../../kernel/offline/waiting.ts';
import type { NewCheck, Outing, OutingLine, OutingState } from '../../contract.ts';

/** Who reads an outing: out there, or at home and bound to act; `crew-answerable` answers for it and is out herself. Whoever is none of these taps nothing. */
export type OutingReader = 'crew' | 'crew-answerable' | 'buddy' | 'answerable' | 'coordinator' | 'colleague';

/** What somebody is to an outing; `keep_outing_check` in deeds.sql takes a tap of the same people. */
export function readerOf(outing: Pick<Outing, 'answerable' | 'buddy'> & { readonly crew: readonly { readonly memberId: string }[] }, hat: { readonly id: string; readonly role: string } | null | undefined): OutingReader {
  const answers = outing.answerable.memberId === hat?.id;
  if (outing.crew.some(({ memberId }) => memberId === hat?.id)) return answers ? 'crew-answerable' : 'crew';
  if (answers) return 'answerable';
  if (outing.buddy?.memberId === hat?.id) return 'buddy';
  return hat?.role === 'coordinator' ? 'coordinator' : 'colleague';
}

export const isOutThere = (reader: OutingReader): boolean => reader === 'crew' || reader === 'crew-answerable';

/** A tap of safety that this device noted and the server has not. */
export interface NotedCheck {
  readonly callId: string;
  readonly kind: NewCheck['kind'];
  readonly at: string;
  readonly placeId: string | null;
}

/** Taps of one outing that wait on this device, the oldest first. */
export const notedChecks = (queued: readonly Waiting[], outingId: string): NotedCheck[] => queued.filter(({ path }) => path.startsWith(`/api/outings/${outingId}/checks/`)).flatMap(({ id, body }) => {
  // Written by this room itself, in `useTaps`.
  const check = body as NewCheck | undefined;
  return check ? [{ callId: id, kind: check.kind, at: check.deviceAt, placeId: check.placeId }] : [];
});

/** How the outing stands for whoever holds this telephone: what the server knows, and what was tapped here since. */
export function standsHere(outing: Pick<Outing, 'state' | 'dueAt' | 'checkMinutes'> & { readonly checks: readonly Pick<Outing['checks'][number], 'placeId'>[] }, noted: readonly NotedCheck[]): { readonly state: OutingState; readonly dueAt: string | null; readonly lastPlaceId: string | null } {
  let { state, dueAt } = outing;
  for (const { kind, at } of noted) {
    if (kind === 'start' && state === 'planned') state = 'under-way';
    if (kind === 'check-out' && state === 'under-way') state = 'returned';
    dueAt = state === 'under-way' ? new Date(Date.parse(at) + outing.checkMinutes * 60_000).toISOString() : null;
  }
  const places = [...outing.checks.map(({ placeId }) => placeId), ...noted.map(({ placeId }) => placeId)].filter((one) => one !== null);
  return { state, dueAt, lastPlaceId: places.at(-1) ?? null };
}

/** Whole minutes until something is due; below zero when it is late. */
export const minutesTo = (dueAt: string, now: Date): number => Math.floor((Date.parse(dueAt) - now.getTime()) / 60_000);

/** So long before its hour an outing is about to begin; a tap that sets it under way earlier is more likely a slip. Milliseconds. */
const ABOUT_TO_BEGIN = 60 * 60_000;
export const isEarly = ({ startsAt }: Pick<OutingLine, 'startsAt'>, now: Date): boolean => Date.parse(startsAt) - now.getTime() > ABOUT_TO_BEGIN;

/** What the address of a new contact says where it belongs to no outing. */
export const NO_OUTING = 'none';

/**
 * The outing that somebody is on: one under way whose crew they are of, or one of theirs that is about to begin or whose hour has come. To answer for one, or to be its buddy, is to be at home.
 * @param wanted the outing that is named, or {@link NO_OUTING}
 */
export function outingNow(outings: readonly OutingLine[], memberId: string | undefined, now: Date, wanted?: string): OutingLine | undefined {
  if (wanted === NO_OUTING) return undefined;
  const mine = outings.filter(({ crew }) => crew.some((one) => one.memberId === memberId));
  const isDue = (one: OutingLine): boolean => one.state === 'planned' && !isEarly(one, now) && now.getTime() < Date.parse(one.endsAt);
  return outings.find(({ id }) => id === wanted) ?? mine.find(({ state }) => state === 'under-way') ?? mine.find(isDue);
}
