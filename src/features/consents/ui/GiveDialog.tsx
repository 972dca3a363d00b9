import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend } from '../../../kernel/offline/waiting.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { type EvidenceDraft, noEvidence } from '../../../kernel/ui/EvidenceFields.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { Consent, ConsentEvidence as Evidence } from '../contract.ts';
import { ConsentEvidence, evidenceOf } from './ConsentEvidence.tsx';
import { ConsentWords } from './ConsentWords.tsx';
import { moveToSend } from './sending.ts';
import { FoundHere } from './SpokenYes.tsx';
import { ToldIn, useToldIn } from './ToldIn.tsx';
import { useRecorder } from './useRecorder.ts';

export interface GiveDialogProps {
  readonly consent: Consent;
  readonly moveId: string;
  readonly problem: unknown;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onGive: (evidence: Evidence, toldIn: string) => void;
}

/** The person says yes to what was asked before: the words once more, and how they said it. */
export function GiveDialog({ consent, moveId, problem, isPending, onClose, onGive }: GiveDialogProps): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<EvidenceDraft>(noEvidence);
  const recorder = useRecorder(consent.caseId, consent.id);
  const queue = useQueue();
  const evidence = evidenceOf(draft, recorder);
  const told = useToldIn(consent.caseId);
  const speak = useMutation({
    mutationFn: async (given: { spoken: Evidence; file: FileToSend }) => {
      await queue.sendAll([moveToSend(consent.caseId, consent.id, { id: moveId, move: 'give', evidence: given.spoken, toldIn: told.language }, given.file)]);
      await recorder.handedOver();
    },
    onSuccess: onClose,
  });
  const give = (): void => {
    if (evidence && 'upload' in evidence && recorder.recorded) speak.mutate({ spoken: evidence, file: recorder.recorded.file });
    else if (evidence) onGive(evidence, told.language);
  };
  return (
    <Dialog title={t('consents.give.title')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!evidence} isPending={isPending || speak.isPending} onPress={give}>{t('consents.give')}</Button></>}>
      <Stack>
        {(problem ?? speak.error) !== null && <ProblemPanel problem={problem ?? speak.error} />}
        {draft.kind !== 'audio' && <FoundHere recorder={recorder} />}
        <ConsentWords name={consent.switch} caseId={consent.caseId} />
        <ToldIn told={told} />
        <ConsentEvidence caseId={consent.caseId} recorder={recorder} value={draft} onChange={setDraft} />
      </Stack>
    </Dialog>
  );
}
