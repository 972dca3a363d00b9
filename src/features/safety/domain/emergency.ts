import { machine } from '../../../kernel/machine.ts';
import type { EmergencyMove, EmergencyOutcome, EmergencyState } from '../contract/emergency.ts';

/**
 * From danger to calm. Each step says why, in words; none of them tells anybody outside the house.
 * Source: the emergency path of the field (activated, in hand, made safe or refused knowingly or not reached, debrief, closed).
 */
export const emergencyMachine = machine({
  states: ['open', 'stabilised', 'closed'],
  initial: 'open',
  moves: {
    stabilise: { from: ['open'], to: 'stabilised', needs: ['reason'] },
    worsen: { from: ['stabilised'], to: 'open', needs: ['reason'] },
    close: { from: ['stabilised'], to: 'closed', needs: ['reason'] },
    reopen: { from: ['closed'], to: 'open', needs: ['reason'] },
  },
});

/** What is missing before a step: how it went, when it calms down; the minimal record, before it is closed. */
export function missingForMove(move: EmergencyMove, given: { outcome?: EmergencyOutcome | undefined; recorded: boolean }): 'outcome-missing' | 'record-first' | undefined {
  if (move === 'stabilise' && !given.outcome) return 'outcome-missing';
  if (move === 'close' && !given.recorded) return 'record-first';
  return undefined;
}

/** What may be done now; a closed one is reopened, never rewritten. */
export const movesOf = (state: EmergencyState, recorded: boolean): EmergencyMove[] =>
  emergencyMachine.movesFrom(state).filter((move) => move !== 'close' || recorded);

/**
 * The moment an emergency is taken to have begun: as the device said, unless its clock runs ahead of the house.
 * A clock that runs behind is believed: the phone may have waited days for a network.
 */
export const beganAt = (said: string, now: Date): Date => new Date(Math.min(Date.parse(said), now.getTime()));

/** @param hours the term of the dated reference */
export const recordDue = (opened: Date, hours: number): Date => new Date(opened.getTime() + hours * 3_600_000);

/** Whether a day has passed and nothing is written. */
export const isRecordLate = (due: Date, recorded: Date | null, now: Date): boolean => recorded === null && due.getTime() < now.getTime();
