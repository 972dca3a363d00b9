import type { ReactNode } from 'react';
import type { DocumentSubject } from '../contract.ts';
import { DocumentsPanel } from './DocumentsPanel.tsx';

/** What is attached to one thing of a case: an interview, a referral. The app places it under the thing's own screen. */
export default function Attachments({ caseId, subject, subjectId }: { caseId: string; subject: DocumentSubject; subjectId: string }): ReactNode {
  return <DocumentsPanel caseId={caseId} about={{ subject, subjectId }} />;
}
