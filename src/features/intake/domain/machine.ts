import { machine } from '../../../kernel/machine.ts';
import type { ContactMove, ContactState, InboundMove, InboundState, MeetingMove, MeetingState, ReportKind } from '../contract.ts';

/** The way of a segnalazione (domain.md 3.2; product.md, chapter 3). The same stands in `app/machines.sql`; a test compares them. */
export const inboundMachine = machine<InboundState, InboundMove>({
  states: ['draft', 'sent', 'received', 'in-triage', 'accepted', 'declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn'],
  initial: 'draft',
  moves: {
    send: { from: ['draft'], to: 'sent' },
    receive: { from: ['sent'], to: 'received' },
    take: { from: ['received'], to: 'in-triage' },
    give: { from: ['received', 'in-triage'], to: 'in-triage' },
    rank: { from: ['in-triage'], to: 'in-triage', needs: ['reason'] },
    release: { from: ['in-triage'], to: 'received', needs: ['reason'] },
    accept: { from: ['in-triage'], to: 'accepted' },
    decline: { from: ['sent', 'in-triage'], to: 'declined', needs: ['reason'] },
    redirect: { from: ['in-triage'], to: 'redirected' },
    merge: { from: ['in-triage'], to: 'merged' },
    advise: { from: ['in-triage'], to: 'advised' },
    reopen: { from: ['declined', 'redirected', 'merged', 'advised'], to: 'in-triage', needs: ['reason'] },
    close: { from: ['accepted', 'declined', 'redirected', 'merged', 'advised'], to: 'closed' },
    withdraw: { from: ['draft', 'sent', 'received', 'in-triage', 'accepted'], to: 'withdrawn', needs: ['reason'] },
  },
});

/** Reaching the person, once a segnalazione was accepted. Who was not reached may be tried again. */
export const contactMachine = machine<ContactState, ContactMove>({
  states: ['contacting', 'booked', 'not-reached', 'refused'],
  initial: 'contacting',
  moves: {
    attempt: { from: ['contacting', 'not-reached'], to: 'contacting' },
    book: { from: ['contacting', 'not-reached'], to: 'booked' },
    'fall-through': { from: ['booked'], to: 'contacting' },
    miss: { from: ['contacting'], to: 'not-reached' },
    refuse: { from: ['contacting', 'not-reached'], to: 'refused' },
  },
});

/** The steps that people take; that an hour fell through is said by the agenda alone. */
export const stepsOfContact = (contact: ContactState): Exclude<ContactMove, 'fall-through'>[] => contactMachine.movesFrom(contact).filter((move) => move !== 'fall-through');

/** The moves that are open to who handles one; a consultation is advised, and never becomes a case by itself. */
export const movesOfTeam = (kind: ReportKind, state: InboundState): InboundMove[] =>
  inboundMachine.movesFrom(state).filter((move) => move !== 'send' && move !== 'withdraw' && (kind === 'report' || (move !== 'accept' && move !== 'merge')));

/** Whether a state still waits for a decision: its clock runs. */
export const isUndecided = (state: InboundState): boolean => state === 'sent' || state === 'received' || state === 'in-triage';

/** What whoever looks at a line does next: the first thing owed, and who is asked before what is only watched. */
export function nextFor({ state, contact, isOwed, isMine }: { readonly state: InboundState; readonly contact: ContactState | null; readonly isOwed: boolean; readonly isMine: boolean }): 'receive' | 'take' | 'decide' | 'answer' | 'contact' | 'close' | 'wait' | 'nothing' {
  if (state === 'sent') return 'receive';
  if (state === 'received') return 'take';
  if (!isMine) return isUndecided(state) ? 'wait' : 'nothing';
  if (isOwed) return 'answer';
  if (state === 'in-triage') return 'decide';
  if (state === 'accepted') return contact === 'contacting' || contact === 'not-reached' ? 'contact' : 'close';
  return state === 'declined' || state === 'redirected' || state === 'merged' || state === 'advised' ? 'close' : 'nothing';
}

/** A joint meeting on what is no case yet. */
export const meetingMachine = machine<MeetingState, MeetingMove>({
  states: ['called', 'held', 'cancelled'],
  initial: 'called',
  moves: {
    hold: { from: ['called'], to: 'held' },
    cancel: { from: ['called'], to: 'cancelled', needs: ['reason'] },
  },
});
