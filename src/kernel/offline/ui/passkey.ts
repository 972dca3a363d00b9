/** A passkey that opens this device: the telephone's own (finger, face, its code). The server never hears of it; it only answers one salt, always alike. */
export interface DevicePasskey {
  readonly credentialId: ArrayBuffer;
  readonly salt: Uint8Array<ArrayBuffer>;
}

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));
const failed = (): DOMException => new DOMException('the passkey gave no answer to a salt', 'NotSupportedError');

/** Whether this browser and telephone can hold such a passkey (WebAuthn Level 3, prf). Where the browser cannot say, the PIN serves. */
export async function hasDevicePasskeys(): Promise<boolean> {
  if (!('PublicKeyCredential' in window) || typeof PublicKeyCredential.getClientCapabilities !== 'function') return false;
  const can = await PublicKeyCredential.getClientCapabilities();
  return can['extension:prf'] === true && can['userVerifyingPlatformAuthenticator'] === true;
}

/** What a passkey answers to its salt: 32 bytes. @throws {DOMException} NotAllowedError when the prompt was closed, NotSupportedError when it cannot */
export async function answerOf({ credentialId, salt }: DevicePasskey): Promise<BufferSource> {
  const given = await navigator.credentials.get({
    publicKey: { challenge: random(32), userVerification: 'required', allowCredentials: [{ type: 'public-key', id: credentialId }], extensions: { prf: { eval: { first: salt } } } },
  });
  const answer = given instanceof PublicKeyCredential ? given.getClientExtensionResults().prf?.results?.first : undefined;
  if (!answer) throw failed();
  return answer;
}

/** Makes a passkey for this device, and asks it once. Its name says nothing of what it opens. @throws {DOMException} */
export async function newPasskey(): Promise<DevicePasskey & { readonly answer: BufferSource }> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: random(32), rp: { name: 'Lavoro' }, user: { id: random(16), name: 'lavoro', displayName: 'Lavoro' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required', residentKey: 'discouraged' }, extensions: { prf: {} },
    },
  });
  if (!(made instanceof PublicKeyCredential) || made.getClientExtensionResults().prf?.enabled !== true) throw failed();
  const passkey = { credentialId: made.rawId, salt: random(32) };
  return { ...passkey, answer: await answerOf(passkey) };
}
