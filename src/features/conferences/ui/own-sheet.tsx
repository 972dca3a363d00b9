import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Sheet } from '../contract.ts';
import { StateMark, When } from './conference-line.tsx';
import { MinutesAnswerRow } from './minutes-answer.tsx';
import { MinutesFiles, MinutesView } from './minutes-view.tsx';
import { nameOf, sheetOf, useDeed } from './queries.ts';
import { SheetParts } from './sheet-parts.tsx';
import './conferences.css';

/** What somebody reads who is asked to come: their own sheet, then the minutes, and nothing else of the case. */
export function OwnSheet({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const sheet = useQuery({ ...sheetOf(id), retry: false });
  const breadcrumb = <TextLink href="/conferences">{t('conferences.title.all')}</TextLink>;
  if (!sheet.data) return <Page title={t('conferences.one')} breadcrumb={breadcrumb}>{sheet.error ? <ProblemPanel problem={sheet.error} onRetry={() => void sheet.refetch()} /> : <Skeleton lines={6} />}</Page>;
  const { conference, parts, minutes } = sheet.data;
  return (
    <Page title={conference.code ?? t('conferences.one')} breadcrumb={breadcrumb} marks={<StateMark line={conference} />} lead={<When line={conference} />}>
      <Stack gap="large">
        <Answer sheet={sheet.data} />
        {sheet.data.named && <NamePanel key={sheet.data.named.revealId} {...sheet.data.named} />}
        {parts.length > 0 && <Panel title={t('conferences.sheet.mine')} of="case"><Stack><SheetParts parts={parts} /><p className="quiet small">{t('conferences.sheet.receipt')}</p></Stack></Panel>}
        {minutes && (
          <Panel title={t('conferences.minutes')} of="case">
            <Stack>
              <MinutesView minutes={minutes} />
              {sheet.data.said && sheet.data.saidEdition === minutes.edition && <Tag tone="good">{t(`conferences.said.${sheet.data.said}`)}</Tag>}
              {conference.seat?.owesMinutes && <MinutesAnswerRow seatId={conference.seat.id} edition={minutes.edition} />}
              {!sheet.data.present && <p className="quiet small">{t('conferences.minutes.not-present')}</p>}
              {minutes.body && <Row><MinutesFiles id={conference.id} /></Row>}
            </Stack>
          </Panel>
        )}
        {parts.length === 0 && !minutes && <Panel><EmptyState icon="lock" title={t('conferences.sheet.closed')} why={t('conferences.sheet.closed.why')} /></Panel>}
      </Stack>
    </Page>
  );
}

function Answer({ sheet: { conference } }: { sheet: Sheet }): ReactNode {
  const { t } = useText();
  const say = useDeed(() => toast.say(t('conferences.done')));
  const { seat } = conference;
  if (!seat || !['called', 'postponed'].includes(conference.state)) return null;
  const answer = (coming: boolean): void => say.mutate({ method: 'post', path: `/api/conference-seats/${seat.id}/answer`, body: { coming } });
  return (
    <Panel title={t('conferences.answer')}>
      <Stack gap="small">
        <p>{t(`conferences.answer.mine.${seat.answer}`)}</p>
        <Row>
          {seat.answer !== 'coming' && <Button kind="primary" isPending={say.isPending} onPress={() => answer(true)}>{t('conferences.answer.yes')}</Button>}
          {seat.answer !== 'not-coming' && <Button isPending={say.isPending} onPress={() => answer(false)}>{t('conferences.answer.no')}</Button>}
        </Row>
        {say.error && <ProblemPanel problem={say.error} />}
      </Stack>
    </Panel>
  );
}

/** The name is read only when asked for, and leaves the screen with it. */
function NamePanel({ revealId, until }: { revealId: string; until: string }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isShown, setShown] = useState(false);
  const name = useQuery({ ...nameOf(revealId), enabled: isShown, retry: false });
  return (
    <Notice title={t('conferences.reveal.mine', { at: formatDateTime(until) })} actions={!isShown && <Button size="small" onPress={() => setShown(true)}>{t('conferences.reveal.show')}</Button>}>
      {name.error && t('conferences.reveal.over')}
      {name.data && !name.error && name.data.names.map((one) => <SafeText key={one} block>{one}</SafeText>)}
    </Notice>
  );
}
