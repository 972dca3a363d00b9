import { type Machine, machine } from '../../kernel/machine.ts';
import type { DistanceReading, FactValue, GoalDomain, NeedReading, PlanMove, PlanState, RatedBy, Rung, StepState, UncertainDate } from './contract.ts';
import type { ProfileField } from './profile.ts';

export { episodeFields, episodeKindOf, mayStand, type ProfileField, profileField, profileSections } from './profile.ts';

/** What is due is due in Italy, wherever the server stands. */
export { italianDay as dayIn } from '../../kernel/italian-day.ts';

const millisecondsOfDay = 86_400_000;

/** The day so many days after another. Days have no hours, so no clock change can move them. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * millisecondsOfDay).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when the second lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / millisecondsOfDay);
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What keeps a value from standing in a field, as a code to translate; nothing when it fits.
 * Null fits every field: that something holds no longer can always be said.
 */
export function misfit(field: ProfileField, value: FactValue): 'kind' | 'choice' | 'range' | undefined {
  if (value === null) return undefined;
  const known = (one: string): boolean => field.choices?.includes(one) ?? false;
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : 'kind';
    case 'choice':
      return typeof value !== 'string' ? 'kind' : known(value) ? undefined : 'choice';
    case 'choices':
      return !Array.isArray(value) ? 'kind' : value.every(known) && new Set(value).size === value.length ? undefined : 'choice';
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'kind';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'kind';
    case 'uncertain-date':
      return typeof value !== 'object' || Array.isArray(value) ? 'kind' : dateStands(value) ? undefined : 'range';
    case 'year':
      return typeof value !== 'number' ? 'kind' : Number.isInteger(value) && value >= 1900 && value <= 2100 ? undefined : 'range';
    case 'number':
      return typeof value !== 'number' ? 'kind' : value >= 0 && value <= 1_000_000 ? undefined : 'range';
  }
}

/** An uncertain date says at least the year; an exact one has all its parts; and a day that is named exists. */
export function dateStands({ precision, year, month, day }: UncertainDate): boolean {
  if (precision === 'unknown' || year === null || (day !== null && month === null)) return false;
  if (precision === 'exact' && (month === null || day === null)) return false;
  return month === null || day === null || new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

/** Where an episode stands in time, for ordering: the latest first, those whose beginning nobody knows last. */
export function latestFirst(one: UncertainDate | null, other: UncertainDate | null): number {
  const place = (date: UncertainDate | null): number => (date === null || date.year === null ? -1 : date.year * 10_000 + (date.month ?? 0) * 100 + (date.day ?? 0));
  return place(other) - place(one);
}

/**
 * The rung of the ladder on which a date stands today; nothing while it is farther than the first rung.
 * A permit found expired is the commonest harm of a paper file, so the ladder warns four times.
 * @param steps days before the date, in any order, as the plan's terms give them
 */
export function rungOf(dueOn: string | null, today: string, steps: readonly number[]): Rung | null {
  if (dueOn === null) return null;
  const left = daysBetween(today, dueOn);
  if (left < 0) return 'past';
  const nearest = steps.toSorted((a, b) => a - b).find((step) => left <= step);
  return nearest === undefined ? null : rungNames[nearest] ?? 'within-90';
}

const rungNames: Readonly<Record<number, Rung>> = { 7: 'within-7', 30: 'within-30', 60: 'within-60', 90: 'within-90' };

// ── Needs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface NeedCourse {
  readonly domain: NeedReading['domain'];
  readonly first: NeedReading;
  readonly latest: NeedReading;
  /** Below zero the need weighs less than at first. Null while there is one reading alone. */
  readonly change: number | null;
}

/** First and latest reading of every domain that was read at least once, heaviest now first; among equals, what the person puts first. */
export function needCourses(readings: readonly NeedReading[]): NeedCourse[] {
  const byDomain = Map.groupBy(readings, (reading) => reading.domain);
  return [...byDomain.entries()]
    .flatMap(([domain, ofDomain]) => {
      const inTime = ofDomain.toSorted((a, b) => a.assessedAt.localeCompare(b.assessedAt) || Number(a.current) - Number(b.current));
      const [first] = inTime;
      const latest = inTime.at(-1);
      return first && latest ? [{ domain, first, latest, change: first === latest ? null : latest.level - first.level }] : [];
    })
    .toSorted((a, b) => b.latest.level - a.latest.level || (a.latest.ownPriority ?? 9) - (b.latest.ownPriority ?? 9) || a.domain.localeCompare(b.domain));
}

/** The area of the plan in which a need is usually worked on; the worker may choose another. */
export const goalDomainOf: Readonly<Record<NeedReading['domain'], GoalDomain>> = {
  'safety': 'safety', 'housing': 'housing', 'food-income': 'income-work', 'legal-status': 'legal-status', 'physical-health': 'health',
  'mental-health': 'psychological', 'work-rights': 'income-work', 'language-education': 'language-education', 'family-children': 'family-children',
  'isolation': 'social-network', 'information': 'social-network', 'justice': 'rights-justice',
};

// ── Plan ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The life of a plan: drafted by the team, shared with the person in their language, active once they agree, reviewed, renewed as the
 * next edition or ended. What the person wants changed sends a shared plan back to the draft; a plan can be interrupted from anywhere,
 * because people leave. Ending and reworking ask for the reason.
 */
