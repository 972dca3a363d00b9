import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import type { IconName } from '../../../kernel/ui/icons.ts';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { CaseState } from '../../cases/contract.ts';
import type { PinnedList } from '../../lists/contract.ts';
import type { Section, Today, TodayItem } from '../contract.ts';
import { arrange } from '../domain.ts';
import { DayLine } from './DayLine.tsx';
import './today.css';

/** The first screen after signing in: who is coming, what is late, what is new, in the order in which it matters to this hat. */
export default function TodayScreen(): ReactNode {
  const { t, formatDate } = useText();
  const { hat } = useSession();
  const role = hat?.role ?? '';
  const today = useQuery({ queryKey: ['today', hat?.id], queryFn: ({ signal }) => api.get<Today>('/api/today', { signal, orKept: '/api/today/at-hand' }), refetchInterval: 60_000 });
  const columns = today.data ? arrange(today.data.items, role, today.data.part) : [];

  return (
    <Page title={t('today.title')} lead={formatDate(new Date(), 'weekday')} action={<WayOn role={role} isAtHand={today.data?.part === 'at-hand'} />} width="full">
      {today.error && !today.data ? <ProblemPanel problem={today.error} onRetry={() => void today.refetch()} /> : null}
      {today.isPending ? <Skeleton lines={6} /> : null}
      {today.data?.part === 'at-hand' ? <Notice title={t('today.at-hand')}>{t('today.at-hand.help')}</Notice> : null}
      {today.data?.counts ? <Counts counts={today.data.counts} /> : null}
      {team.includes(role) ? <Pinned /> : null}
      {today.data?.counts?.open === 0 && today.data.items.length === 0 ? <Ways title={t('today.first')} ways={first} /> : null}
      {today.data && columns.length === 0 ? <NothingToday role={role} /> : null}
      <div className="day-columns">{columns.map(({ section, items }) => <DaySection key={section} section={section} items={items} />)}</div>
    </Page>
  );
}

/** Lines of a section that stand there without being asked for: the first are those that matter most. */
const SHOWN = 6;

/** One part of the day. A long one shows its first lines and how many more there are, so that the parts beside and below it stay in sight. */
function DaySection({ section, items }: { section: Section; items: readonly TodayItem[] }): ReactNode {
  const { t } = useText();
  const [isWhole, setWhole] = useState(false);
  const more = items.length - SHOWN;
  // One line more takes no more room than the button would.
  const shown = isWhole || more <= 1 ? items : items.slice(0, SHOWN);
  return (
    <Panel title={t(`today.section.${section}`)}>
      {items.length === 0 ? <p className="quiet">{t(emptyWords(section))}</p> : (
        <ul className="day-lines">{shown.map((item) => <DayLine key={`${item.kind} ${item.id}`} item={item} />)}</ul>
      )}
      {more > 1 && <Button kind="quiet" size="small" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>{isWhole ? t('today.fewer') : t('today.more', { n: more })}</Button>}
    </Panel>
  );
}

const emptyWords = (section: Section): string => (['dangerous', 'late', 'unassigned', 'agenda'].includes(section) ? `today.empty.${section}` : 'today.nothing.title');

/** The same cases that are counted: at high or extreme risk, and not over. */
const inDanger = `/lists/view?kind=cases&f-risk=high.extreme&f-state=${CaseState.options.filter((state) => !['closed', 'withdrawn', 'sent-elsewhere'].includes(state)).join('.')}`;

function Counts({ counts }: { counts: NonNullable<Today['counts']> }): ReactNode {
  const { t } = useText();
  return (
    <ul className="day-counts" aria-label={t('today.counts.label')}>
      <li><Tag><TextLink href="/cases">{t('today.counts.open', { n: counts.open })}</TextLink></Tag></li>
      <li><Tag><TextLink href="/cases?state=in-care">{t('today.counts.in-care', { n: counts.inCare })}</TextLink></Tag></li>
      <li><Tag><TextLink href={inDanger}>{t('today.counts.danger', { n: counts.danger })}</TextLink></Tag></li>
      <li><Tag><TextLink href="/cases?filter=unassigned">{t('today.counts.unowned', { n: counts.unowned })}</TextLink></Tag></li>
    </ul>
  );
}

