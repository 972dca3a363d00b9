import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { languageCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Boxes } from '../../mailbox/contract.ts';
import { InboundBox, type InboundLine, type SentLine, Urgency, Whose } from '../contract.ts';
import { inOneList } from '../domain/order.ts';
import { BesideRow, LetterLine } from './BesideRow.tsx';
import { DoorsPanel } from './DoorsPanel.tsx';
import { PublicPanel } from './PublicPanel.tsx';
import { ClockTag } from './ClockTag.tsx';
import { beside, everything, inboxOf, intakeTerms, type Narrowed, patterns, sentList } from './queries.ts';
import './intake.css';

/** Segnalazioni: the inbox for the team; for everybody else what their body sent. */
export default function ReportsScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isTeam = (teamRoles as readonly string[]).includes(hat?.role ?? '');
  return (
    <Page
      title={t(isTeam ? 'intake.title' : 'intake.sent.title')}
      lead={t(isTeam ? 'intake.lead' : 'intake.sent.lead')}
      secondary={isTeam && <><MailLink />{hat?.role === 'coordinator' && <LinkButton icon="document" href="/reports/handed">{t('intake.handed')}</LinkButton>}</>}
      action={<LinkButton kind="primary" icon="plus" href="/reports/new">{t(isTeam ? 'intake.new.call' : 'intake.new.title')}</LinkButton>}
    >
      {isTeam ? <InboxPart coordinates={hat?.role === 'coordinator'} /> : <SentPart />}
    </Page>
  );
}

/** The programme's mail is another way in: for the coordinator and whom they named. */
function MailLink(): ReactNode {
  const { t } = useText();
  const boxes = useQuery({ queryKey: ['mailbox', 'boxes'], queryFn: ({ signal }) => api.get<Boxes>('/api/mailboxes', { signal }) });
  if (!boxes.data || boxes.data.items.length === 0) return null;
  return <LinkButton icon="document" href="/reports/mail">{t('intake.by-mail')}</LinkButton>;
}

function InboxPart({ coordinates }: { coordinates: boolean }): ReactNode {
  const { t } = useText();
  const [box, setBox] = useState<InboundBox>('waiting');
  const [asked, setAsked] = useState<Narrowed>(everything);
  const list = useInfiniteQuery({ ...inboxOf(box, asked), placeholderData: keepPreviousData });
  const isNarrowed = asked !== everything && JSON.stringify(asked) !== JSON.stringify(everything);
  const around = useQuery(beside);
  // A letter has neither urgency nor language nor anybody who took it: what is narrowed by these shows segnalazioni alone.
  const letters = isNarrowed || list.isPlaceholderData ? [] : box === 'waiting' ? around.data?.known ?? [] : box === 'held' ? around.data?.unknown ?? [] : [];
  const loaded = list.data?.pages.flatMap((page) => page.items);
  // Both come before anything is drawn, so that no line moves under a finger.
  const items = loaded && !around.isLoading ? inOneList(loaded, letters, !list.hasNextPage) : undefined;
  return (
    <Stack gap="large">
      {coordinates && <Patterns />}
      <Panel title={t('intake.inbox')} of="team">
        <ChoiceChips label={t('intake.boxes')} canClear={false} value={box} onChange={(next) => setBox(next ?? box)} choices={InboundBox.options.map((value) => ({ value, label: t(`intake.box.${value}`) }))} />
        <Narrow asked={asked} onChange={setAsked} />
        {box === 'waiting' && around.data && <BesideRow beside={around.data} onHeld={() => setBox('held')} />}
        {box === 'held' && <p className="quiet small">{t('intake.box.held.help')}</p>}
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!items && !list.error && <Skeleton lines={5} />}
        {items?.length === 0 && (isNarrowed
          ? <EmptyState icon="search" title={t('intake.empty.narrowed')} why={t('intake.empty.narrowed.why')} action={<Button onPress={() => setAsked(everything)}>{t('intake.narrow.all')}</Button>} />
          : <EmptyState icon="check" title={t(`intake.empty.${box}`)} why={t('intake.empty.why')} />)}
        {items && items.length > 0 && <ul className="report-lines">{items.map((one) => ('line' in one ? <InboxLine key={one.line.id} line={one.line} /> : <LetterLine key={one.letter.id} letter={one.letter} />))}</ul>}
        {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
      </Panel>
      {coordinates && <DoorsPanel />}
      {coordinates && <PublicPanel />}
      <Terms />
    </Stack>
  );
}

/** By whose it is, how urgent, in which language, and by a part of the reference or of the body's name. */
function Narrow({ asked, onChange }: { asked: Narrowed; onChange: (next: Narrowed) => void }): ReactNode {
  const { t, languageName, language: shown } = useText();
  const languages = useMemo(() => languageCodes.map((value) => ({ value, label: languageName(value) })).toSorted((one, other) => one.label.localeCompare(other.label, shown)), [languageName, shown]);
  return (
    <details className="report-terms">
      <summary>{t('intake.narrow')}</summary>
      <Columns min="narrow">
        <TextField label={t('intake.narrow.words')} hint={t('intake.narrow.words.hint')} autoComplete="off" maxLength={80} value={asked.words} onChange={(words) => onChange({ ...asked, words })} />
        <Select label={t('intake.narrow.whose')} canClear={false} value={asked.whose} onChange={(whose) => onChange({ ...asked, whose: whose ?? 'all' })} choices={Whose.options.map((value) => ({ value, label: t(`intake.narrow.whose.${value}`) }))} />
        <Select label={t('intake.urgency')} value={asked.urgency} onChange={(urgency) => onChange({ ...asked, urgency })} choices={Urgency.options.map((value) => ({ value, label: t(`intake.urgency.${value}`) }))} />
        <ComboBox label={t('intake.language')} value={asked.language} onChange={(language) => onChange({ ...asked, language })} choices={languages} />
      </Columns>
    </details>
  );
}

