import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Member } from '../contract.ts';

/** Asks that a colleague who lost every second factor may begin anew; the coordinator decides. */
export function ResetDialog({ member, onClose }: { member: Member; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const ask = useMutation({
    mutationFn: (reason: string) => api.put(`/api/team/second-factor-resets/${id}`, { body: { memberId: member.id, reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['team', 'second-factor-resets'] });
      toast.say(t('team.reset.asked'));
      onClose();
    },
  });
  return (
    <ReasonDialog title={t('team.reset.title', { name: member.name })} isOpen onClose={onClose} confirm={t('team.reset.ask')} minLength={3} isPending={ask.isPending} onConfirm={(reason) => ask.mutate(reason)}>
      <p>{t('team.reset.what')}</p>
      {ask.error ? <ProblemPanel problem={ask.error} /> : null}
    </ReasonDialog>
  );
}
