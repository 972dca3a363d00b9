const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The secret of a card: 26 letters of base32, 130 bits.
 * @param random 26 bytes of chance, from the device's own source (`crypto.getRandomValues`); five bits of each are used
 */
export function newCardSecret(random: Uint8Array): string {
  if (random.length !== 26) throw new Error('a card is made of 26 bytes of chance');
  return Array.from(random, (byte) => ALPHABET.charAt(byte & 31)).join('');
}
