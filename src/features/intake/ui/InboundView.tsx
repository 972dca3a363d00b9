import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Inbound, InboundMove } from '../contract.ts';
import { mayIdentify } from '../domain.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { ClockTag } from './ClockTag.tsx';
import { ContactDialog } from './ContactDialog.tsx';
import { ContentView } from './ContentView.tsx';
import { InboundFiles } from './InboundFiles.tsx';
import { Meetings } from './Meetings.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { inboundOf, useIntakeDeed } from './queries.ts';
import { PrintReport } from './PrintReport.tsx';
import { Thread } from './Thread.tsx';

/** What the agenda needs to book the first talk. */
export interface FirstTalk {
  readonly caseId: string;
  readonly personId: string;
  readonly memberId: string | undefined;
  readonly onClose: () => void;
}

/** A segnalazione for the team: what it says, what comes next, what was done, and what was written with the sender. */
export function InboundView({ id, Booking }: { id: string; Booking: ComponentType<FirstTalk> }): ReactNode {
  const { t } = useText();
  const found = useQuery(inboundOf(id));
  const back = <TextLink href="/reports">{t('intake.title')}</TextLink>;
  if (!found.data) return <Page title={t('intake.one')} breadcrumb={back}>{found.error ? <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} /> : <Skeleton lines={6} />}</Page>;
  return <One of={found.data} back={back} Booking={Booking} />;
}

/** Moves that ask nothing more. Closing is for good, and is said again before. */
const atOnce: ReadonlySet<InboundMove> = new Set(['receive', 'take']);

function One({ of: one, back, Booking }: { of: Inbound; back: ReactNode; Booking: ComponentType<FirstTalk> }): ReactNode {
  const { t, formatDate } = useText();
  const [asked, setAsked] = useState<InboundMove | null>(null);
  const [contact, setContact] = useState<Inbound['contactMoves'][number] | null>(null);
  const deed = useIntakeDeed();
  const undoing = useIntakeDeed(() => toast.say(t('intake.undone-step')));
  const path = `/api/inbound-referrals/${one.id}/moves`;
  const release = (): void => undoing.mutate({ method: 'post', path, body: { id: newId(), move: 'release', words: t('intake.undone-words') } });
  const go = (move: InboundMove): void => {
    // What was taken by a slip goes back to the inbox; that it did stays in its way.
    if (atOnce.has(move)) deed.mutate({ method: 'post', path, body: { id: newId(), move } }, { onSuccess: () => { if (move === 'take') toast.undo(t('intake.done-step'), release); else toast.say(t('intake.done-step')); } });
    else setAsked(move);
  };
  const first = one.moves.find((move) => move === 'receive' || move === 'take' || move === 'accept' || (one.kind === 'consultation' && move === 'advise'));
  return (
    <Page
      title={one.reference} windowTitle={t('intake.one')} width="full" breadcrumb={back}
      lead={t(`intake.next.${one.next}`)}
      marks={<>{one.clock && <ClockTag clock={one.clock} urgency={one.urgency} kind={one.kind} />}<Tag>{t(`intake.state.${one.state}`)}</Tag></>}
      secondary={<PrintReport path={`/api/inbound-referrals/${one.id}/paper`} mayName={one.files.length > 0 || (one.content !== null && (one.calledBy === 'name' || one.content.reach !== ''))} />}
      action={first && <Button kind="primary" isPending={deed.isPending} onPress={() => go(first)}>{t(`intake.move.${first}`)}</Button>}
    >
      {deed.error && <ProblemPanel problem={deed.error} />}
      {undoing.error && <ProblemPanel problem={undoing.error} />}
      <Columns min="wide">
        <Stack gap="large">
          <Head of={one} />
          {one.alike.length > 0 && (
            <Notice title={t('intake.alike.team')}>
              <ul className="plain-list">{one.alike.map((other) => <li key={other.id}><TextLink href={`/reports/${other.id}`}>{other.reference}</TextLink> {t(`intake.state.${other.state}`)} · {formatDate(other.sentAt)}</li>)}</ul>
            </Notice>
          )}
          {one.content ? <Panel title={t('intake.said')} of="restricted"><ContentView content={one.content} calledBy={one.calledBy} /></Panel> : !one.mayOpen && <Notice title={t('intake.closed-words')}>{t('intake.closed-words.help')}</Notice>}
          {one.mayOpen && !one.content && <Notice>{t('intake.gone')}</Notice>}
          <InboundFiles of={one} />
          {one.moves.some((move) => move !== first) && (
            <Panel title={t('intake.other-ways')}>
              <Row>{one.moves.filter((move) => move !== first && (move !== 'merge')).map((move) => <Button key={move} size="small" onPress={() => go(move)}>{t(`intake.move.${move}`)}</Button>)}</Row>
            </Panel>
          )}
          {one.matter && <Matter of={one} onMove={setContact} />}
        </Stack>
        <Stack gap="large">
          {one.mayOpen && <Thread id={one.id} messages={one.messages} readBy={one.answerReadBy} mayIdentify={mayIdentify(one)} mayWrite={one.state !== 'withdrawn' && one.state !== 'closed'} />}
          <Meetings of={one} />
          {one.steps.length > 0 && <Steps of={one} />}
        </Stack>
      </Columns>
      {asked === 'accept' && <AcceptDialog one={one} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'accept' && <MoveDialog one={one} move={asked} onClose={() => setAsked(null)} />}
      {contact !== null && contact !== 'book' && <ContactDialog id={one.id} move={contact} onClose={() => setContact(null)} />}
      {contact === 'book' && one.matter && <Booking caseId={one.matter.caseId} personId={one.matter.personId} memberId={one.handler?.memberId} onClose={() => setContact(null)} />}
    </Page>
  );
}

