import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Address, MailMessage, MoveMail } from '../contract.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { MailClock } from './MailClock.tsx';
import { mailOf, useMailDeed } from './queries.ts';
import { SenderDialog } from './SendersPanel.tsx';
import './mailbox.css';

/** One message: its words and nothing else of it, its files by hand, and what becomes of it. */
export default function MessageScreen(): ReactNode {
  const { t } = useText();
  const { mailId = '' } = useParams({ strict: false });
  const mail = useQuery(mailOf(mailId));
  const breadcrumb = <TextLink href="/reports/mail">{t('mailbox.title')}</TextLink>;
  if (!mail.data) return <Page title={t('mailbox.one')} breadcrumb={breadcrumb}>{mail.error ? <ProblemPanel problem={mail.error} onRetry={() => void mail.refetch()} /> : <Skeleton lines={8} />}</Page>;
  return <Message mail={mail.data} breadcrumb={breadcrumb} />;
}

const shownAs = ({ name, address }: Address): string => (name === '' ? address : `${name} <${address}>`);

function Message({ mail, breadcrumb }: { mail: MailMessage; breadcrumb: ReactNode }): ReactNode {
  const { t } = useText();
  const canRefer = mail.moves.includes('refer');
  return (
    <Page
      title={mail.subject === '' ? t('mailbox.no-subject') : mail.subject} windowTitle={t('mailbox.one')} breadcrumb={breadcrumb}
      marks={<><Tag tone={mail.state === 'waiting' ? 'info' : 'neutral'}>{t(`mailbox.state.${mail.state}`)}</Tag><MailClock clock={mail.clock} />{mail.kind !== 'letter' && <Tag>{t(`mailbox.kind.${mail.kind}`)}</Tag>}</>}
      action={canRefer ? <LinkButton kind="primary" icon="reports" href={`/reports/new?mail=${mail.id}`}>{t('mailbox.refer')}</LinkButton> : undefined}
      secondary={mail.inboundId !== null ? <LinkButton href={`/reports/${mail.inboundId}`}>{t('mailbox.open-referral')}</LinkButton> : undefined}
    >
      <Stack gap="large">
        <Faults mail={mail} />
        <Columns min="wide">
          <Panel title={t('mailbox.words')} of="restricted">
            <Stack>
              <Head mail={mail} />
              {mail.text === '' ? <EmptyState icon="document" title={t('mailbox.no-words')} /> : <pre className="mail-text" dir="auto"><SafeText>{mail.text}</SafeText></pre>}
              <p className="quiet small">{t('mailbox.words.help')}</p>
            </Stack>
          </Panel>
          <Stack gap="large">
            <WhatNow mail={mail} />
            <AnswerPanel mail={mail} />
            <Files mail={mail} />
            <Story mail={mail} />
          </Stack>
        </Columns>
      </Stack>
    </Page>
  );
}

function Faults({ mail }: { mail: MailMessage }): ReactNode {
  const { t } = useText();
  if (mail.faults.length === 0) return null;
  return (
    <Notice tone="late" title={t('mailbox.faults')}>
      <ul>{mail.faults.map((fault) => <li key={fault}>{t(`mailbox.fault.${fault}`)}</li>)}</ul>
      <p>{t(mail.hasSource ? 'mailbox.faults.kept' : 'mailbox.faults.on-server')}</p>
    </Notice>
  );
}

function Head({ mail }: { mail: MailMessage }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isAdding, setAdding] = useState(false);
  const { from, known } = mail;
  return (
    <>
      <KeyValues compact items={[
        { key: 'from', label: t('mailbox.from'), value: from ? <PrivateText>{shownAs(from)}</PrivateText> : t('mailbox.no-sender') },
        ...(mail.answerTo && mail.answerTo.address !== from?.address ? [{ key: 'answer-to', label: t('mailbox.answer-to'), value: <PrivateText>{shownAs(mail.answerTo)}</PrivateText> }] : []),
        { key: 'to', label: t('mailbox.to'), value: <SafeText>{[...mail.to, ...mail.copies].map(shownAs).join(', ')}</SafeText> },
        { key: 'arrived', label: t('mailbox.arrived'), value: formatDateTime(mail.arrivedAt) },
        ...(mail.writtenAt ? [{ key: 'written', label: t('mailbox.written'), value: formatDateTime(mail.writtenAt) }] : []),
      ]} />
      {known && <p><Tag tone="good">{known.label}</Tag> <span className="quiet small">{t('mailbox.known.help')}</span></p>}
      {!known && from && mail.kind === 'letter' && (
        <Row>
          <span className="quiet small">{t('mailbox.unknown.help')}</span>
          <Button size="small" onPress={() => setAdding(true)}>{t('mailbox.senders.add')}</Button>
        </Row>
      )}
      {isAdding && from && <SenderDialog address={from.address} name={from.name} onClose={() => setAdding(false)} />}
    </>
  );
}

