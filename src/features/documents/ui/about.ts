import type { ToSend } from '../../../kernel/offline/waiting.ts';
import type { DocumentCompartment, DocumentSubject, NewDocument } from '../contract.ts';

/** The thing of a case that papers are attached to. */
export interface About {
  readonly subject: DocumentSubject;
  readonly subjectId: string;
  /** Whom its papers may be kept for, the usual one first; whatever the asker holds, when absent. */
  readonly classes?: readonly DocumentCompartment[];
  /** When it was signed: what is attached later stands beside it, and says so. */
  readonly signedAt?: string | null;
  /** What else is to be written once a paper is kept: it goes after it, and with it if it waits. */
  readonly follows?: (documentId: string, document: NewDocument) => readonly Omit<ToSend, 'record'>[];
}