function Head({ of: one }: { of: Inbound }): ReactNode {
  const { t, languageName, formatDateTime, formatList } = useText();
  const escalated = one.escalatedAt === null ? null : formatDateTime(one.escalatedAt);
  const rows = [
    { key: 'from', label: t('intake.head.from'), value: one.organisation ?? t(`intake.sender-kind.${one.senderKind}`) },
    { key: 'kind', label: t('intake.sender.kind'), value: t(`intake.sender-kind.${one.senderKind}`) },
    { key: 'source', label: t('intake.head.source'), value: t(`intake.source.${one.source}`) },
    ...(one.sentAt ? [{ key: 'sent', label: t('intake.head.sent'), value: formatDateTime(one.sentAt) }] : []),
    { key: 'agreement', label: t('intake.head.agreement'), value: t(`intake.agreement.${one.agreement}`) },
    { key: 'minor', label: t('intake.head.minor'), value: t(`intake.minor.${one.minor}`) },
    { key: 'reasons', label: t('intake.head.reasons'), value: formatList(one.reasons.map((reason) => t(`intake.reason.${reason}`))) },
    { key: 'language', label: t('intake.language'), value: one.language ? languageName(one.language) : t('intake.not-known') },
    { key: 'claimed', label: t('intake.head.claimed'), value: t(`intake.urgency.${one.claimed}`) },
    { key: 'handler', label: t('intake.head.handler'), value: one.handler?.name ?? t('intake.with-nobody') },
    ...(one.redirectedTo ? [{ key: 'redirected', label: t('intake.head.redirected'), value: one.redirectedTo }] : []),
  ];
  return (
    <Panel title={t(`intake.head.${one.kind}`)} of="team">
      {one.held && <Notice tone="late" title={t('intake.held')}>{t('intake.box.held.help')}</Notice>}
      {escalated && <Notice tone="late" title={t('intake.escalated')}>{t('intake.escalated.help', { at: escalated })}</Notice>}
      {one.danger && <Notice tone="danger" title={t('intake.said-danger')}>{t('intake.said-danger.help')}</Notice>}
      <KeyValues items={rows} />
    </Panel>
  );
}

/** The case it became, and how the person is reached. */
function Matter({ of: one, onMove }: { of: Inbound; onMove: (move: Inbound['contactMoves'][number]) => void }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  return (
    <Panel title={t('intake.matter')} of="case" actions={one.matter && <LinkButton size="small" icon="document" href={`/cases/${one.matter.caseId}`}>{one.matter.code}</LinkButton>}>
      {one.contact && <Row><Tag>{t(`intake.contact.${one.contact}`)}</Tag>{one.talk && <span className="quiet small">{one.talk.hour ? t('intake.talk.at', { at: formatDateTime(one.talk.hour) }) : one.contact !== 'refused' && t('intake.talk.by', { day: formatDate(one.talk.dueOn) })}</span>}</Row>}
      {one.attempts.length > 0 && (
        <ol className="report-way" aria-label={t('intake.attempts')}>
          {one.attempts.map((step) => (
            <li key={step.id}><span className="quiet small">{formatDateTime(step.at)} · {step.by}</span> {t(`intake.contact-made.${step.move}`)}{step.hour && `: ${formatDateTime(step.hour)}`}{step.outcome && `: ${t(`intake.attempt.${step.outcome}`)}`}{step.words && <SafeText block>{step.words}</SafeText>}</li>
          ))}
        </ol>
      )}
      <Row>{one.contactMoves.map((move) => <Button key={move} size="small" kind={move === 'book' ? 'primary' : 'secondary'} icon={move === 'book' ? 'today' : undefined} onPress={() => onMove(move)}>{t(`intake.contact-move.${move}`)}</Button>)}</Row>
    </Panel>
  );
}

function Steps({ of: one }: { of: Inbound }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel title={t('intake.way')} of="restricted">
      <ol className="report-way">
        {one.steps.map((step) => (
          <li key={step.id}>
            <span className="quiet small">{formatDateTime(step.at)} · {step.by ?? t('intake.by-itself')}</span>
            <div><strong>{t(`intake.made.${step.move}`)}</strong>{step.urgency && `: ${t(`intake.urgency.${step.urgency}`)}`}{step.given && `: ${step.given.name}`}{step.reason && ` — ${t(`intake.move-reason.${step.reason}`)}`}</div>
            {step.words && <SafeText block>{step.words}</SafeText>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
