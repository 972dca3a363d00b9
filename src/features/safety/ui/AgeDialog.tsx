import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { AgeFound, Authority } from '../contract.ts';
import { useDeed } from './queries.ts';

/** What an authority wrote about the age: its act is copied, never a guess of ours. */
export function AgeDialog({ pathId, onClose }: { pathId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [authority, setAuthority] = useState<Authority | null>(null);
  const [outcome, setOutcome] = useState<AgeFound | null>(null);
  const [decidedOn, setDecidedOn] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const keep = useDeed(onClose);
  const isReady = authority !== null && outcome !== null && decidedOn !== null && reference.trim().length >= 3;
  return (
    <Dialog
      title={t('safety.age.write')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/age-outcomes/${id}`, body: { pathId, authority, outcome, decidedOn, reference } })}>{t('ui.save')}</Button></>}
    >
      <Stack>
        <Notice>{t('safety.age.help')}</Notice>
        <Select label={t('safety.age.authority')} isRequired value={authority} onChange={setAuthority} choices={Authority.options.map((value) => ({ value, label: t(`safety.age.authority.${value}`) }))} />
        <ChoiceChips label={t('safety.age.found')} isRequired value={outcome} onChange={setOutcome} choices={AgeFound.options.map((value) => ({ value, label: t(`safety.age.found.${value}`) }))} />
        <DateField label={t('safety.age.decided-on')} isRequired value={decidedOn} onChange={setDecidedOn} />
        <TextField label={t('safety.age.reference')} hint={t('safety.age.reference.hint')} isRequired maxLength={1_000} value={reference} onChange={setReference} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
