import { type Machine, machine } from '../../kernel/machine.ts';
import type { ObstacleLine, PaperVerdict, SheetAsked, SheetMove, SheetState } from './contract.ts';
import { areaFor, isForOthers } from './domain/recipients.ts';

export { areaFor, discreetAreas, isForOthers, readers } from './domain/recipients.ts';

/** The way of a sheet. It leaves once, and what left is never unsaid: it is taken back, or it was an error. */
export const sheetMachine: Machine<SheetState, SheetMove> = machine({
  states: ['made', 'handed-over', 'not-given', 'taken-back', 'in-error'],
  initial: 'made',
  moves: {
    'hand-over': { from: ['made'], to: 'handed-over' },
    'not-give': { from: ['made'], to: 'not-given', needs: ['reason'] },
    'take-back': { from: ['handed-over'], to: 'taken-back', needs: ['reason'] },
    'mark-error': { from: ['handed-over'], to: 'in-error', needs: ['reason'] },
  },
});

/** A fact as it concerns what may stand on a sheet. */
export interface Chosen {
  readonly id: string;
  readonly area: string;
  readonly field: string;
  readonly compartment: string;
  /** As it will be read. */
  readonly words: string;
}

export interface Judged {
  readonly chosen: readonly Chosen[];
  /** A consent in force for this body and this purpose. */
  readonly hasConsent: boolean;
  readonly verdict: PaperVerdict;
  /** Names of the person, or a way to reach them, that stand in words although they were not ticked. */
  readonly slips: readonly { readonly field: string | null; readonly code: 'says-name' | 'says-contact' }[];
}

/**
 * What keeps a sheet from being made, all of it at once, so that nobody mends one thing to meet the next.
 * Nobody outside reads without a basis; what is restricted needs its reason; a paper for the person is safe with them, discreet, or made safe.
 */
export function obstaclesOf(asked: SheetAsked, { chosen, hasConsent, verdict, slips }: Judged): ObstacleLine[] {
  const of = (code: ObstacleLine['code'], field: string | null = null): ObstacleLine => ({ code, field });
  const outside = isForOthers(asked.kind);
  const hasReader = asked.organisationId !== null || asked.addressee.trim().length > 1;
  return [
    ...(outside && !hasReader ? [of('recipient-missing')] : []),
    ...(outside && (asked.why.trim().length < 3 || asked.purpose === null) ? [of('why-missing')] : []),
    ...(outside && hasReader && !hasConsent && asked.vitalWords === null ? [of('consent-missing')] : []),
    ...(chosen.length === 0 ? [of('nothing-chosen')] : []),
    ...chosen.filter(({ area }) => areaFor(asked.kind, asked.form, area) === null).map(({ field }) => of('not-for-recipient', field)),
    ...(chosen.some(({ compartment }) => compartment === 'restricted') && asked.restrictedReason.trim().length < 3 ? [of('reason-missing')] : []),
    ...(asked.kind === 'person' && asked.form === 'full' && verdict !== 'safe' && asked.paperWords.trim().length < 3 ? [of('paper-not-safe')] : []),
    ...slips.map(({ code, field }) => of(code, field)),
  ];
}

const danger: Readonly<Record<PaperVerdict, number>> = { 'safe': 0, 'ask': 1, 'not-safe': 2 };
/**
 * Whether a paper for the person has become less safe with them than it was when it was made: then it leaves no more as it is. What was written of how
 * it was seen to be safe answers to what was known that day.
 * @param then absent on sheets that were made before it was kept: with words they answered the worst
 */
export const isLessSafe = (now: PaperVerdict, then: PaperVerdict | undefined, paperWords: string): boolean =>
  danger[now] > danger[then ?? (paperWords.trim().length < 3 ? 'safe' : 'not-safe')];

/** Signs in what is known that a paper in the person's hands could be read by somebody else. */
export const unsafeSigns: readonly { readonly field: string; readonly values: readonly (string | boolean)[] }[] = [
  { field: 'digital-phone', values: ['controlled'] },
  { field: 'housing-safe', values: ['not-safe'] },
  { field: 'housing-kind', values: ['employer-tied'] },
  { field: 'family-contact', values: ['not-safe'] },
  { field: 'exploitation-ongoing', values: [true] },
];