export const planMachine: Machine<PlanState, PlanMove> = machine({
  states: ['draft', 'shared', 'active', 'in-review', 'completed', 'interrupted'],
  initial: 'draft',
  moves: {
    'share': { from: ['draft'], to: 'shared' },
    'rework': { from: ['shared'], to: 'draft', needs: ['reason'] },
    'activate': { from: ['shared'], to: 'active' },
    'begin-review': { from: ['active'], to: 'in-review' },
    'renew': { from: ['in-review'], to: 'active', needs: ['reason'] },
    'complete': { from: ['in-review'], to: 'completed', needs: ['reason'] },
    'interrupt': { from: ['draft', 'shared', 'active', 'in-review'], to: 'interrupted', needs: ['reason'] },
  },
});

/** Moves by which an edition comes into force: the person agrees, and what they agreed to is kept as it was. */
export const agreedMoves: readonly PlanMove[] = ['activate', 'renew'];

/** The edition a move leads to: the first agreement is edition 1, each renewal one more. */
export const editionAfter = (edition: number, move: PlanMove): number => (move === 'renew' ? edition + 1 : edition);

/** What was agreed in the person's words changes only while it is drafted or reviewed with them. */
export const goalsOpen = (state: PlanState): boolean => state === 'draft' || state === 'in-review';

/** Steps live with the work: everywhere but in a plan that lies before the person, or has ended. */
export const stepsOpen = (state: PlanState): boolean => goalsOpen(state) || state === 'active';

export interface MoveGuards {
  readonly goals: readonly { readonly outcome: string | null }[];
  readonly agreed: boolean;
}

/** What a move still lacks, as a problem code; nothing when it may go ahead. The machine has been asked already. */
export function lacking(move: PlanMove, { goals, agreed }: MoveGuards): 'plan-without-goals' | 'plan-agreement-needed' | 'plan-goal-without-outcome' | undefined {
  if ((move === 'share' || agreedMoves.includes(move)) && goals.length === 0) return 'plan-without-goals';
  if (agreedMoves.includes(move) && !agreed) return 'plan-agreement-needed';
  if (move === 'complete' && goals.some((goal) => goal.outcome === null)) return 'plan-goal-without-outcome';
  return undefined;
}

/** The day of the next review: sooner when the risk is high. Intervals in days come from the plan's terms. */
export function reviewDay(today: string, risk: string, intervals: { usual: number; highRisk: number }): string {
  return daysAfter(today, risk === 'high' || risk === 'extreme' ? intervals.highRisk : intervals.usual);
}

// ── Distance travelled ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface DistanceSpan {
  readonly domain: GoalDomain;
  readonly ratedBy: RatedBy;
  readonly start: DistanceReading;
  /** The reading at the end of the way, or the latest so far; null while there is one reading alone. */
  readonly end: DistanceReading | null;
  /** Above zero the person stands better than at the start. Null while there is no end. */
  readonly change: number | null;
}

/**
 * From the start to the end, area by area, the person's view and the worker's apart. The start is the first reading at entry (the first
 * of all when there was none), the end the last one at exit after it (the latest so far when there is none): a case that was opened
 * again and closed again is measured over its whole way.
 */
export function distanceSpans(readings: readonly DistanceReading[]): DistanceSpan[] {
  const ways = Map.groupBy(readings, (one) => `${one.domain} ${one.ratedBy}`);
  return [...ways.values()].flatMap((way) => {
    const inTime = way.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
    const start = inTime.find((one) => one.moment === 'entry') ?? inTime[0];
    if (!start) return [];
    const later = inTime.slice(inTime.indexOf(start) + 1);
    const end = later.findLast((one) => one.moment === 'exit') ?? later.at(-1) ?? null;
    return [{ domain: start.domain, ratedBy: start.ratedBy, start, end, change: end === null ? null : end.value - start.value }];
  });
}

// ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface StepEdge {
  readonly id: string;
  readonly afterStep: string | null;
}

/**
 * True when letting a step wait for another would close a circle, in which nobody could begin.
 * Follows the other step's own chain; each step waits for one at most, so the walk is as long as the chain.
 */
export function closesCircle(steps: readonly StepEdge[], stepId: string, afterStep: string | null): boolean {
  const waitsFor = new Map(steps.map((step) => [step.id, step.afterStep]));
  const walked = new Set<string>();
  for (let at = afterStep; at !== null; at = waitsFor.get(at) ?? null) {
    if (at === stepId) return true;
    if (walked.has(at)) return false;
    walked.add(at);
  }
  return false;
}

export const stepClosed = (state: StepState): boolean => state === 'done' || state === 'partly' || state === 'not-done';

/** A step that went only in part, or not at all, says why: the next plan is made of these words. */
export const whyMissing = (state: StepState, words: string | null): boolean => (state === 'partly' || state === 'not-done') && !words?.trim();

export const isLate = (dueOn: string | null, state: StepState, today: string): boolean => dueOn !== null && dueOn < today && !stepClosed(state);

export const stepTimes = ['late', 'week', 'month', 'later', 'none', 'closed'] as const;
export type StepTime = (typeof stepTimes)[number];

/** In which stretch of time a step is drawn, seen from today. */
export function stepTime(step: { readonly dueOn: string | null; readonly state: StepState }, today: string): StepTime {
  if (stepClosed(step.state)) return 'closed';
  if (step.dueOn === null) return 'none';
  const left = daysBetween(today, step.dueOn);
  if (left < 0) return 'late';
  return left <= 7 ? 'week' : left <= 30 ? 'month' : 'later';
}
