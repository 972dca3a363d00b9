import type { Agreement, AlreadyActive, Asked, CalledBy, Content, Minor, ReportKind, ReportReason, ReportWritten, SenderKind, Sign, Source, Urgency } from '../contract.ts';
import type { MailMessage } from '../../mailbox/contract.ts';
import { mayIdentify, type Obstacle, obstaclesIn } from '../domain.ts';

/** A segnalazione while it is being written: what is not said yet is null. */
export interface ReportForm {
  readonly kind: ReportKind;
  readonly source: Extract<Source, 'form' | 'phone' | 'mail'>;
  /** The message that it is made of. */
  readonly mailId: string | null;
  readonly senderKind: SenderKind | null;
  readonly organisationId: string | null;
  readonly agreement: Agreement | null;
  readonly calledBy: CalledBy;
  readonly minor: Minor | null;
  readonly danger: boolean | null;
  readonly urgency: Urgency | null;
  readonly language: string | null;
  readonly reasons: readonly ReportReason[];
  readonly name: string;
  readonly role: string;
  readonly answerTo: string;
  readonly called: string;
  readonly reach: string;
  readonly signs: readonly Sign[];
  readonly words: string;
  readonly place: string;
  readonly intermediary: string;
  readonly active: readonly AlreadyActive[];
  readonly done: string;
  readonly asks: readonly Asked[];
}

const usual: Readonly<Record<string, SenderKind>> = { reporter: 'cas', prefecture: 'prefecture', sui: 'prefecture' };

/** An empty form, for whoever writes in their own name or, of the team, while somebody tells it on the telephone. */
export const emptyForm = (role: string, name: string, isTeam: boolean): ReportForm => ({
  kind: 'report', source: isTeam ? 'phone' : 'form', mailId: null, senderKind: usual[role] ?? null, organisationId: null, agreement: null, calledBy: 'code', minor: null, danger: null, urgency: null, language: null, reasons: [],
  name: isTeam ? '' : name, role: '', answerTo: '', called: '', reach: '', signs: [], words: '', place: '', intermediary: '', active: [], done: '', asks: [],
});

/** A form begun from a message: who wrote is known already; what they wrote of the person is chosen, never copied whole. */
export const formOfMail = (mail: MailMessage): ReportForm => ({
  ...emptyForm('', '', true), source: 'mail', mailId: mail.id, organisationId: mail.known?.organisationId ?? null, name: (mail.from?.name ?? '').slice(0, 120), answerTo: (mail.from?.address ?? '').slice(0, 200),
});

/** The same form with what was written before. */
export function formOf(written: Omit<ReportWritten, 'send'>): ReportForm {
  const { content } = written;
  return {
    kind: written.kind, source: written.source === 'street' ? 'phone' : written.source, mailId: written.mailId ?? null, senderKind: written.senderKind, organisationId: written.organisationId, agreement: written.agreement, calledBy: written.calledBy, minor: written.minor, danger: written.danger,
    urgency: written.urgency, language: written.language, reasons: written.reasons, ...content, name: content.sender.name, role: content.sender.role, answerTo: content.sender.answerTo,
  };
}

/** What must still be said before it can leave, in the order of the form. */
export function missingIn(form: ReportForm): ('danger' | 'minor' | 'agreement' | 'called' | 'urgency' | 'reasons' | 'senderKind' | 'words')[] {
  return [
    ...(form.danger === null ? ['danger' as const] : []),
    ...(form.minor === null ? ['minor' as const] : []),
    ...(form.agreement === null && form.kind === 'report' ? ['agreement' as const] : []),
    ...(form.calledBy !== 'nobody' && form.called.trim() === '' ? ['called' as const] : []),
    ...(form.urgency === null && form.danger !== true && form.kind === 'report' ? ['urgency' as const] : []),
    ...(form.reasons.length === 0 ? ['reasons' as const] : []),
    ...(form.words.trim() === '' && form.signs.length === 0 ? ['words' as const] : []),
    ...(form.senderKind === null ? ['senderKind' as const] : []),
  ];
}

/** Whether the person may be named here. */
export const namesMayPass = (form: ReportForm): boolean => mayIdentify({ kind: form.kind, agreement: form.agreement ?? 'not-asked', danger: form.danger === true, minor: form.minor ?? 'no' });

/** As it crosses the wire; what is not said is said in the way that lets least through. */
export function writtenFrom(form: ReportForm, send: boolean): ReportWritten {
  const calledBy = form.called.trim() === '' ? 'nobody' : form.calledBy;
  const content: Content = {
    sender: { name: form.name.trim(), role: form.role.trim(), answerTo: form.answerTo.trim() }, called: calledBy === 'nobody' ? '' : form.called.trim(), reach: namesMayPass(form) ? form.reach.trim() : '', signs: [...form.signs], words: form.words.trim(),
    place: form.place.trim(), intermediary: form.intermediary.trim(), active: [...form.active], done: form.done.trim(), asks: [...form.asks],
  };
  return {
    kind: form.kind, source: form.source, ...(form.mailId === null ? {} : { mailId: form.mailId }), senderKind: form.senderKind ?? 'other', organisationId: form.organisationId, agreement: form.agreement ?? 'not-asked', calledBy, minor: form.minor ?? 'no', danger: form.danger ?? false,
    urgency: form.danger === true ? 'immediate' : form.urgency ?? 'ordinary', language: form.language, reasons: form.reasons.length === 0 ? ['help-asked'] : [...form.reasons], content, send,
  };
}

/** What stands in it that may not pass so, where everything was said. */
export const obstaclesOf = (form: ReportForm): readonly Obstacle[] => obstaclesIn(writtenFrom(form, true));
/** Whether it may leave as it is. */
export const isReady = (form: ReportForm): boolean => missingIn(form).length === 0 && obstaclesOf(form).length === 0;
