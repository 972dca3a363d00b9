import { createHmac } from 'node:crypto';

/**
 * HMAC-SHA256 under a key of the programme, as the persons room digests contacts: the same telephone is recognised there, and nowhere
 * else, without being read.
 * @returns digests of what `readContact` recognises, such as `phone +39…`
 */
export function contactDigest(keyring: { derive(purpose: string): Buffer }, programmeId: string): (recognised: string) => Buffer {
  const key = keyring.derive(`contact index of ${programmeId}`);
  return (recognised) => createHmac('sha256', key).update(recognised).digest();
}
