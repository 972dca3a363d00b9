/** What crosses the wire about the services of the territory. */
import { z } from 'zod';

/** The service taxonomy of the domain, as words. */
export const ServiceCategory = z.enum([
  'housing', 'health', 'psychological', 'legal', 'documents', 'language', 'training', 'job', 'work-rights', 'social-security', 'social-services',
  'anti-trafficking', 'anti-violence', 'minors', 'mediation', 'transport', 'education', 'financial', 'assisted-return', 'community', 'emergency-goods',
]);
export type ServiceCategory = z.infer<typeof ServiceCategory>;

/** Whether the service takes people who have no residence papers; nobody guesses. */
export const WithoutPapers = z.enum(['yes', 'no', 'unknown']);
export type WithoutPapers = z.infer<typeof WithoutPapers>;

const Words = (most: number) => z.string().trim().max(most);
const Language = z.string().regex(/^[a-z]{2,3}$/);

const ServiceFields = z.object({
  name: Words(200).min(2),
  category: ServiceCategory,
  description: Words(2_000).default(''),
  languages: z.array(Language).max(40).default([]),
  accessRule: Words(1_000).default(''),
  documentsNeeded: Words(1_000).default(''),
  withoutPapers: WithoutPapers.default('unknown'),
  cost: Words(300).default(''),
  hours: Words(500).default(''),
  area: Words(300).default('').describe('A town or a district, never a street address'),
  howToRefer: Words(1_000).default(''),
  confidentialAddress: z.boolean().default(false).describe('A protected place: description, cost, hours and area must stay empty'),
  active: z.boolean().default(true),
});

export const ServiceWritten = ServiceFields.extend({ organisationId: z.uuid() });
export type ServiceWritten = z.infer<typeof ServiceWritten>;

/** Everything but the organisation, which a service never changes. Sent whole: what the writer saw and what they made of it. */
export const ServiceChanged = ServiceFields;
export type ServiceChanged = z.infer<typeof ServiceChanged>;

/** `never`: nobody has confirmed it yet; `stale`: longer ago than the reference data allow. */
export const Freshness = z.object({ state: z.enum(['fresh', 'stale', 'never']), days: z.int().nullable(), limit: z.int() });
export type Freshness = z.infer<typeof Freshness>;

export const Service = ServiceFields.extend({
  id: z.uuid(),
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  verified: z.object({ on: z.string(), by: z.string() }).nullable(),
  freshness: Freshness,
  /** Whether the one who reads may also change it. */
  mayChange: z.boolean(),
  version: z.int(),
});
export type Service = z.infer<typeof Service>;

/** A search is a body and never an address: somebody may type a name into it. */
export const ServiceSearch = z.object({
  words: Words(100).default(''),
  category: ServiceCategory.nullable().default(null),
  language: Language.nullable().default(null),
  withoutPapersOnly: z.boolean().default(false),
  staleOnly: z.boolean().default(false),
  mineOnly: z.boolean().default(false),
  after: z.string().max(600).nullable().default(null),
});
export type ServiceSearch = z.infer<typeof ServiceSearch>;

export const ServicePage = z.object({ items: z.array(Service), next: z.string().nullable() });
export type ServicePage = z.infer<typeof ServicePage>;

/** Whose services one may write down. */
export const Organisations = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type Organisations = z.infer<typeof Organisations>;

/** After how many days a service must be confirmed again. */
export const VerificationTerm = z.strictObject({ days: z.int().min(1).max(365) });
