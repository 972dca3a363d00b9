import { machine } from '../../kernel/machine.ts';
import type { Compartment } from '../cases/contract.ts';
import { namesIn } from '../referrals/domain/letter.ts';
import type { ConferenceMove, ConferenceState, MinutesBody, PartBody, PartKind, Who } from './contract.ts';

export { namesIn };
export { minutesPaper } from './domain/minutes-paper.ts';

/**
 * The way of a conference. Nothing of it is taken back: a day that does not suit is put off and called again, and what was decided stays in
 * minutes that those who were there have approved.
 */
export const conferenceMachine = machine<ConferenceState, ConferenceMove>({
  states: ['called', 'held', 'minutes-approved', 'closed', 'postponed', 'cancelled'],
  initial: 'called',
  moves: {
    'hold': { from: ['called'], to: 'held' },
    'postpone': { from: ['called'], to: 'postponed', needs: ['reason'] },
    'call-again': { from: ['postponed'], to: 'called' },
    'cancel': { from: ['called', 'postponed'], to: 'cancelled', needs: ['reason'] },
    'approve-minutes': { from: ['held'], to: 'minutes-approved' },
    'close': { from: ['minutes-approved'], to: 'closed' },
  },
});

const compartments: Readonly<Record<PartKind, Compartment>> = {
  question: 'base', situation: 'base', wish: 'base', languages: 'base', risk: 'case', needs: 'case', plan: 'case', services: 'case', work: 'work', story: 'restricted',
};
/** The part of a case to which a block of a sheet belongs. */
export const compartmentOf = (kind: PartKind): Compartment => compartments[kind];

const ofRole: Readonly<Record<string, readonly Compartment[]>> = {
  mediator: ['base'], labour: ['base', 'case', 'work'], educator: ['base', 'case', 'work', 'restricted'], coordinator: ['base', 'case', 'work', 'restricted'],
  psychologist: ['base', 'case', 'work', 'restricted'], legal: ['base', 'case', 'work', 'restricted'],
};
const ofNetwork: ReadonlySet<PartKind> = new Set(['question', 'situation', 'wish', 'languages', 'needs', 'plan', 'services']);

/**
 * Whether a block may stand on the sheet of somebody: for the team, what their profession reads of a case; for the network, what a body may
 * be told for this purpose, and never the story or the risk. The database decides the same again (`conference_part_fits`).
 * @param purpose for which the person agreed to share with their body; null for the team
 */
export function partFits(kind: PartKind, role: string, purpose: string | null): boolean {
  if (purpose !== null) return ofNetwork.has(kind) || (kind === 'work' && (purpose === 'work' || purpose === 'legal'));
  return ofRole[role]?.includes(compartmentOf(kind)) ?? false;
}

/** What is on a sheet before anybody chooses: the question and the wish for all, the rest as the reader's work needs it; never the story. */
export const usualParts = (role: string, purpose: string | null): PartKind[] =>
  (purpose === null ? ['question', 'situation', 'wish', 'languages', 'needs', 'plan', 'services'] as const : ['question', 'situation', 'wish', 'languages'] as const).filter((kind) => partFits(kind, role, purpose));

export const isEmpty = ({ words, items }: PartBody): boolean => words.trim() === '' && items.length === 0;

/** The minutes without the question and the points that say a name of the person: they were written when nobody knew that it was one. */
export const withoutNaming = (body: MinutesBody, names: readonly string[]): MinutesBody => ({
  ...body, question: namesIn(body.question, names).length > 0 ? '—' : body.question, points: body.points.filter((point) => namesIn(point.words, names).length === 0),
});

/** The minutes for readers outside the team: who spoke is told by role and body, and what was written point by point stays inside. */
export function withoutNames(body: MinutesBody): MinutesBody {
  const nameless = (who: Who | null): Who | null => who && { ...who, name: null };
  return {
    ...body,
    points: body.points.map((point) => ({ ...point, notes: [] })),
    present: body.present.map((who) => ({ ...who, name: null })), absent: body.absent.map((who) => ({ ...who, name: null })),
    decisions: body.decisions.map((one) => ({ ...one, by: nameless(one.by) })),
    dissents: body.dissents.map((one) => ({ ...one, by: nameless(one.by) })),
  };
}

/** The minutes for a colleague who does not follow the case: with names of colleagues, without what was written point by point. */
export const withoutNotes = (body: MinutesBody): MinutesBody => ({ ...body, points: body.points.map((point) => ({ ...point, notes: [] })) });

/** The steps that one may take now, and whether the words why are owed for them. */
export function movesOffered(state: ConferenceState, known: { readonly runs: boolean; readonly hasMinutes: boolean }): ConferenceMove[] {
  if (!known.runs) return [];
  return conferenceMachine.movesFrom(state).filter((move) => move !== 'approve-minutes' || known.hasMinutes);
}
