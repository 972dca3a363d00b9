import { z } from 'zod';

/** Words of a dated value in the two languages of the team. */
export const TwoWords = z.strictObject({ it: z.string().trim().min(2).max(300), en: z.string().trim().min(2).max(300) });
