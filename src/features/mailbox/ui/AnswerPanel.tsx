import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { letterOf } from '../../../kernel/mail/letters.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { DoorMade } from '../../intake/contract.ts';
import type { MailMessage } from '../contract.ts';
import { languageOf, letterLanguages } from '../domain.ts';
import { boxes, useMailDeed } from './queries.ts';

/** Days that a personal link made for an answer holds, as one made by hand does unless somebody says otherwise. */
const LINK_DAYS = 30;
const ways = ['receipt', 'link'] as const;

/** Nothing of a matter goes by mail: only that the message arrived, and where somebody of a body we know may write instead. */
export function AnswerPanel({ mail }: { mail: MailMessage }): ReactNode {
  const { t, formatDateTime } = useText();
  const sends = useQuery(boxes).data?.sends ?? false;
  const [isAsked, setAsked] = useState(false);
  if (mail.kind !== 'letter' || !mail.from) return null;
  return (
    <Panel title={t('mailbox.answer')}>
      <Stack>
        <p className="quiet small">{t('mailbox.answer.help')}</p>
        {mail.answers.map((one) => <p key={one.id}>{t(one.withLink ? 'mailbox.answer.linked' : 'mailbox.answer.told', { by: one.by, at: formatDateTime(one.at) })}</p>)}
        {!sends && <Notice title={t('mail.wish.off')}>{t('mailbox.answer.off')}</Notice>}
        {mail.answers.length === 0 && <div><Button icon="send" onPress={() => setAsked(true)}>{t('mailbox.answer.send')}</Button></div>}
      </Stack>
      {isAsked && <AnswerDialog mail={mail} to={mail.from.address} onClose={() => setAsked(false)} />}
    </Panel>
  );
}

/** What leaves is shown word for word before it does. A personal link is made as it is sent, for the body that the address belongs to. */
function AnswerDialog({ mail, to, onClose }: { mail: MailMessage; to: string; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const [ids] = useState(() => ({ answer: newId(), door: newId() }));
  const [way, setWay] = useState<(typeof ways)[number]>('receipt');
  const [language, setLanguage] = useState(() => languageOf(`${mail.subject}\n${mail.text}`) ?? 'it');
  const body = mail.known?.organisationId ?? null;
  const mayLink = hat?.role === 'coordinator' && body !== null;
  // Its secret is told once: sent again after a failure, the same link goes.
  const door = useMutation({ mutationFn: () => api.put<DoorMade>(`/api/report-doors/${ids.door}`, { body: { kind: 'link', organisationId: body, label: t('mailbox.answer.door'), days: LINK_DAYS } }) });
  const deed = useMailDeed(() => { toast.say(t('mailbox.answer.asked')); onClose(); });
  const address = (secret: string): string => `${location.origin}/report/${secret}`;
  const post = (link: string | null): void => deed.mutate({ method: 'post', path: `/api/mail/${mail.id}/answers`, body: { id: ids.answer, link, language } });
  const send = (): void => {
    if (way === 'receipt') post(null);
    else if (door.data) post(address(door.data.secret));
    else door.mutate(undefined, { onSuccess: ({ secret }) => post(address(secret)) });
  };
  const letter = letterOf(way === 'link' ? 'answer' : 'receipt', language, address('…'));
  const problem = door.error ?? deed.error;
  return (
    <Dialog title={t('mailbox.answer.send')} isOpen onClose={onClose} actions={<Button kind="primary" isPending={deed.isPending || door.isPending} onPress={send}>{t('mailbox.answer.confirm')}</Button>}>
      <Stack>
        {mayLink && <ChoiceChips label={t('mailbox.answer.way')} canClear={false} value={way} onChange={(next) => setWay(next ?? way)} choices={ways.map((value) => ({ value, label: t(`mailbox.answer.way.${value}`) }))} />}
        {!mayLink && <p className="quiet small">{t(body === null ? 'mailbox.answer.no-body' : 'mailbox.answer.no-link')}</p>}
        <ChoiceChips label={t('mailbox.answer.language')} canClear={false} value={language} onChange={(next) => setLanguage(next ?? language)} choices={letterLanguages.map((value) => ({ value, label: languageName(value) }))} />
        <p>{t('mailbox.answer.what', { to })}</p>
        <p><strong lang={language}>{letter.subject}</strong></p>
        <pre className="mail-text" lang={language}>{letter.text}</pre>
        {way === 'link' && <p className="quiet small">{t('mailbox.answer.link-help', { body: mail.known?.organisation ?? '', n: LINK_DAYS })}</p>}
        {problem && <ProblemPanel problem={problem} />}
      </Stack>
    </Dialog>
  );
}
