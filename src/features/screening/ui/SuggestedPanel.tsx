import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { SuggestionList } from '../../worksheet/contract.ts';
import { type AnswerSuggestion, EvidenceSource, LAW_OF_EXPLOITATION, type SuggestionAnswer } from '../evidence.ts';
import { evidenceOf, hearsTheStory, suggestionAnswersOf, suggestionsOf } from './queries.ts';

type Suggested = SuggestionList['items'][number];

/** `2025-07` as people say it. */
function useMonthNames(): (months: readonly string[]) => string {
  const { language, formatList } = useText();
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (months) => formatList(months.map((one) => name.format(new Date(`${one}-01T00:00:00Z`))));
}

/** Signs of art. 603-bis that the figures of a signed worksheet speak of: to confirm, with the proof they come from, or to set aside with a reason. Nothing here answers a question. */
export function SuggestedPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const mayHear = hearsTheStory(hat?.role);
  const suggested = useQuery({ ...suggestionsOf(caseId), enabled: mayHear });
  const answers = useQuery({ ...suggestionAnswersOf(caseId), enabled: mayHear });
  const error = suggested.error ?? answers.error;
  if (error) return <ProblemPanel problem={error} onRetry={() => void Promise.all([suggested.refetch(), answers.refetch()])} />;
  if (!suggested.data || !answers.data || suggested.data.items.length === 0) return null;
  return (
    <Panel title={t('screening.suggested.title')} of="restricted">
      <Stack>
        <p className="quiet">{t('screening.suggested.why')}</p>
        {suggested.data.items.map((one) => <Sign key={`${one.worksheetId} ${one.ground}`} caseId={caseId} one={one} answer={answers.data.items.find((other) => other.worksheetId === one.worksheetId && other.ground === one.ground)} />)}
      </Stack>
    </Panel>
  );
}

function Sign({ caseId, one, answer }: { caseId: string; one: Suggested; answer: SuggestionAnswer | undefined }): ReactNode {
  const { t, formatDate } = useText();
  const monthNames = useMonthNames();
  const [doing, setDoing] = useState<'confirm' | 'reject'>();
  const [id, setId] = useState(() => newId());
  const deed = useDeed([suggestionAnswersOf(caseId).queryKey, evidenceOf(caseId, LAW_OF_EXPLOITATION).queryKey], () => {
    setDoing(undefined);
    setId(newId());
    toast.say(t('screening.suggested.kept'));
  });
  const send = (body: AnswerSuggestion): void => deed.mutate({ method: 'put', path: `/api/suggestion-answers/${id}`, body });
  const about = { caseId, worksheetId: one.worksheetId, ground: one.ground };
  return (
    <article className="screening-voice">
      <Row>
        <strong>{t(`screening.suggested.ground.${one.ground}`)}</strong>
        <Tag>{t('screening.suggested.index', { index: one.index })}</Tag>
        <Tag tone={answer?.answer === 'confirmed' ? 'good' : answer ? 'neutral' : 'late'}>{t(`screening.suggested.${answer?.answer ?? 'open'}`)}</Tag>
        {one.demonstration && <Tag tone="late">{t('screening.suggested.demonstration')}</Tag>}
      </Row>
      <p>{monthNames(one.months)} · {t(one.repeated ? 'screening.suggested.repeated' : 'screening.suggested.once')}</p>
      <p className="quiet small"><TextLink href={`/worksheets/${one.worksheetId}`}>{t('screening.suggested.from', { at: formatDate(one.signedAt), name: one.signedBy })}</TextLink></p>
      {answer && <p className="small">{t('screening.made.by', { name: answer.by.name, at: formatDate(answer.at) })} {answer.reason && <SafeText>{answer.reason}</SafeText>}</p>}
      {answer?.answer !== 'confirmed' && (
        <div className="never-printed"><Row>
          <Button size="small" icon="check" onPress={() => setDoing('confirm')} aria-label={t('screening.suggested.confirm.this', { sign: t(`screening.suggested.ground.${one.ground}`) })}>{t('screening.suggested.confirm')}</Button>
          {!answer && <Button size="small" kind="quiet" onPress={() => setDoing('reject')} aria-label={t('screening.suggested.reject.this', { sign: t(`screening.suggested.ground.${one.ground}`) })}>{t('screening.suggested.reject')}</Button>}
        </Row></div>
      )}
      {doing === 'confirm' && <Confirm one={one} problem={deed.error} isPending={deed.isPending} onClose={() => setDoing(undefined)} onConfirm={(content) => send({ answer: 'confirmed', ...about, evidenceId: id, content })} />}
      {doing === 'reject' && (
        <ReasonDialog title={t('screening.suggested.reject')} isOpen onClose={() => setDoing(undefined)} confirm={t('screening.suggested.reject')} minLength={3} isPending={deed.isPending} onConfirm={(reason) => send({ answer: 'rejected', ...about, reason })}>
          {t('screening.suggested.reject.help')}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
    </article>
  );
}

interface ConfirmProps {
  readonly one: Suggested;
  readonly problem: unknown;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (content: { words: string; source: EvidenceSource; paper: 'other' | null; from: string | null; to: string | null }) => void;
}

/** The proof as it will stand: the professional's words, and where the figures came from, which the worksheet alone does not say. */
function Confirm({ one, problem, isPending, onClose, onConfirm }: ConfirmProps): ReactNode {
  const { t, formatDate } = useText();
  const monthNames = useMonthNames();
  const [words, setWords] = useState(() => t('screening.suggested.words', { sign: t(`screening.suggested.ground.${one.ground}`), months: monthNames(one.months), at: formatDate(one.signedAt), name: one.signedBy }));
  const [source, setSource] = useState<EvidenceSource | null>(null);
  const months = one.months.toSorted();
  const from = months[0] ?? null;
  return (
    <Dialog title={t('screening.suggested.confirm')} isOpen onClose={onClose} actions={<>
      <Button onPress={onClose}>{t('screening.cancel')}</Button>
      <Button kind="primary" isDisabled={source === null || words.trim() === ''} isPending={isPending} onPress={() => { if (source) onConfirm({ words, source, paper: source === 'document' ? 'other' : null, from, to: months.length > 1 ? months.at(-1) ?? null : null }); }}>{t('screening.suggested.confirm')}</Button>
    </>}>
      <Stack>
        {problem !== null && <ProblemPanel problem={problem} />}
        <p>{t('screening.suggested.confirm.help')}</p>
        <TextArea label={t('screening.evidence.words')} rows={4} maxLength={4000} value={words} onChange={setWords} />
        <ChoiceChips label={t('screening.suggested.source')} value={source} onChange={setSource} canClear={false} choices={EvidenceSource.options.map((value) => ({ value, label: t(`screening.source.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
