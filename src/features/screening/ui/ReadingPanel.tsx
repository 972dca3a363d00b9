import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { waitsHere } from '../../../kernel/offline/ui/askOrNote.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { OnlyPrinted } from '../../../kernel/ui/SafeText.tsx';
import type { Answers, Instrument, ScreeningResult } from '../contract.ts';
import type { Reading, Screening } from '../wire.ts';
import { CourseDrawn } from './CourseDrawn.tsx';
import { CombinationRead, DimensionRead } from './DimensionRead.tsx';
import { instrumentOf, instrumentsFor, readingOf } from './queries.ts';
import { readHere } from './reading-here.ts';
import { SumsRead } from './SumRead.tsx';
import { useAnswerWords, useInstrumentWords } from './words.ts';

export type Opening = readonly [isOpen: boolean, setOpen: (next: boolean) => void];

export interface ReadingPanelProps {
  readonly screening: Screening;
  readonly instrument: Instrument;
  /** As they stand on the screen. */
  readonly answers: Answers;
  /** Which version of the answers; a newer one is read anew. */
  readonly version: number;
  readonly isDirty: boolean;
  /** The answers wait on this device: they are read here. */
  readonly isHeld: boolean;
  /** Whether it is open, held by the screen: what was opened while the answers were concluded does not close by itself. */
  readonly opening: Opening;
}

/** What the answers say, closed until the professional opens it: a reading seen too early leads the questions that follow. */
export function ReadingPanel({ screening, instrument, answers, version, isDirty, isHeld, opening }: ReadingPanelProps): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = opening;
  const reading = useQuery({ ...readingOf(screening.id, version), enabled: isOpen && !isDirty && !isHeld });
  if (!isOpen) {
    return (
      <Panel title={t('screening.reading.title')} of="restricted" tone="quiet">
        <p className="quiet">{t('screening.reading.closed')}</p>
        <div><Button icon="eye" onPress={() => setOpen(true)}>{t('screening.reading.open')}</Button></div>
      </Panel>
    );
  }
  // Nobody answers: the same rules are on this device.
  const isHere = isHeld || (!reading.data && waitsHere(reading.error));
  return (
    <Panel title={t('screening.reading.title')} of="restricted" actions={<Button size="small" kind="quiet" icon="eye-off" onPress={() => setOpen(false)}>{t('screening.reading.close')}</Button>}>
      {isHere && <ReadingHere screening={screening} instrument={instrument} answers={answers} />}
      {!isHere && reading.error && <ProblemPanel problem={reading.error} onRetry={() => void reading.refetch()} />}
      {!isHere && !reading.data && !reading.error && <Skeleton lines={8} />}
      {!isHere && reading.data && <ReadingOpened reading={reading.data} instrument={instrument} answers={answers}><CourseDrawn caseId={screening.caseId} instrument={instrument} /></ReadingOpened>}
    </Panel>
  );
}

/** Worked out on this device, with what is missing said beside it. */
function ReadingHere({ screening, instrument, answers }: Pick<ReadingPanelProps, 'screening' | 'instrument' | 'answers'>): ReactNode {
  const { t } = useText();
  const offered = useQuery(instrumentsFor(screening.caseId));
  // Of the other lists this device holds those that its owner may use.
  const lists = useQueries({ queries: (offered.data?.items ?? []).filter(({ off }) => off === null).map((one) => instrumentOf(one)), combine: (found) => found.flatMap(({ data }) => data ?? []) });
  return (
    <ReadingOpened reading={readHere({ ...screening, answers }, instrument, lists)} instrument={instrument} answers={answers}>
      <Notice tone="late" title={t('screening.reading.here')}>{t('screening.reading.here.help')}</Notice>
    </ReadingOpened>
  );
}

function ReadingOpened({ reading, instrument, answers, children }: { reading: Reading; instrument: Instrument; answers: Answers; children: ReactNode }): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const { result, columnNow } = reading;
  const { completeness } = result;
  return (
    <div className="screening-reading">
      <Notice title={t('screening.reading.not-a-verdict.title')}>{t('screening.reading.not-a-verdict.help')}</Notice>
      {columnNow && <Notice tone="late" title={t(`screening.column-now.${columnNow}`)}>{t('screening.column-now.help')}</Notice>}
      <p>
        {t('screening.completeness', { applicable: completeness.applicable, answered: completeness.answered })}
        {' · '}{t('screening.completeness.unknown', { count: completeness.unknown })}
        {' · '}{t('screening.completeness.refused', { count: completeness.refused })}
        {' · '}{t('screening.completeness.not-asked', { count: completeness.notAsked })}
        <br /><span className="quiet small">{t('screening.reading.by', { title: say(instrument.title), version: instrument.version, column: t(`screening.column.${result.column}`) })}</span>
      </p>
      <ResultRead result={result} instrument={instrument} answers={answers} />
      {result.notCounted.length > 0 && <Codes title={t('screening.uncounted', { count: result.notCounted.length })} instrument={instrument} codes={result.notCounted} />}
      {children}
      <Since reading={reading} instrument={instrument} />
      <Others reading={reading} instrument={instrument} />
      <OnlyPrinted>{t('screening.printed', { source: instrument.source.title })}</OnlyPrinted>
    </div>
  );
}