/** Hold it, set it aside, call it spam, open it again; a reason where somebody must be able to understand later. */
function WhatNow({ mail }: { mail: MailMessage }): ReactNode {
  const { t } = useText();
  const [asked, setAsked] = useState<'hold' | 'set-aside' | null>(null);
  const deed = useMailDeed(() => { setAsked(null); toast.say(t('mailbox.step-kept')); });
  const move = (given: Omit<MoveMail, 'id'>): void => deed.mutate({ method: 'post', path: `/api/mail/${mail.id}/moves`, body: { id: newId(), ...given } });
  const moves = mail.moves.filter((one) => one !== 'refer');
  if (moves.length === 0) return null;
  return (
    <Panel title={t('mailbox.now')}>
      <Stack>
        <Row>{moves.map((one) => <Button key={one} onPress={() => (one === 'hold' || one === 'set-aside' ? setAsked(one) : move({ move: one }))} isPending={deed.isPending}>{t(`mailbox.move.${one}`)}</Button>)}</Row>
        {deed.error && asked === null && <ProblemPanel problem={deed.error} />}
      </Stack>
      {asked !== null && (
        <ReasonDialog title={t(`mailbox.move.${asked}`)} label={t('mailbox.reason')} confirm={t(`mailbox.move.${asked}`)} minLength={3} isOpen isPending={deed.isPending} onClose={() => { deed.reset(); setAsked(null); }} onConfirm={(reason) => move({ move: asked, reason })}>
          {t(`mailbox.move.${asked}.help`)}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}

function Files({ mail }: { mail: MailMessage }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('mailbox.files')} of="restricted">
      <Stack>
        {mail.files.length === 0 && <p className="quiet">{t('mailbox.files.none')}</p>}
        {mail.files.length > 0 && (
          <ul className="mail-lines">
            {mail.files.map((file) => (
              <li key={file.id}>
                <span><SafeText>{file.name}</SafeText> <span className="quiet small">{t('mailbox.files.size', { kilobytes: Math.max(1, Math.round(file.bytes / 1024)) })}</span></span>
                {file.refusal === null
                  ? <LinkButton size="small" aria-label={t('mailbox.files.fetch.one', { name: file.name })} href={`/api/mail/${mail.id}/files/${file.id}`} download>{t('mailbox.files.fetch')}</LinkButton>
                  : <span className="quiet small">{t(`mailbox.refused.${file.refusal}`)}</span>}
              </li>
            ))}
          </ul>
        )}
        <p className="quiet small">{t('mailbox.files.help')}</p>
        {mail.hasSource && <LinkButton size="small" href={`/api/mail/${mail.id}/source`} download>{t('mailbox.source')}</LinkButton>}
        {mail.hasSource && <p className="quiet small">{t('mailbox.source.help')}</p>}
      </Stack>
    </Panel>
  );
}

function Story({ mail }: { mail: MailMessage }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <>
      {mail.thread.length > 1 && (
        <Panel title={t('mailbox.thread')}>
          <ul className="mail-lines">
            {mail.thread.map((one) => (
              <li key={one.id}>
                <span>{one.id === mail.id ? <strong><SafeText>{one.subject}</SafeText></strong> : <TextLink href={`/reports/mail/${one.id}`}><SafeText>{one.subject === '' ? t('mailbox.no-subject') : one.subject}</SafeText></TextLink>}</span>
                <span className="quiet small">{formatDateTime(one.arrivedAt)} · {t(`mailbox.state.${one.state}`)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {mail.steps.length > 0 && (
        <Panel title={t('mailbox.steps')}>
          <ul className="mail-lines">
            {mail.steps.map((step) => <li key={step.id}><span>{t(`mailbox.done.${step.move}`)}{step.reason !== null && <>: <SafeText>{step.reason}</SafeText></>}</span><span className="quiet small">{formatDateTime(step.at)} · {step.by}</span></li>)}
          </ul>
        </Panel>
      )}
    </>
  );
}
