/** The duplicate matcher: pure functions on names and on person records; needs no database, no clock and no network. */
export { compareBirths } from './dates.ts';
export type { BirthReason, UncertainDate } from './dates.ts';
export { blockingKeys, keysVersion, searchKeys, searchParts } from './keys.ts';
export type { PartKey } from './keys.ts';
export { score } from './score.ts';
export { scoreNames } from './names.ts';
export type { NameScore, PairedTokens } from './names.ts';
export type { Agreement } from './pairing.ts';
export { scorePersons } from './persons.ts';
export type { Band, NameParts, PersonFacts, PersonScore, PhoneFact, Reason } from './persons.ts';
export { defaultSettings } from './settings.ts';
export type { MatchingSettings } from './settings.ts';
