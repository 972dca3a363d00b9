import { machine } from '../../../kernel/machine.ts';
import type { AgeFound, PathMove, PathState, StepKind, StepState } from '../contract/minor.ts';

/**
 * The way of whoever may be a child, from the doubt to its end. While it stands the person is held to be one (art. 19-bis of Legislative
 * Decree 142/2015, to be verified). Source of the states: the minors path of the field.
 */
export const minorPathMachine = machine({
  states: ['suspected', 'reported', 'placed', 'guardian-appointed', 'in-project', 'came-of-age', 'reunited', 'missing', 'reclassified'],
  initial: 'suspected',
  moves: {
    'report': { from: ['suspected'], to: 'reported', needs: ['reason'] },
    'place': { from: ['reported'], to: 'placed', needs: ['reason'] },
    'appoint-guardian': { from: ['placed'], to: 'guardian-appointed', needs: ['reason'] },
    'begin-project': { from: ['guardian-appointed'], to: 'in-project', needs: ['reason'] },
    'come-of-age': { from: ['reported', 'placed', 'guardian-appointed', 'in-project'], to: 'came-of-age', needs: ['reason'] },
    'reunite': { from: ['reported', 'placed', 'guardian-appointed', 'in-project'], to: 'reunited', needs: ['reason'] },
    'go-missing': { from: ['suspected', 'reported', 'placed', 'guardian-appointed', 'in-project'], to: 'missing', needs: ['reason'] },
    'found-again': { from: ['missing'], to: 'reported', needs: ['reason'] },
    'reclassify': { from: ['suspected', 'reported', 'placed', 'guardian-appointed', 'in-project', 'missing'], to: 'reclassified', needs: ['reason'] },
  },
});

/** The three who are told at once, before anything else counts as reported. */
export const reports: readonly StepKind[] = ['report-prosecutor', 'report-police', 'report-social-services'];

/** A clock of the dated reference, as far as a step needs it. */
export interface Clock {
  readonly days?: number | undefined;
  readonly workingDays?: number | undefined;
  readonly source: string;
  readonly verified: boolean;
}

/** From when a step's clock runs. `opening`: from the doubt; `placement`: from when a place was found; `request`: from the request it answers. */
const clocks: Readonly<Partial<Record<StepKind, { readonly id: string; readonly from: 'opening' | 'placement' | 'request' }>>> = {
  'report-prosecutor': { id: 'minor-report-prosecutor', from: 'opening' },
  'report-police': { id: 'minor-report-police', from: 'opening' },
  'report-social-services': { id: 'minor-report-social-services', from: 'opening' },
  'guardianship-request': { id: 'minor-guardianship-request', from: 'placement' },
  'reception-databases': { id: 'minor-reception-databases', from: 'placement' },
  'age-identification': { id: 'minor-age-identification', from: 'opening' },
  'judge-authorisation': { id: 'minor-judge-authorisation', from: 'request' },
};
export const clockOf = (kind: StepKind): string | undefined => clocks[kind]?.id;

/** What was last said of each kind of step. */
export interface Deed {
  readonly kind: StepKind;
  readonly state: StepState;
  /** The day it happened, in Italy. */
  readonly day: string;
}

const always: readonly StepKind[] = ['report-prosecutor', 'report-police', 'report-social-services', 'two-workers', 'reception-place', 'guardianship-request', 'assent', 'age-identification', 'age-assessment-request'];

/** The steps that a path has now: more appear as it goes on, and none that was touched goes away. */
export function stepsOf(state: PathState, deeds: readonly Deed[]): StepKind[] {
  const isDone = (kind: StepKind): boolean => deeds.some((deed) => deed.kind === kind && deed.state === 'done');
  const later: StepKind[] = [
    ...(isDone('reception-place') ? ['reception-databases'] as const : []),
    ...(isDone('age-assessment-request') ? ['judge-authorisation'] as const : []),
    ...(['guardian-appointed', 'in-project'].includes(state) ? ['educational-plan', 'support-beyond-eighteen'] as const : []),
    ...(state === 'missing' ? ['missing-report'] as const : []),
  ];
  const touched = deeds.map((deed) => deed.kind);
  return [...new Set([...always, ...later, ...touched])];
}

/** @param addWorking reckons working days, with the holidays of the dated reference */
export function dueOf(kind: StepKind, openedOn: string, deeds: readonly Deed[], clock: Clock | undefined, addWorking: (day: string, count: number) => string): string | null {
  const from = clocks[kind]?.from;
  if (!from || !clock) return null;
  const doneOn = (of: StepKind): string | undefined => deeds.find((deed) => deed.kind === of && deed.state === 'done')?.day;
  const start = from === 'opening' ? openedOn : doneOn(from === 'placement' ? 'reception-place' : 'age-assessment-request');
  if (!start) return null;
  return clock.workingDays === undefined ? dayAfter(start, clock.days ?? 0) : addWorking(start, clock.workingDays);
}

const dayAfter = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** What stands against a step of the path: those to be told were not told yet, or no authority has spoken. */
export function missingForPath(move: PathMove, given: { deeds: readonly Deed[]; ages: readonly AgeFound[] }): 'reports-first' | 'authority-outcome-missing' | undefined {
  const settled = (kind: StepKind): boolean => given.deeds.some((deed) => deed.kind === kind && deed.state !== 'to-do');
  if (move === 'report' && !reports.every(settled)) return 'reports-first';
  if (move === 'reclassify' && given.ages.at(-1) !== 'adult') return 'authority-outcome-missing';
  return undefined;
}

/** Whether the doubt itself ends with this step: the person is no longer held to be a child. */
export const endsDoubt = (to: PathState): boolean => to === 'came-of-age' || to === 'reclassified';
