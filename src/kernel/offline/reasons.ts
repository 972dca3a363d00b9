import { held, isOnlyToSee, type Waiting } from './waiting.ts';

/**
 * What something in the queue waits for, as the person is told: `choice` has arrived and waits for one of two versions, `you` was not accepted, `ended-hat` was
 * written under a hat that is no more and `other-hat` under one that is not worn now, `before` follows one of these; only what `leaves` needs nobody.
 */
export type WaitsFor = (typeof groups)[number];

/** In the order in which they are shown: what needs the person first. */
export const groups = ['choice', 'you', 'ended-hat', 'other-hat', 'before', 'leaves'] as const;

/** Groups that stay where they are until the person decides. */
const deciding: readonly WaitsFor[] = ['choice', 'you', 'ended-hat'];

/**
 * What each thing waits for, in the order of the groups.
 * @param memberId the hat that is worn @param hats of whoever is at the device, by their ids
 */
export function waitsFor(waiting: readonly Waiting[], memberId: string, hats: readonly string[]): ReadonlyMap<WaitsFor, readonly Waiting[]> {
  const why = held(waiting, memberId);
  const reasonOf = (one: Waiting): WaitsFor => {
    if (isOnlyToSee(one)) return 'choice';
    if (one.memberId !== memberId) return hats.includes(one.memberId) ? 'other-hat' : 'ended-hat';
    if (one.refusal !== undefined) return 'you';
    return why.get(one.id) === 'person' ? 'before' : 'leaves';
  };
  const reasons = new Map(waiting.map((one) => [one.id, reasonOf(one)]));
  return new Map(groups.map((group) => [group, waiting.filter(({ id }) => reasons.get(id) === group)] as const).filter(([, all]) => all.length > 0));
}

/** What the frame says in one line, and of how many: first what waits for a decision, then what leaves by itself, then what only another hat sends. */
export function toldFirst(found: ReadonlyMap<WaitsFor, readonly Waiting[]>): { readonly what: 'needing' | 'choosing' | 'waiting' | 'elsewhere'; readonly count: number } {
  const count = (...of: readonly WaitsFor[]): number => of.reduce((sum, group) => sum + (found.get(group)?.length ?? 0), 0);
  const decide = count(...deciding);
  if (decide > 0) return { what: decide === count('choice') ? 'choosing' : 'needing', count: decide };
  return count('leaves') > 0 ? { what: 'waiting', count: count('leaves') } : { what: 'elsewhere', count: count('other-hat', 'before') };
}
