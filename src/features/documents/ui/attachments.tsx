import type { ReactNode } from 'react';
import type { About } from './about.ts';
import { DocumentsPanel } from './DocumentsPanel.tsx';

/** What is attached to one thing of a case: an interview, a referral. The app places it under the thing's own screen. */
export default function Attachments({ caseId, ...about }: About & { caseId: string }): ReactNode {
  return <DocumentsPanel caseId={caseId} about={about} />;
}
