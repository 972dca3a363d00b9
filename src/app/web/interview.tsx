import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { Interview } from '../../features/desk/contract.ts';
import InterviewScreen from '../../features/desk/ui/InterviewScreen.tsx';
import { addendumToSend, interviewOf } from '../../features/desk/ui/queries.ts';
import Attachments from '../../features/documents/ui/attachments.tsx';
import { ListsInTalk } from '../../features/screening/ui/ListsInTalk.tsx';
import { useWhenKept } from '../../kernel/offline/ui/theQueue.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { useSession } from '../../kernel/ui/session.tsx';

/** An interview with what is attached to it and the lists that may be put in it: three rooms on one screen. */
export default function InterviewWithAttachments(): ReactNode {
  const { hat } = useSession();
  return <InterviewScreen Attached={Attached} {...(hat?.role === 'labour' ? {} : { Lists })} />;
}

/** The lists of questions that may be put in it. */
function Lists({ interview: { id, caseId, personId, language } }: { interview: Interview }): ReactNode {
  return <ListsInTalk caseId={caseId} personId={personId} interviewId={id} language={language} />;
}

/** Papers of the interview, for those who read it; after the signature each stands beside it with an addendum. */
function Attached({ interview }: { interview: Interview }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const { id, caseId, signedAt, writes } = interview;
  // The addendum that says so is read with the interview.
  useWhenKept('document', useCallback(() => void client.invalidateQueries({ queryKey: interviewOf(id).queryKey }), [client, id]));
  // The story's own class first: what is shown while it is told belongs with it, unless somebody says otherwise.
  const classes = writes.toSorted((one, other) => Number(other === 'restricted') - Number(one === 'restricted'));
  return (
    <Attachments
      caseId={caseId} subject="interview" subjectId={id} classes={classes} signedAt={signedAt}
      follows={(documentId, { compartment, title }) => {
        const added = writes.find((one) => one === compartment);
        return signedAt !== null && added ? [addendumToSend(id, documentId, { compartment: added, words: t('desk.addenda.attached', { title }) })] : [];
      }}
    />
  );
}
