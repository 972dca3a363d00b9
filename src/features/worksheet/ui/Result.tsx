import type { ReactNode } from 'react';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import type { Computation, MonthResult, SuggestedIndex, WageRate } from '../contract.ts';
import { useFigures } from './words.ts';

interface Shown { readonly computation: Computation; readonly rates: readonly WageRate[]; readonly indices: readonly SuggestedIndex[]; readonly isFinal: boolean }

/** What the months come to. The sums stand in sight; how each came about is closed until somebody opens it. */
export function Result({ computation, rates, indices, isFinal }: Shown): ReactNode {
  const { t, money, month } = useFigures();
  const { computedMonths, otherMonths } = computation;
  const used = rates.filter((rate) => computation.months.some((one) => one.rateIds.includes(rate.id)));
  return (
    <Panel title={t(isFinal ? 'worksheet.result.final' : 'worksheet.result.running')} of="restricted">
      {computation.demonstration && <Notice tone="late" title={t('worksheet.demonstration')}>{t('worksheet.demonstration.why')}</Notice>}
      {computedMonths === 0 ? <p className="quiet">{t('worksheet.result.none')}</p> : (
        <KeyValues items={[
          { key: 'due', label: t('worksheet.result.due'), value: money(computation.due) },
          { key: 'received', label: t('worksheet.result.received'), value: money(computation.received) },
          { key: 'gap', label: t('worksheet.result.gap'), value: <strong className="worksheet-gap">{money(computation.gap)}</strong> },
          { key: 'deductions', label: t('worksheet.result.deductions'), value: <>{money(computation.deductions)} <Tag tone="late">{t('worksheet.to-evaluate')}</Tag></> },
        ]} />
      )}
      <p className="small">{t('worksheet.result.months', { n: computedMonths, other: otherMonths })}</p>
      <details className="worksheet-why">
        <summary>{t('worksheet.result.explain')}</summary>
        <p className="quiet small">{t('worksheet.method')}</p>
        <ol className="worksheet-months">{computation.months.map((one) => <MonthWords key={`${one.episodeId} ${one.month}`} result={one} rates={rates} />)}</ol>
        {used.length > 0 && <><h3>{t('worksheet.result.tables')}</h3><ul>{used.map((rate) => <li key={rate.id}><RateWords rate={rate} /></li>)}</ul></>}
      </details>
      {indices.length > 0 && (
        <details className="worksheet-why">
          <summary>{t('worksheet.indices')}</summary>
          <p className="quiet small">{t('worksheet.indices.why')}</p>
          <ul>{indices.map((one) => (
            <li key={one.ground}>{t(`worksheet.ground.${one.ground}`)} <Tag>{t('worksheet.index', { index: one.index })}</Tag>
              {one.repeated && <Tag tone="late">{t('worksheet.repeated')}</Tag>} <span className="quiet small">{one.months.map(month).join(', ')}</span></li>
          ))}</ul>
        </details>
      )}
    </Panel>
  );
}

function MonthWords({ result, rates }: { result: MonthResult; rates: readonly WageRate[] }): ReactNode {
  const { t, month, sentence, money, moneyOr, why } = useFigures();
  const names = rates.filter((rate) => result.rateIds.includes(rate.id)).map((rate) => rate.sourceTitle);
  return (
    <li>
      <strong>{month(result.month)}</strong>
      <ul>
        {result.lines.map((line) => <li key={line.kind}><span className="number">{sentence(line)}</span></li>)}
        {result.due && <li>{t('worksheet.line.due', { due: money(result.due) })}</li>}
        {result.gap && <li>{t('worksheet.line.gap', { due: moneyOr(result.due), received: moneyOr(result.received), gap: money(result.gap) })}</li>}
        {why(result).map((reason) => <li key={reason}><Tag tone="late">{t('worksheet.no-gap')}</Tag> {reason}</li>)}
        {result.doubts.map((doubt) => <li key={doubt} className="quiet small">{t(`worksheet.doubt.${doubt}`)}</li>)}
        {names.length > 0 && <li className="quiet small">{[...new Set(names)].join(' · ')}</li>}
      </ul>
    </li>
  );
}

/** One line of a table as a sentence, with where it comes from. */
export function RateWords({ rate }: { rate: WageRate }): ReactNode {
  const { t, rate: words } = useFigures();
  return (
    <>
      <span>{words(rate)}</span> <span className="quiet small">{rate.sourceTitle} — {rate.reference}</span>{' '}
      {rate.demonstration && <Tag tone="late">{t('worksheet.demonstration')}</Tag>}
      {rate.verifiedOn === null && <Tag>{t('worksheet.not-verified')}</Tag>}
    </>
  );
}