/** What comes next stands first; then whose it is and how long there is. */
function InboxLine({ line }: { line: InboundLine }): ReactNode {
  const { t, languageName, formatRelative } = useText();
  return (
    <li>
      <div className="report-line-what">
        <strong><TextLink href={`/reports/${line.id}`}>{t(`intake.next.${line.next}`)}</TextLink></strong>
        <span className="number">{line.reference}</span>
        <span>{line.organisation ?? t(`intake.sender-kind.${line.senderKind}`)}</span>
      </div>
      <div className="report-line-facts">
        {line.clock && <ClockTag clock={line.clock} urgency={line.urgency} kind={line.kind} />}
        {line.escalatedAt && <Tag tone="late" icon="flag">{t('intake.escalated')}</Tag>}
        {line.kind === 'consultation' && <Tag icon="help">{t('intake.kind.consultation')}</Tag>}
        {line.minor !== 'no' && <Tag icon="flag">{t('intake.mark.minor')}</Tag>}
        {line.agreement !== 'yes' && line.kind === 'report' && <Tag>{t(`intake.agreement.mark.${line.agreement}`)}</Tag>}
        {line.language && <Tag icon="language">{languageName(line.language)}</Tag>}
        {line.owed && <Tag tone={line.owed.isLate ? 'late' : 'info'}>{t('intake.owed-to-sender')}</Tag>}
        {line.contact && <Tag>{t(`intake.contact.${line.contact}`)}</Tag>}
        {!line.clock && <Tag>{t(`intake.state.${line.state}`)}</Tag>}
        <span className="quiet small">{line.handler ? t('intake.with', { name: line.handler.name }) : t('intake.with-nobody')} · {t(`intake.source.${line.source}`)}{line.sentAt && ` · ${formatRelative(line.sentAt)}`}</span>
      </div>
    </li>
  );
}

function Patterns(): ReactNode {
  const { t, formatDate } = useText();
  const found = useQuery(patterns);
  if (!found.data || found.data.items.length === 0) return null;
  return (
    <Panel title={t('intake.patterns')} of="team">
      <ul className="plain-list">{found.data.items.map((one) => <li key={one.id}>{t(`intake.pattern.${one.about}`, { n: one.count, since: formatDate(one.since), until: formatDate(one.until) })}</li>)}</ul>
      <p className="quiet small">{t('intake.patterns.help', { n: found.data.atLeast })}</p>
    </Panel>
  );
}

/** How long each may wait, and where that comes from. */
function Terms(): ReactNode {
  const { t, language } = useText();
  const terms = useQuery(intakeTerms);
  if (!terms.data) return null;
  return (
    <details className="report-terms">
      <summary>{t('intake.terms')}</summary>
      <ul className="plain-list">{terms.data.terms.map((one) => <li key={one.id}>{language === 'en' ? one.meaning.en : one.meaning.it}: {one.hours === null ? t('intake.terms.working-days', { n: one.workingDays ?? 0 }) : t('intake.terms.hours', { n: one.hours })} {!one.verified && <Tag>{t('intake.terms.unverified')}</Tag>}</li>)}</ul>
    </details>
  );
}

function SentPart(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const list = useInfiniteQuery(sentList);
  useWhenKept('inbound-referral', useCallback(() => void client.invalidateQueries({ queryKey: ['intake'] }), [client]));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('intake.sent.list')} of="shared">
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {!items && !list.error && <Skeleton lines={4} />}
      {items?.length === 0 && <EmptyState icon="reports" title={t('intake.sent.none')} why={t('intake.sent.none.why')} action={<LinkButton kind="primary" href="/reports/new">{t('intake.new.title')}</LinkButton>} />}
      {items && items.length > 0 && <ul className="report-lines">{items.map((line) => <SentRow key={line.id} line={line} />)}</ul>}
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}

function SentRow({ line }: { line: SentLine }): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  const isDraft = line.state === 'draft';
  return (
    <li>
      <div className="report-line-what">
        <strong><TextLink href={isDraft ? `/reports/new?draft=${line.id}` : `/reports/${line.id}`}>{line.reference}</TextLink></strong>
        {line.called !== null && <span><PrivateText>{line.called}</PrivateText></span>}
        <Tag>{t(`intake.told.${line.state}`)}</Tag>
        {line.unread > 0 && <Tag tone="info">{t('intake.sent.news')}</Tag>}
        {line.owed && <Tag tone="late">{t('intake.sent.you-owe')}</Tag>}
        {line.kind === 'consultation' && <Tag icon="help">{t('intake.kind.consultation')}</Tag>}
      </div>
      <div className="report-line-facts">
        <span className="quiet small">
          {line.mine ? t(isDraft ? 'intake.sent.draft-yours' : 'intake.sent.by-you') : t('intake.sent.by', { name: line.by })}{line.sentAt && ` · ${formatRelative(line.sentAt)}`}
          {line.answerBy && ` · ${t(line.isLate ? 'intake.sent.answer-late' : 'intake.sent.answer-by', { at: formatDateTime(line.answerBy), left: formatRelative(line.answerBy) })}`}
        </span>
      </div>
      {isDraft && <Notice>{t('intake.sent.draft-help')}</Notice>}
    </li>
  );
}
