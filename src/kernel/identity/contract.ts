import { z } from 'zod';

/** The fourteen roles. A hat is one of them, worn in one organisation of one programme. */
export const Role = z.enum([
  'mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator',
  'prefecture', 'sui', 'reporter', 'partner', 'trainer', 'trainee', 'dpo', 'admin',
]);
export type Role = z.infer<typeof Role>;

/** The specialist team: those who meet people. */
export const teamRoles = ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'] as const satisfies readonly Role[];

export const Language = z.enum(['it', 'en', 'fr']);
export const Theme = z.enum(['system', 'light', 'dark', 'contrast']);

/** Long enough to resist guessing; no rules about symbols, which make people write passwords down. */
export const NewPassword = z.string().min(12).max(200);
const Email = z.string().trim().toLowerCase().pipe(z.email().max(200));
const Code = z.string().trim().regex(/^\d{6}$/);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const Hat = z.object({ id: z.uuid(), role: Role, organisation: Named, programme: Named });
export type Hat = z.infer<typeof Hat>;

/** The devices that a browser holds, several where several people work with it: `?devices=<id>,<id>`. */
export const DevicesNamed = z.object({ devices: z.string().max(1_500).regex(/^[0-9a-f-]{36}(?:,[0-9a-f-]{36}){0,39}$/).optional() });

export const SessionState = z.object({
  account: z.object({ id: z.uuid(), name: z.string(), email: z.string(), language: Language, theme: Theme }).nullable(),
  /** `enrolment`: signed in with a password alone, must add a second factor before anything else. */
  stage: z.enum(['none', 'second-factor', 'enrolment', 'signed-in']),
  hat: Hat.nullable(),
  hats: z.array(Hat).max(100),
  demo: z.boolean(),
  demoAccounts: z.array(z.object({ email: z.string(), name: z.string(), role: Role, organisation: z.string(), programme: z.string() })).max(100).optional(),
  demoPassword: z.string().optional(),
  idleLockMinutes: z.int(),
  lockedAt: z.string().nullable(),
  /** Seals drafts on this device; known only while signed in. Base64, 32 bytes. */
  draftKey: z.string().nullable(),
  /** Of the devices that the browser named: the one that is this account's and in use, those that were taken out of use, and those whose owner is in no team any more. */
  device: z.uuid().nullable(),
  revokedDevices: z.array(z.uuid()).max(40),
  closedDevices: z.array(z.uuid()).max(40),
});
export type SessionState = z.infer<typeof SessionState>;

export const SignIn = z.object({ email: Email, password: z.string().min(1).max(200) });
export const SignInStep = z.object({ state: z.enum(['signed-in', 'second-factor', 'enrolment']), methods: z.array(z.enum(['totp', 'passkey'])) });
export type SignInStep = z.infer<typeof SignInStep>;
export const SecondFactor = z.object({ code: Code });
/** A code on paper, or the one that the coordinator told: letters and digits, however they were grouped. */
const PaperCode = z.string().trim().min(8).max(40);
export const WayBack = z.object({ code: PaperCode });
/** Shown anew before what changes how one signs in: the password, or a code of the authenticator app. */
export const Proof = z.object({ password: z.string().min(1).max(200).optional(), code: Code.optional() }).refine((given) => (given.password === undefined) !== (given.code === undefined));
/** How somebody can prove anew who they are. */
export const ProofMethods = z.object({ methods: z.array(z.enum(['password', 'totp', 'passkey'])) });
export type ProofMethods = z.infer<typeof ProofMethods>;
export const RecoveryCodes = z.object({ codes: z.array(z.string()).max(20) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
export const RecoveryState = z.object({ left: z.int(), since: z.string().nullable() });
export type RecoveryState = z.infer<typeof RecoveryState>;
export const ChooseHat = z.object({ memberId: z.uuid() });
export const Unlock = z.object({ password: z.string().min(1).max(200) });
export const ChangePassword = z.object({ next: NewPassword });
export const Preferences = z.object({ language: Language, theme: Theme });

export const SessionLine = z.object({ id: z.uuid(), device: z.string(), createdAt: z.string(), seenAt: z.string(), current: z.boolean() });
export const PasskeyLine = z.object({ id: z.string(), name: z.string(), createdAt: z.string(), usedAt: z.string().nullable() });
/** A WebAuthn message, whose form the browser and the library agree on. */
export const WebAuthnMessage = z.looseObject({});
export const NewPasskey = z.object({ name: z.string().trim().min(1).max(80), response: WebAuthnMessage });
export const TotpSecret = z.object({ uri: z.string() });

export const InvitationSeen = z.object({
  email: z.string(), organisation: z.string(), programme: z.string(), role: Role,
  /** The coordinator has not agreed yet. */
  isAwaited: z.boolean(),
  /** Beside the link, the code that the coordinator tells. */
  needsCode: z.boolean(),
});
export type InvitationSeen = z.infer<typeof InvitationSeen>;
export const AcceptInvitation = z.object({ name: z.string().trim().min(2).max(120), password: NewPassword, code: PaperCode.optional() });

/** Says nothing of whose password it is: whoever finds a link learns no address from it. */
export const PasswordResetSeen = z.object({ isAwaited: z.boolean() });
export type PasswordResetSeen = z.infer<typeof PasswordResetSeen>;
export const ResetPassword = z.object({ password: NewPassword, code: PaperCode });
/** Who asked for a new password of one's own, who agreed, and what came of it: nobody's password changes behind their back. */
export const PasswordHistory = z.object({
  items: z.array(z.object({ id: z.uuid(), askedAt: z.string(), askedBy: z.string(), decision: z.enum(['approved', 'refused']).nullable(), decidedBy: z.string().nullable(), usedAt: z.string().nullable() })).max(100),
});
export type PasswordHistory = z.infer<typeof PasswordHistory>;
