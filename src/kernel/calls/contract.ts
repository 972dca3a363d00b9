import { z } from 'zod';

/** As many calls as one request takes. */
export const MOST_CALLS = 200;
/** What one request may weigh once it is unpacked, in bytes. */
export const MOST_BYTES = 900_000;

/** One call among many: the very same that would be made alone. Its id is the client's, and only says which answer is whose. */
const Call = z.object({
  id: z.uuid(),
  method: z.enum(['GET', 'PUT', 'POST', 'PATCH']),
  /** An address of this interface, with its query. */
  path: z.string().max(2_000).regex(/^\/api\/[^\s#\\]*$/),
  body: z.unknown().optional(),
  /** The version that was seen; goes as `If-Match`. */
  seen: z.union([z.int().min(0), z.string().max(100).regex(/^[\w.-]+$/)]).optional(),
  /** The `etag` that an earlier answer bore: where nothing changed, the answer is 304 without a body. */
  ifNoneMatch: z.string().max(100).optional(),
  /** Calls of this same request without which this one makes no sense: where one of them failed, this one is not made. */
  after: z.array(z.uuid()).max(MOST_CALLS).optional(),
});
export type Call = z.infer<typeof Call>;

export const Calls = z.object({ calls: z.array(Call).min(1).max(MOST_CALLS) });

/** What one call was answered: the reply or the problem, as if it had been made alone. */
const Answer = z.object({ id: z.uuid(), status: z.int(), etag: z.string().optional(), body: z.unknown().optional() });
export type Answer = z.infer<typeof Answer>;
export const Answers = z.object({ answers: z.array(Answer).max(MOST_CALLS) });
