const HOUR = 3_600_000;

/**
 * The instant of a day and an hour in Italy, wherever the device is that asks.
 * @param hour as people write it: `9`, `9:30`, `09.30`
 * @returns an ISO instant; nothing for an hour that is not one, or that the clock skips in spring
 */
export function italianInstant(day: string | null, hour: string): string | undefined {
  const found = /^\s*(\d{1,2})(?:[.:](\d{2}))?\s*$/.exec(hour);
  if (day === null || !found?.[1]) return undefined;
  const clock = `${found[1].padStart(2, '0')}:${found[2] ?? '00'}:00`;
  const asUtc = Date.parse(`${day}T${clock}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // Italy is two hours ahead in summer and one in winter; the one that reads back as written is right.
  return [2, 1].map((ahead) => new Date(asUtc - ahead * HOUR)).find((instant) => instant.toLocaleString('sv-SE', { timeZone: 'Europe/Rome' }) === `${day} ${clock}`)?.toISOString();
}
