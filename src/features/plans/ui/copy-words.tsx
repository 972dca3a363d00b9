import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { PlanCopy } from '../contract.ts';

type CopiedStep = PlanCopy['goals'][number]['steps'][number];

/** The steps as the person will read them, each to be said in their language by whoever knows it; kept with the step, not with the paper. */
export function CopyWords({ copy, planId, onKept }: { readonly copy: PlanCopy; readonly planId: string; readonly onKept: () => void }): ReactNode {
  const { t, languageName } = useText();
  const steps = copy.goals.flatMap((goal) => goal.steps);
  const missing = steps.filter((step) => step.said === null).length;
  if (steps.length === 0) return null;
  return (
    <div className="never-printed">
      <Panel title={t('plans.copy.words', { language: languageName(copy.language) })}>
        <p className="quiet small">{missing === 0 ? t('plans.copy.words-all') : t('plans.copy.words-missing', { count: missing })}</p>
        <ul className="copy-words">
          {steps.map((step) => <StepWords key={`${planId} ${step.id} ${copy.language}`} step={step} language={copy.language} onKept={onKept} />)}
        </ul>
      </Panel>
    </div>
  );
}

function StepWords({ step, language, onKept }: { step: CopiedStep; language: PlanCopy['language']; onKept: () => void }): ReactNode {
  const { t } = useText();
  const kept = step.said?.words ?? '';
  const [words, setWords] = useState(kept);
  const keep = useMutation({
    mutationFn: () => api.patch(`/api/steps/${step.id}`, { body: { ownWords: words.trim() === '' ? null : { language, words: words.trim() } }, ifMatch: step.version }),
    onSuccess: onKept,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    keep.mutate();
  };
  return (
    <li>
      <form className="plan-fields" onSubmit={submit}>
        <div className="plan-grow"><TextField label={step.title} value={words} onChange={setWords} maxLength={300} lang={language} /></div>
        {step.said?.from === 'template' && words === kept && <Tag>{t('plans.copy.from-template')}</Tag>}
        <Button type="submit" size="small" isPending={keep.isPending} isDisabled={words.trim() === kept}>{t('plans.copy.keep-words')}</Button>
      </form>
      {keep.error && <ProblemPanel problem={keep.error} />}
    </li>
  );
}
