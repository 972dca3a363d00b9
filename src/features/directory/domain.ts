import type { Freshness, ServiceChanged } from './contract.ts';

const DAY = 86_400_000;

/** Days between two dates written `YYYY-MM-DD`; whole days, so no clock change can move them. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/**
 * Whether what the directory says of a service can still be believed. Wrong hours send a person across the province for nothing.
 * @param verifiedOn the day somebody last made sure, `YYYY-MM-DD`; null when nobody ever did
 * @param limit days after which it is stale; reference data `service-verification`
 */
export function freshnessOf(verifiedOn: string | null, today: string, limit: number): Freshness {
  if (verifiedOn === null) return { state: 'never', days: null, limit };
  const days = Math.max(0, daysBetween(verifiedOn, today));
  return { state: days > limit ? 'stale' : 'fresh', days, limit };
}

/** The fields that a protected place must leave empty, because each could tell where it is; those that were filled in all the same. */
export function tellingTheirPlace(service: Pick<ServiceChanged, 'confidentialAddress' | 'description' | 'cost' | 'hours' | 'area'>): string[] {
  if (!service.confidentialAddress) return [];
  return (['description', 'cost', 'hours', 'area'] as const).filter((field) => service[field] !== '');
}

/** The day people mean when they say "today". */
export { italianDay } from '../../kernel/italian-day.ts';
