import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { InstrumentList } from './InstrumentList.tsx';
import { instrumentsFor } from './queries.ts';
import { hrefOf, recordOf, useBegunHere } from './noted.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

export interface ListsInTalkProps {
  readonly caseId: string;
  readonly personId: string;
  readonly interviewId: string;
  /** In which the talk is held. */
  readonly language: string;
}

/** The lists of questions that may be put in this talk, with and without a network; those begun on this device stand first. */
export function ListsInTalk({ caseId, personId, interviewId, language }: ListsInTalkProps): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const offered = useQuery(instrumentsFor(caseId));
  const begun = useBegunHere(caseId).filter((one) => one.interviewId === interviewId);
  return (
    <Panel title={t('screening.in-talk')} of="restricted">
      <p className="quiet small">{t('screening.room.never-a-condition')}</p>
      {begun.length > 0 && <ul className="screening-items">{begun.map(({ id, instrument, state }) => <li key={id}><TextLink href={hrefOf(id)}>{say(instrument.title)}</TextLink> {t(`screening.progress.${state}`)} <SendMark record={recordOf(id)} /></li>)}</ul>}
      {offered.error && <ProblemPanel problem={offered.error} onRetry={() => void offered.refetch()} />}
      {!offered.data && !offered.error && <Skeleton lines={3} />}
      {offered.data && <InstrumentList caseId={caseId} personId={personId} interviewId={interviewId} offered={offered.data} screenings={begun} language={language} />}
    </Panel>
  );
}
