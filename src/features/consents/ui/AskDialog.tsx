import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import { ApiProblem, api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { type EvidenceDraft, noEvidence } from '../../../kernel/ui/EvidenceFields.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Channel, type Consent, type ConsentEvidence as ConsentEvidenceGiven, Purpose, type Switch } from '../contract.ts';
import { isOpenAlready } from '../domain.ts';
import { ConsentEvidence, evidenceOf } from './ConsentEvidence.tsx';
import { ConsentWords } from './ConsentWords.tsx';
import { choices } from './queries.ts';
import { askToSend, consentRecord, moveToSend } from './sending.ts';
import { FoundHere } from './SpokenYes.tsx';
import { ToldIn, useToldIn } from './ToldIn.tsx';
import { useRecorder } from './useRecorder.ts';

const answers = ['give', 'refuse', 'later'] as const;
type Answer = (typeof answers)[number];

export interface AskDialogProps {
  readonly name: Switch;
  readonly caseId: string;
  /** What stands of this switch, with what waits here. */
  readonly known: readonly Consent[];
  /** Calls that must open the case first. */
  readonly opening: readonly string[];
  readonly onClose: () => void;
}

/**
 * Asks and, when the person answers at once, writes the answer down too, with and without a network. No answer is chosen beforehand: a yes is never the easier tap.
 */
export function AskDialog({ name, caseId, known, opening, onClose }: AskDialogProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const named = useQuery(choices);
  const [ids] = useState(() => ({ consent: newId(), move: newId() }));
  const [recipient, setRecipient] = useState<string | null>(null);
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [channel, setChannel] = useState<Channel | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [draft, setDraft] = useState<EvidenceDraft>(noEvidence);
  const recorder = useRecorder(caseId, name);
  const evidence = evidenceOf(draft, recorder);
  const told = useToldIn(caseId);

  const ask = useMutation({
    mutationFn: async (given: { evidence: ConsentEvidenceGiven | undefined }) => {
      const asked = { caseId, switch: name, recipientId: recipient, purpose, channel, validUntil: until, toldIn: told.language };
      const move = answer === 'give' ? { id: ids.move, move: answer, toldIn: told.language, ...(given.evidence ? { evidence: given.evidence } : {}) } : answer === 'refuse' ? { id: ids.move, move: answer, toldIn: told.language } : null;
      const spoken = answer === 'give' && given.evidence && 'upload' in given.evidence ? recorder.recorded?.file : undefined;
      const note = async (): Promise<void> => {
        if (isOpenAlready(known.filter(({ id }) => id !== ids.consent), asked)) throw new ApiProblem({ code: 'consent-open-already', status: 409 });
        const called = named.data?.bodies.find(({ id }) => id === recipient)?.name ?? null;
        await queueActs.sendAll([askToSend(ids.consent, asked, called, opening), ...(move ? [moveToSend(caseId, ids.consent, move, spoken)] : [])]);
      };
      // A voice goes through the queue in any case, for it goes in pieces.
      if (spoken) {
        await note();
        return recorder.handedOver();
      }
      await askOrNote(consentRecord(ids.consent), async () => {
        const kept = await api.put<Consent>(`/api/consents/${ids.consent}`, { body: asked });
        if (move) await api.post(`/api/consents/${ids.consent}/moves`, { body: move });
        return kept;
      }, note);
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['consents'] }),
  });
  const isComplete = answer !== null && (name !== 'sharing' || (recipient !== null && purpose !== null)) && (name !== 'contact' || channel !== null) && (answer !== 'give' || evidence !== undefined);

  return (
    <Dialog title={t(`consents.switch.${name}`)} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isComplete} isPending={ask.isPending} onPress={() => ask.mutate({ evidence })}>{t(`consents.ask.${answer ?? 'later'}`)}</Button></>}>
      <Stack>
        <p>{t(`consents.switch.${name}.help`)}</p>
        {ask.error && <ProblemPanel problem={ask.error} />}
        {!(answer === 'give' && draft.kind === 'audio') && <FoundHere recorder={recorder} />}
        <ConsentWords name={name} caseId={caseId} />
        <ToldIn told={told} />
        {name === 'sharing' && <ComboBox label={t('consents.recipient')} value={recipient} onChange={setRecipient} choices={(named.data?.bodies ?? []).map((one) => ({ value: one.id, label: one.name }))} />}
        {name === 'sharing' && <ChoiceChips label={t('consents.purpose')} value={purpose} onChange={setPurpose} choices={Purpose.options.map((value) => ({ value, label: t(`consents.purpose.${value}`) }))} />}
        {name === 'contact' && <ChoiceChips label={t('consents.channel')} value={channel} onChange={setChannel} choices={Channel.options.map((value) => ({ value, label: t(`consents.channel.${value}`) }))} />}
        <ChoiceChips label={t('consents.answer')} value={answer} onChange={setAnswer} choices={answers.map((value) => ({ value, label: t(`consents.answer.${value}`) }))} />
        {answer === 'give' && <ConsentEvidence caseId={caseId} recorder={recorder} value={draft} onChange={setDraft} />}
        {answer !== null && answer !== 'refuse' && <DateField label={t('consents.valid-until')} hint={t('consents.valid-until.hint')} value={until} onChange={setUntil} />}
      </Stack>
    </Dialog>
  );
}
