import type { InboundMessage } from '../contract.ts';

const asks: ReadonlySet<InboundMessage['kind']> = new Set(['question', 'pull-news', 'pull-back']);

/**
 * When what was asked was settled: whatever the other side wrote next (as `write_inbound` counts what is owed).
 * @param messages in the order in which they were written
 * @returns undefined for a letter that asks nothing, null for one that still waits
 */
export function settledAt(messages: readonly InboundMessage[], place: number): string | null | undefined {
  const asked = messages[place];
  if (!asked || !asks.has(asked.kind)) return undefined;
  return messages.slice(place + 1).find((other) => other.fromTeam !== asked.fromTeam)?.at ?? null;
}
