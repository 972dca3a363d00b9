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
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { caseload, headerOf, useDeed } from './queries.ts';

/** Gives the case to a colleague; the lightest week comes first, with what each already carries. */
export function AssignDialog({ caseId, onClose }: { caseId: string; onClose: () => void }): ReactNode {
  const { t, languageName, formatNumber } = useText();
  const team = useQuery(caseload);
  const [id] = useState(() => newId());
  const header = useQuery(headerOf(caseId));
  const [memberId, setMemberId] = useState<string | null>(null);
  // A case without anybody who answers for it is given whole, unless the coordinator says otherwise.
  const [wish, setWish] = useState<boolean | null>(null);
  const owner = header.data?.owner ?? null;
  const chosen = team.data?.items.find((one) => one.memberId === memberId);
  const mayAnswer = chosen !== undefined && chosen.role !== 'mediator';
  const answersForIt = mayAnswer && (wish ?? (header.data !== undefined && owner === null));
  const assign = useDeed(onClose);
  const choices = (team.data?.items ?? []).map((one) => ({
    value: one.memberId,
    label: `${one.name} — ${t(`role.${one.role}`)}`,
    detail: [t('cases.weight', { cases: one.cases, weight: formatNumber(one.weight) }), ...one.languages.map(languageName)].join(' · '),
  }));
  return (
    <Dialog
      title={t('cases.assign')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={memberId === null} isPending={assign.isPending} onPress={() => assign.mutate({ method: 'put', path: `/api/case-assignments/${id}`, body: { caseId, memberId, answersForIt } })}>{t('cases.assign.confirm')}</Button></>}
    >
      <Stack>
        <ComboBox label={t('cases.assign.to')} hint={t('cases.assign.hint')} isRequired value={memberId} onChange={setMemberId} choices={choices} />
        {mayAnswer && <Checkbox value={answersForIt} onChange={setWish} hint={owner === null ? t('cases.assign.answers.nobody') : t('cases.assign.answers.instead', { name: owner.name })}>{t('cases.assign.answers')}</Checkbox>}
        {assign.error && <ProblemPanel problem={assign.error} />}
      </Stack>
    </Dialog>
  );
}
