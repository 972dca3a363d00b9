import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Checkbox, Switch } from '../../../kernel/ui/Toggles.tsx';
import { CopyLanguage, type PlanCopy } from '../contract.ts';
import { copyWords, nextReview, stepTerms } from '../domain/copy.ts';
import { CopyWords } from './copy-words.tsx';
import './plans.css';

/** The copy for the person: chosen, seen as it will be printed, printed. */
export default function CopyScreen(): ReactNode {
  const { t, languageName } = useText();
  const { planId = '' } = useParams({ strict: false });
  /** Until another is chosen, the copy comes in the person's own language. */
  const [asked, setAsked] = useState<CopyLanguage | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [showsNames, setShowsNames] = useState(true);
  const query = useQuery({ queryKey: ['plans', 'copy', planId, asked], queryFn: ({ signal }) => api.get<PlanCopy>(`/api/plans/${planId}/copy${asked ? `?language=${asked}` : ''}`, { signal }) });
  const language = asked ?? query.data?.language ?? null;
  const toggle = (id: string): void => setLeft(left.has(id) ? new Set([...left].filter((one) => one !== id)) : new Set([...left, id]));
  return (
    <div className="copy-screen">
      <Page title={t('plans.copy.title')} width="reading" action={<Button kind="primary" icon="print" isDisabled={!query.data} onPress={() => window.print()}>{t('plans.copy.print')}</Button>}>
        <div className="never-printed">
          <Stack>
            <Notice>{t('plans.copy.warning')}</Notice>
            <ChoiceChips label={t('plans.copy.language')} isRequired value={language} onChange={setAsked} choices={CopyLanguage.options.map((value) => ({ value, label: languageName(value) }))} />
            {language !== null && language !== 'it' && <Notice title={t('plans.copy.unapproved')}>{t('plans.copy.unapproved-help')}</Notice>}
            <Switch value={showsNames} onChange={setShowsNames}>{t('plans.copy.names')}</Switch>
            {query.data && query.data.goals.length > 0 && (
              <fieldset>
                <legend className="field-label">{t('plans.copy.choose')}</legend>
                {query.data.goals.map((goal) => <Checkbox key={goal.id} value={!left.has(goal.id)} onChange={() => toggle(goal.id)}>{goal.words}</Checkbox>)}
              </fieldset>
            )}
          </Stack>
        </div>
        {query.data && (
          <div className="never-printed">
            <Row>
              {(['pdf', 'docx'] as const).map((form) => (
                <a key={form} className="button button-secondary" download href={`/api/plans/${planId}/copy/paper?${new URLSearchParams({ form, language: query.data.language, names: showsNames ? 'yes' : 'no', without: [...left].join(',') }).toString()}`}>{t(`plans.copy.${form}`)}</a>
              ))}
            </Row>
          </div>
        )}
        {query.data && query.data.language !== 'it' && <CopyWords copy={query.data} planId={planId} onKept={() => void query.refetch()} />}
        {query.error && <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />}
        {!query.data && !query.error && <Skeleton lines={6} />}
        {query.data && <Paper copy={{ ...query.data, goals: query.data.goals.filter((goal) => !left.has(goal.id)) }} showsNames={showsNames} />}
      </Page>
    </div>
  );
}

function Paper({ copy, showsNames }: { copy: PlanCopy; showsNames: boolean }): ReactNode {
  const words = copyWords[copy.language];
  const review = nextReview(copy);
  return (
    <article className="copy-paper panel panel-framed" lang={copy.language} dir={directionOf(copy.language)}>
      <h2>{words.title}</h2>
      {copy.goals.map((goal) => (
        <section key={goal.id} className="copy-goal">
          <h3>{words.areas[goal.domain]}</h3>
          <p dir="auto"><SafeText>{goal.words}</SafeText></p>
          <ul>
            {goal.steps.map((step) => (
              <li key={step.id}>
                {step.said ? <SafeText>{step.said.words}</SafeText> : <bdi lang="it"><SafeText>{step.title}</SafeText></bdi>} — {Object.values(stepTerms(step, copy.language, showsNames)).join(', ')}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {review && <p>{review}</p>}
      <p>{words.keep}</p>
    </article>
  );
}
