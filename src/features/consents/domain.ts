import { heldAt } from '../../kernel/held-at.ts';
import { machine } from '../../kernel/machine.ts';
import type { Waiting } from '../../kernel/offline/waiting.ts';
import { type CaseConsents, type Consent, type ConsentMove, ConsentMoveRequest, type ConsentState, type Delivery, NewConsent, NewDelivery, type NoticeState } from './contract.ts';

/** A consent is asked, then given or refused; a given one may be withdrawn or expire. There is no way back: a new one is asked. */
export const consentMachine = machine<ConsentState, ConsentMove>({
  states: ['requested', 'given', 'refused', 'withdrawn', 'expired'],
  initial: 'requested',
  moves: {
    give: { from: ['requested'], to: 'given' },
    refuse: { from: ['requested'], to: 'refused' },
    withdraw: { from: ['given'], to: 'withdrawn' },
    expire: { from: ['given'], to: 'expired' },
  },
});

/** The state on a day, `YYYY-MM-DD`: a given consent holds through its last day and not after. */
export const stateOn = (consent: { state: ConsentState; validUntil: string | null }, day: string): ConsentState =>
  consent.state === 'given' && consent.validUntil !== null && consent.validUntil < day ? 'expired' : consent.state;

/** Told is not yet understood: only a teach-back says so. Once understood, a later reading does not undo it. */
export function noticeStateOf(deliveries: readonly Pick<Delivery, 'understood'>[]): NoticeState {
  if (deliveries.some((delivery) => delivery.understood === 'yes')) return 'understood';
  return deliveries.length > 0 ? 'given' : 'to-give';
}

/** Clocks differ by so much, and what waited no longer came at once. Milliseconds. */
const MOMENT = 60_000;

/**
 * The hour of a person's word that a device noted and sent later, to be shown beside the hour of its arrival; null where it came at once, or the device's clock cannot be right.
 * @param before what must have been said before it; null where nothing is known of that
 */
export function wordAt(notedAt: string | undefined, before: Date | null, now: Date): Date | null {
  const at = heldAt(notedAt === undefined ? undefined : new Date(notedAt), before ?? new Date(0), now);
  return now.getTime() - at.getTime() < MOMENT ? null : at;
}

/** Kinds of records under which this room's calls wait on a device. */
export const CONSENT = 'consent';
export const DELIVERY = 'notice-delivery';

/** Who noted what waits. */
export interface Writer { readonly id: string; readonly name: string }

const hourOf = ({ notedAt }: Waiting): string => new Date(notedAt).toISOString();

function withAsked(consents: readonly Consent[], given: NewConsent, call: Waiting): readonly Consent[] {
  const { id } = call.record;
  if (consents.some((one) => one.id === id)) return consents;
  const { caseId, recipientId = null, purpose = null, channel = null, validUntil = null } = given;
  const recipient = recipientId === null ? null : { id: recipientId, name: call.about?.['recipient'] ?? '', nowCalled: null };
  return [{ id, caseId, switch: given.switch, recipient, purpose, channel, validUntil, state: 'requested', requestedAt: hourOf(call), toldIn: given.toldIn ?? null, decided: null, recording: null }, ...consents];
}

function withMoved(consents: readonly Consent[], given: ConsentMoveRequest, call: Waiting, by: Writer): readonly Consent[] {
  const { move } = given;
  // A no stands here whatever becomes of it: nobody at this device goes on as if it had not been said. A yes is only shown while it may still arrive.
  if (call.refusal !== undefined && move === 'give') return consents;
  return consents.map((one) => (one.id === call.record.id && consentMachine.can(one.state, move)
    ? { ...one, state: consentMachine.next(one.state, move), recording: null, toldIn: (move === 'withdraw' ? undefined : given.toldIn) ?? one.toldIn ?? null, decided: { at: hourOf(call), notedAt: null, by, evidence: given.evidence?.kind ?? null } } : one));
}

function withCall(consents: readonly Consent[], call: Waiting, caseId: string, by: Writer): readonly Consent[] {
  const own = `/api/consents/${call.record.id}`;
  if (call.path === `${own}/moves`) {
    const given = ConsentMoveRequest.safeParse(call.body).data;
    return given ? withMoved(consents, given, call, by) : consents;
  }
  const given = call.path === own && call.refusal === undefined ? NewConsent.safeParse(call.body).data : undefined;
  return given?.caseId === caseId ? withAsked(consents, given, call) : consents;
}

