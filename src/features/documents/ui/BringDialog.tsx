import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type DocumentCompartment, DocumentKind, NewDocument } from '../contract.ts';
import { usualCompartment } from '../domain.ts';
import type { About } from './about.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { FactFields, type Facts, isComplete, noFacts } from './FactFields.tsx';
import { useArrivals } from './useArrivals.ts';
import { waitingFor } from './waiting.ts';

interface Properties {
  readonly caseId: string;
  readonly about: About | undefined;
  readonly compartments: readonly DocumentCompartment[];
  readonly largest: number;
  readonly onClose: () => void;
}

/** A new paper of the case. What is chosen lies on the device, sealed, at once; given to be kept, it leaves by itself in pieces, with a network or when there is one. */
export function BringDialog({ caseId, about, compartments, largest, onClose }: Properties): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const [documentId] = useState(() => newId());
  const arrivals = useArrivals(waitingFor(caseId, about?.subjectId), documentId);
  const [facts, setFacts] = useState<Facts>(noFacts);
  const [chosen, setChosen] = useState<DocumentCompartment | null>(null);
  const [asPage, setAsPage] = useState(true);
  const compartment = chosen ?? (about?.classes ? compartments[0] : facts.kind ? usualCompartment(facts.kind, compartments) : undefined) ?? null;
  const isPhotographed = arrivals.items.some((one) => one.isPicture);
  const keep = useMutation({
    mutationFn: async (into: DocumentCompartment) => {
      const pages = arrivals.calls({ caseId, compartment: into }, asPage);
      const document = NewDocument.parse({ ...facts, caseId, compartment: into, contents: pages.map(({ file }) => file.id), ...(about ? { subject: about.subject, subjectId: about.subjectId } : {}) });
      const record = { kind: 'document', id: documentId };
      await queue.sendAll([
        ...pages,
        { method: 'PUT', path: `/api/documents/${documentId}`, body: document, record, href: `/cases/${caseId}?tab=documents`, says: { key: 'documents.queued', values: { title: document.title } } },
        ...(about?.follows?.(documentId, document) ?? []).map((call) => ({ ...call, record })),
      ]);
      await arrivals.handedOver();
    },
    onSuccess: onClose,
  });
  const { error } = keep;
  const isReady = arrivals.isReady && compartment !== null && isComplete(facts);
  return (
    <Dialog
      title={t(about ? 'documents.attach' : 'documents.bring')}
      isOpen
      onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => { if (compartment) keep.mutate(compartment); }}>{t('documents.keep')}</Button></>}
    >
      <Stack>
        {error && <ProblemPanel problem={error} />}
        {about?.signedAt != null && <Notice tone="info">{t('documents.after-signature.help')}</Notice>}
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
