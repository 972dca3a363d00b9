import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { type SafetyCall, SafetyDeed } from '../safety.ts';
import { safetyCallOf } from './queries.ts';
import './screening.css';

/** A critical answer: who calls, who looks after it, what to do now and what was done. Whoever does not follow the case learns who calls. */
export default function SafetyScreen(): ReactNode {
  const { t, formatDateTime } = useText();
  const { protocolId = '' } = useParams({ strict: false });
  const call = useQuery(safetyCallOf(protocolId));
  const { data } = call;
  return (
    <Page title={t('screening.safety.title')} windowTitle={t('screening.safety.title')} width="reading" marks={<ClassMark of="restricted" />}
      breadcrumb={data?.matter && <TextLink href={`/cases/${data.matter.caseId}?tab=screening`}>{t('screening.back')}</TextLink>}>
      {call.error && <ProblemPanel problem={call.error} onRetry={() => void call.refetch()} />}
      {call.isPending && <Skeleton lines={6} />}
      {data && (
        <Stack>
          <Notice tone={data.taken ? 'info' : 'danger'} live title={data.taken ? t('screening.safety.taken', { name: data.taken.by, at: formatDateTime(data.taken.at) }) : t('screening.safety.waits')}>
            {t('screening.safety.raised', { name: data.raisedBy, at: formatDateTime(data.raisedAt) })}
          </Notice>
          {data.matter ? <Held call={data} matter={data.matter} /> : <Panel title={t('screening.safety.not-yours')}><p>{t('screening.safety.not-yours.help', { name: data.raisedBy })}</p></Panel>}
        </Stack>
      )}
    </Page>
  );
}

function Held({ call, matter }: { call: SafetyCall; matter: NonNullable<SafetyCall['matter']> }): ReactNode {
  const { t, formatDateTime } = useText();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['screening'] });
  const take = useMutation({ mutationFn: () => api.post(`/api/safety-protocols/${call.id}/taken`, { body: {} }), onSuccess: again, onError: again });
  return (
    <>
      <Panel title={t('screening.safety.now')} tone="quiet">
        <Stack>
          <p>{t('screening.safety.person', { code: matter.code })}</p>
          <ol className="screening-items">
            {['stay', 'ask', 'emergency', 'clinician', 'plan'].map((step) => <li key={step}>{t(`screening.safety.now.${step}`)}</li>)}
          </ol>
          {take.error && <ProblemPanel problem={take.error} />}
          <Row>
            {call.taken === null && <Button kind="primary" icon="check" isPending={take.isPending} onPress={() => take.mutate()}>{t('screening.safety.take')}</Button>}
            <LinkButton href={`/screenings/${matter.screeningId}`}>{t('screening.safety.answers')}</LinkButton>
            <LinkButton href={`/cases/${matter.caseId}?tab=safety&plan=critical-answer`}>{t('screening.safety.plan')}</LinkButton>
          </Row>
        </Stack>
      </Panel>
      <Panel title={t('screening.safety.done')} of="restricted">
        <Stack>
          {matter.steps.length === 0 && <p className="quiet">{t('screening.safety.nothing')}</p>}
          {matter.steps.map((step) => (
            <article key={step.id} className="screening-voice">
              <strong>{t(`screening.deed.${step.deed}`)}</strong> <span className="quiet small">{t('screening.made.by', { name: step.by, at: formatDateTime(step.at) })}</span>
              {step.words !== '' && <SafeText block>{step.words}</SafeText>}
            </article>
          ))}
          {call.taken === null ? <p className="quiet">{t('screening.safety.take-first')}</p> : <StepForm protocolId={call.id} onDone={again} />}
        </Stack>
      </Panel>
    </>
  );
}

/** What was done, in one touch and, where it helps, a few words. */
function StepForm({ protocolId, onDone }: { protocolId: string; onDone: () => Promise<void> }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [typed, setTyped] = useState<{ deed: SafetyDeed | null; words: string } | null>(null);
  const [isTried, setTried] = useState(false);
  const draft = useDraft<{ deed: SafetyDeed | null; words: string }>(`safety-step/${protocolId}`, typed ?? { deed: null, words: '' }, typed !== null);
  const { deed, words } = typed ?? draft.found ?? { deed: null, words: '' };
  const add = useMutation({
    mutationFn: () => api.put(`/api/safety-steps/${id}`, { body: { protocolId, deed, words } }),
    onSuccess: async () => {
      draft.clear();
      setTyped(null);
      setTried(false);
      setId(newId());
      await onDone();
    },
  });
  return (
    <Stack>
      <ChoiceChips label={t('screening.safety.deed')} value={deed} onChange={(value) => setTyped({ deed: value, words })} choices={SafetyDeed.options.map((value) => ({ value, label: t(`screening.deed.${value}`) }))} error={isTried && deed === null ? t('screening.safety.deed.choose') : undefined} />
      <TextArea label={t('screening.safety.words')} hint={t('screening.safety.words.hint')} rows={2} maxLength={2000} value={words} onChange={(value) => setTyped({ deed, words: value })} />
      {add.error && <ProblemPanel problem={add.error} />}
      <Row end><Button kind="primary" icon="check" isPending={add.isPending} onPress={() => {
        setTried(true);
        if (deed !== null) add.mutate();
      }}>{t('screening.safety.record')}</Button></Row>
    </Stack>
  );
}
