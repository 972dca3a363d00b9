import { collection, type Reference, valueOn } from '../../kernel/reference/collection.ts';
import { IntervalBody } from './contract.ts';
import type { Interval } from './domain/again.ts';

/** Sooner than the time that its questions are about, an instrument asks twice about the same days: nobody may go below that. */
export const screeningIntervals = collection('screening-intervals', IntervalBody, { limits: ({ body }) => ({ notBeforeDays: { least: body.notBeforeDays } }) });

/** When an instrument may and should be asked again, as it holds on a day (`YYYY-MM-DD`); null for those that nobody asks at intervals. */
export const intervalOf = (reference: Reference, instrument: string, today: string): Interval | null => valueOn(screeningIntervals, reference, instrument, today)?.body ?? null;
