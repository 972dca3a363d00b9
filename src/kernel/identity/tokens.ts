import { createHash } from 'node:crypto';

/** What is kept of a token that only a cookie or a link holds. */
export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();
