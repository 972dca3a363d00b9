import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { ImportDetail } from '../wire.ts';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoublesStep } from './DoublesStep.tsx';
import { OutcomeStep } from './OutcomeStep.tsx';
import { useImport } from './queries.ts';
import { RunStep } from './RunStep.tsx';
import { type Chosen, chosenFrom, SheetsStep } from './SheetsStep.tsx';
import { isOpen, type StepName, steps, stepToOpen } from './words.ts';
import './imports.css';

/** One register on its way in: it opens at the first thing that still waits for a person. */
export default function ImportScreen(): ReactNode {
  const { t } = useText();
  const { importId = '' } = useParams({ strict: false });
  const detail = useImport(importId);
  const back = <TextLink href="/imports">{t('imports.title')}</TextLink>;
  if (!detail.data) {
    return (
      <Page title={t('imports.one')} breadcrumb={back}>
        {detail.error ? <ProblemPanel problem={detail.error} onRetry={() => void detail.refetch()} /> : <Skeleton lines={6} />}
      </Page>
    );
  }
  return (
    <Page title={detail.data.fileName} windowTitle={t('imports.one')} breadcrumb={back} width="full">
      <Wizard key={detail.data.id} detail={detail.data} />
    </Page>
  );
}

function Wizard({ detail }: { detail: ImportDetail }): ReactNode {
  const [wanted, setWanted] = useState<StepName | null>(null);
  // What a person has picked holds as long as the sheets are those it was picked for: titles shown elsewhere bring other columns.
  const shape = detail.sheets.map((sheet) => `${sheet.headerRow} ${sheet.headerRows} ${sheet.columns.length}`).join();
  const [picked, setPicked] = useState<{ shape: string; chosen: Chosen } | null>(null);
  const chosen = picked?.shape === shape ? picked.chosen : chosenFrom(detail);
  const setChosen = (now: Chosen): void => setPicked({ shape, chosen: now });
  const step = wanted !== null && isOpen(wanted, detail.state) ? wanted : stepToOpen(detail);
  return (
    <Stack>
      <StepBar detail={detail} step={step} onGoTo={setWanted} />
      {step === 'sheets' && <SheetsStep detail={detail} chosen={chosen} onChange={setChosen} onNext={() => setWanted('columns')} />}
      {step === 'columns' && <ColumnsStep detail={detail} chosen={chosen} onChange={setChosen} onRead={() => setWanted('check')} />}
      {step === 'check' && <CheckStep detail={detail} onNext={() => setWanted('doubles')} />}
      {step === 'doubles' && <DoublesStep detail={detail} onNext={() => setWanted('run')} />}
      {step === 'run' && <RunStep detail={detail} onGoTo={setWanted} />}
      {step === 'outcome' && <OutcomeStep detail={detail} />}
    </Stack>
  );
}

/** The way through, in words: what is behind, where one is, what is still ahead. */
function StepBar({ detail, step, onGoTo }: { detail: ImportDetail; step: StepName; onGoTo: (step: StepName) => void }): ReactNode {
  const { t } = useText();
  return (
    <nav aria-label={t('imports.steps')}>
      <ol className="import-steps">
        {steps.map((one) => {
          const isHere = one === step;
          const words = t(`imports.step.${one}`);
          return (
            <li key={one} aria-current={isHere ? 'step' : undefined} data-behind={steps.indexOf(one) < steps.indexOf(step) || undefined}>
              {isOpen(one, detail.state) && !isHere ? <Button kind="quiet" size="small" onPress={() => onGoTo(one)}>{words}</Button> : <span>{words}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
