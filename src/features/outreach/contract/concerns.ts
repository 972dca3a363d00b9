import { z } from 'zod';
import { Colleague, Id, Moment, Words } from './common.ts';
import { StreetContact } from './contacts.ts';

/** Why a contact may not be left where it was: somebody saw a danger, or perhaps a minor (domain, 3.7 and 3.8). */
export const ConcernWhy = z.enum(['danger', 'possibly-minor']);
export type ConcernWhy = z.infer<typeof ConcernWhy>;
/**
 * What was done about it. `called`: help or the police. `handed-on`: to a body whose task it is. `safe`: heard again, out of danger. `mistake`: never was one. `again`: what
 * was done did not hold, it is to be followed once more.
 */
export const FollowUpHow = z.enum(['called', 'handed-on', 'safe', 'not-found', 'mistake', 'again']);
export type FollowUpHow = z.infer<typeof FollowUpHow>;
/** Under an id of the client; sent again it changes nothing. Words say to whom, or what was seen: everywhere but where it was a mistake. Error: `reason-required`. */
export const FollowUpGiven = z.object({ id: Id, how: FollowUpHow, words: Words(280).default('') });
export type FollowUpGiven = z.infer<typeof FollowUpGiven>;
export const FollowUp = z.object({ id: Id, how: FollowUpHow, words: z.string(), by: Colleague, at: Moment });
export type FollowUp = z.infer<typeof FollowUp>;

/** How one contact stands. `why` is empty where there is nothing to follow. */
export const Concern = z.object({ why: z.array(ConcernWhy), waits: z.boolean(), steps: z.array(FollowUp) });
export type Concern = z.infer<typeof Concern>;
/** `mine`: those one answers for, as their crew, as who met them, or as who coordinates. */
export const ConcernQuery = z.object({ whose: z.enum(['mine', 'all']).default('all') });
export type ConcernQuery = z.infer<typeof ConcernQuery>;
/** Those that wait, the longest waiting first. `isLate`: more than a day, within which an emergency is written down (domain, 2.12). */
export const ConcernList = z.object({ items: z.array(z.object({ contact: StreetContact, why: z.array(ConcernWhy).min(1), isLate: z.boolean() })).max(100) });
export type ConcernList = z.infer<typeof ConcernList>;
