/**
 * The profile as data: sections, and in each the fields with their kind, their choices and who may open them.
 *
 * Nothing here is required and nothing is asked twice. There is no field for religion, ethnicity or orientation; health is written as
 * a need, never as a diagnosis. Names, documents, contacts, languages and risk stand elsewhere and are not repeated here.
 * Choices are coarse on purpose: a permit's exact kind and its procedure belong to the legal room's dated catalogue.
 */
import type { EpisodeKind, FactCompartment, FieldKind } from './contract.ts';

export interface ProfileField {
  readonly key: string;
  readonly kind: FieldKind;
  readonly compartment: FactCompartment;
  readonly choices?: readonly string[];
  /** What a date beside this fact means (`plans.due.<meaning>`): the day it ends by itself. */
  readonly due?: string;
  /** Unit of a number (`plans.unit.<unit>`). */
  readonly unit?: string;
}

export interface ProfileSection {
  readonly key: string;
  readonly compartment: FactCompartment;
  readonly fields: readonly ProfileField[];
}

type Shape = Omit<ProfileField, 'key' | 'compartment'>;

const text: Shape = { kind: 'text' };
const yesNo: Shape = { kind: 'yes-no' };
const year: Shape = { kind: 'year' };
const date: Shape = { kind: 'date' };
const number = (unit: string): Shape => ({ kind: 'number', unit });
const choice = (...choices: readonly string[]): Shape => ({ kind: 'choice', choices });
const choices = (...all: readonly string[]): Shape => ({ kind: 'choices', choices: all });

/** A section is open to the same colleagues in all its fields: who sees it is said once, at its head. */
function section(key: string, compartment: FactCompartment, fields: Readonly<Record<string, Shape>>, prefix = key): ProfileSection {
  return { key, compartment, fields: Object.entries(fields).map(([name, shape]): ProfileField => Object.assign({ key: `${prefix}-${name}`, compartment }, shape)) };
}

export const profileSections: readonly ProfileSection[] = [
  section('wishes', 'case', { first: text, resources: text, coping: text }),
  section('housing', 'case', {
    kind: { ...choice('reception-centre', 'integration-centre', 'shelter', 'rented', 'employer-tied', 'with-others', 'informal', 'none', 'other'), due: 'place-ends' },
    overcrowded: yesNo,
    'rent-to': choice('nobody', 'landlord', 'employer', 'intermediary', 'acquaintance'),
    rent: number('euro-month'),
    safe: choice('safe', 'in-part', 'not-safe'),
  }),
  section('status', 'case', {
    permit: { ...choice('none', 'expired', 'asked', 'protection', 'work', 'seasonal', 'family', 'study', 'special-cases', 'long-term', 'eu-citizen', 'other'), due: 'permit-ends' },
    procedure: { ...text, due: 'term' },
    history: text,
    lawyer: text,
  }),
  section('arrival', 'case', {
    year,
    entry: choice('seasonal-visa', 'work-visa', 'study-visa', 'family-visa', 'sea', 'land', 'born-here', 'other'),
    registered: date,
  }),
  section('family', 'case', {
    partner: choice('here', 'abroad', 'none'),
    'children-here': number('people'),
    'children-abroad': number('people'),
    dependants: number('people'),
    contact: choice('regular', 'rare', 'none', 'not-safe'),
    tracing: yesNo,
    caring: text,
  }),
  section('health', 'case', { registration: { ...choice('national-service', 'temporary-code', 'none'), due: 'card-ends' }, doctor: yesNo }),
  section('care', 'restricted', {
    pregnancy: yesNo,
    'ongoing-needs': choices('medicines', 'visits', 'dental', 'sight', 'hearing', 'injury', 'rest'),
    functioning: choices('seeing', 'hearing', 'walking', 'remembering', 'self-care', 'communicating'),
    'addiction-support': yesNo,
    tests: { ...text, due: 'test' },
    'psychological-need': choice('none', 'some', 'clear', 'urgent'),
  }, 'health'),
  section('education', 'case', {
    level: choice('none', 'primary', 'lower-secondary', 'upper-secondary', 'tertiary'),
    literacy: choices('none', 'latin', 'arabic', 'bengali', 'gurmukhi', 'cyrillic', 'chinese', 'other'),
    italian: choice('a0', 'a1', 'a2', 'b1', 'b2', 'c1'),
    courses: { ...text, due: 'course-ends' },
  }),
  section('work', 'work', {
    'right-to-work': choice('yes', 'limited', 'no'),
    now: choice('declared', 'partly-declared', 'undeclared', 'training', 'seeking', 'none'),
    sector: choice('agriculture', 'livestock', 'construction', 'logistics', 'care', 'cleaning', 'hospitality', 'manufacture', 'retail', 'delivery', 'other'),
    role: text,
    contract: { ...choice('none', 'seasonal', 'fixed-term', 'open-ended', 'on-call', 'apprenticeship', 'internship'), due: 'contract-ends' },
    hours: number('hours-week'),
    'days-worked': number('days-month'),
    'days-declared': number('days-month'),
    'pay-received': number('euro-month'),
    'pay-agreed': number('euro-month'),
    'housing-tied': yesNo,
    'transport-cost': number('euro-day'),
    'intermediary-fee': number('euro'),
    'wage-claim': choice('wished', 'feared', 'made', 'settled', 'not-wished'),
    history: text,
    skills: text,
    licences: choices('car', 'lorry', 'tractor', 'forklift', 'plant-protection', 'food-hygiene'),
    preferences: text,
  }),
  section('network', 'case', {
    trusted: text,
    community: choice('close', 'some', 'none', 'avoided'),
    isolation: choice('none', 'some', 'strong'),
  }),
  section('digital', 'case', { phone: choice('own', 'shared', 'controlled', 'none'), hours: text, avoid: text }),
  section('services', 'case', { active: text, consent: { ...yesNo, due: 'consent-ends' } }),
  section('exploitation', 'restricted', {
    kinds: choices('labour', 'sexual', 'domestic', 'begging', 'crime', 'marriage', 'other'),
    ongoing: yesNo,
    period: text,
    place: text,
    route: text,
    recruitment: choices('acquaintance', 'family', 'intermediary', 'agency', 'online', 'false-promise', 'other'),
    control: choices('documents', 'debt', 'threats', 'violence', 'isolation', 'watched', 'housing', 'wages'),
    deductions: text,
    protection: choices('alone-minor', 'single-parent', 'older', 'disability', 'violence', 'serious-illness', 'retaliation'),
  }),
  section('money', 'restricted', {
    debt: choice('none', 'under-1000', 'under-5000', 'under-10000', 'over-10000'),
    'debt-to': choice('family', 'acquaintance', 'employer', 'intermediary', 'network', 'bank', 'other'),
    pressure: yesNo,
    remittances: yesNo,
    account: choice('own', 'employer', 'intermediary', 'other', 'none'),
  }),
  section('justice', 'restricted', {
    complaint: choice('wished', 'feared', 'made', 'not-wished'),
    proceedings: choice('none', 'injured-party', 'witness', 'accused'),
    compensation: choice('not-asked', 'asked', 'received', 'refused'),
  }),
];

const uncertain: Shape = { kind: 'uncertain-date' };
const inSections = new Map(profileSections.flatMap((one) => one.fields.map((field) => [field.key, { field, section: one.key }] as const)));
/** Fields of a section that an episode tells too, in the order in which they are told. */
const shared = (...keys: readonly string[]): ProfileField[] => keys.flatMap((key) => inSections.get(key)?.field ?? []);
const ownOf = (kind: EpisodeKind, compartment: FactCompartment): ProfileField[] => [
  { key: `${kind}-from`, compartment, ...uncertain },
  { key: `${kind}-until`, compartment, ...uncertain },
];

/**
 * What one spell of work, or of exploitation, is told with: from when until when, as far as known, and the facts of the section that belong
 * to a spell. Several spells stand beside each other; the section itself says how things are now.
 */
export const episodeFields: Readonly<Record<EpisodeKind, readonly ProfileField[]>> = {
  work: [
    ...ownOf('work', 'work'),
    ...shared('work-sector', 'work-role', 'work-contract', 'work-hours', 'work-days-worked', 'work-days-declared', 'work-pay-received', 'work-pay-agreed', 'work-housing-tied', 'work-transport-cost', 'work-intermediary-fee'),
  ],
  exploitation: [
    ...ownOf('exploitation', 'restricted'),
    ...shared('exploitation-kinds', 'exploitation-ongoing', 'exploitation-place', 'exploitation-recruitment', 'exploitation-control', 'exploitation-deductions', 'money-debt', 'money-debt-to'),
  ],
};

/** The kind of episode that a field may tell of. */
export const episodeKindOf = (key: string): EpisodeKind | undefined =>
  (Object.keys(episodeFields) as EpisodeKind[]).find((kind) => episodeFields[kind].some((field) => field.key === key));

const byKey = new Map([...Object.entries(episodeFields).flatMap(([kind, fields]) => fields.map((field) => [field.key, { field, section: kind }] as const)), ...inSections]);

/** The field of a key and the section it stands in; nothing for a key that no profile has. */
export const profileField = (key: string): { field: ProfileField; section: string } | undefined => byKey.get(key);

/** Whether a key may be learned of the person as they are now (no episode), or of an episode. */
export const mayStand = (key: string, inEpisode: boolean): boolean => (inEpisode ? episodeKindOf(key) !== undefined : inSections.has(key));
