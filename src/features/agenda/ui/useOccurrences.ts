import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InTheWay, OutsideHours, SeriesRhythm } from '../contract.ts';
import { isOverruled, needsWhy, type Occurrence, type Period } from '../domain/series.ts';
import { inTheWayOf } from './queries.ts';

/** One hour that is wanted; `key` tells it from the others, whatever becomes of it. */
export interface WantedHour extends Occurrence {
  readonly key: string;
}

/** What somebody decided of an hour: left out or taken, as it was wanted or as it was proposed. */
interface Decision {
  readonly isTaken: boolean;
  readonly instead?: Period | { readonly room: string };
}

export interface HourRow {
  readonly wanted: WantedHour;
  /** As it would be: with what was taken instead. */
  readonly hour: WantedHour;
  readonly standing: InTheWay['items'][number];
  readonly isTaken: boolean;
  readonly isInstead: boolean;
  /** False where it is somebody else's hour: it is left out, or another is taken. */
  readonly mayTake: boolean;
}

export interface ChosenHour extends WantedHour {
  readonly outsideHours: OutsideHours | null;
}

export interface Occurrences {
  /** Null while it is not known yet what stands in the way. */
  readonly rows: readonly HourRow[] | null;
  readonly chosen: readonly ChosenHour[];
  /** Whether some that are taken stand outside somebody's hours, so that it must be said why. */
  readonly asksWhy: boolean;
  readonly outside: OutsideHours | null;
  readonly error: Error | null;
  setOutside(why: OutsideHours | null): void;
  decide(wanted: WantedHour, decision: Decision): void;
  /** Asks again: somebody took an hour meanwhile. */
  look(): void;
}

export interface HoursWanted {
  /** Empty while something is missing: then nothing is asked. */
  readonly wanted: readonly WantedHour[];
  readonly caseId: string | null;
  readonly every: SeriesRhythm | null;
  /** Appointments that would be put there themselves. */
  readonly except: readonly string[];
}

/** A decision holds for one hour with these people in this place, and for no other. */
const signOf = ({ key, startsAt, endsAt, memberId, mediatorId, room }: WantedHour): string => [key, startsAt, endsAt, memberId, mediatorId, room].join('|');

/** Hours that are wanted together, what stands in the way of each, and what was decided of it: free ones are taken, the others left out until somebody decides. */
export function useOccurrences({ wanted, caseId, every, except }: HoursWanted): Occurrences {
  const [decisions, setDecisions] = useState<ReadonlyMap<string, Decision>>(new Map());
  const [outside, setOutside] = useState<OutsideHours | null>(null);
  const found = useQuery(inTheWayOf(wanted.length === 0 ? null : { caseId, every, except: [...except], items: wanted.map(({ startsAt, endsAt, memberId, mediatorId, room }) => ({ startsAt, endsAt, memberId, mediatorId, room })) }));
  const items = found.data?.items;
  const rows = wanted.length === 0 ? [] : items?.length !== wanted.length ? null : wanted.flatMap((one, nth): HourRow[] => {
    const standing = items[nth];
    if (!standing) return [];
    const decision = decisions.get(signOf(one));
    const isInstead = decision?.instead !== undefined;
    const mayTake = isInstead || isOverruled(standing.troubles);
    return [{ wanted: one, hour: { ...one, ...decision?.instead }, standing, isInstead, mayTake, isTaken: mayTake && (decision?.isTaken ?? standing.troubles.length === 0) }];
  });
  const taken = (rows ?? []).filter((row) => row.isTaken);
  // Another room at the same hour leaves it outside the hours of the colleague; another hour does not.
  const isOutside = ({ isInstead, hour, wanted: asked, standing }: HourRow): boolean => !(isInstead && hour.startsAt !== asked.startsAt) && needsWhy(isInstead ? standing.troubles.filter((one) => one !== 'room-closed') : standing.troubles);
  return {
    rows, error: found.error, outside, setOutside, asksWhy: taken.some(isOutside),
    chosen: taken.map((row) => ({ ...row.hour, outsideHours: isOutside(row) ? outside : null })),
    decide: (one, decision) => setDecisions(new Map([...decisions, [signOf(one), decision]])),
    look: () => void found.refetch(),
  };
}
