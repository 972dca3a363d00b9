import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Heading } from '../../persons/contract.ts';
import type { ScreeningLine } from '../wire.ts';
import { AssessmentPanel } from './AssessmentPanel.tsx';
import { InstrumentList } from './InstrumentList.tsx';
import { recordOf, useLines } from './noted.ts';
import { instrumentsFor } from './queries.ts';
import { SuggestedPanel } from './SuggestedPanel.tsx';
import { VulnerabilityPanel } from './VulnerabilityPanel.tsx';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** "Emersione e screening" of a case: lists to begin, screenings made, and where the professionals' own assessment stands. */
export default function ScreeningTab({ caseId, personId }: { caseId: string; personId: string }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const { say } = useInstrumentWords();
  const offered = useQuery(instrumentsFor(caseId));
  const screenings = useLines(caseId);
  const heading = useQuery({ queryKey: ['screening', 'heading', personId], queryFn: ({ signal }) => api.get<Heading>(`/api/persons/${personId}`, { signal }) });
  const spoken = [...new Set([...(heading.data?.languages ?? []).map((one) => one.language), 'it', 'en'])];
  const [chosen, setChosen] = useState<string | null>(null);
  const language = chosen ?? spoken[0] ?? 'it';
  const columns: readonly Column<ScreeningLine>[] = [
    { key: 'list', label: t('screening.column-list'), isName: true, render: (row) => say(row.instrument.title) },
    { key: 'day', label: t('screening.column-day'), render: (row) => formatDate(row.startedAt) },
    { key: 'by', label: t('screening.column-by'), render: (row) => row.author.name },
    { key: 'asked', label: t('screening.wording.column'), isMinor: true, render: (row) => (row.wording ? t('screening.wording.column.edition', { language: languageName(row.language), edition: row.wording.edition }) : languageName(row.language)) },
    { key: 'answered', label: t('screening.column-answered'), render: (row) => t('screening.answered-of', { answered: row.completeness.answered, applicable: row.completeness.applicable }) },
    { key: 'state', label: t('screening.column-state'), render: (row) => <Row><Tag tone={row.state === 'open' ? 'info' : 'good'}>{t(`screening.progress.${row.state}`)}</Tag><SendMark record={recordOf(row.id)} /></Row> },
  ];
  return (
    <Stack>
      <Panel title={t('screening.begin.title')}>
        <p className="quiet">{t('screening.room.purpose')} {t('screening.room.never-a-condition')}</p>
        <ChoiceChips label={t('screening.spoken')} canClear={false} value={language} onChange={setChosen} choices={spoken.map((code) => ({ value: code, label: languageName(code) }))} />
        {offered.error && <ProblemPanel problem={offered.error} onRetry={() => void offered.refetch()} />}
        {!offered.data && !offered.error && <Skeleton lines={4} />}
        {offered.data && <InstrumentList caseId={caseId} personId={personId} offered={offered.data} screenings={screenings.lines ?? []} language={language} />}
      </Panel>
      <Panel title={t('screening.made')} of="restricted">
        <DataTable label={t('screening.made')} columns={columns} rows={screenings.lines} rowKey={(row) => row.id} rowHref={(row) => `/screenings/${row.id}`}
          problem={screenings.error} onRetry={() => void screenings.refetch()} empty={<EmptyState title={t('screening.empty.title')} why={t('screening.empty.why')} />} />
      </Panel>
      <SuggestedPanel caseId={caseId} />
      <VulnerabilityPanel caseId={caseId} />
      <AssessmentPanel caseId={caseId} basedOn={screenings.known.filter((line) => line.state === 'completed').map((line) => line.id).slice(0, 50)} />
    </Stack>
  );
}
