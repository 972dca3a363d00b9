import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Interview } from '../../features/desk/contract.ts';
import InterviewScreen from '../../features/desk/ui/InterviewScreen.tsx';
import { addToSigned, interviewOf } from '../../features/desk/ui/queries.ts';
import Attachments from '../../features/documents/ui/attachments.tsx';
import { ListsInTalk } from '../../features/screening/ui/ListsInTalk.tsx';
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
  // The story's own class first: what is shown while it is told belongs with it, unless somebody says otherwise.
  const classes = writes.toSorted((one, other) => Number(other === 'restricted') - Number(one === 'restricted'));
  return (
    <Attachments
      caseId={caseId} subject="interview" subjectId={id} classes={classes} signedAt={signedAt}
      onKept={async (document) => {
        const compartment = writes.find((one) => one === document.compartment);
        if (signedAt === null || !compartment) return;
        const kept = await addToSigned(id, document.id, { compartment, words: t('desk.addenda.attached', { title: document.title ?? '' }) });
        client.setQueryData(interviewOf(id).queryKey, kept);
      }}
    />
  );
}
