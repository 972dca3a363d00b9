import { machine } from '../../../kernel/machine.ts';
import type { AlarmMove, AlarmState, OutingMove, OutingState, StreetHourMove, StreetHourState } from '../contract.ts';

/** A time on the street. Leaving and coming back are told by taps of safety; what undoes a step says why, but for `not-yet`: the tap of leaving was a slip, while it is still early. */
export const outingMachine = machine<OutingState, OutingMove>({
  states: ['planned', 'under-way', 'returned', 'closed', 'cancelled'],
  initial: 'planned',
  moves: {
    'start': { from: ['planned'], to: 'under-way' },
    'not-yet': { from: ['under-way'], to: 'planned' },
    'return': { from: ['under-way'], to: 'returned' },
    'go-back-out': { from: ['returned'], to: 'under-way', needs: ['reason'] },
    'close': { from: ['returned'], to: 'closed' },
    'reopen': { from: ['closed'], to: 'returned', needs: ['reason'] },
    'cancel': { from: ['planned', 'under-way'], to: 'cancelled', needs: ['reason'] },
  },
});

/**
 * `end` and `climb` are the house's own: a sign of life came, or all are back; whoever took it on said nothing more in time. The other two are said
 * with words. To take on what is held already is to say that one still holds it, or to take it over.
 */
export const alarmMachine = machine<AlarmState, AlarmMove>({
  states: ['standing', 'acknowledged', 'closed'],
  initial: 'standing',
  moves: {
    'acknowledge': { from: ['standing', 'acknowledged'], to: 'acknowledged', needs: ['reason'] },
    'climb': { from: ['acknowledged'], to: 'standing' },
    'close': { from: ['standing', 'acknowledged'], to: 'closed', needs: ['reason'] },
    'end': { from: ['standing', 'acknowledged'], to: 'closed' },
  },
});

/**
 * An hour that was let go is still given, where nobody took it meanwhile: it had been promised on the street before anybody could know. Where somebody did,
 * the promise stands (`promise`, the house's own answer to a `give` that came late) until another hour is booked, or somebody says in words that none is needed.
 */
export const streetHourMachine = machine<StreetHourState, StreetHourMove>({
  states: ['held', 'given', 'let-go', 'promised'],
  initial: 'held',
  moves: {
    'give': { from: ['held', 'let-go'], to: 'given' },
    'let-go': { from: ['held'], to: 'let-go' },
    'promise': { from: ['let-go'], to: 'promised' },
    'rebook': { from: ['promised'], to: 'given' },
    'settle': { from: ['promised'], to: 'let-go', needs: ['reason'] },
    'take-back': { from: ['given'], to: 'held' },
  },
});

/** What somebody may do with an outing now; the database refuses the same. */
export const outingMovesFor = (state: OutingState, mayMove: boolean): OutingMove[] => (mayMove ? outingMachine.movesFrom(state) : []);
export const alarmMovesFor = (state: AlarmState): AlarmMove[] => alarmMachine.movesFrom(state).filter((move) => move !== 'end' && move !== 'climb');
