import { machine } from '../../kernel/machine.ts';
import type { FlagKind } from './contract.ts';

/** A flag stands until its last day, or until somebody ends it and says why. */
export const flagMachine = machine({
  states: ['standing', 'ended'],
  initial: 'standing',
  moves: { end: { from: ['standing'], to: 'ended', needs: ['reason'] } },
});

/** Whether a flag is shown on a day, `YYYY-MM-DD`. */
export const standsOn = (flag: { readonly state: string; readonly startsOn: string; readonly endsOn: string | null }, day: string): boolean =>
  flag.state === 'standing' && flag.startsOn <= day && (flag.endsOn === null || flag.endsOn >= day);

const weights: Readonly<Record<FlagKind['tone'], number>> = { danger: 0, late: 1, info: 2 };
/** A danger before everything, then what must be heeded, then what is good to know; within, the nearest end first. */
export const bySeverity = (one: { kind: FlagKind; endsOn: string | null }, other: { kind: FlagKind; endsOn: string | null }): number =>
  weights[one.kind.tone] - weights[other.kind.tone] || (one.endsOn ?? '9999').localeCompare(other.endsOn ?? '9999');
