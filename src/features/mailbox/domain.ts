/** Decisions about the mailbox: the way of a message, which service keeps the box, when a receipt may go back. */
import { machine } from '../../kernel/machine.ts';
import type { BoxFinding, MailFault, MailKind, MailMessageState, MailMove, Security } from './contract.ts';

export { languageOf, letterLanguages } from './domain/language.ts';

/** A message waits, is held until more is known, becomes a segnalazione, or is not for us. Whatever was decided can be opened again, but for what became a segnalazione. */
export const mailMachine = machine<MailMessageState, MailMove>({
  states: ['waiting', 'held', 'referred', 'set-aside', 'spam'],
  initial: 'waiting',
  moves: {
    hold: { from: ['waiting'], to: 'held', needs: ['reason'] },
    refer: { from: ['waiting', 'held'], to: 'referred' },
    'set-aside': { from: ['waiting', 'held'], to: 'set-aside', needs: ['reason'] },
    'mark-spam': { from: ['waiting', 'held'], to: 'spam' },
    reopen: { from: ['held', 'set-aside', 'spam'], to: 'waiting' },
  },
});

/** Whether somebody must still say what becomes of a message. */
export const isUndecided = (state: MailMessageState): boolean => state === 'waiting' || state === 'held';

/** Services that anybody opens a box with, with no agreement on whose data it keeps: for what is written about victims that is a finding (domain.md 8). */
const freeMail = /(^|[.@])(gmail\.com|googlemail\.com|outlook\.(com|it)|hotmail\.(com|it)|live\.(com|it)|msn\.com|yahoo\.(com|it)|ymail\.com|libero\.it|virgilio\.it|tiscali\.it|alice\.it|aol\.com|icloud\.com|me\.com|gmx\.(com|net|de)|mail\.(com|ru)|proton(mail)?\.(com|me)|email\.it)$/i;

/** What is wrong with where a box is kept. */
export function findingsOf({ address, host, security }: { readonly address: string; readonly host: string; readonly security: Security }): BoxFinding[] {
  return [...(freeMail.test(address) || freeMail.test(host) ? ['free-mail-service' as const] : []), ...(security === 'plain' ? ['plain-connection' as const] : [])];
}

/** By any of these whoever wrote may be somebody else than the address says: nobody is known by it, nothing is answered by itself. */
const doubts: ReadonlySet<MailFault> = new Set(['no-sender', 'several-senders', 'sender-hidden', 'sender-unproved', 'sender-odd']);

/** Whether the address that a message says it comes from may be looked up at all. It is no proof even then. */
export const isLookedUp = (faults: readonly MailFault[]): boolean => !faults.some((fault) => doubts.has(fault));

/** What a message says of itself, as far as answering it goes. */
export interface Manners {
  readonly kind: MailKind;
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
  /** Header names in lower case, with what they say. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Only what came within this time is answered: a box that is connected with years of mail in it answers none of them. */
const FRESH_HOURS = 24;
const machines = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply.*|bounces?([+-].*)?|.*-(request|bounces|owner)|owner-.*|listserv|majordomo|daemon|root)@/i;

/**
 * Whether a neutral receipt may go back (RFC 3834, 2): never to a machine, a list, an empty return path, ourselves, or where we were not addressed.
 * @param own addresses of our own
 */
export function mayAcknowledge({ kind, senders, recipients, headers }: Manners, own: readonly string[], { arrivedAt, now }: { readonly arrivedAt: Date; readonly now: Date }): boolean {
  const [sender] = senders;
  if (kind !== 'letter' || senders.length !== 1 || sender === undefined || machines.test(sender) || own.includes(sender)) return false;
  if (now.getTime() - arrivedAt.getTime() > FRESH_HOURS * 3_600_000) return false;
  if (!recipients.some((one) => own.includes(one))) return false;
  if (/^\s*<\s*>\s*$/.test(headers.get('return-path') ?? '')) return false;
  return !marksOfMachine(headers);
}

/** Whether a machine wrote it, or a list passed it on. */
export function marksOfMachine(headers: ReadonlyMap<string, string>): boolean {
  const submitted = headers.get('auto-submitted')?.trim().toLowerCase();
  if (submitted !== undefined && !submitted.startsWith('no')) return true;
  if (/^\s*(bulk|list|junk|auto_reply)/i.test(headers.get('precedence') ?? '')) return true;
  if (headers.has('x-autoreply') || headers.has('x-autorespond') || headers.has('x-loop') || headers.has('feedback-id')) return true;
  return [...headers.keys()].some((name) => name.startsWith('list-'));
}
