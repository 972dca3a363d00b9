/** So many leading bits of the digest are zero: some tenths of a second for a telephone, one digest for the server (Dwork and Naor, 1992). */
export const PROOF_BITS = 16;

/** What the sender's device looks for a proof to: bound to one report, so that a proof serves once. */
export const provenOf = (programmeId: string, id: string, proof: string): string => `${programmeId} ${id} ${proof}`;

/** Whether a SHA-256 digest shows the work. */
export function showsWork(digest: Uint8Array): boolean {
  let zero = 0;
  for (const byte of digest) {
    if (byte !== 0) return zero + Math.clz32(byte) - 24 >= PROOF_BITS;
    zero += 8;
  }
  return true;
}

/** Letters that are not mistaken for one another when a receipt is copied by hand. */
const receiptLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 20;

/** A receipt of twenty letters (a hundred bits) from thirty-two bytes, in groups of four. */
export const receiptFrom = (bytes: Uint8Array): string =>
  [...bytes].slice(0, LENGTH).map((byte) => receiptLetters[byte % receiptLetters.length]).join('').replace(/.{4}(?=.)/g, '$&-');

/** A receipt as it was given, however it was typed. */
export const receiptRead = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/.{4}(?=.)/g, '$&-');
