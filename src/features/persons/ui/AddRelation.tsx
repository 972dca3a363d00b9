import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { RelationBasis, RelationKind } from '../contract.ts';

/** What somebody else is to the person: by the code of a file, or in words for who has none. */
export function AddRelation({ personId, onClose, onDone }: { personId: string; onClose: () => void; onDone: () => void }): ReactNode {
  const { t } = useText();
  const [relationId] = useState(() => newId());
  const [by, setBy] = useState<'code' | 'words'>('words');
  const [who, setWho] = useState('');
  const [kind, setKind] = useState<RelationKind>('partner');
  const [basis, setBasis] = useState<RelationBasis>('declared');
  const [isTried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () => api.put(`/api/persons/${personId}/relations/${relationId}`, { body: { kind, basis, code: by === 'code' ? who : null, words: by === 'words' ? who : null } }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const save = (): void => {
    setTried(true);
    if (who.trim() !== '') add.mutate();
  };
  return (
    <Dialog title={t('persons.family.add')} isOpen onClose={onClose} size="small" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={add.isPending} onPress={save}>{t('ui.save')}</Button></>}>
      <Stack>
        {add.error && <ProblemPanel problem={add.error} />}
        <ChoiceChips label={t('persons.family.who')} canClear={false} value={by} onChange={(chosen) => { setBy(chosen ?? 'words'); setWho(''); }} choices={(['words', 'code'] as const).map((value) => ({ value, label: t(`persons.family.who.${value}`) }))} />
        <TextField label={t(`persons.family.${by}`)} hint={t(`persons.family.${by}-hint`)} autoComplete="off" maxLength={120} value={who} onChange={setWho} error={isTried && who.trim() === '' ? t('ui.invalid.required') : undefined} />
        <Select label={t('persons.family.kind')} value={kind} onChange={(chosen) => setKind(chosen ?? 'partner')} choices={RelationKind.options.map((value) => ({ value, label: t(`persons.family.kind.${value}`) }))} />
        <ChoiceChips label={t('persons.family.basis')} canClear={false} value={basis} onChange={(chosen) => setBasis(chosen ?? 'declared')} choices={RelationBasis.options.map((value) => ({ value, label: t(`persons.family.basis.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
