import { z } from 'zod';
import { Role } from '../../kernel/identity/contract.ts';

export const OrganisationKind = z.enum([
  'prefecture', 'team-partner', 'managing-body', 'health', 'social-district', 'labour-inspectorate', 'job-centre', 'school', 'union', 'police', 'judiciary',
  'anti-trafficking', 'anti-violence', 'charity', 'employers', 'other',
]);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

const Languages = z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20);

/** Somebody who works in the programme: a hat, with who wears it. The address is shown to those who run accounts alone. */
export const Member = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  languages: Languages,
  since: z.string(),
  endedAt: z.string().nullable(),
});
export type Member = z.infer<typeof Member>;
export const Members = z.object({ items: z.array(Member).max(2_000) });
export type Members = z.infer<typeof Members>;

export const MemberLanguages = z.object({ languages: Languages });
export const EndMembership = z.object({ reason: z.string().trim().min(3).max(300) });

export const NewInvitation = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email().max(200)),
  role: Role,
  organisationId: z.uuid(),
  languages: Languages.default([]),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

export const InvitationLine = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  organisation: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
});
export type InvitationLine = z.infer<typeof InvitationLine>;
export const Invitations = z.object({ items: z.array(InvitationLine).max(500) });
export type Invitations = z.infer<typeof Invitations>;
/** The link is shown once, to whoever invited: it is not stored anywhere. */
export const InvitationMade = z.object({ id: z.uuid(), link: z.string() });
export type InvitationMade = z.infer<typeof InvitationMade>;

export const Organisation = z.object({ id: z.uuid(), name: z.string(), kind: OrganisationKind, members: z.int(), version: z.int() });
export type Organisation = z.infer<typeof Organisation>;
export const Organisations = z.object({ items: z.array(Organisation).max(2_000) });
export type Organisations = z.infer<typeof Organisations>;
export const OrganisationDraft = z.object({ name: z.string().trim().min(2).max(200), kind: OrganisationKind });
export type OrganisationDraft = z.infer<typeof OrganisationDraft>;

export const Done = z.object({ done: z.literal(true) });
