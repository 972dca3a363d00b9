/** What a letter of ours says. It never says what the news is: the system shows that, to whoever signs in. */
import en from './text/en.json' with { type: 'json' };
import fr from './text/fr.json' with { type: 'json' };
import it from './text/it.json' with { type: 'json' };

export const letterKinds = ['news', 'alarm', 'answer', 'receipt'] as const;
/** `answer` goes to somebody without an account, with a personal address; `receipt` says only that something arrived. */
export type LetterKind = (typeof letterKinds)[number];

const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = { it, en, fr };

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** RFC 3834: a machine wrote this, and no machine should answer. */
  readonly automatic: 'auto-generated' | 'auto-replied';
}

/** The words of a letter. @param address where the news is read: the sign-in, or somebody's personal address */
export function letterOf(kind: LetterKind, language: string, address: string): Letter {
  const words = texts[language] ?? it;
  return {
    subject: words[`mail.letter.${kind}.subject`] ?? '',
    text: (words[`mail.letter.${kind}.text`] ?? '').replaceAll('{address}', () => address),
    automatic: kind === 'receipt' ? 'auto-replied' : 'auto-generated',
  };
}

/**
 * Whether a word is the address of one box, and cannot be read as several: what strangers write into their From goes back into a To, where a comma, a semicolon
 * or a quotation mark would make of one letter many.
 */
export const isOneAddress = (word: string): boolean => word.length <= 320 && /^[^\s@,;:<>()[\]"\\\p{Cc}]+@[^\s@,;:<>()"\\\p{Cc}]+$/u.test(word);

/** Minutes after each failed attempt. News may come tomorrow; an alarm is tried again every minute, then every five, for about six hours. */
const pauses: Readonly<Record<LetterKind, readonly number[]>> = {
  news: [1, 5, 15, 60, 240, 720],
  answer: [1, 5, 15, 60, 240, 720, 720],
  receipt: [5, 60, 240],
  alarm: [...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 70 }, () => 5)],
};

/** After how many minutes a letter is tried again; never, once its kind has been tried often enough. @param attempts how often it was tried, at least once */
export const againAfter = (kind: LetterKind, attempts: number): number | undefined => pauses[kind][attempts - 1];

/** What the way to the server, or the server itself, said. The code is the key of its words. */
export const mailFailures = ['recipient-refused', 'letter-refused', 'sign-in-refused', 'server-unreachable', 'not-secure', 'certificate-unknown', 'not-sent'] as const;
export type MailFailure = (typeof mailFailures)[number];

interface SmtpError {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
}

/** What Node says of a certificate that it does not believe; the code is lost on the way through the libraries of mail, the words are not. */
export const isAboutCertificate = (message: unknown): boolean => /unable to verify the first certificate|self.signed certificate|unable to get (?:local )?issuer certificate|certificate has expired|certificate is not yet valid|does not match certificate|altnames/i.test(String(message));

/**
 * Reads a failure. Only a recipient whom the server refuses for good (5xx, RFC 5321 4.2.1) ends the matter at once; whatever else is wrong may be put
 * right, and the letter waits for it.
 */
export function failureOf(error: unknown): { readonly code: MailFailure; readonly isFinal: boolean } {
  const { code, command, responseCode, message } = (typeof error === 'object' && error !== null ? error : {}) as SmtpError;
  const answered = typeof responseCode === 'number' ? responseCode : 0;
  if (code === 'EENVELOPE' && (command === 'RCPT TO' || command === undefined)) return { code: 'recipient-refused', isFinal: answered >= 500 };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { code: 'letter-refused', isFinal: false };
  if (code === 'EAUTH' || code === 'ENOAUTH') return { code: 'sign-in-refused', isFinal: false };
  if (isAboutCertificate(message)) return { code: 'certificate-unknown', isFinal: false };
  if (code === 'ETLS') return { code: 'not-secure', isFinal: false };
  if (typeof code === 'string' && ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'].includes(code)) return { code: 'server-unreachable', isFinal: false };
  return { code: 'not-sent', isFinal: false };
}
