const utf8 = new TextEncoder();
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * How a card is known on the telephones of one outing: SHA-256 over the digest that the house keeps and the id of the outing, in hexadecimal; `cards_of_outing`
 * in meeting-again.sql says the same.
 * @param secret what the card holds
 */
export async function cardMark(secret: string, outingId: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(`reti card ${secret}`)));
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([...digest, ...utf8.encode(outingId)]))));
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The secret of a card: 26 letters of base32, 130 bits.
 * @param random 26 bytes of chance, from the device's own source (`crypto.getRandomValues`); five bits of each are used
 */
export function newCardSecret(random: Uint8Array): string {
  if (random.length !== 26) throw new Error('a card is made of 26 bytes of chance');
  return Array.from(random, (byte) => ALPHABET.charAt(byte & 31)).join('');
}
