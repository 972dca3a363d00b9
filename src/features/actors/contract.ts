import { z } from 'zod';
import { TwoWords } from '../../kernel/reference/words.ts';

export const Capacity = z.enum(['public-official', 'public-service', 'professional-secrecy', 'none', 'to-verify']);
export type Capacity = z.infer<typeof Capacity>;
export const Decision = z.enum(['duty-holds', 'no-duty', 'reassess']);
export type Decision = z.infer<typeof Decision>;
export const Told = z.enum(['yes', 'not-yet', 'no']);
export type Told = z.infer<typeof Told>;
export const AddendumKind = z.enum(['addendum', 'transmitted', 'person-told']);
export type AddendumKind = z.infer<typeof AddendumKind>;

const Words = (most: number) => z.string().trim().max(most);
export const DutyContent = z.strictObject({
  facts: Words(4_000).min(3).describe('What the author knows, and how they came to know it'),
  consulted: Words(500).default(''),
  toldHow: Words(1_000).default('').describe('How and when the person was told, or why not'),
  reasons: Words(4_000).min(3),
});
export type DutyContent = z.infer<typeof DutyContent>;
export const WriteDuty = z.strictObject({
  caseId: z.uuid(), capacity: Capacity, decision: Decision, told: Told, decidedOn: z.iso.date(), norms: z.array(z.string().regex(/^[a-z0-9-]{2,40}$/)).max(20), content: DutyContent,
});
export type WriteDuty = z.infer<typeof WriteDuty>;
export const SignDuty = z.strictObject({ move: z.literal('sign') });
export const WriteAddendum = z.strictObject({ decisionId: z.uuid(), kind: AddendumKind, words: Words(2_000).min(3) });
export type WriteAddendum = z.infer<typeof WriteAddendum>;
export const WriteOpinion = z.strictObject({ decisionId: z.uuid(), agrees: z.boolean(), reason: Words(2_000).min(3) });
export type WriteOpinion = z.infer<typeof WriteOpinion>;

export const ActorKind = z.enum(['person', 'intermediary', 'firm', 'place']);
export type ActorKind = z.infer<typeof ActorKind>;
export const LinkKind = z.enum(['recruited-by', 'works-for', 'paid-by', 'housed-by', 'transported-by', 'controlled-by', 'threatened-by', 'owes-to', 'manages', 'owns', 'relative-of', 'at-place', 'other']);
export type LinkKind = z.infer<typeof LinkKind>;
export const Confidence = z.enum(['low', 'medium', 'high']);
export type Confidence = z.infer<typeof Confidence>;

export const ActorContent = z.strictObject({ name: Words(120).min(1), aliases: z.array(Words(120).min(1)).max(12).default([]), words: Words(1_000).default('') });
export type ActorContent = z.infer<typeof ActorContent>;
export const LinkContent = z.strictObject({
  period: Words(120).default(''),
  source: Words(300).min(2).describe('Who said it and when, or which document'),
  words: Words(500).default(''),
});
export type LinkContent = z.infer<typeof LinkContent>;
export const WriteActor = z.strictObject({ caseId: z.uuid(), kind: ActorKind, content: ActorContent });
export type WriteActor = z.infer<typeof WriteActor>;
export const WriteLink = z.strictObject({ caseId: z.uuid(), from: z.uuid().nullable().describe('Null: the person of the case'), to: z.uuid(), kind: LinkKind, confidence: Confidence, content: LinkContent });
export type WriteLink = z.infer<typeof WriteLink>;
export const WriteTie = z.strictObject({ caseId: z.uuid(), actorId: z.uuid(), memberId: z.uuid(), words: Words(500).min(3) });
export type WriteTie = z.infer<typeof WriteTie>;

/** Who a job of a worksheet names. */
export const NamedPart = z.enum(['employer', 'intermediary']);
export type NamedPart = z.infer<typeof NamedPart>;
/** That who a worksheet names is an alleged actor: one that stands already, or written now; with how the person is related to them, and who says so. */
export const WriteNaming = z.strictObject({
  caseId: z.uuid(), actorId: z.uuid(), episodeId: z.uuid(), part: NamedPart,
  written: z.strictObject({ kind: ActorKind, content: ActorContent }).optional().describe('Where the actor does not stand yet'),
  link: z.strictObject({ id: z.uuid(), kind: LinkKind, confidence: Confidence, content: LinkContent }).optional(),
});
export type WriteNaming = z.infer<typeof WriteNaming>;

const Who = z.object({ memberId: z.uuid(), name: z.string() });
export const Duty = z.object({
  id: z.uuid(), state: z.enum(['draft', 'signed']), capacity: Capacity, decision: Decision, told: Told, decidedOn: z.iso.date(), norms: z.array(z.string()), content: DutyContent.nullable(), by: Who, createdAt: z.string(),
  signedAt: z.string().nullable(), version: z.int(), mine: z.boolean(), mayOpine: z.boolean(),
  addenda: z.array(z.object({ id: z.uuid(), kind: AddendumKind, words: z.string().nullable(), by: Who, at: z.string() })),
  opinions: z.array(z.object({ id: z.uuid(), agrees: z.boolean(), reason: z.string().nullable(), by: Who, at: z.string() })),
});
export type Duty = z.infer<typeof Duty>;
export const Actor = z.object({
  id: z.uuid(), kind: ActorKind, content: ActorContent.nullable(), by: Who, at: z.string(), version: z.int(),
  /** Colleagues whose name resembles: a prompt to the coordinator, never more. */
  resembles: z.array(Who),
  ties: z.array(z.object({ id: z.uuid(), member: Who, words: z.string().nullable(), by: Who, at: z.string(), follows: z.boolean() })),
});
export type Actor = z.infer<typeof Actor>;
export const Link = z.object({ id: z.uuid(), from: z.uuid().nullable(), to: z.uuid(), kind: LinkKind, confidence: Confidence, content: LinkContent.nullable(), by: Who, at: z.string() });
export type Link = z.infer<typeof Link>;
/** One that is not offered any more is only told, where a decision named it. */
export const Norm = z.object({ id: z.string(), name: z.object({ it: z.string(), en: z.string() }), verified: z.boolean(), offered: z.boolean() });
export type Norm = z.infer<typeof Norm>;
/** A norm as it is kept among the dated values: how it is cited. */
export const NormBody = z.strictObject({ words: TwoWords });
export const Reserved = z.object({ code: z.string(), duties: z.array(Duty), actors: z.array(Actor), links: z.array(Link), namings: z.array(z.object({ id: z.uuid(), actorId: z.uuid(), episodeId: z.uuid(), part: NamedPart })), norms: z.array(Norm), colleagues: z.array(Who) });
export type Reserved = z.infer<typeof Reserved>;

export const SearchActors = z.strictObject({ words: z.string().trim().min(3).max(120) });
export const FoundActors = z.object({ items: z.array(z.object({ actorId: z.uuid(), caseId: z.uuid(), code: z.string(), kind: ActorKind, name: z.string() })) });
export type FoundActors = z.infer<typeof FoundActors>;
export const ById = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });
