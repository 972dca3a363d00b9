import { compareBirths } from './dates.ts';
import type { BirthReason, UncertainDate } from './dates.ts';
import { scoreNames } from './names.ts';
import type { NameScore, PairedTokens } from './names.ts';
import { romanise } from './romanise.ts';
import { defaultSettings } from './settings.ts';
import type { MatchingSettings } from './settings.ts';

/** A telephone number in E.164; `shared` when it is a friend's, a shelter's or an employer's. */
export interface PhoneFact {
  readonly number: string;
  readonly shared: boolean;
}

/** What a record tells of a person; everything but the list of names may be missing. */
export interface PersonFacts {
  /** Names and aliases as written, in any script; may be empty for a person met without a name. */
  readonly names: readonly string[];
  readonly birth?: UncertainDate | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly nationality?: string | undefined;
  readonly gender?: string | undefined;
  readonly phones?: readonly (string | PhoneFact)[] | undefined;
}

export interface NameParts {
  readonly a: string;
  readonly b: string;
}

/** Why two records look alike or not. Codes are translated by the screen; the parts are in Latin letters, lower case. */
export type Reason =
  | BirthReason
  | { readonly code: 'same-name' | 'names-swapped' }
  | { readonly code: 'spelling-variant' | 'typing-error' | 'short-form' | 'name-part-differs' | 'gender-ending-differs'; readonly parts: readonly NameParts[] }
  | { readonly code: 'name-part-missing'; readonly parts: readonly string[] }
  | { readonly code: 'same-phone' | 'shared-phone' | 'same-nationality' | 'different-nationality' | 'same-gender' | 'different-gender' };

export type Band = 'same' | 'likely' | 'possible' | 'different';

export interface PersonScore {
  /** 0..1: a proposal for a human eye, never a decision. */
  readonly probability: number;
  readonly band: Band;
  /** What speaks for and against, in the order name, birth, telephone, nationality, gender. */
  readonly reasons: readonly Reason[];
}

/**
 * Weights in log-odds. Nationality and gender say little on purpose: they are written wrongly, change, and must never exclude anybody.
 */
const weights = {
  start: -4.5,
  nameEvidence: 2.6,
  mostNameEvidence: 3,
  nameDoubt: 2.5,
  slipDoubt: 1.25,
  samePhone: 4.5,
  sharedPhone: 1,
  sameNationality: 0.4,
  differentNationality: -0.6,
  sameGender: 0.15,
  differentGender: -0.6,
} as const;

/** Weight of a birth date from which it agrees in full, or but for day and month swapped. */
const agreeingBirth = 3.5;
/** Likeness of two parts from which their difference can be a slip of the pen. */
const slipFrom = 0.62;

interface Finding {
  readonly reasons: readonly Reason[];
  readonly weight: number;
}

const nothing: Finding = { reasons: [], weight: 0 };

/**
 * What a pair of names says. Where the birth date or the telephone agrees, a part that differs by a slip of the pen is hardly doubted:
 * the alternative is a twin or a housemate, whose name would differ altogether.
 */
function nameWeight({ score, evidence, pairs }: NameScore, corroborated: boolean): number {
  const doubt = score > 0 ? Math.min(4, -Math.log(score)) : 4;
  const onlySlips = corroborated && pairs.every(({ likeness, how }) => likeness >= slipFrom && how !== 'gender-ending');
  return weights.nameEvidence * Math.min(evidence, weights.mostNameEvidence) - (onlySlips ? weights.slipDoubt : weights.nameDoubt) * doubt;
}

/** Whether the agreeing parts stand in another order, as when a clerk took the surname for the first name. */
function isSwapped(a: string, b: string, pairs: readonly PairedTokens[]): boolean {
  const placesOf = (name: string): string[] => romanise(name).map(({ letters }) => letters);
  const placesA = placesOf(a);
  const placesB = placesOf(b);
  const partners = pairs
    .map((pair) => ({ a: placesA.indexOf(pair.a), b: placesB.indexOf(pair.b) }))
    .filter((place) => place.a >= 0 && place.b >= 0)
    .sort((one, other) => one.a - other.a);
  return partners.some((place, index) => place.b < (partners[index - 1]?.b ?? -1));
}

function nameReasons(a: string, b: string, { score, pairs, left }: NameScore): Reason[] {
  const parts = (...how: PairedTokens['how'][]): NameParts[] =>
    pairs.filter((pair) => how.includes(pair.how)).map((pair) => ({ a: pair.a, b: pair.b }));
  const reasons: Reason[] = [];
  if (score === 1) reasons.push({ code: 'same-name' });
  if (pairs.length > 1 && isSwapped(a, b, pairs)) reasons.push({ code: 'names-swapped' });
  const spelled = parts('same-name', 'spelling-variant');
  const slipped = parts('typing-error');
  const shortened = parts('short-form', 'initial');
  const missing = [...left.a, ...left.b];
  const gendered = parts('gender-ending');
  const different = parts('different');
  if (spelled.length > 0) reasons.push({ code: 'spelling-variant', parts: spelled });
  if (slipped.length > 0) reasons.push({ code: 'typing-error', parts: slipped });
  if (shortened.length > 0) reasons.push({ code: 'short-form', parts: shortened });
  if (missing.length > 0) reasons.push({ code: 'name-part-missing', parts: missing });
  if (gendered.length > 0) reasons.push({ code: 'gender-ending-differs', parts: gendered });
  if (different.length > 0) reasons.push({ code: 'name-part-differs', parts: different });
  return reasons;
}

interface ComparedNames {
  readonly nameA: string;
  readonly nameB: string;
  readonly score: NameScore;
  readonly weight: number;
}

function compareNames(nameA: string, nameB: string, corroborated: boolean): ComparedNames {
  const score = scoreNames(nameA, nameB);
  return { nameA, nameB, score, weight: nameWeight(score, corroborated) };
}

/** The pair of names, one of each record, that speaks most for the same person; records without a name say nothing. */
function findInNames(a: readonly string[], b: readonly string[], corroborated: boolean): Finding {
  const compared = a
    .flatMap((nameA) => b.map((nameB) => compareNames(nameA, nameB, corroborated)))
    .filter(({ score }) => score.pairs.length > 0);
  const [first, ...others] = compared;
  if (first === undefined) return nothing;
  const best = others.reduce((chosen, entry) => (entry.weight > chosen.weight ? entry : chosen), first);
  return { reasons: nameReasons(best.nameA, best.nameB, best.score), weight: best.weight };
}

function findInPhones(a: PersonFacts['phones'], b: PersonFacts['phones']): Finding {
  const facts = (phones: PersonFacts['phones']): PhoneFact[] =>
    (phones ?? []).map((phone) => (typeof phone === 'string' ? { number: phone, shared: false } : phone));
  const theirs = facts(b);
  const common = facts(a).flatMap((one) => theirs.filter((other) => other.number === one.number).map((other) => ({ shared: one.shared || other.shared })));
  if (common.length === 0) return nothing;
  return common.some(({ shared }) => !shared)
    ? { reasons: [{ code: 'same-phone' }], weight: weights.samePhone }
    : { reasons: [{ code: 'shared-phone' }], weight: weights.sharedPhone };
}

function findInNationality(a: string | undefined, b: string | undefined): Finding {
  if (a === undefined || b === undefined) return nothing;
  return a.toUpperCase() === b.toUpperCase()
    ? { reasons: [{ code: 'same-nationality' }], weight: weights.sameNationality }
    : { reasons: [{ code: 'different-nationality' }], weight: weights.differentNationality };
}

function findInGender(a: string | undefined, b: string | undefined): Finding {
  if (a === undefined || b === undefined) return nothing;
  return a === b
    ? { reasons: [{ code: 'same-gender' }], weight: weights.sameGender }
    : { reasons: [{ code: 'different-gender' }], weight: weights.differentGender };
}

function bandOf(probability: number, settings: MatchingSettings): Band {
  if (probability >= settings.same) return 'same';
  if (probability >= settings.likely) return 'likely';
  return probability >= settings.possible ? 'possible' : 'different';
}

/**
 * How probable it is that two records, found by a shared key, tell of one person, and why.
 *
 * The evidence of each field is added up as log-odds (the model of Fellegi and Sunter, 1969); a missing field adds nothing.
 * Symmetric but for the sides of the named parts. The answer is a proposal: records are joined by people only.
 */
export function scorePersons(a: PersonFacts, b: PersonFacts, settings: MatchingSettings = defaultSettings): PersonScore {
  const birth = compareBirths(a.birth, b.birth, settings);
  const phones = findInPhones(a.phones, b.phones);
  const corroborated = phones.weight >= weights.samePhone || (birth !== undefined && birth.weight >= agreeingBirth);
  const findings: readonly Finding[] = [
    findInNames(a.names, b.names, corroborated),
    birth === undefined ? nothing : { reasons: [birth.reason], weight: birth.weight },
    phones,
    findInNationality(a.nationality, b.nationality),
    findInGender(a.gender, b.gender),
  ];
  const logOdds = findings.reduce<number>((sum, { weight }) => sum + weight, weights.start);
  const probability = 1 / (1 + Math.exp(-logOdds));
  return { probability, band: bandOf(probability, settings), reasons: findings.flatMap(({ reasons }) => reasons) };
}
