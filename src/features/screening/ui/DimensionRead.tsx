import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Combination, DimensionResult, Instrument, Tally, Weight } from '../contract.ts';
import { useInstrumentWords } from './words.ts';

/** One dimension in sentences: what counted and which published rule it met, or what is still missing to decide. */
export function DimensionRead({ dimension, instrument }: { dimension: DimensionResult; instrument: Instrument }): ReactNode {
  const { t, formatList } = useText();
  const words = useInstrumentWords();
  const { counted, rulesMet, couldTurn, fewestYes, ways, standing, completeness } = dimension;
  const sentence = ((): string => {
    const what = words.tally(tallyOf(counted));
    if (rulesMet.length > 0) return t('screening.dimension.met', { what, count: counted.length, rules: formatList(rulesMet.map((rule) => `(${rule})`)), times: rulesMet.length });
    if (counted.length === 0) return t('screening.dimension.counted', { count: 0 });
    return t('screening.dimension.not-enough', { what, count: counted.length });
  })();
  return (
    <section className="screening-dimension">
      <div className="screening-dimension-head">
        <h3>{words.dimension(instrument, dimension.dimension)}</h3>
        <Tag tone={standing === 'positive' ? 'info' : 'neutral'}>{t(`screening.standing.${standing}`)}</Tag>
        <span className="quiet small">{t('screening.completeness', { applicable: completeness.applicable, answered: completeness.answered })}</span>
      </div>
      <p className="screening-sentence">{sentence}</p>
      {rulesMet.length > 0 && <p className="quiet small">{rulesMet.map((rule) => `(${rule}) ${t(`screening.rule.${rule}`)}`).join(' ')}</p>}
      {counted.length > 0 && <ul className="screening-items">{counted.map(({ code, weight }) => <li key={code}>{words.item(instrument, code)} <span className="quiet">({t(`screening.weight.${weight}`)})</span></li>)}</ul>}
      {standing === 'open' && fewestYes !== null && (
        <>
          <p>{t('screening.dimension.fewest-yes', { count: fewestYes })} {t('screening.dimension.ways', { ways: ways.map((way) => words.tally(way)).join(` ${t('screening.or')} `) })}</p>
          <details>
            <summary>{t('screening.dimension.could-turn')} ({couldTurn.length})</summary>
            <ul className="screening-items">
              {couldTurn.map(({ code, weight, answer }) => <li key={code}>{words.item(instrument, code)} <span className="quiet">({t(`screening.weight.${weight}`)}, {t(`screening.answer.${answer}`).toLowerCase()})</span></li>)}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}

const tallyOf = (items: readonly { weight: Weight }[]): Tally => {
  const count = (weight: Weight): number => items.filter((item) => item.weight === weight).length;
  return { strong: count('strong'), medium: count('medium'), weak: count('weak') };
};

/** The published table, or the word that it does not cover these answers and a professional decides. */
export function CombinationRead({ combination, instrument }: { combination: Combination; instrument: Instrument }): ReactNode {
  const { t } = useText();
  const words = useInstrumentWords();
  const name = (code: string): string => {
    const dimension = words.dimension(instrument, code);
    return dimension === code ? words.item(instrument, code) : dimension;
  };
  return (
    <section className="stack stack-small">
      <h3>{t(`screening.combination.${combination.state}`)}</h3>
      {combination.state === 'settled' && <p>{t(`screening.class.${combination.class}`)}</p>}
      {combination.state === 'open' && (
        <>
          <p><span className="quiet">{t('screening.combination.so-far')}:</span> {t(`screening.class.${combination.soFar}`)}</p>
          <details>
            <summary>{t('screening.combination.still-possible')} ({combination.stillPossible.length})</summary>
            <ul className="screening-items">{combination.stillPossible.map((one) => <li key={one}>{t(`screening.class.${one}`)}</li>)}</ul>
          </details>
          <p><span className="quiet">{t('screening.combination.decided-by')}:</span> {combination.decidedBy.map(name).join('; ')}</p>
        </>
      )}
      {combination.reminders.map((reminder) => <Notice key={reminder}>{t(`screening.reminder.${reminder}`)}</Notice>)}
    </section>
  );
}
