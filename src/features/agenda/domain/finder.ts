import type { SlotReason } from '../contract.ts';

/** A stretch of time, in milliseconds since 1970; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Free {
  readonly id: string;
  /** When they are there and not taken, in order of time and apart from each other. */
  readonly free: readonly Span[];
  /** Whether the person has met them already. */
  readonly isKnown: boolean;
}
export interface FreeColleague extends Free {
  readonly languages: readonly string[];
}

export interface Wanted {
  readonly minutes: number;
  /** Language of the person; Italian, and one that the colleague speaks, needs nobody between them. */
  readonly language: string;
  readonly operators: readonly FreeColleague[];
  readonly mediators: readonly FreeColleague[];
  /** Rooms among which one is wanted; absent when they meet at a distance. */
  readonly rooms?: readonly Free[];
  /** When the person is expected elsewhere already. */
  readonly personBusy: readonly Span[];
}

export interface Slot {
  readonly from: number;
  readonly to: number;
  readonly operatorId: string;
  readonly mediatorId: string | null;
  readonly roomId: string | null;
  readonly reasons: readonly SlotReason[];
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** What two lists of stretches have in common. Both in order of time. */
export function inBoth(one: readonly Span[], other: readonly Span[]): Span[] {
  const common: Span[] = [];
  let at = 0;
  for (const span of one) {
    while (at < other.length && (other[at]?.to ?? 0) <= span.from) at += 1;
    for (let next = at; next < other.length; next += 1) {
      const met = other[next];
      if (!met || met.from >= span.to) break;
      common.push({ from: Math.max(span.from, met.from), to: Math.min(span.to, met.to) });
    }
  }
  return common;
}

/** What is left of stretches when others are taken out. Both in order of time; those taken out may overlap. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const busy = taken.toSorted((a, b) => a.from - b.from);
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let from = span.from;
    for (const one of busy) {
      if (one.to <= from || one.from >= span.to) continue;
      if (one.from > from) left.push({ from, to: one.from });
      from = Math.max(from, one.to);
    }
    if (from < span.to) left.push({ from, to: span.to });
    return left;
  });
}

interface Found extends Omit<Slot, 'reasons'> {
  readonly knownColleague: boolean;
  readonly knownMediator: boolean;
  readonly speaks: boolean;
  readonly noGap: boolean;
}

/** A quarter of the hour where one fits, else the very beginning: what exists is always found. */
const startIn = (span: Span, length: number): number => {
  const quarter = Math.ceil(span.from / QUARTER) * QUARTER;
  return quarter + length <= span.to ? quarter : span.from;
};

function* fits(wanted: Wanted): Generator<Found> {
  const length = wanted.minutes * MINUTE;
  const long = (spans: readonly Span[]): Span[] => spans.filter((span) => span.to - span.from >= length);
  const rooms: readonly (Free | null)[] = wanted.rooms ?? [null];
  for (const operator of wanted.operators) {
    const free = long(without(operator.free, wanted.personBusy));
    const speaks = wanted.language !== 'it' && operator.languages.includes(wanted.language);
    const between: readonly (FreeColleague | null)[] = wanted.language === 'it' || speaks ? [null] : wanted.mediators.filter((one) => one.id !== operator.id && one.languages.includes(wanted.language));
    for (const mediator of between) {
      const both = mediator ? long(inBoth(free, mediator.free)) : free;
      for (const room of rooms) {
        for (const span of room ? long(inBoth(both, room.free)) : both) {
          for (const from of new Set([startIn(span, length), span.to - length])) {
            const to = from + length;
            const touches = operator.free.some((stretch) => stretch.from === from || stretch.to === to);
            yield { from, to, operatorId: operator.id, mediatorId: mediator?.id ?? null, roomId: room?.id ?? null, knownColleague: operator.isKnown, knownMediator: mediator?.isKnown ?? false, speaks, noGap: touches };
          }
        }
      }
    }
  }
}

/** Who knows the person weighs most, then that no useless half hour is left over; each day of waiting costs. */
const worth = (slot: Found, earliest: number): number =>
  Number(slot.knownColleague) * 40 + Number(slot.knownMediator) * 40 + Number(slot.speaks) * 20 + Number(slot.noGap) * 10 - Math.floor((slot.from - earliest) / DAY) * 6;

const reasonsOf = (slot: Found): SlotReason[] => [
  ...(slot.knownColleague ? ['known-colleague' as const] : []), ...(slot.knownMediator ? ['known-mediator' as const] : []), ...(slot.speaks ? ['speaks-it' as const] : []), ...(slot.noGap ? ['no-gap' as const] : []),
];
const asSlot = ({ from, to, operatorId, mediatorId, roomId, ...why }: Found, ...first: SlotReason[]): Slot => ({ from, to, operatorId, mediatorId, roomId, reasons: [...first, ...reasonsOf({ from, to, operatorId, mediatorId, roomId, ...why })] });

/**
 * Up to three hours, each with why: the first there is, the one that suits best, and one on another day. Nothing that is taken is ever among
 * them, and where one exists at all one is found.
 */
export function proposals(wanted: Wanted): Slot[] {
  let first: Found | undefined;
  const all: Found[] = [];
  for (const slot of fits(wanted)) {
    all.push(slot);
    if (!first || slot.from < first.from || (slot.from === first.from && worth(slot, slot.from) > worth(first, slot.from))) first = slot;
  }
  if (!first) return [];
  const earliest = first.from;
  const betterOf = (slots: readonly Found[]): Found | undefined => slots.reduce<Found | undefined>((best, slot) => {
    if (!best) return slot;
    const gain = worth(slot, earliest) - worth(best, earliest);
    return gain > 0 || (gain === 0 && slot.from < best.from) ? slot : best;
  }, undefined);
  const best = betterOf(all) ?? first;
  const isBest = best.from === first.from && best.operatorId === first.operatorId && best.mediatorId === first.mediatorId;
  const chosen = isBest ? [asSlot(first, 'first', 'best')] : [asSlot(first, 'first'), asSlot(best, 'best')];
  const apart = (slot: Found): boolean => chosen.every((one) => Math.abs(one.from - slot.from) >= DAY / 2);
  while (chosen.length < 3) {
    const other = betterOf(all.filter(apart));
    if (!other) break;
    chosen.push(asSlot(other, 'other-day'));
  }
  return chosen;
}
