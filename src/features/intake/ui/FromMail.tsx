import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { MailMessage } from '../../mailbox/contract.ts';

interface FromMailProps {
  readonly id: string;
  readonly children: (mail: MailMessage, beside: (take: (words: string) => void) => ReactNode) => ReactNode;
}

/** A segnalazione that is made of a message: its words stand beside the form, and what is marked in them is taken over, typed by nobody. */
export function FromMail({ id, children }: FromMailProps): ReactNode {
  const { t } = useText();
  const mail = useQuery({ queryKey: ['mailbox', 'one', id], queryFn: ({ signal }) => api.get<MailMessage>(`/api/mail/${id}`, { signal }), staleTime: Number.POSITIVE_INFINITY });
  if (mail.data) {
    const { data } = mail;
    return children(data, (take) => <Words mail={data} onTake={take} />);
  }
  return <Page title={t('intake.new.call')} width="reading">{mail.error ? <ProblemPanel problem={mail.error} onRetry={() => void mail.refetch()} /> : <Skeleton lines={6} />}</Page>;
}

function Words({ mail, onTake }: { mail: MailMessage; onTake: (words: string) => void }): ReactNode {
  const { t } = useText();
  const shown = useRef<HTMLTextAreaElement>(null);
  const take = (): void => {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = shown.current ?? {};
    const words = value.slice(selectionStart, selectionEnd).trim();
    if (words === '') toast.say(t('intake.from-mail.mark-first'));
    else onTake(words);
  };
  return (
    <Panel title={t('intake.from-mail')} of="restricted">
      <Stack>
        <p className="quiet small">{t('intake.from-mail.help')}</p>
        <textarea ref={shown} className="mail-beside" dir="auto" readOnly value={mail.text} aria-label={t('intake.from-mail')} />
        <Row><Button size="small" icon="plus" onPress={take}>{t('intake.from-mail.take')}</Button></Row>
      </Stack>
    </Panel>
  );
}
