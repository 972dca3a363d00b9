import { certainOn, collection, type Reference } from '../../kernel/reference/collection.ts';
import { FollowUpTerm, UnusualMeasure } from './contract.ts';

/** After how many months one asks after a person whose case was closed. */
export const followUpTerms = collection('follow-ups', FollowUpTerm);
/** From when on a day's work deserves a second look. */
export const unusualMeasures = collection('unusual-access', UnusualMeasure);

/**
 * After how many months one asks after a person whose case was closed.
 * @param day the day of the closing, `YYYY-MM-DD`: a closing keeps the months that held then
 * @throws {Error} when nothing holds on that day
 */
export const followUpMonths = (reference: Reference, day: string): readonly number[] => certainOn(followUpTerms, reference, 'follow-up', day).body.months;

/**
 * From when on a day's work deserves a second look of the data protection officer. It says what is shown, never that somebody did wrong.
 * @throws {Error} when nothing holds on that day
 */
export const unusualAccess = (reference: Reference, day: string): UnusualMeasure => certainOn(unusualMeasures, reference, 'unusual-access', day).body;
