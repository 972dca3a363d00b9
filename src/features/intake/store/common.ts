import { createHmac, randomInt } from 'node:crypto';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { ReportKind, ReportWritten, Urgency } from '../contract.ts';
import { deadlineOf, termOf } from '../domain.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { holidays } from '../../referrals/reference.ts';
import { intakeTerm } from '../reference.ts';

/** Where each sealed value stands, so that none can be moved elsewhere. */
export const place = {
  content: (id: string) => `inbound_content.body:${id}`,
  move: (id: string) => `inbound_move.words:${id}`,
  message: (id: string) => `inbound_message.body:${id}`,
  attempt: (id: string) => `inbound_contact_move.words:${id}`,
} as const;

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const four = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');

/** A name for a segnalazione that can be said on the telephone: no letter that looks like a digit, and no meaning. */
export const newReference = (): string => `S-${four()}-${four()}`;

/** Tells the same words from others without keeping any. */
export const digestOf = (house: House, act: Act, written: ReportWritten): Buffer =>
  createHmac('sha256', house.keyring.derive(`inbound written of ${act.actor.programmeId}`)).update(JSON.stringify({ ...written, send: true })).digest();

/** What a place or an intermediary is counted by. @param mark from `markOf` */
export const markDigest = (house: House, act: Act, about: string, mark: string): Buffer =>
  createHmac('sha256', house.keyring.derive(`inbound marks of ${act.actor.programmeId}`)).update(`${about} ${mark}`).digest();

/** What two segnalazioni of one body about the same guest share. @param called from `calledAlike` */
export const calledDigest = (house: House, act: Act, organisationId: string, called: string): Buffer =>
  createHmac('sha256', house.keyring.derive(`inbound called of ${act.actor.programmeId}`)).update(`${organisationId} ${called}`).digest();

/** When a decision is owed. @param from when the clock began to run */
export function decisionDeadline(reference: Reference, kind: ReportKind, urgency: Urgency, danger: boolean, from: Date): { readonly dueAt: Date; readonly remindAt: Date } {
  const day = italianDay(from);
  return deadlineOf(intakeTerm(reference, termOf(kind, urgency, danger), day), from, day, holidays(reference));
}

/** By when an answer to what was asked is owed. */
export function answerDeadline(reference: Reference, now: Date): Date {
  const day = italianDay(now);
  return deadlineOf(intakeTerm(reference, 'answer', day), now, day, holidays(reference)).dueAt;
}
