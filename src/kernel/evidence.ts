import { z } from 'zod';

/**
 * How somebody shows that they said or agreed to something: also for those who cannot, or cannot safely, write their name. Consents and interviews ask
 * for it in the same words.
 */

/** A drawing made on the screen: a PNG of at most about 90 kilobytes. */
export const Drawing = z.string().max(120_000).regex(/^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/);
export const Evidence = z.discriminatedUnion('kind', [
  /** Typed, drawn, or both: whoever cannot draw writes their name, whoever does not write signs with a finger. */
  z.object({ kind: z.literal('signature'), signature: z.string().trim().max(200), drawing: Drawing.optional() }).refine((given) => given.signature !== '' || given.drawing !== undefined, { path: ['signature'], message: 'typed-or-drawn' }),
  z.object({ kind: z.literal('mark-and-witness'), witness: z.string().trim().min(2).max(200), drawing: Drawing.optional() }),
  z.object({ kind: z.literal('audio'), audioHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Said aloud before two: who writes it down, and the colleague named here. */
  z.object({ kind: z.literal('attestation'), attestedWith: z.uuid() }),
]);
export type Evidence = z.infer<typeof Evidence>;
export const EvidenceKind = z.enum(['signature', 'mark-and-witness', 'audio', 'attestation']);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** What of the evidence is words; who attested is a colleague, and named elsewhere. */
export function wordsOf(evidence: Evidence): string | null {
  switch (evidence.kind) {
    case 'signature': return evidence.signature === '' ? null : evidence.signature;
    case 'mark-and-witness': return evidence.witness;
    case 'audio': return evidence.audioHash;
    case 'attestation': return null;
  }
}

/** What was drawn, where something was. */
export const drawingOf = (evidence: Evidence | undefined): string | undefined => (evidence && 'drawing' in evidence ? evidence.drawing : undefined);
