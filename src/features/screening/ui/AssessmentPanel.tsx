import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { Outcome, type StandingMove } from '../contract.ts';
import type { CaseAssessment, WrittenAssessment } from '../wire.ts';
import { AssessmentRead } from './AssessmentRead.tsx';
import { AskReader } from './AskReader.tsx';
import { assessmentOf, hearsTheStory } from './queries.ts';

export interface AssessmentPanelProps {
  readonly caseId: string;
  /** Screenings that an assessment written here rests on. */
  readonly basedOn: readonly string[];
}

/** Where the assessment of the person stands, whose words it rests on, and the professional's own form. Nothing here is filled in by a score. */
export function AssessmentPanel({ caseId, basedOn }: AssessmentPanelProps): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const hears = hearsTheStory(hat?.role);
  const assessment = useQuery({ ...assessmentOf(caseId), enabled: hears });
  if (!hears) return null;
  const { data } = assessment;
  const standing = data?.items.find((item) => item.state === data.state);
  return (
    <Panel title={t('screening.assessment.title')} of="restricted">
      {assessment.error && <ProblemPanel problem={assessment.error} onRetry={() => void assessment.refetch()} />}
      {!data && !assessment.error && <Skeleton lines={4} />}
      {data && (
        <Stack>
          <Row><Tag tone="info">{t(`screening.state.${data.state}`)}</Tag></Row>
          {data.may.readSecond && standing && (
            <Notice title={t('screening.second.waits')} actions={<LinkButton kind="primary" href={`/second-readings/${standing.id}`}>{t('screening.second.read')}</LinkButton>} />
          )}
          {data.items.map((item) => <AssessmentRead key={item.id} written={item} />)}
          {standing?.state === 'awaiting-second-reading' && <AskReader written={standing} caseId={caseId} />}
          {standing && data.may.moves.length > 0 && <Moves standing={standing} moves={data.may.moves} caseId={caseId} />}
          {data.may.assess && <AssessmentForm caseId={caseId} basedOn={basedOn} />}
        </Stack>
      )}
    </Panel>
  );
}

/** An outcome and a reason, both the professional's own. */
function AssessmentForm({ caseId, basedOn }: AssessmentPanelProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id, setId] = useState(() => newId());
  const [typed, setTyped] = useState<{ outcome: Outcome | null; reason: string } | null>(null);
  const [isTried, setTried] = useState(false);
  const draft = useDraft<{ outcome: Outcome | null; reason: string }>(`assessment/${caseId}`, typed ?? { outcome: null, reason: '' }, typed !== null);
  const { outcome, reason } = typed ?? draft.found ?? { outcome: null, reason: '' };
  const write = useMutation({
    mutationFn: () => api.put<CaseAssessment>(`/api/assessments/${id}`, { body: { caseId, outcome, reason, basedOn } }),
    onSuccess: (done) => {
      client.setQueryData(assessmentOf(caseId).queryKey, done);
      draft.clear();
      setTyped(null);
      setTried(false);
      setId(newId());
    },
  });
  const isReady = outcome !== null && reason.trim() !== '';
  return (
    <Stack>
      <ChoiceChips
        label={t('screening.assessment.own')}
        hint={t('screening.assessment.own.hint')}
        value={outcome}
        onChange={(value) => setTyped({ outcome: value, reason })}
        choices={Outcome.options.map((value) => ({ value, label: t(`screening.outcome.${value}`) }))}
        error={isTried && outcome === null ? t('screening.assessment.choose') : undefined}
      />
      {outcome === 'presumed-trafficking-victim' && <p className="quiet small">{t('screening.assessment.second-reader')}</p>}
      <TextArea label={t('screening.assessment.reason')} hint={t('screening.assessment.reason.hint')} rows={4} maxLength={4000} value={reason} onChange={(value) => setTyped({ outcome, reason: value })}
        error={isTried && reason.trim() === '' ? t('screening.assessment.say-why') : undefined} />
      {write.error && <ProblemPanel problem={write.error} />}
      <Row end>
        <Button icon="check" isPending={write.isPending} onPress={() => {
          setTried(true);
          if (isReady) write.mutate();
        }}>{t('screening.assessment.sign')}</Button>
      </Row>
    </Stack>
  );
}

/** Withdrawal, reopening and what an authority decided: each with its written reason. */
function Moves({ standing, moves, caseId }: { standing: WrittenAssessment; moves: readonly StandingMove[]; caseId: string }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ id: string; move: StandingMove } | null>(null);
  const make = useMutation({
    mutationFn: (reason: string) => api.post<CaseAssessment>(`/api/assessments/${standing.id}/moves`, { ifMatch: standing.version, body: { ...asked, reason } }),
    onSuccess: (done) => {
      client.setQueryData(assessmentOf(caseId).queryKey, done);
      setAsked(null);
    },
    onError: () => client.invalidateQueries({ queryKey: assessmentOf(caseId).queryKey }),
  });
  return (
    <div className="never-printed">
      <Row>{moves.map((move) => <Button key={move} size="small" onPress={() => setAsked({ id: newId(), move })}>{t(`screening.move.${move}`)}</Button>)}</Row>
      {asked && (
        <ReasonDialog title={t(`screening.move.${asked.move}`)} isOpen onClose={() => setAsked(null)} confirm={t('screening.move.confirm')} minLength={3} isPending={make.isPending} onConfirm={(reason) => make.mutate(reason)}>
          {t(asked.move.startsWith('authority') ? 'screening.move.authority.help' : 'screening.move.help')}
          {make.error && <ProblemPanel problem={make.error} />}
        </ReasonDialog>
      )}
    </div>
  );
}
