import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import type { Bar, Colleague } from '../contract.ts';
import { caseload, useDeed } from './queries.ts';

interface BarDialogProps {
  readonly caseId: string;
  /** Whom; without, the coordinator chooses anybody of the team, whether or not they follow the case. */
  readonly colleague?: Colleague;
  readonly isMe?: boolean;
  readonly onClose: () => void;
}

/** Takes a case out of a colleague's sight, at their own word, at the person's or at the coordinator's. */
export function BarDialog({ caseId, colleague, isMe = false, onClose }: BarDialogProps): ReactNode {
  const { t } = useText();
  const team = useQuery({ ...caseload, enabled: colleague === undefined });
  const [id] = useState(() => newId());
  const [memberId, setMemberId] = useState(colleague?.memberId ?? null);
  const [askedBy, setAskedBy] = useState<Bar['askedBy']>(isMe ? 'member' : 'coordinator');
  const [reason, setReason] = useState('');
  const deed = useDeed(onClose);
  const name = colleague?.name ?? team.data?.items.find((one) => one.memberId === memberId)?.name ?? '…';
  const isReady = memberId !== null && reason.trim().length >= 3;
  return (
    <Dialog
      title={isMe ? t('cases.bar.me') : t('cases.bar.title', { name })} isOpen isAlert onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'put', path: `/api/case-bars/${id}`, body: { caseId, memberId, askedBy, reason } })}>{t('cases.bar.confirm')}</Button></>}
    >
      <Stack>
        <Notice>{t(isMe ? 'cases.bar.me.help' : 'cases.bar.help', { name })}</Notice>
        {!colleague && <ComboBox label={t('cases.bar.whom')} isRequired value={memberId} onChange={setMemberId} choices={(team.data?.items ?? []).map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}` }))} />}
        {!isMe && (
          <ChoiceChips label={t('cases.bar.at-word-of')} canClear={false} value={askedBy} onChange={(value) => setAskedBy(value ?? askedBy)}
            choices={(['coordinator', 'member', 'person'] as const).map((value) => ({ value, label: t(`cases.bar.asked-by.${value}`) }))} />
        )}
        <TextArea label={t('ui.reason.label')} isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