const team: readonly string[] = teamRoles;

/** Counted anew when one comes back after five minutes, and every quarter of an hour while one stays; what one does to a list asks at once. */
const pinnedRhythm = { staleTime: 5 * 60_000, refetchInterval: 15 * 60_000 };

/** The lists one pinned, each with how many lines it holds today. */
function Pinned(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const pinned = useQuery({ queryKey: ['lists', 'pinned', hat?.id], queryFn: ({ signal }) => api.get<{ items: PinnedList[] }>('/api/lists/pinned', { signal }), ...pinnedRhythm });
  if (!pinned.data || pinned.data.items.length === 0) return null;
  return (
    <nav aria-label={t('today.lists')}>
      <ul className="day-counts">
        {pinned.data.items.map((one) => (
          <li key={one.id}><Tag icon="filter" tone={one.isWhole ? 'neutral' : 'late'}><TextLink href={`/lists/${one.id}`}>{t(one.isWhole ? (one.more ? 'today.lists.more' : 'today.lists.one') : 'today.lists.lost', { name: one.name, n: one.count })}</TextLink></Tag></li>
        ))}
      </ul>
    </nav>
  );
}

/** The one thing most often begun from here. */
function WayOn({ role, isAtHand }: { role: string; isAtHand: boolean }): ReactNode {
  const { t } = useText();
  if (role === 'reporter') return <LinkButton kind="primary" icon="plus" href="/reports/new">{t('today.report')}</LinkButton>;
  if (role === 'partner') return <Row><LinkButton icon="plus" href="/reports/new">{t('today.report')}</LinkButton><LinkButton kind="primary" icon="reports" href="/received">{t('today.received')}</LinkButton></Row>;
  if (role === 'dpo') return <LinkButton kind="primary" icon="audit" href="/audit">{t('today.audit')}</LinkButton>;
  if (role === 'admin') return <LinkButton kind="primary" icon="person" href="/users">{t('today.users')}</LinkButton>;
  if (role === 'sui') return <LinkButton kind="primary" icon="services" href="/services">{t('today.services')}</LinkButton>;
  if (team.includes(role) && isAtHand) return <LinkButton kind="primary" icon="plus" href="/street/contact">{t('today.contact')}</LinkButton>;
  if (team.includes(role)) {
    return (
      <Row>
        <LinkButton href="/desk">{t('today.desk')}</LinkButton>
        <LinkButton kind="primary" icon="plus" href="/persons/new">{t('today.new-person')}</LinkButton>
      </Row>
    );
  }
  return null;
}

/** An empty day says what will stand here for this role, and what never will. */
function NothingToday({ role }: { role: string }): ReactNode {
  const { t, has } = useText();
  const own = `today.nothing.${role}`;
  return (
    <Columns>
      <Panel>
        <EmptyState icon="today" title={t('today.nothing.title')} why={t(has(own) ? own : 'today.nothing.why')} />
      </Panel>
      <Ways title={t('today.meanwhile')} ways={meanwhile} />
    </Columns>
  );
}

interface Way {
  readonly words: string;
  readonly href: string;
  readonly icon: IconName;
}

/** Where one may go from here, each with its reason. */
function Ways({ title, ways }: { title: string; ways: readonly Way[] }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={title}>
      <ul className="day-lines">
        {ways.map(({ words, href, icon }) => (
          <li key={words} className="day-way">
            <Icon name={icon} />
            <div>
              <TextLink href={href}>{t(words)}</TextLink>
              <div className="quiet small">{t(`${words}.why`)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The coordinator's first day in a programme without a single case: what makes the others able to work. */
const first: readonly Way[] = [
  { words: 'today.first.notice', href: '/notice', icon: 'document' },
  { words: 'today.first.services', href: '/services', icon: 'services' },
  { words: 'today.first.imports', href: '/imports', icon: 'import' },
  { words: 'today.first.team', href: '/team', icon: 'team' },
];

/** What everyone may do here on a day without appointments. */
const meanwhile: readonly Way[] = [
  { words: 'today.meanwhile.services', href: '/services', icon: 'services' },
  { words: 'today.meanwhile.help', href: '/help', icon: 'help' },
  { words: 'today.meanwhile.security', href: '/account', icon: 'shield' },
];
