import type { MediaType, Refusal } from '../../../kernel/files/kinds.ts';
import type { MailFault, MailKind, MailWords } from '../contract.ts';

/** A file of a message: as it may be kept, or why it is not. */
export interface AttachedFile {
  readonly name: string;
  /** As it came, in bytes. */
  readonly size: number;
  readonly kept: { readonly mediaType: MediaType; readonly bytes: Uint8Array } | null;
  readonly refusal: Refusal | 'too-many' | null;
}

/** What could be understood of a message. Its source is kept whatever this says. */
export interface Understood {
  readonly kind: MailKind;
  readonly words: MailWords;
  readonly faults: readonly MailFault[];
  readonly files: readonly AttachedFile[];
  /** Addresses in lower case. */
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
  /** Its own Message-ID, and those it answers to. */
  readonly number: string | null;
  readonly answersTo: readonly string[];
  /** The first value of each field of the head. */
  readonly headers: readonly (readonly [string, string])[];
  /** A letter of ours that came back, by its number in our outbox, and what the server said (RFC 3463). */
  readonly bounce: { readonly letterId: string; readonly status: string } | null;
}
