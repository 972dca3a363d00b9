/** What a browser shows before the rooms: a wait, the digits of a telephone, what the server answered, or that it did not. */
export type Stands = 'wait' | 'digits' | 'answer' | 'unreached';

export interface Asked {
  /** A telephone of somebody is enrolled in this browser. */
  readonly isEnrolled: boolean;
  /** Who is here: asked and not answered yet, answered, or asked in vain. */
  readonly answer: 'none' | 'here' | 'failed';
  /** It takes longer than a usable network does. */
  readonly isLate: boolean;
  /** Somebody began with what stands there: nothing goes from under their finger. */
  readonly isTouched: boolean;
  /** The telephone was opened, or its owner chose to go on with the server. */
  readonly isThrough: boolean;
}

/**
 * Which wins, the telephone or the server. Where a telephone is enrolled nobody waits for a network that is as good as none: the digits stand while the server is still being asked.
 * Whichever comes first then has it: a finger on the digits, or the answer. Never both: what somebody began stays until they have opened it or gone on with the server.
 */
export function whatStands({ isEnrolled, answer, isLate, isTouched, isThrough }: Asked): Stands {
  if (!isEnrolled) return ({ none: 'wait', here: 'answer', failed: 'unreached' } as const)[answer];
  if (answer === 'failed') return 'digits';
  if (answer === 'here') return isTouched && isLate && !isThrough ? 'digits' : 'answer';
  return isLate && !isThrough ? 'digits' : 'wait';
}
