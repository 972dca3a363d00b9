import type { FastifyRequest } from 'fastify';
import { DEVICE_CLOCK, type KeptPosition, Moment } from '../contract.ts';
import { reckon, type Reckoned } from '../domain.ts';

/** What the device's clock shows, by the header of the call or by its body; null where neither says it. */
export function deviceClock(request: Pick<FastifyRequest, 'headers'>, sentAt: string | undefined): Date | null {
  const header = Moment.safeParse(request.headers[DEVICE_CLOCK]);
  if (header.success) return new Date(header.data);
  return sentAt === undefined ? null : new Date(sentAt);
}

/** When it happened: {@link reckon} over the call as it came. */
export const reckonFor = (deviceAt: string, clock: Date | null, now: Date): Reckoned => reckon(new Date(deviceAt), clock, now);

export interface PositionRow {
  readonly latitude: number | null;
  readonly longitude: number | null;
}
export const positionOf = ({ latitude, longitude }: PositionRow): KeptPosition | null => (latitude === null || longitude === null ? null : { latitude, longitude });
export const positionColumns = (position: KeptPosition | null): PositionRow => ({ latitude: position?.latitude ?? null, longitude: position?.longitude ?? null });
