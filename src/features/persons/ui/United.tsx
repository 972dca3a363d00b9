import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Heading } from '../contract.ts';
import { spokenCode } from './words.ts';

/** Under which other codes the person is known, their other cases, and where one says that there is a second file. */
export function United({ heading, caseId }: { heading: Heading; caseId: string }): ReactNode {
  const { t, formatList, formatDate } = useText();
  const [isAsking, setAsking] = useState(false);
  const others = heading.cases.filter((one) => one.caseId !== caseId);
  return (
    <Panel title={t('persons.united.title')} of="case" actions={<Button size="small" icon="link" onPress={() => setAsking(true)}>{t('persons.united.ask')}</Button>}>
      {heading.formerCodes.length > 0 && <p>{t('persons.united.codes', { codes: formatList(heading.formerCodes.map(spokenCode)) })}</p>}
      {others.length > 0 && (
        <Stack gap="small">
          <strong>{t('persons.united.cases')}</strong>
          {others.map((one) => <TextLink key={one.caseId} href={`/cases/${one.caseId}`}>{t(`cases.state.${one.state}`)} · {formatDate(one.openedAt)}</TextLink>)}
        </Stack>
      )}
      {isAsking && <AskMerge personId={heading.id} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function AskMerge({ personId, onClose }: { personId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [mergeId] = useState(() => newId());
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const ask = useMutation({
    mutationFn: () => api.put(`/api/merges/${mergeId}`, { body: { personId, code, reason } }),
    onSuccess: () => {
      toast.say(t('persons.united.asked'));
      onClose();
    },
  });
  const missing = { code: code.trim() === '', reason: reason.trim().length < 3 };
  const send = (): void => {
    setTried(true);
    if (!missing.code && !missing.reason) ask.mutate();
  };
  return (
    <Dialog title={t('persons.united.ask-title')} isOpen onClose={onClose} size="small" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={ask.isPending} onPress={send}>{t('persons.united.ask')}</Button></>}>
      <Stack>
        <p>{t('persons.united.ask-lead')}</p>
        {ask.error && <ProblemPanel problem={ask.error} />}
        <TextField label={t('persons.united.code')} hint={t('persons.united.code-hint')} autoComplete="off" maxLength={60} value={code} onChange={setCode} error={isTried && missing.code ? t('ui.invalid.required') : undefined} />
        <TextArea label={t('persons.united.reason')} maxLength={500} value={reason} onChange={setReason} error={isTried && missing.reason ? t('ui.invalid.required') : undefined} />
      </Stack>
    </Dialog>
  );
}
