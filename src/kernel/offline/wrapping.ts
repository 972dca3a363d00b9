/** Something closed with AES-256-GCM: a fresh nonce of 96 bits for each (NIST SP 800-38D). */
export interface Wrapped {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** A key closed with what somebody knows: a PIN, stretched by PBKDF2-SHA-256. */
export interface PinWrapped extends Wrapped {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
}

/** OWASP's figure for PBKDF2-HMAC-SHA-256 (Password Storage Cheat Sheet): some tenths of a second on a telephone, for each guess too. */
export const usualRounds = 600_000;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

async function keyFrom(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const known = await crypto.subtle.importKey('raw', bytesOf(pin), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, known, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function close(by: CryptoKey, key: string, about: string): Promise<Wrapped> {
  const nonce = random(12);
  return { nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bytesOf(about) }, by, bytesOf(key)) };
}

async function open(by: CryptoKey, { nonce, sealed }: Wrapped, about: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: bytesOf(about) }, by, sealed));
  } catch (error) {
    // The browser's one word for a key that does not fit.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** Closes a device's key with a PIN. @param about the device, so that one wrapping cannot stand for another */
export async function wrapByPin(key: string, pin: string, about: string, rounds = usualRounds): Promise<PinWrapped> {
  const salt = random(16);
  return { salt, rounds, ...(await close(await keyFrom(pin, salt, rounds), key, about)) };
}

/** @returns the key, or undefined when the PIN is another */
export const unwrapByPin = async (wrapped: PinWrapped, pin: string, about: string): Promise<string | undefined> =>
  open(await keyFrom(pin, wrapped.salt, wrapped.rounds), wrapped, about);

/** The key made of what a passkey answers to one salt (WebAuthn Level 3, §10.1.4, prf): 32 random bytes, which need no stretching. */
async function keyOfAnswer(answer: BufferSource): Promise<CryptoKey> {
  const known = await crypto.subtle.importKey('raw', answer, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: bytesOf('reti device') }, known, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Closes a device's key with the answer of a passkey. */
export const wrapByAnswer = async (key: string, answer: BufferSource, about: string): Promise<Wrapped> => close(await keyOfAnswer(answer), key, about);

/** @returns the key, or undefined when the passkey is another */
export const unwrapByAnswer = async (wrapped: Wrapped, answer: BufferSource, about: string): Promise<string | undefined> => open(await keyOfAnswer(answer), wrapped, about);
