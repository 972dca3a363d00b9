import type { FileToSend, RecordName, ToSend } from '../../../kernel/offline/waiting.ts';
import type { ConsentMoveRequest, NewConsent, NewDelivery } from '../contract.ts';
import { CONSENT, DELIVERY } from '../domain.ts';

/** What is sent of notice and consents: the same with and without a network. Of one consent everything keeps its order, so that no answer comes before its question. */

export const consentRecord = (id: string): RecordName => ({ kind: CONSENT, id });
export const deliveryRecord = (id: string): RecordName => ({ kind: DELIVERY, id });
/** The screen that opens without a network too. */
const hrefOf = (caseId: string): string => `/cases/${caseId}/answers`;
const now = (): string => new Date().toISOString();

/** An answer that waits on this device, with its hour; a yes recorded by voice goes with its file, in pieces before it. */
export const moveToSend = (caseId: string, consentId: string, body: ConsentMoveRequest, file?: FileToSend): ToSend => ({
  method: 'POST', path: `/api/consents/${consentId}/moves`, body: { ...body, notedAt: now() }, ...(file ? { file } : {}),
  record: consentRecord(consentId), href: hrefOf(caseId), says: { key: file ? 'consents.queued.yes' : `consents.queued.${body.move}` },
});

/** @param recipient what the body is called, to be shown meanwhile @param after the call that opens the case, where that waits here too */
export const askToSend = (consentId: string, body: NewConsent, recipient: string | null = null, after: readonly string[] = []): ToSend => ({
  method: 'PUT', path: `/api/consents/${consentId}`, body: { ...body, notedAt: now() }, after,
  record: consentRecord(consentId), href: hrefOf(body.caseId), says: { key: 'consents.queued' }, ...(recipient === null ? {} : { about: { recipient } }),
});

/** The words that were told, and who was there, as the tab shows them meanwhile. */
export interface ToldWords { readonly number: number; readonly language: string; readonly edition: number; readonly mediator: string }

export const deliveryToSend = (id: string, body: NewDelivery, { number, edition, ...told }: ToldWords, after: readonly string[]): ToSend => ({
  method: 'PUT', path: `/api/notice-deliveries/${id}`, body: { ...body, notedAt: now() }, after,
  record: deliveryRecord(id), href: hrefOf(body.caseId), says: { key: 'consents.queued.notice' }, about: { ...told, number: String(number), edition: String(edition) },
});
