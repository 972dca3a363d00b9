import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Member, PasswordLink } from '../contract.ts';

/** Makes the link by which a colleague who lost the password chooses another, once the coordinator has agreed. Shown once. */
export function PasswordDialog({ member, onClose }: { member: Member; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const ask = useMutation({
    mutationFn: (reason: string) => api.put<PasswordLink>(`/api/team/password-resets/${id}`, { body: { memberId: member.id, reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team', 'password-resets'] }),
  });
  if (ask.data) {
    const { link } = ask.data;
    return (
      <Dialog title={t('team.password.title', { name: member.name })} isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('team.close')}</Button>}>
        <Stack>
          <Notice tone="good" title={t('team.password.link.say')}>{t('team.password.link.how')}</Notice>
          <TextField label={t('team.password.link')} value={link} onChange={() => undefined} />
          <Button icon="document" onPress={() => void navigator.clipboard.writeText(link)}>{t('team.invited.copy')}</Button>
        </Stack>
      </Dialog>
    );
  }
  return (
    <ReasonDialog title={t('team.password.title', { name: member.name })} isOpen onClose={onClose} confirm={t('team.password.ask')} minLength={3} isPending={ask.isPending} onConfirm={(reason) => ask.mutate(reason)}>
      <p>{t('team.password.what')}</p>
      {ask.error ? <ProblemPanel problem={ask.error} /> : null}
    </ReasonDialog>
  );
}
