/** Reads a message: whatever can be understood of it, and codes for what cannot. It never throws because of what somebody sent. */
import PostalMime from 'postal-mime';
import type { Address as Found, Attachment as Part, Email } from 'postal-mime';
import { checkedFile, FileRefused } from '../../../kernel/files/check.ts';
import { letterNamed } from '../../../kernel/mail/numbers.ts';
import { isOneAddress } from '../../../kernel/mail/letters.ts';
import type { Address, MailFault, MailKind } from '../contract.ts';
import { marksOfMachine } from '../domain.ts';
import { textOfHtml } from './html.ts';
import { fieldsOf, headEnd, messageIds } from './source.ts';
import type { AttachedFile, Understood } from './understood.ts';

const LONGEST_TEXT = 200_000;
const MOST_FILES = 50;
const LARGEST_FILE = 20 * 1_048_576;
const DEEPEST = 60;
const LONGEST_HEAD = 1_048_576;
const DAY = 86_400_000;

type Fields = readonly (readonly [string, string])[];

/** @param arrivedAt when the server received it: a date that cannot be is told apart by it */
export async function understand(source: Buffer, arrivedAt: Date): Promise<Understood> {
  const fields = fieldsOf(source);
  const { email, fault } = await parsed(source);
  const faults = new Set<MailFault>(fault === undefined ? [] : [fault]);
  const from = [email?.from].flatMap(addresses);
  if (from.length === 0) from.push(...looseAddresses(fields, 'from'));
  const headers = new Map(fields.toReversed());
  const text = textOf(email, faults);
  const subject = cleaned(email?.subject ?? legible(headers.get('subject') ?? ''), 500);
  const writtenAt = dateOf(headers.get('date'), arrivedAt, faults);
  const { files, isCut } = await filesOf(email, faults);
  if (isCut) faults.add('too-many-parts');
  const number = messageIds(headers.get('message-id') ?? '')[0] ?? null;
  const bounce = bounceIn(source, headers);

  if (from.length === 0) faults.add('no-sender');
  if (from.length > 1 || sendersNamed(fields) > 1) faults.add('several-senders');
  if (from.some(({ address }) => !isOneAddress(address))) faults.add('sender-odd');
  if (isDisowned(headers)) faults.add('sender-unproved');
  if (from.some(({ name, address }) => /[^\s<>"]+@[^\s<>"]+/.test(name) && !name.toLowerCase().includes(address))) faults.add('sender-hidden');
  if (number === null) faults.add('no-number');
  if (source.subarray(0, headEnd(source)).some((byte) => byte > 0x7f) || /\ufffd/.test(subject)) faults.add('header-damaged');
  if (/\ufffd/.test(text)) faults.add('letters-lost');
  if (hasUnknownCharset(source)) faults.add('charset-unknown');
  if (/multipart\/encrypted|application\/(x-)?pkcs7-mime|application\/pgp-encrypted/i.test(headers.get('content-type') ?? '')) faults.add('encrypted');
  if (text === '' && files.length === 0) faults.add('no-text');

  const to = (email?.to ?? []).flatMap(addresses);
  const copies = (email?.cc ?? []).flatMap(addresses);
  return {
    kind: kindOf(bounce !== null, headers),
    words: { from: from[0] ?? null, to: to.slice(0, 50), copies: copies.slice(0, 50), answerTo: (email?.replyTo ?? []).flatMap(addresses)[0] ?? null, subject, writtenAt, text, fileNames: files.map((file) => file.name) },
    faults: [...faults], files, senders: from.map((one) => one.address), recipients: [...to, ...copies].map((one) => one.address), number,
    answersTo: [...messageIds(headers.get('references') ?? ''), ...messageIds(headers.get('in-reply-to') ?? '')], headers: [...headers], bounce,
  };
}

async function parsed(source: Buffer): Promise<{ readonly email?: Email; readonly fault?: MailFault }> {
  try {
    return { email: await PostalMime.parse(source, { maxNestingDepth: DEEPEST, maxHeadersSize: LONGEST_HEAD, maxRfc822NestingDepth: 3, attachmentEncoding: 'arraybuffer' }) };
  } catch (error) {
    // Whatever the parser stumbled over, the source is kept and the head is read by hand.
    return { fault: error instanceof Error && /nesting/i.test(error.message) ? 'too-deep' : 'unreadable' };
  }
}

function addresses(found: Found | undefined): Address[] {
  if (!found) return [];
  if (found.group) return found.group.flatMap(addresses);
  const address = cleaned(found.address ?? '', 320).toLowerCase();
  return address === '' ? [] : [{ name: cleaned(found.name, 200), address }];
}

