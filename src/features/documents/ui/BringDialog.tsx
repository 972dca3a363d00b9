import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../kernel/ui/connection.ts';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type DocumentCompartment, type DocumentDetail, DocumentKind } from '../contract.ts';
import { usualCompartment } from '../domain.ts';
import type { About } from './about.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { FactFields, type Facts, isComplete, noFacts } from './FactFields.tsx';
import { useArrivals } from './useArrivals.ts';
import { waitingFor } from './waiting.ts';

/** Between tries of a call that does not get through. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

interface Properties {
  readonly caseId: string;
  readonly about: About | undefined;
  readonly compartments: readonly DocumentCompartment[];
  readonly largest: number;
  readonly onClose: () => void;
}

/** A new paper of the case. The chosen files wait on the device, sealed, until the server has them: closing the form or a dead battery loses none. */
export function BringDialog({ caseId, about, compartments, largest, onClose }: Properties): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const isOnline = useConnection();
  const arrivals = useArrivals(waitingFor(caseId, about?.subjectId));
  // The same pages sent again are the same document; with another page it is another, for a kept one is never added to.
  const ids = useRef(new Map<string, string>());
  const cuts = useRef(0);
  const [facts, setFacts] = useState<Facts>(noFacts);
  const [chosen, setChosen] = useState<DocumentCompartment | null>(null);
  const [asPage, setAsPage] = useState(true);
  const compartment = chosen ?? (about?.classes ? compartments[0] : facts.kind ? usualCompartment(facts.kind, compartments) : undefined) ?? null;
  const isPhotographed = arrivals.items.some((one) => one.isPicture);
  const keep = useMutation({
    mutationFn: async (into: DocumentCompartment) => {
      const contents = await arrivals.send({ caseId, compartment: into }, asPage);
      const id = ids.current.get(contents.join(' ')) ?? newId();
      ids.current.set(contents.join(' '), id);
      const body = { ...facts, caseId, compartment: into, contents, ...(about ? { subject: about.subject, subjectId: about.subjectId } : {}) };
      const document = await api.put<DocumentDetail>(`/api/documents/${id}`, { body });
      await about?.onKept?.(document);
    },
    onSuccess: async () => {
      await arrivals.done();
      toast.say(t('documents.kept'));
      onClose();
    },
    onError: () => { cuts.current += 1; },
    onSettled: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
  const { error, mutate, variables } = keep;
  const isCutOff = error !== null && asProblem(error).status === 0;
  // Other calls may go through while this one alone is cut off: it is tried again by itself, but ever more rarely.
  useEffect(() => {
    if (!isOnline || !isCutOff || !variables) return undefined;
    const again = setTimeout(() => mutate(variables), Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (cuts.current - 1)));
    return () => clearTimeout(again);
  }, [isOnline, isCutOff, mutate, variables]);
  const isReady = arrivals.items.length > 0 && compartment !== null && isComplete(facts);
  return (
    <Dialog
      title={t(about ? 'documents.attach' : 'documents.bring')}
      isOpen
      onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => { if (compartment) mutate(compartment); }}>{t('documents.keep')}</Button></>}
    >
      <Stack>
        {error && <ProblemPanel problem={error} />}
        {error && <Notice tone="info" title={t('documents.still-here')}>{t(isCutOff ? 'documents.still-here.cut-off' : 'documents.still-here.help', { sent: arrivals.sent, of: arrivals.items.length })}</Notice>}
        {about?.signedAt != null && <Notice tone="info">{t('documents.after-signature.help')}</Notice>}
        {keep.isPending && <label className="documents-progress"><output>{t('documents.sending', { sent: arrivals.sent, of: arrivals.items.length })}</output><progress value={arrivals.sent} max={arrivals.items.length} /></label>}
        {arrivals.isFound && !error && <Notice tone="info" title={t('documents.waiting', { count: arrivals.items.length })}>{t('documents.waiting.found')}</Notice>}
        <ChooseFiles arrivals={arrivals} largest={largest} />
        {isPhotographed && <Checkbox value={asPage} onChange={setAsPage} hint={t('documents.as-page.help')}>{t('documents.as-page')}</Checkbox>}
        {arrivals.items.length > 1 && <p className="quiet small">{t('documents.joined', { count: arrivals.items.length })}</p>}
        <FactFields value={facts} onChange={setFacts} kinds={DocumentKind.options} />
        <Select label={t('documents.compartment')} hint={t(about?.classes ? 'documents.compartment.of-subject' : 'documents.compartment.hint')} value={compartment} onChange={setChosen} canClear={false} choices={compartments.map((value) => ({ value, label: t(`documents.compartment.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
