import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Conference } from '../contract.ts';
import { Decisions } from './desk-decisions.tsx';
import { MinutesPanel } from './desk-minutes.tsx';
import { Moves } from './desk-moves.tsx';
import { Notes } from './desk-notes.tsx';
import { People } from './desk-people.tsx';
import { VoicePanel } from './desk-voice.tsx';
import { StateMark, When } from './conference-line.tsx';
import { OwnSheet } from './own-sheet.tsx';
import { conferenceOf } from './queries.ts';
import './conferences.css';

/** A conference: the whole of it for those who hold the case, their own sheet for whoever is only asked to come. */
export default function ConferenceScreen(): ReactNode {
  const { hat } = useSession();
  const { conferenceId = '' } = useParams({ strict: false });
  const isOutside = hat?.role === 'partner' || hat?.role === 'reporter';
  const whole = useQuery({ ...conferenceOf(conferenceId), enabled: !isOutside, retry: false });
  if (isOutside || (whole.error && asProblem(whole.error).code === 'not-found')) return <OwnSheet id={conferenceId} />;
  return <Desk conference={whole.data} error={whole.error} onRetry={() => void whole.refetch()} />;
}

function Desk({ conference, error, onRetry }: { conference: Conference | undefined; error: unknown; onRetry: () => void }): ReactNode {
  const { t } = useText();
  if (!conference) return <Page title={t('conferences.one')}>{error ? <ProblemPanel problem={error} onRetry={onRetry} /> : <Skeleton lines={6} />}</Page>;
  return (
    <Page title={conference.code ?? t('conferences.one')} width="full" breadcrumb={<TextLink href={`/cases/${conference.caseId}?tab=conferences`}>{t('conferences.title')}</TextLink>} marks={<StateMark line={conference} />} lead={<When line={conference} />} action={conference.moves.length > 0 && <Moves conference={conference} isNext />} secondary={conference.moves.length > 0 && <Moves conference={conference} isNext={false} />}>
      <Columns min="wide">
        <Stack gap="large"><Notes conference={conference} /><Decisions conference={conference} /><MinutesPanel conference={conference} /></Stack>
        <Stack gap="large"><People conference={conference} /><VoicePanel conference={conference} /></Stack>
      </Columns>
    </Page>
  );
}
