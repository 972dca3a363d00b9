import { z } from 'zod';

/** As many as one request brings; see `kernel/calls`. */
export const MOST_PATHS = 196;

/** What a device keeps for when there is no network: addresses to be read, under the rights of whoever asks. Nothing else is kept. */
export const Pack = z.object({
  /** The end of the last day that it speaks of. */
  until: z.string(),
  paths: z.array(z.object({ path: z.string() })).max(MOST_PATHS),
});
export type Pack = z.infer<typeof Pack>;
