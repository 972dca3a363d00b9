import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Colleague } from '../../cases/contract.ts';
import { HandoverFields, newTerms, termsAsked } from './handover-fields.tsx';
import { receivers, useDeed } from './queries.ts';

/** Passes one case. @param givers who could pass it: oneself, or, for who coordinates, whoever follows it */
export function ProposeDialog({ caseId, givers, onClose }: { caseId: string; givers: readonly Colleague[]; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const team = useQuery(receivers);
  const [ids] = useState(() => ({ bundle: newId(), handover: newId() }));
  const [terms, setTerms] = useState(newTerms);
  const [fromMember, setFrom] = useState<string | null>(givers[0]?.memberId ?? null);
  const [toMember, setTo] = useState<string | null>(null);
  const propose = useDeed(() => {
    toast.say(t('handovers.proposed'));
    onClose();
  });
  const asked = termsAsked(terms);
  const isReady = asked !== null && fromMember !== null && toMember !== null;
  const send = (): void => propose.mutate({ method: 'put', path: `/api/handovers/${ids.bundle}`, body: { ...asked, fromMember, cases: [{ id: ids.handover, caseId, toMember }] } });
  const choices = (team.data?.items ?? []).filter((one) => one.memberId !== fromMember)
    .map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}`, detail: one.languages.map(languageName).join(', ') }));
  return (
    <Dialog
      title={t('handovers.propose.one')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={propose.isPending} onPress={send}>{t('handovers.propose')}</Button></>}
    >
      <Stack>
        {givers.length > 1 && <Select label={t('handovers.from')} isRequired canClear={false} value={fromMember} onChange={setFrom} choices={givers.map((one) => ({ value: one.memberId, label: one.name }))} />}
        <ComboBox label={t('handovers.to')} hint={t('handovers.to.hint')} isRequired value={toMember} onChange={setTo} choices={choices} />
        <HandoverFields terms={terms} onChange={setTerms} />
        {propose.error && <ProblemPanel problem={propose.error} />}
      </Stack>
    </Dialog>
  );
}
