import { z } from 'zod';

export const IdentifyingAuthority = z.enum(['police', 'prosecutor', 'court', 'territorial-commission', 'labour-inspectorate', 'police-headquarters', 'other']);
export type IdentifyingAuthority = z.infer<typeof IdentifyingAuthority>;
export const ActKind = z.enum(['identified-victim', 'not-confirmed', 'permit-granted', 'permit-refused', 'other']);
export type ActKind = z.infer<typeof ActKind>;
export const ActContent = z.strictObject({
  reference: z.string().trim().min(2).max(300).describe('Number and office of the act, where the paper is'),
  effect: z.string().trim().max(1_000).default('').describe('What follows from it for the person'),
});
export const WriteIdentification = z.strictObject({ caseId: z.uuid(), authority: IdentifyingAuthority, kind: ActKind, decidedOn: z.iso.date(), content: ActContent });
export type WriteIdentification = z.infer<typeof WriteIdentification>;
export const Identifications = z.object({
  items: z.array(z.object({ id: z.uuid(), authority: IdentifyingAuthority, kind: ActKind, decidedOn: z.iso.date(), content: ActContent.nullable(), by: z.object({ memberId: z.uuid(), name: z.string() }), at: z.string() })),
});
export type Identifications = z.infer<typeof Identifications>;
