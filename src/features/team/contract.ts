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

/** `waiting`: for the coordinator's word. `open`: may be accepted now. */
export const InvitationState = z.enum(['waiting', 'open', 'accepted', 'withdrawn', 'refused', 'expired']);
export type InvitationState = z.infer<typeof InvitationState>;

export const InvitationLine = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  organisation: z.string(),
  languages: Languages,
  /** Who asked; the terminal, for the first two of a programme. */
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: InvitationState,
  /** Who approved or refused, and their words. */
  decidedBy: z.string().nullable(),
  words: z.string().nullable(),
});
export type InvitationLine = z.infer<typeof InvitationLine>;
export const Invitations = z.object({ items: z.array(InvitationLine).max(500) });
export type Invitations = z.infer<typeof Invitations>;
/** The link is shown once, to whoever invited: it is not stored anywhere. */
export const InvitationMade = z.object({ id: z.uuid(), link: z.string(), needsApproval: z.boolean() });
export type InvitationMade = z.infer<typeof InvitationMade>;

/** Somebody lost every second factor, or the password: the administrator asks, the coordinator approves. */
export const NewReset = z.object({ memberId: z.uuid(), reason: z.string().trim().min(3).max(300) });
export type NewReset = z.infer<typeof NewReset>;
export const ResetState = z.enum(['waiting', 'approved', 'used', 'refused', 'expired']);
export const ResetLine = z.object({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  organisation: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: ResetState,
  decidedBy: z.string().nullable(),
  words: z.string().nullable(),
});
export type ResetLine = z.infer<typeof ResetLine>;
export const Resets = z.object({ items: z.array(ResetLine).max(500) });
export type Resets = z.infer<typeof Resets>;

/** The link to a new password is shown once, to the administrator: it is not stored anywhere. */
export const PasswordLink = z.object({ link: z.string() });
export type PasswordLink = z.infer<typeof PasswordLink>;

/** The coordinator's word on an invitation or a new beginning. Refusing takes words. */
export const Decision = z.object({ verdict: z.enum(['approved', 'refused']), words: z.string().trim().max(300).optional() });
export type Decision = z.infer<typeof Decision>;
/** The code is told once, to the coordinator, who tells it to the person: the administrator has the link, and neither has both. */
export const Decided = z.object({ code: z.string().nullable() });
export type Decided = z.infer<typeof Decided>;

export const Organisation = z.object({ id: z.uuid(), name: z.string(), kind: OrganisationKind, members: z.int(), version: z.int() });
export type Organisation = z.infer<typeof Organisation>;
export const Organisations = z.object({ items: z.array(Organisation).max(2_000) });
export type Organisations = z.infer<typeof Organisations>;
/** A body that was renamed: consents given before keep the name that was told. */
export const Renaming = z.object({ id: z.uuid(), before: z.string(), now: z.string(), at: z.string(), by: z.string() });
export type Renaming = z.infer<typeof Renaming>;
export const Renamings = z.object({ items: z.array(Renaming).max(200) });
export type Renamings = z.infer<typeof Renamings>;
export const OrganisationDraft = z.object({ name: z.string().trim().min(2).max(200), kind: OrganisationKind });
export type OrganisationDraft = z.infer<typeof OrganisationDraft>;

export const Done = z.object({ done: z.literal(true) });
