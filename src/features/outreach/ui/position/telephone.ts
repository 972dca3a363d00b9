import { coarse, type CoarsePosition } from '../../contract.ts';

/** Where this telephone is, by itself: the browser asks satellites and masts, with and without a network, and only after its holder said yes. */
export interface Fix {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number;
  /** By the telephone's own clock, in milliseconds. */
  readonly at: number;
}

/** So long a position is where one is. Milliseconds. */
export const FRESH = 2 * 60_000;
/** So long a position is waited for, beside everything else: under a roof it comes late, or never. Milliseconds. */
const WAIT = 90_000;

/** A position that is still where one is; null otherwise. */
export const stillHere = (fix: Fix | null, now: number): Fix | null => (fix !== null && now - fix.at <= FRESH && fix.at - now <= FRESH ? fix : null);

/** What leaves the telephone of where people were met: about a kilometre, reckoned here. */
export const coarsely = ({ latitude, longitude }: Fix): CoarsePosition => ({ latitude: coarse(latitude), longitude: coarse(longitude) });

/** Who may be asked. The browser's own in the product, another in tests. */
export type Locator = Pick<Geolocation, 'getCurrentPosition'>;

/**
 * Asks once. @returns the position; `refused` where its holder, or the telephone's settings, say no; `unknown` where it does not come
 */
export const askOnce = (locator: Locator, now: () => number): Promise<Fix | 'refused' | 'unknown'> => new Promise((resolve) => {
  locator.getCurrentPosition(
    ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracyMetres: Math.min(100_000, Math.max(0, Math.round(coords.accuracy))), at: now() }),
    ({ code }) => resolve(code === 1 ? 'refused' : 'unknown'),
    { enableHighAccuracy: true, maximumAge: 60_000, timeout: WAIT },
  );
});