function ResultRead({ result, instrument, answers }: { result: ScreeningResult; instrument: Instrument; answers: Answers }): ReactNode {
  const { t } = useText();
  const { item, dimension } = useInstrumentWords();
  if (result.kind === 'dimensions') {
    return (
      <>
        <CombinationRead combination={result.combination} instrument={instrument} />
        <div>{result.dimensions.map((one) => <DimensionRead key={one.dimension} dimension={one} instrument={instrument} />)}</div>
      </>
    );
  }
  if (result.kind === 'presence-list') {
    return (
      <Stack gap="small">
        <h3>{t('screening.presence.present', { count: result.present.length })}</h3>
        <ul className="screening-items">{result.present.map(({ code }) => <li key={code}>{item(instrument, code)}</li>)}</ul>
        {result.groups.map(({ code, present, of }) => <p key={code}>{t('screening.presence.group', { group: dimension(instrument, code), present, of })}</p>)}
        {result.open.length > 0 && <p className="quiet">{t('screening.presence.open', { count: result.open.length })}</p>}
      </Stack>
    );
  }
  if (result.kind === 'any-item-reaches') return <ThresholdRead result={result} instrument={instrument} />;
  return <SumsRead result={result} instrument={instrument} answers={answers} />;
}

function ThresholdRead({ result, instrument }: { result: Extract<ScreeningResult, { kind: 'any-item-reaches' }>; instrument: Instrument }): ReactNode {
  const { t } = useText();
  const { say, item } = useInstrumentWords();
  const scoring = instrument.scoring.kind === 'any-item-reaches' ? instrument.scoring : null;
  return (
    <Stack gap="small">
      <h3>{result.standing === 'open' ? t('screening.threshold.open') : scoring && say(result.standing === 'positive' ? scoring.reached : scoring.notReached)}</h3>
      <ul className="screening-items">{result.reachedBy.map((code) => <li key={code}>{item(instrument, code)}</li>)}</ul>
      <p className="quiet small">{t('screening.sum.not-a-diagnosis', { source: instrument.source.title })}</p>
    </Stack>
  );
}

/** The way since the last screening with the same list. */
function Since({ reading: { since }, instrument }: { reading: Reading; instrument: Instrument }): ReactNode {
  const { t, formatDate } = useText();
  const { dimension, itemInPlace } = useInstrumentWords();
  const wordsOf = useAnswerWords(instrument);
  if (!since) return null;
  const isStill = since.appeared.length + since.noLonger.length + since.changed.length + since.dimensions.length === 0;
  return (
    <section className="stack stack-small">
      <h3>{t('screening.since.title', { date: formatDate(since.at) })}</h3>
      {isStill && <p>{t('screening.since.same')}</p>}
      {since.dimensions.map((one) => (
        <p key={one.dimension}>{t('screening.since.dimension', { dimension: dimension(instrument, one.dimension), from: t(`screening.standing.${one.from}`), to: t(`screening.standing.${one.to}`) })}</p>
      ))}
      {since.changed.map(({ code, from, to }) => <p key={code}>{t('screening.since.changed', { item: itemInPlace(instrument, code), from: wordsOf(code, from), to: wordsOf(code, to) })}</p>)}
      {since.appeared.length > 0 && <Codes title={t('screening.since.appeared')} instrument={instrument} codes={since.appeared} />}
      {since.noLonger.length > 0 && <Codes title={t('screening.since.no-longer')} instrument={instrument} codes={since.noLonger} />}
    </section>
  );
}

/** What the other lists say of the same answers, and where a longer conversation may begin. */
function Others({ reading, instrument }: { reading: Reading; instrument: Instrument }): ReactNode {
  const { t } = useText();
  if (reading.across.length === 0 && reading.worthExploring.length === 0) return null;
  return (
    <section className="stack stack-small">
      {reading.across.length > 0 && <h3>{t('screening.presence.across')}</h3>}
      {reading.across.map((other) => <Other key={other.instrument.id} other={other.instrument} codes={other.signs.map((sign) => ({ code: sign.code, because: sign.because }))} answered={instrument} />)}
      {reading.worthExploring.length > 0 && <h3>{t('screening.presence.worth-exploring')}</h3>}
      {reading.worthExploring.map((next) => <Other key={next.instrument.id} other={next.instrument} codes={next.codes.map((code) => ({ code, because: [] }))} answered={instrument} />)}
    </section>
  );
}

function Other({ other, codes, answered }: { other: Reading['across'][number]['instrument']; codes: readonly { code: string; because: readonly string[] }[]; answered: Instrument }): ReactNode {
  const { t } = useText();
  const { say, item } = useInstrumentWords();
  const words = useQuery(instrumentOf(other));
  const title = (code: string, because: readonly string[]): string =>
    (because.length === 0 ? item(words.data, code) : t('screening.across.because', { sign: item(words.data, code), because: because.map((one) => item(answered, one)).join('; ') }));
  return (
    <details>
      <summary>{t('screening.across.of', { title: say(other.title), count: codes.length })}</summary>
      <ul className="screening-items">{codes.map(({ code, because }) => <li key={code}>{title(code, because)}</li>)}</ul>
    </details>
  );
}

function Codes({ title, instrument, codes }: { title: string; instrument: Instrument; codes: readonly string[] }): ReactNode {
  const { itemInPlace } = useInstrumentWords();
  return <div><strong>{title}</strong><ul className="screening-items">{codes.map((code) => <li key={code}>{itemInPlace(instrument, code)}</li>)}</ul></div>;
}
