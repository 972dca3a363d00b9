import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Sheet, SheetMove } from '../contract.ts';
import { PaperView } from './PaperView.tsx';
import { sheetOf, useSheetDeed } from './queries.ts';
import './sheets.css';

/** A sheet as it was made: the paper, what became of it, and what can be done now. */
export default function SheetScreen(): ReactNode {
  const { t } = useText();
  const { sheetId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(sheetOf(sheetId));
  // What is printed, and what the window is called while it lies open before the person, says nothing of us.
  const title = data?.kind === 'person' ? t('sheets.own-title') : data ? t(`sheets.kind.${data.kind}`) : t('sheets.one');
  return (
    <div className="sheet-screen">
      <Page title={title} windowTitle={data?.kind === 'person' ? t('sheets.own-window') : title} width="reading" breadcrumb={data && <TextLink href={`/cases/${data.caseId}?tab=sheets`}>{t('sheets.back')}</TextLink>}>
        {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={8} />}
        {data && <Stack><div className="never-printed"><Deeds sheet={data} /></div>{data.paper ? <PaperView paper={data.paper} label={t('sheets.one')} /> : <Notice>{t('sheets.gone')}</Notice>}</Stack>}
      </Page>
    </div>
  );
}

function Deeds({ sheet }: { sheet: Sheet }): ReactNode {
  const { t, formatDateTime } = useText();
  const [asked, setAsked] = useState<SheetMove | null>(null);
  const [isCorrecting, setCorrecting] = useState(false);
  const deed = useSheetDeed(() => { setAsked(null); toast.say(t('sheets.step-kept')); });
  const go = (move: SheetMove, reason: string | null): void => deed.mutate({ method: 'post', path: `/api/sheets/${sheet.id}/moves`, body: { id: newId(), move, reason }, ifMatch: sheet.version });
  const ask = (move: SheetMove | null): void => { deed.reset(); setAsked(move); };
  const isOut = sheet.state === 'handed-over';
  return (
    <Panel title={t('sheets.record')} of={sheet.isRestricted ? 'restricted' : 'case'}>
      <Stack>
        <Row><Tag tone={isOut ? 'good' : sheet.state === 'made' ? 'late' : 'neutral'}>{t(`sheets.state.${sheet.state}`)}</Tag>{sheet.form === 'discreet' && <Tag>{t('sheets.form.discreet')}</Tag>}</Row>
        <KeyValues compact items={[
          ...(sheet.to === null ? [] : [{ key: 'to', label: t('sheets.to'), value: <SafeText>{sheet.to}</SafeText> }]),
          { key: 'by', label: t('sheets.made-by'), value: `${sheet.by.name}, ${formatDateTime(sheet.at)}` },
          { key: 'basis', label: t('sheets.basis'), value: t(`sheets.basis.${sheet.basis}`) },
          ...(sheet.vitalWords === null ? [] : [{ key: 'vital', label: t('sheets.vital-words'), value: <SafeText>{sheet.vitalWords}</SafeText> }]),
          ...(sheet.restrictedReason === '' ? [] : [{ key: 'reason', label: t('sheets.restricted-reason'), value: <SafeText>{sheet.restrictedReason}</SafeText> }]),
          ...(sheet.paperWords === '' ? [] : [{ key: 'paper', label: t('sheets.paper.words'), value: <SafeText>{sheet.paperWords}</SafeText> }]),
          ...sheet.steps.map((step) => ({ key: step.id, label: t(`sheets.moved.${step.move}`), value: <>{step.by}, {formatDateTime(step.at)}{step.words !== null && <>: <SafeText>{step.words}</SafeText></>}</> })),
        ]} />
        {sheet.state === 'made' && <Notice tone={sheet.basisHolds ? 'info' : 'danger'} title={t(sheet.basisHolds ? 'sheets.not-out' : 'sheets.basis-ended')}>{t(sheet.basisHolds ? 'sheets.not-out-help' : 'sheets.basis-ended-help')}</Notice>}
        {isOut && !sheet.basisHolds && <Notice tone="danger" title={t('sheets.basis-ended')}>{t('sheets.basis-ended-out')}</Notice>}
        {isOut && sheet.kind === 'person' && <Notice tone="late">{t('sheets.before-printing')}</Notice>}
        {deed.error && asked === null && <ProblemPanel problem={deed.error} />}
        <Row>
          {sheet.moves.includes('hand-over') && <Button kind="primary" icon="send" isDisabled={!sheet.basisHolds} isPending={deed.isPending} onPress={() => go('hand-over', null)}>{t('sheets.move.hand-over')}</Button>}
          {isOut && sheet.basisHolds && <Button kind="primary" icon="print" onPress={() => window.print()}>{t('sheets.print')}</Button>}
          {isOut && sheet.basisHolds && (['pdf', 'docx'] as const).map((form) => <a key={form} className="button button-secondary" download href={`/api/sheets/${sheet.id}/paper?form=${form}`}>{t(`sheets.${form}`)}</a>)}
          {sheet.kind === 'person' && sheet.facts.length > 0 && <Button icon="edit" onPress={() => setCorrecting(true)}>{t('sheets.correct')}</Button>}
          {sheet.moves.filter((move) => move !== 'hand-over').map((move) => <Button key={move} onPress={() => ask(move)}>{t(`sheets.move.${move}`)}</Button>)}
        </Row>
      </Stack>
      {asked !== null && (
        <ReasonDialog title={t(`sheets.move.${asked}`)} confirm={t(`sheets.move.${asked}`)} label={t('sheets.move-words')} minLength={3} isOpen isPending={deed.isPending} onClose={() => ask(null)} onConfirm={(words) => go(asked, words)}>
          {t(`sheets.move-help.${asked}`)}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
      {isCorrecting && <CorrectDialog sheet={sheet} onClose={() => setCorrecting(false)} />}
    </Panel>
  );
}

/** The person says that something is not so: which fact, and how it is. */
function CorrectDialog({ sheet, onClose }: { sheet: Sheet; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [factId, setFactId] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const deed = useSheetDeed(() => { toast.say(t('sheets.correction-kept')); onClose(); });
  const isReady = factId !== null && words.trim().length > 1;
  return (
    <Dialog title={t('sheets.correct')} isOpen onClose={onClose} actions={<Button kind="primary" isDisabled={!isReady} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'put', path: `/api/fact-corrections/${id}`, body: { factId, sheetId: sheet.id, words } }, goesOnItsOwn(() => setId(newId())))}>{t('sheets.correct-send')}</Button>}>
      <Stack>
        <p>{t('sheets.correct-help')}</p>
        <Select label={t('sheets.correct-which')} isRequired value={factId} onChange={setFactId} choices={sheet.facts.map((fact) => ({ value: fact.id, label: fact.label }))} />
        <TextArea label={t('sheets.correct-words')} isRequired value={words} onChange={setWords} rows={3} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