/** Anything that looks like an address in a field that could not be read. */
const looseAddresses = (fields: Fields, field: string): Address[] =>
  fields.filter(([name]) => name === field).flatMap(([, value]) => value.slice(0, 2_000).match(/[^\s<>"',;:()]{1,64}@[^\s<>"',;:()]{1,255}/g) ?? []).slice(0, 5).map((address) => ({ name: '', address: address.toLowerCase() }));

/** How many addresses stand where whoever wrote is named: not in the names, which are in quotes, nor in remarks. */
function sendersNamed(fields: Fields): number {
  const named = fields.filter(([name]) => name === 'from').map(([, value]) => value.slice(0, 2_000).replace(/"(?:[^"\\]|\\.)*"(?!@)|\([^()]*\)/g, ' '));
  return named.reduce((sum, value) => sum + Math.max(1, value.split(',').filter((one) => one.includes('@')).length), 0);
}

/**
 * Whether the server that took the message says that the domain in its From denies having sent it (RFC 8601; RFC 7489 for `dmarc`, else a broken or missing
 * proof under both `spf` and `dkim`). Only against a sender: what praises one may be written by anybody, and the last server to write stands first.
 */
function isDisowned(headers: ReadonlyMap<string, string>): boolean {
  const said = (headers.get('authentication-results') ?? '').replace(/\([^()]*\)/g, ' ');
  const result = (method: string): string | undefined => new RegExp(`(?:^|[\\s;])${method}\\s*=\\s*([a-z]+)`, 'i').exec(said)?.[1]?.toLowerCase();
  const dmarc = result('dmarc');
  if (dmarc !== undefined && dmarc !== 'none') return dmarc === 'fail';
  return /^(?:fail|softfail)$/.test(result('spf') ?? '') && result('dkim') !== 'pass';
}

/** A field with bytes that no header may have: as UTF-8 where it is, else as Windows wrote it in western Europe. */
function legible(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** One line without control characters, and without marks that turn the direction of what follows (a name could pretend to be another). */
// oxlint-disable-next-line no-control-regex -- these are what is taken away
const cleaned = (text: string, most: number): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim().slice(0, most).toWellFormed();

function textOf(email: Email | undefined, faults: Set<MailFault>): string {
  const plain = email?.text?.trim();
  // oxlint-disable-next-line no-control-regex -- a text is shown, and these are no letters
  const whole = (plain || textOfHtml(email?.html ?? '')).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
  if (whole.length > LONGEST_TEXT) faults.add('too-long');
  return whole.slice(0, LONGEST_TEXT).toWellFormed();
}

function dateOf(field: string | undefined, arrivedAt: Date, faults: Set<MailFault>): string | null {
  const written = field === undefined ? Number.NaN : Date.parse(field.replace(/\([^)]*\)/g, '').trim());
  if (field === undefined || field.trim() === '') faults.add('no-date');
  else if (Number.isNaN(written) || written > arrivedAt.getTime() + 2 * DAY || written < arrivedAt.getTime() - 365 * DAY) faults.add('date-wrong');
  return Number.isNaN(written) || Math.abs(written) > 8.64e15 ? null : new Date(written).toISOString();
}

async function filesOf(email: Email | undefined, faults: Set<MailFault>): Promise<{ readonly files: AttachedFile[]; readonly isCut: boolean }> {
  const parts = email?.attachments ?? [];
  const files: AttachedFile[] = [];
  for (const part of parts.slice(0, MOST_FILES)) files.push(await fileOf(part, faults));
  const rest = parts.length - files.length;
  if (rest > 0) files.push({ name: `+${rest}`, size: 0, kept: null, refusal: 'too-many' });
  if (files.some((file) => file.refusal !== null)) faults.add('attachment-refused');
  return { files, isCut: rest > 0 };
}

async function fileOf(part: Part, faults: Set<MailFault>): Promise<AttachedFile> {
  const bytes = typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(part.content as Uint8Array);
  const name = cleaned(part.filename ?? '', 200).replace(/[/\\]/g, '_') || part.mimeType.replace('/', '.');
  const isInvitation = part.mimeType === 'text/calendar';
  if (isInvitation) faults.add('invitation');
  if (part.mimeType === 'application/ms-tnef' || /^winmail\.dat$/i.test(name)) faults.add('winmail');
  if (/pkcs7-mime|pgp-encrypted/.test(part.mimeType)) faults.add('encrypted');
  if (part.rfc822DepthExceeded) faults.add('too-deep');
  try {
    // An invitation is a text like any other, and is kept as one: nothing puts it into a calendar.
    const { mediaType, bytes: kept } = await checkedFile(bytes, { name: isInvitation ? '' : name, largest: LARGEST_FILE });
    return { name, size: bytes.length, kept: { mediaType, bytes: kept }, refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefused)) return { name, size: bytes.length, kept: null, refusal: 'file-broken' };
    return { name, size: bytes.length, kept: null, refusal: error.code };
  }
}

function kindOf(isBounce: boolean, headers: ReadonlyMap<string, string>): MailKind {
  const type = headers.get('content-type') ?? '';
  if (isBounce || /multipart\/report/i.test(type) && /delivery-status/i.test(type)) return 'bounce';
  return marksOfMachine(headers) ? 'automatic' : 'letter';
}

/** A notice that a letter of ours could not be delivered (RFC 3464): only that it failed, not that it is late. */
function bounceIn(source: Buffer, headers: ReadonlyMap<string, string>): Understood['bounce'] {
  if (!/multipart\/report/i.test(headers.get('content-type') ?? '')) return null;
  const body = source.subarray(headEnd(source), headEnd(source) + 1_000_000).toString('latin1');
  if (!/^action:\s*failed\b/im.test(body)) return null;
  const letterId = [...body.matchAll(/^(?:original-)?message-id:\s*(<[^>\s]{1,300}>)/gim)].map(([, number]) => letterNamed(number ?? '')).find((one) => one !== undefined);
  return letterId === undefined ? null : { letterId, status: /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(body)?.[1] ?? '5.0.0' };
}

function hasUnknownCharset(source: Buffer): boolean {
  const names = new Set([...source.subarray(0, 2_000_000).toString('latin1').matchAll(/charset\s*=\s*["']?([A-Za-z0-9_.:+-]{1,40})/gi)].slice(0, 50).map(([, name]) => (name ?? '').toLowerCase()));
  return [...names].some((name) => {
    try {
      return new TextDecoder(name).encoding === '';
    } catch {
      return true;
    }
  });
}
