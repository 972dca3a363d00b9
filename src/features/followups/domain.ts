import { machine } from '../../kernel/machine.ts';
import { AttemptWay, type FollowUpMove, type FollowUpState, type Ratings } from './contract.ts';

/**
 * One time of asking after a person. A no and a contact that is not safe are ends as good as having reached them, and nobody is sought again
 * after either; giving up and taking an answer back say why.
 */
export const followUpMachine = machine<FollowUpState, FollowUpMove>({
  states: ['planned', 'reached', 'refused', 'not-safe', 'unreachable', 'ended'],
  initial: 'planned',
  moves: {
    'reach': { from: ['planned'], to: 'reached' },
    'refuse': { from: ['planned'], to: 'refused' },
    'find-unsafe': { from: ['planned'], to: 'not-safe' },
    'give-up': { from: ['planned'], to: 'unreachable', needs: ['reason'] },
    'take-back': { from: ['reached', 'refused', 'not-safe', 'unreachable'], to: 'planned', needs: ['reason'] },
    'end': { from: ['planned'], to: 'ended' },
  },
});

/** What somebody who keeps the file may do now. The house's own step is nobody's. */
export const movesFor = (state: FollowUpState, keepsFile: boolean): FollowUpMove[] => (keepsFile ? followUpMachine.movesFrom(state).filter((move) => move !== 'end') : []);

/** Each way to seek the person and what forbids it today; whoever comes by themselves is always welcome. The database refuses the same. */
export function waysToSeek(known: { readonly doNotCall: boolean; readonly consent: boolean }): { way: AttemptWay; why: 'do-not-call' | 'no-consent' | null }[] {
  return AttemptWay.options.map((way) => {
    if (way === 'came-by') return { way, why: null };
    if (known.doNotCall && (way === 'phone' || way === 'messaging')) return { way, why: 'do-not-call' };
    return { way, why: known.consent ? null : 'no-consent' };
  });
}

/** Area by area, how it stood at the closing and how it stands now; areas with one of the two are told as well. */
export function areasCompared(atClosing: Ratings, now: Ratings): { domain: keyof Ratings; closing: number | null; now: number | null; change: number | null }[] {
  const domains = [...new Set([...Object.keys(atClosing), ...Object.keys(now)])] as (keyof Ratings)[];
  return domains.map((domain) => {
    const [closing, today] = [atClosing[domain] ?? null, now[domain] ?? null];
    return { domain, closing, now: today, change: closing === null || today === null ? null : today - closing };
  });
}