function withDelivery(deliveries: readonly Delivery[], call: Waiting, caseId: string, by: Writer): readonly Delivery[] {
  const given = call.refusal === undefined ? NewDelivery.safeParse(call.body).data : undefined;
  if (given?.caseId !== caseId || deliveries.some(({ id }) => id === call.record.id)) return deliveries;
  const { about } = call;
  const mediator = given.mediatorId ? { id: given.mediatorId, name: about?.['mediator'] ?? '' } : null;
  return [{
    id: call.record.id, number: Number(about?.['number'] ?? 0), language: about?.['language'] ?? '', edition: Number(about?.['edition'] ?? 0), means: given.means, understood: given.understood,
    by, mediator, at: hourOf(call), notedAt: null, isSuperseded: false,
  }, ...deliveries];
}

/**
 * Notice and consents of a case as they will be once what waits on this device has arrived. A withdrawn consent is withdrawn here at once.
 * @param waiting everything that waits here, in order
 */
export function asNoted(known: CaseConsents, waiting: readonly Waiting[], by: Writer): CaseConsents {
  let [consents, deliveries]: [readonly Consent[], readonly Delivery[]] = [known.consents, known.deliveries];
  for (const call of waiting) {
    if (call.record.kind === CONSENT) consents = withCall(consents, call, known.caseId, by);
    else if (call.record.kind === DELIVERY) deliveries = withDelivery(deliveries, call, known.caseId, by);
  }
  if (consents === known.consents && deliveries === known.deliveries) return known;
  return { ...known, consents: [...consents], deliveries: [...deliveries], noticeState: noticeStateOf(deliveries) };
}

/** Consents that the person took back or refused at this device, and that the server may not know of yet: nothing is sent under them. */
export const takenBackHere = (waiting: readonly Waiting[]): ReadonlySet<string> => new Set(waiting.flatMap(({ record, path, body }) => {
  const move = record.kind === CONSENT && path.endsWith('/moves') ? ConsentMoveRequest.safeParse(body).data?.move : undefined;
  return move === 'withdraw' || move === 'refuse' ? [record.id] : [];
}));

/** Calls that wait here and open a case: without them nothing of that case makes sense to the server. */
export const openingOf = (waiting: readonly Waiting[], caseId: string): string[] => waiting.flatMap(({ id, path, body }) =>
  (/^\/api\/(persons\/[^/]+|street-contacts\/[^/]+\/person)$/.test(path) && (body as { caseId?: unknown } | undefined)?.caseId === caseId ? [id] : []));

const textOf = (body: unknown, field: string): string | undefined => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** What this device alone says of the languages of somebody whose case the server does not have yet. */
export interface LanguagesHere {
  /** Of the contact from which the case was opened first, then of talks that were begun. */
  readonly languages: readonly string[];
  /** The outing on which they were met. */
  readonly outingId: string | undefined;
}

export function languagesHere(waiting: readonly Waiting[], caseId: string): LanguagesHere {
  const ofCase = waiting.filter(({ body }) => textOf(body, 'caseId') === caseId);
  const contactId = ofCase.flatMap(({ path }) => /^\/api\/street-contacts\/([^/]+)\/person$/.exec(path)?.[1] ?? [])[0];
  const contact = contactId === undefined ? undefined : waiting.find(({ path }) => path === `/api/street-contacts/${contactId}`);
  return { languages: [...new Set([contact, ...ofCase].flatMap((call) => textOf(call?.body, 'language') ?? []))], outingId: textOf(contact?.body, 'outingId') };
}

/** In which order languages are offered: those that may be the person's, Italian, then all others. */
export const languagesFirst = <Code extends string>(offered: readonly Code[], theirs: readonly string[]): Code[] =>
  [...new Set([...theirs.flatMap((one) => offered.filter((code) => code === one)), ...offered.filter((code) => code === 'it'), ...offered])];

/** In which language somebody was told: as said now, as chosen for the words on the screen, as the talk is held, as the person speaks, and last as the words are shown. */
export const toldInFirst = ({ said, chosen, talkIn, theirs, shown }: { said: string | null; chosen: string | null; talkIn: string | null; theirs: readonly string[]; shown: string }): string[] =>
  [...new Set([...[said, chosen, talkIn].filter((one) => one !== null), ...theirs, shown])];

/** The same question stands open already. */
export const isOpenAlready = (consents: readonly Consent[], asked: NewConsent): boolean => consents.some((one) => (one.state === 'requested' || one.state === 'given')
  && one.switch === asked.switch && (one.recipient?.id ?? null) === (asked.recipientId ?? null) && one.purpose === (asked.purpose ?? null) && one.channel === (asked.channel ?? null));
