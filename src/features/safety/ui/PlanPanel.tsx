import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { BegunFrom, Carry, type CaseSafetyPlan, PlanContent, type PlanPart, planParts } from '../contract.ts';
import { planOf, useDeed } from './queries.ts';

/**
 * The safety plan of a person, made with them. A critical answer's protocol and an emergency open it here: `?tab=safety&plan=critical-answer`.
 * Whoever does not hear the story finds no panel at all.
 */
export function PlanPanel({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDate } = useText();
  const asked = (useSearch({ strict: false }) as { plan?: string }).plan;
  const begunFrom = BegunFrom.safeParse(asked).data;
  const { data, error, refetch } = useQuery(planOf(caseId));
  const [isWriting, setWriting] = useState(begunFrom !== undefined);
  if (error && asProblem(error).code === 'not-found') return null;
  const current = data?.current;
  return (
    <Panel title={t('safety.plan.title')} of="restricted" actions={current && !isWriting && (
      <Row>
        {current.carry === 'safe' && <LinkButton size="small" kind="quiet" icon="print" href={`/safety-plans/${current.id}/paper`}>{t('safety.plan.paper')}</LinkButton>}
        <Button size="small" icon="edit" onPress={() => setWriting(true)}>{t('safety.plan.next')}</Button>
      </Row>
    )}>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data && !current && !isWriting && <EmptyState icon="shield" title={t('safety.plan.none')} why={t('safety.plan.none.why')} action={<Button kind="primary" onPress={() => setWriting(true)}>{t('safety.plan.begin')}</Button>} />}
      {data && isWriting && <PlanForm caseId={caseId} seen={data} begunFrom={begunFrom ?? 'case'} onDone={() => setWriting(false)} />}
      {current && !isWriting && (
        <Stack>
          <Row>
            <Tag>{t('safety.plan.edition', { n: current.edition })}</Tag>
            <Tag tone={current.agreed ? 'good' : 'late'}>{t(current.agreed ? 'safety.plan.agreed' : 'safety.plan.not-agreed')}</Tag>
            <Tag>{t(`safety.plan.carry.${current.carry}`)}</Tag>
            <Tag tone={data.late ? 'late' : 'neutral'}>{t('safety.plan.review', { day: formatDate(current.reviewOn) })}</Tag>
          </Row>
          <p className="quiet small">{current.by.name} · {formatDate(current.at)}</p>
          {current.content === null
            ? <p className="quiet">{t('safety.destroyed')}</p>
            : <dl className="safety-plan">{planParts.flatMap((part) => (current.content?.[part] ? [<Part key={part} part={part} words={current.content[part]} />] : []))}</dl>}
          {data.earlier.length > 0 && <p className="quiet small">{t('safety.plan.earlier')}: {data.earlier.map((one) => `${t('safety.plan.edition', { n: one.edition })} (${formatDate(one.at)}, ${one.by.name})`).join(' · ')}</p>}
        </Stack>
      )}
    </Panel>
  );
}

function Part({ part, words }: { part: PlanPart; words: string }): ReactNode {
  const { t } = useText();
  return <div data-never={part === 'never' || undefined}><dt>{t(`safety.plan.part.${part}`)}</dt><dd><OwnWords>{words}</OwnWords></dd></div>;
}

function PlanForm({ caseId, seen, begunFrom, onDone }: { caseId: string; seen: CaseSafetyPlan; begunFrom: BegunFrom; onDone: () => void }): ReactNode {
  const { t } = useText();
  const { current } = seen;
  const [id] = useState(() => newId());
  const [content, setContent] = useState<PlanContent>(current?.content ?? PlanContent.parse({}));
  const [agreed, setAgreed] = useState(false);
  const [carry, setCarry] = useState<Carry>('not-asked');
  const [reviewOn, setReviewOn] = useState<string | null>(null);
  const isDirty = JSON.stringify(content) !== JSON.stringify(current?.content ?? PlanContent.parse({}));
  const draft = useDraft(`safety-plan/${caseId}`, { content, agreed, carry, reviewOn }, isDirty);
  const keep = useDeed(() => {
    draft.clear();
    onDone();
  });
  const isEmpty = planParts.every((part) => content[part].trim() === '');
  return (
    <Stack>
      <Notice>{t('safety.plan.how')}</Notice>
      <DraftFound draft={draft} isDirty={isDirty} onTake={(found) => { setContent(found.content); setAgreed(found.agreed); setCarry(found.carry); setReviewOn(found.reviewOn); }} />
      {planParts.map((part) => (
        <TextArea key={part} label={t(`safety.plan.part.${part}`)} hint={t(`safety.plan.part.${part}.hint`)} rows={2} maxLength={1_500} value={content[part]} onChange={(words) => setContent({ ...content, [part]: words })} />
      ))}
      <Checkbox value={agreed} onChange={setAgreed} hint={t('safety.plan.agree.hint')}>{t('safety.plan.agree')}</Checkbox>
      <ChoiceChips label={t('safety.plan.carry')} hint={t('safety.plan.carry.hint')} canClear={false} value={carry} onChange={(value) => setCarry(value ?? carry)} choices={Carry.options.map((value) => ({ value, label: t(`safety.plan.carry.${value}`) }))} />
      {carry === 'safe' && <TextField label={t('safety.plan.name')} hint={t('safety.plan.name.hint')} maxLength={80} value={content.title} onChange={(title) => setContent({ ...content, title })} />}
      <DateField label={t('safety.plan.review-on')} hint={t('safety.plan.review-on.hint', { n: seen.reviewDays })} value={reviewOn} onChange={setReviewOn} />
      {keep.error && <ProblemPanel problem={keep.error} />}
      <Row end>
        <SaveState onDevice={draft.savedAt ?? undefined} isDirty={isDirty} failed={draft.failed} isSending={keep.isPending} />
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
        <Button kind="primary" isDisabled={isEmpty} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/safety-plans/${id}`, ifMatch: current?.edition ?? 0, body: { caseId, content, agreed, carry, begunFrom, ...(reviewOn ? { reviewOn } : {}) } })}>{t('safety.plan.keep')}</Button>
      </Row>
    </Stack>
  );
}
