import type { Column, Instrument, KnownAge, LockReason, TeamRole } from '../contract.ts';

const MAJORITY = 18;
const OLDEST = 120;

export type Permission = { allowed: true; column: Column } | { allowed: false; reason: LockReason };

/**
 * Whether this member of the team may use this instrument with this person, and which column is read.
 *
 * A person whose age is in doubt is treated as a minor (art. 19-bis, D.Lgs. 142/2015 presumes minority while the doubt lasts):
 * an instrument with a lower age limit is locked and the child column is read.
 * @param person `language`: in which the questions would be put; left out where answers that were already begun go on
 */
export function instrumentAllowed(instrument: Instrument, person: { role: TeamRole; age: KnownAge; language?: string }): Permission {
  const lock = (reason: LockReason): Permission => ({ allowed: false, reason });
  const { youngest, oldest } = rangeOf(person.age);

  if (instrument.status.state === 'off') return lock('instrument-off');
  if (!instrument.whoMayUse.includes(person.role)) return lock('role-not-allowed');
  if (instrument.minimumAge !== null && youngest < instrument.minimumAge) return lock(person.age === 'doubt' ? 'age-in-doubt' : 'too-young');
  if (instrument.maximumAge !== null && oldest > instrument.maximumAge) return lock('too-old');
  const askedIn = languagesToAskIn(instrument);
  if (person.language !== undefined && askedIn && !askedIn.includes(person.language)) return lock('language-not-validated');
  return { allowed: true, column: youngest < MAJORITY ? 'child' : 'adult' };
}

/** Languages in which the questions may be put; null where any will do, because a colleague asks in their own words. */
export function languagesToAskIn(instrument: Instrument): string[] | null {
  if (!instrument.onlyValidatedLanguages) return null;
  return Object.entries(instrument.languages).filter(([, { wording }]) => wording === 'official').map(([language]) => language);
}

function rangeOf(age: KnownAge): { youngest: number; oldest: number } {
  if (age === 'doubt') return { youngest: 0, oldest: MAJORITY - 1 };
  if (age === 'adult') return { youngest: MAJORITY, oldest: OLDEST };
  return { youngest: age, oldest: age };
}
