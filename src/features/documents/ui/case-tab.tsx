import type { ReactNode } from 'react';
import { DocumentsPanel } from './DocumentsPanel.tsx';

/** "Documenti": every paper of the case that the reader may see, with its end. */
export default function DocumentsTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  return <DocumentsPanel caseId={caseId} />;
}
