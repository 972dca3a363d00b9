import { machine } from '../../kernel/machine.ts';
import type { Limit } from '../../kernel/reference/collection.ts';
import type { Body, CollectionName, ValueMove, ValueState } from './contract.ts';

/** The way of a value: it holds from its first day, also before somebody has verified it; it is withdrawn only while it does not hold yet. */
export const valueMachine = machine<ValueState, ValueMove>({
  states: ['proposed', 'verified', 'withdrawn'],
  initial: 'proposed',
  moves: {
    verify: { from: ['proposed'], to: 'verified' },
    doubt: { from: ['verified'], to: 'proposed', needs: ['reason'] },
    withdraw: { from: ['proposed', 'verified'], to: 'withdrawn', needs: ['reason'] },
  },
});

const ofTheTeam: ReadonlySet<CollectionName> = new Set<CollectionName>(['need-anchors', 'case-flags', 'street-signs', 'case-weights']);

/** Whether somebody else than its author must verify it: terms, norms and what watches over them. Words and weights are the team's own. Twin of `reference_needs_another` in policies.sql. */
export const needsAnother = (collection: CollectionName): boolean => !ofTheTeam.has(collection);

interface Reader {
  readonly mayWrite: boolean;
  readonly mayVerify: boolean;
  readonly wroteIt: boolean;
}

/** What this reader may do with a value of the programme's own; the database decides the same again. */
export function movesFor(value: { readonly state: ValueState; readonly collection: CollectionName; readonly validFrom: string }, today: string, me: Reader): ValueMove[] {
  const may: Readonly<Record<ValueMove, boolean>> = { verify: me.mayVerify && !(me.wroteIt && needsAnother(value.collection)), doubt: me.mayVerify, withdraw: me.mayWrite && value.validFrom > today };
  return valueMachine.movesFrom(value.state).filter((move) => may[move]);
}

interface Row {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const holds = ({ validFrom, validUntil }: Row, day: string): boolean => validFrom <= day && (validUntil === null || day <= validUntil);

/**
 * The days of an entry, one stretch after the other, each with the one row that holds on it: the programme's own over what the system comes with.
 * Days on which nothing holds are in no stretch.
 */
export function stretchesOf<Given extends Row, Own extends Row>(given: readonly Given[], own: readonly Own[]): { from: string; until: string | null; row: Given | Own }[] {
  const rows = [...given, ...own];
  const turns = [...new Set(rows.flatMap(({ validFrom, validUntil }) => (validUntil === null ? [validFrom] : [validFrom, dayAfter(validUntil, 1)])))].toSorted();
  const found: { from: string; until: string | null; row: Given | Own }[] = [];
  for (const [at, from] of turns.entries()) {
    const next = turns[at + 1];
    const row = own.find((one) => holds(one, from)) ?? given.find((one) => holds(one, from));
    const before = found.at(-1);
    if (!row) continue;
    const until = next === undefined ? null : dayAfter(next, -1);
    if (before?.row === row) before.until = until;
    else found.push({ from, until, row });
  }
  return found;
}

/** Where a body goes past what no programme may go past: the names of its numbers. */
export const beyond = (body: Body, limits: Readonly<Record<string, Limit>>): string[] => Object.entries(limits).flatMap(([key, { least, most }]) => {
  const value = body[key];
  return typeof value === 'number' && ((least !== undefined && value < least) || (most !== undefined && value > most)) ? [key] : [];
});

const terms: ReadonlySet<CollectionName> = new Set<CollectionName>(['intake-terms', 'referral-terms', 'plan-terms', 'safety-terms', 'complaint-answer', 'service-verification', 'screening-intervals', 'placement-terms', 'unusual-access']);

/** Whether a term leaves more time than what the system comes with: nothing forbids it, and its author is told plainly. */
export const isLonger = (collection: CollectionName, body: Body, comesWith: Body | null): boolean => comesWith !== null && terms.has(collection)
  && Object.entries(body).some(([key, value]) => typeof value === 'number' && key !== 'fromHour' && key !== 'notBeforeDays' && value > Number(comesWith[key]));
