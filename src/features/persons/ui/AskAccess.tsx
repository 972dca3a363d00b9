import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { spokenCode } from './words.ts';

/** Asks the coordinator for the file of somebody who is already followed, by their code alone. */
export function AskAccess({ code }: { code: string }): ReactNode {
  const { t } = useText();
  const [requestId] = useState(() => newId());
  const [isAsking, setAsking] = useState(false);
  const asked = useMutation({
    mutationFn: (reason: string) => api.put(`/api/access-requests/${requestId}`, { body: { code, reason } }),
    onSuccess: () => setAsking(false),
  });
  if (asked.isSuccess) return <Tag tone="good" icon="check">{t('persons.access.asked')}</Tag>;
  return (
    <>
      <Button size="small" icon="key" onPress={() => setAsking(true)}>{t('persons.access.ask')}</Button>
      <ReasonDialog
        title={t('persons.access.title', { code: spokenCode(code) })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        confirm={t('persons.access.ask')}
        isPending={asked.isPending}
        onConfirm={(reason) => asked.mutate(reason)}
      >
        {t('persons.access.lead')}
        {asked.error && <ProblemPanel problem={asked.error} />}
      </ReasonDialog>
    </>
  );
}
