import { italianDay } from '../../../kernel/italian-day.ts';
import { dayAfter, instantOf } from './days.ts';
import { inBoth, without } from './finder.ts';
import { freeWithin, type Period, type Surroundings } from './series.ts';

const HOUR = 3_600_000;
const QUARTER = 15 * 60_000;
/** Whoever is called needs that long to come, in milliseconds. */
const NOTICE = 2 * HOUR;

/** Who would come earlier: with whom, and how long. */
export interface WouldComeSooner extends Period {
  readonly memberId: string;
  readonly mediatorId: string | null;
}

/** The first hour before a moment at which colleague and mediator are there and free, not within two hours from now; null where there is none. */
export function earlierHour(one: WouldComeSooner, around: Surroundings, now: Date, until: Date): Period | null {
  const within = [{ from: now.getTime() + NOTICE, to: until.getTime() }];
  const length = Date.parse(one.endsAt) - Date.parse(one.startsAt);
  const member = freeWithin(around.members.get(one.memberId), within);
  const both = one.mediatorId === null ? member : inBoth(member, freeWithin(around.members.get(one.mediatorId), within));
  for (const span of without(both, around.deskClosed)) {
    let from = Math.ceil(span.from / QUARTER) * QUARTER;
    while (from + length <= span.to) {
      const day = italianDay(new Date(from));
      if (!around.holidays.has(day)) return { startsAt: new Date(from).toISOString(), endsAt: new Date(from + length).toISOString() };
      from = instantOf(dayAfter(day, 1), '00:00').getTime();
    }
  }
  return null;
}
