import { machine } from '../../kernel/machine.ts';
import { BackReason, type CheckAnswer, type CheckMove, CheckState, EndReason, type LeadsTo, type LookVerdict, type MoveReason, NotStartReason, type PlacementMove, PlacementState } from './contract.ts';

export { comparedPay } from './domain/pay.ts';
export { curriculumPaper, slipsIn, wordsOf } from './domain/curriculum.ts';

/**
 * A placement is an idea until the person has said yes to it; nothing is asked of an employer before. One that did not begin, or ended, says why and can
 * be taken up again.
 */
export const placementMachine = machine<PlacementState, PlacementMove>({
  states: PlacementState.options,
  initial: 'proposed',
  moves: {
    'agree': { from: ['proposed'], to: 'agreed' },
    'apply': { from: ['agreed'], to: 'applying' },
    'start': { from: ['agreed', 'applying'], to: 'started' },
    'not-start': { from: ['proposed', 'agreed', 'applying'], to: 'not-started', needs: ['reason'] },
    'end': { from: ['started'], to: 'ended', needs: ['reason'] },
    'reopen': { from: ['not-started'], to: 'proposed', needs: ['reason'] },
    'not-yet': { from: ['started'], to: 'agreed', needs: ['reason'] },
    'resume': { from: ['ended'], to: 'started', needs: ['reason'] },
  },
});

/** One time of asking how the work goes. Put off, it stays planned; the house ends those that no longer make sense. */
export const checkMachine = machine<CheckState, CheckMove>({
  states: CheckState.options,
  initial: 'planned',
  moves: {
    'answer': { from: ['planned'], to: 'answered' },
    'put-off': { from: ['planned'], to: 'planned' },
    'give-up': { from: ['planned'], to: 'not-reached', needs: ['reason'] },
    'take-back': { from: ['answered', 'not-reached'], to: 'planned', needs: ['reason'] },
    'end': { from: ['planned'], to: 'ended' },
  },
});

/** Steps that lead nearer to an employer: none of them before whoever coordinates has looked. The database refuses the same. */
const towards: ReadonlySet<PlacementMove> = new Set(['agree', 'apply', 'start']);

/** What can be done with a placement now. @param isClear whether the last look of whoever coordinates still holds */
export const movesFor = (state: PlacementState, isClear: boolean): PlacementMove[] => placementMachine.movesFrom(state).filter((move) => isClear || !towards.has(move));

const reasons: Readonly<Partial<Record<PlacementMove, readonly MoveReason[]>>> = {
  'not-start': NotStartReason.options, 'end': EndReason.options, 'reopen': BackReason.options, 'not-yet': BackReason.options, 'resume': BackReason.options,
};
/** The reasons that may be given for a step; none where no reason is asked. */
export const reasonsFor = (move: PlacementMove): readonly MoveReason[] => reasons[move] ?? [];

/** A look holds when it said yes and its day has not passed. @param today `YYYY-MM-DD` in Italy */
export const lookHolds = (look: { readonly verdict: LookVerdict; readonly validUntil: string } | null, today: string): boolean => look !== null && look.verdict === 'clear' && look.validUntil >= today;

/**
 * What an answer leads to, the most pressing first: nobody who is not safe at work waits for a form. Pay or hours that are not as agreed lead to the worksheet
 * of working conditions, where they are worked out.
 */
export function leadsTo(answer: CheckAnswer): LeadsTo[] {
  const found: LeadsTo[] = [];
  if (answer.safe === 'no') found.push('emergency');
  if (answer.safe === 'unsure') found.push('talk');
  if (answer.paid === 'less' || answer.paid === 'not-paid' || answer.hours === 'more') found.push('worksheet');
  if (answer.stillThere === 'no') found.push('end');
  return found;
}

const DAY = 24 * 3_600_000;
export const daysAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** When a placement is asked about, from the day on which it began. */
export const checksFrom = (startedOn: string, days: readonly number[], escalateAfterDays: number): { afterDays: number; fallsOn: string; escalatesOn: string }[] =>
  days.map((afterDays) => ({ afterDays, fallsOn: daysAfter(startedOn, afterDays), escalatesOn: daysAfter(startedOn, afterDays + escalateAfterDays) }));
