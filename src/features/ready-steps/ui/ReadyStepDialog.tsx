import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { CopyLanguage, GoalDomain, NeedDomain } from '../../plans/contract.ts';
import { goalDomainOf } from '../../plans/domain.ts';
import type { ReadyStep, StepTold } from '../contract.ts';
import { keyFor } from '../domain.ts';
import { useReadyStepDeed } from './queries.ts';

interface Draft {
  readonly domain: NeedDomain | null;
  readonly fromLevel: number | null;
  readonly goalDomain: GoalDomain | null;
  readonly source: string;
  readonly steps: readonly StepDraft[];
}
/** `line` only tells the lines of the form apart. */
interface StepDraft { readonly line: string; readonly words: Readonly<Partial<Record<CopyLanguage, string>>>; readonly days: number | null }

const emptyStep = (): StepDraft => ({ line: newId(), words: {}, days: null });
const most = 8;
const draftFrom = (one: ReadyStep | null): Draft => ({
  domain: one?.domain ?? null, fromLevel: one?.fromLevel ?? 2, goalDomain: one?.goalDomain ?? null, source: one?.source ?? '',
  steps: one?.steps.map(({ title, days }) => ({ line: newId(), words: title, days })) ?? [emptyStep()],
});

/** The words of a step as they are kept: Italian is what the team works with, and stands in for English until somebody writes it. */
function told({ words, days }: StepDraft): StepTold {
  const said = Object.fromEntries(Object.entries(words).map(([language, text]) => [language, text.trim()]).filter(([, text]) => text !== ''));
  const italian = said['it'] ?? '';
  return { title: { ...said, it: italian, en: said['en'] ?? italian }, days };
}

/** Writes a new set, or the next edition of one. @param from the set that the next edition begins with @param taken names that are in use already */
export function ReadyStepDialog({ from, taken, onClose }: { readonly from: ReadyStep | null; readonly taken: ReadonlySet<string>; readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [draft, setDraft] = useState(() => draftFrom(from));
  const [isTried, setTried] = useState(false);
  const deed = useReadyStepDeed(() => {
    toast.say(t('ready-steps.sent'));
    onClose();
  });
  const missing = (is: boolean): string | undefined => (isTried && is ? t('ready-steps.needed') : undefined);
  const isWritten = (step: StepDraft): boolean => (step.words.it ?? '').trim().length >= 2;
  const isWhole = draft.domain !== null && draft.fromLevel !== null && draft.goalDomain !== null && draft.source.trim().length >= 2 && draft.steps.every(isWritten);
  const send = (): void => {
    setTried(true);
    if (!isWhole) return;
    const { domain, fromLevel, goalDomain, source } = draft;
    deed.mutate({ method: 'put', path: `/api/ready-steps/${id}`, body: { key: from?.key ?? keyFor(draft.steps[0]?.words.it ?? '', taken), domain, fromLevel, goalDomain, source, steps: draft.steps.map(told) } });
  };
  const setStep = (at: number, step: StepDraft): void => setDraft({ ...draft, steps: draft.steps.map((one, place) => (place === at ? step : one)) });
  return (
    <Dialog
      title={t(from ? 'ready-steps.edit' : 'ready-steps.propose')} isOpen onClose={onClose} size="wide"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={send}>{t('ready-steps.send')}</Button></>}
    >
      <Stack>
        <Select label={t('ready-steps.need')} isRequired value={draft.domain} error={missing(draft.domain === null)} choices={NeedDomain.options.map((value) => ({ value, label: t(`plans.need.${value}`) }))} onChange={(domain) => setDraft({ ...draft, domain, goalDomain: draft.goalDomain ?? (domain ? goalDomainOf[domain] : null) })} />
        <NumberField label={t('ready-steps.from-level')} minValue={0} maxValue={4} value={draft.fromLevel} onChange={(fromLevel) => setDraft({ ...draft, fromLevel })} />
        <Select label={t('ready-steps.goal')} isRequired value={draft.goalDomain} error={missing(draft.goalDomain === null)} choices={GoalDomain.options.map((value) => ({ value, label: t(`plans.goal-domain.${value}`) }))} onChange={(goalDomain) => setDraft({ ...draft, goalDomain })} />
        <TextField label={t('ready-steps.source')} hint={t('ready-steps.source-hint')} isRequired value={draft.source} maxLength={300} error={missing(draft.source.trim().length < 2)} onChange={(source) => setDraft({ ...draft, source })} />
        {draft.steps.map((step, at) => <StepFields key={step.line} number={at + 1} step={step} error={missing(!isWritten(step))} onChange={(next) => setStep(at, next)} />)}
        <Row>
          {draft.steps.length < most && <Button size="small" icon="plus" onPress={() => setDraft({ ...draft, steps: [...draft.steps, emptyStep()] })}>{t('ready-steps.more')}</Button>}
          {draft.steps.length > 1 && <Button size="small" kind="quiet" onPress={() => setDraft({ ...draft, steps: draft.steps.slice(0, -1) })}>{t('ready-steps.less')}</Button>}
        </Row>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}

function StepFields({ number, step, error, onChange }: { number: number; step: StepDraft; error: string | undefined; onChange: (step: StepDraft) => void }): ReactNode {
  const { t, languageName } = useText();
  const say = (language: CopyLanguage, words: string): void => onChange({ ...step, words: { ...step.words, [language]: words } });
  return (
    <fieldset className="ready-step-fields">
      <legend className="field-label">{t('ready-steps.step', { number })}</legend>
      <TextField label={t('ready-steps.in', { language: languageName('it') })} isRequired maxLength={300} value={step.words.it ?? ''} error={error} onChange={(words) => say('it', words)} />
      <NumberField label={t('ready-steps.day')} hint={t('ready-steps.day-hint')} minValue={0} maxValue={365} value={step.days} onChange={(days) => onChange({ ...step, days })} />
      <details>
        <summary>{t('ready-steps.languages')}</summary>
        <p className="quiet small">{t('ready-steps.languages-help')}</p>
        {CopyLanguage.options.filter((language) => language !== 'it').map((language) => (
          <TextField key={language} lang={language} label={t('ready-steps.in', { language: languageName(language) })} maxLength={300} value={step.words[language] ?? ''} onChange={(words) => say(language, words)} />
        ))}
      </details>
    </fieldset>
  );
}
