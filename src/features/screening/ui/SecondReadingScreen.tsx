import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { AssessmentFile, WrittenAssessment } from '../wire.ts';
import { AnswersGiven } from './AnswersGiven.tsx';
import { AskedIn } from './AskedIn.tsx';
import { AssessmentRead } from './AssessmentRead.tsx';
import { assessmentFile, instrumentOf, screeningOf } from './queries.ts';
import { ReadingPanel } from './ReadingPanel.tsx';
import { useWordedInstrument } from './useWordedInstrument.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** The second reading: the first professional's words, the answers they rest on, and one's own. */
export default function SecondReadingScreen(): ReactNode {
  const { t } = useText();
  const { assessmentId = '' } = useParams({ strict: false });
  const file = useQuery(assessmentFile(assessmentId));
  if (!file.data) {
    return <Page title={t('screening.second.title')}>{file.error ? <ProblemPanel problem={file.error} onRetry={() => void file.refetch()} /> : <Skeleton lines={8} />}</Page>;
  }
  const { assessment, caseId, code, mayReadSecond } = file.data;
  return (
    <Page
      title={t('screening.second.title')}
      width="full"
      breadcrumb={<TextLink href={`/cases/${caseId}?tab=screening`}>{code}</TextLink>}
      marks={<><Tag tone="info">{t(`screening.state.${assessment.state}`)}</Tag><ClassMark of="restricted" /></>}
      lead={t('screening.second.lead')}
    >
      <div className="screening-beside">
        <Stack>
          {assessment.basedOn.length === 0 && <Notice>{t('screening.second.no-screening')}</Notice>}
          {assessment.basedOn.map((id) => <Answers key={id} screeningId={id} />)}
        </Stack>
        <Stack>
          <Panel title={t('screening.second.first')} of="restricted"><AssessmentRead written={assessment} /></Panel>
          {mayReadSecond && <OwnReading file={file.data} />}
          {!mayReadSecond && assessment.reading === null && <Notice>{t(assessment.mine ? 'screening.assessment.second-reader' : 'screening.second.not-open')}</Notice>}
        </Stack>
      </div>
    </Page>
  );
}

/** The answers of one screening, and what they say when the reader opens it. */
function Answers({ screeningId }: { screeningId: string }): ReactNode {
  const { t, formatDateTime } = useText();
  const opening = useState(false);
  const { say } = useInstrumentWords();
  const screening = useQuery(screeningOf(screeningId));
  const instrument = useQuery({ ...instrumentOf(screening.data?.instrument ?? { id: '', version: 0 }), enabled: screening.data !== undefined });
  const asked = useWordedInstrument(screening.data, instrument.data);
  if (!screening.data || !asked.instrument) return screening.error ? <ProblemPanel problem={screening.error} onRetry={() => void screening.refetch()} /> : <Skeleton lines={6} />;
  const { answers, column, author, completedAt, startedAt, version, language } = screening.data;
  return (
    <>
      <Panel title={say(asked.instrument.title)} of="restricted">
        <p className="quiet">{t('screening.answers.by', { name: author.name, at: formatDateTime(completedAt ?? startedAt) })} · {t(`screening.column.${column}`)}</p>
        <AskedIn instrument={asked.instrument} language={language} asked={asked.words} />
        <AnswersGiven instrument={asked.instrument} answers={answers} column={column} />
      </Panel>
      <ReadingPanel screening={screening.data} answers={screening.data.answers} version={version} instrument={asked.instrument} isDirty={false} isHeld={false} opening={opening} />
    </>
  );
}

interface Own { readonly reading: 'agree' | 'disagree' | null; readonly reason: string }

/** Agrees or disagrees, in the reader's own words. */
function OwnReading({ file: { assessment } }: { file: AssessmentFile }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [typed, setTyped] = useState<Own | null>(null);
  const [isTried, setTried] = useState(false);
  const draft = useDraft<Own>(`second-reading/${assessment.id}`, typed ?? { reading: null, reason: '' }, typed !== null);
  const { reading, reason } = typed ?? draft.found ?? { reading: null, reason: '' };
  const needsWords = reading === 'disagree' && reason.trim() === '';
  const write = useMutation({
    mutationFn: () => api.put<WrittenAssessment>(`/api/second-readings/${id}`, { body: { assessmentId: assessment.id, reading, ...(reason.trim() === '' ? {} : { reason }) } }),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['screening'] });
      await client.invalidateQueries({ queryKey: ['today'] });
    },
  });
  return (
    <Panel title={t('screening.second.own')}>
      <ChoiceChips
        label={t('screening.second.question')}
        value={reading}
        onChange={(value) => setTyped({ reading: value, reason })}
        choices={(['agree', 'disagree'] as const).map((value) => ({ value, label: t(`screening.reading.${value}`) }))}
        error={isTried && reading === null ? t('screening.second.choose') : undefined}
      />
      <TextArea label={t('screening.assessment.reason')} hint={t('screening.second.reason.hint')} rows={4} maxLength={4000} value={reason} onChange={(value) => setTyped({ reading, reason: value })}
        error={isTried && needsWords ? t('screening.assessment.say-why') : undefined} />
      {write.error && <ProblemPanel problem={write.error} />}
      <Row end>
        <Button kind="primary" icon="check" isPending={write.isPending} onPress={() => {
          setTried(true);
          if (reading !== null && !needsWords) write.mutate();
        }}>{t('screening.second.sign')}</Button>
      </Row>
    </Panel>
  );
}
