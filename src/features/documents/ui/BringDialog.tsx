import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type DocumentCompartment, type DocumentDetail, DocumentKind, type DocumentSubject } from '../contract.ts';
import { usualCompartment } from '../domain.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { FactFields, type Facts, isComplete, noFacts } from './FactFields.tsx';
import { useArrivals } from './useArrivals.ts';

interface Properties {
  readonly caseId: string;
  readonly about: { readonly subject: DocumentSubject; readonly subjectId: string } | undefined;
  readonly compartments: readonly DocumentCompartment[];
  readonly largest: number;
  readonly onClose: () => void;
}

/** A new paper of the case. The chosen files stay here until they are kept: a send that failed is sent again by the same button. */
export function BringDialog({ caseId, about, compartments, largest, onClose }: Properties): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const arrivals = useArrivals();
  const [id] = useState(() => newId());
  const [facts, setFacts] = useState<Facts>(noFacts);
  const [chosen, setChosen] = useState<DocumentCompartment | null>(null);
  const [asPage, setAsPage] = useState(true);
  const compartment = chosen ?? (facts.kind ? usualCompartment(facts.kind, compartments) : undefined) ?? null;
  const isPhotographed = arrivals.items.some((one) => one.isPicture);
  const keep = useMutation({
    mutationFn: async (into: DocumentCompartment) => {
      const contents = await arrivals.send({ caseId, compartment: into }, asPage);
      return api.put<DocumentDetail>(`/api/documents/${id}`, { body: { ...facts, caseId, compartment: into, contents, ...about } });
    },
    onSuccess: () => {
      toast.say(t('documents.kept'));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
  const isReady = arrivals.items.length > 0 && compartment !== null && isComplete(facts);
  return (
    <Dialog
      title={t('documents.bring')}
      isOpen
      onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => { if (compartment) keep.mutate(compartment); }}>{t('documents.keep')}</Button></>}
    >
      <Stack>
        {keep.error && <ProblemPanel problem={keep.error} />}
        {keep.error && <Notice tone="info" title={t('documents.still-here')}>{t('documents.still-here.help', { sent: arrivals.sent, of: arrivals.items.length })}</Notice>}
        <ChooseFiles arrivals={arrivals} largest={largest} />
        {isPhotographed && <Checkbox value={asPage} onChange={setAsPage} hint={t('documents.as-page.help')}>{t('documents.as-page')}</Checkbox>}
        {arrivals.items.length > 1 && <p className="quiet small">{t('documents.joined', { count: arrivals.items.length })}</p>}
        <FactFields value={facts} onChange={setFacts} kinds={DocumentKind.options} />
        <Select label={t('documents.compartment')} hint={t('documents.compartment.hint')} value={compartment} onChange={setChosen} canClear={false} choices={compartments.map((value) => ({ value, label: t(`documents.compartment.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
