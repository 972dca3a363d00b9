import { hash, verify } from '@node-rs/argon2';

/** The library's number for argon2id; its own name is a constant that vanishes when types are stripped. */
const ARGON2ID = 2;
/** The parameters of OWASP's password storage guidance for argon2id: 19 MiB, two passes, one lane. */
const strength = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared against when the address is unknown, so that the answer takes as long either way. */
const nobodysHash = hash('no account has this password', strength);

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), strength);

/** True when the password fits; an absent hash never does, and costs the same time. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobodysHash), password.normalize('NFKC'));
  return stored ? fits : false;
}
