import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { Answers, Instrument, ScreeningResult, SumRead, SumScoring } from '../contract.ts';
import { answerTo } from '../domain.ts';
import { useAnswerWords, useInstrumentWords } from './words.ts';

/** The total of a summed list, where its source knows one, and each of its subscales: the number, its band, and which answers made it. */
export function SumsRead({ result, instrument, answers }: { result: Extract<ScreeningResult, { kind: 'sum-with-bands' }>; instrument: Instrument; answers: Answers }): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const { scoring } = instrument;
  if (scoring.kind !== 'sum-with-bands') return null;
  return (
    <Stack>
      {scoring.bands.length > 0 && <OneSum sum={result} about={scoring} title={null} instrument={instrument} answers={answers} />}
      {(scoring.subscales ?? []).map((subscale) => {
        const sum = result.subscales.find(({ code }) => code === subscale.code);
        return sum && <OneSum key={subscale.code} sum={sum} about={subscale} title={say(subscale.name)} instrument={instrument} answers={answers} />;
      })}
      <p className="quiet small">{t('screening.sum.not-a-diagnosis', { source: instrument.source.title })}</p>
    </Stack>
  );
}

function OneSum({ sum, about, title, instrument, answers }: { sum: SumRead; about: Pick<SumScoring, 'bands' | 'missingAllowed'>; title: string | null; instrument: Instrument; answers: Answers }): ReactNode {
  const { t, formatList } = useText();
  const { say, itemInPlace } = useInstrumentWords();
  const wordsOf = useAnswerWords(instrument);
  const { least, most } = sum.total;
  const number = !sum.isComputable ? t('screening.sum.not-computable') : least === most ? t('screening.sum.total', { least }) : t('screening.sum.range', { least, most });
  return (
    <section className="stack stack-small">
      <h3>{title === null ? number : t('screening.sum.of', { title, number })}</h3>
      {!sum.isComputable && <p>{t('screening.sum.not-computable.why', { count: sum.missing, allowed: about.missingAllowed ?? 0 })}</p>}
      {sum.isComputable && <p>{formatList(about.bands.filter((band) => sum.bands.includes(band.code)).map((band) => say(band.text)))}</p>}
      {sum.counted.length > 0 && (
        <details>
          <summary>{t('screening.sum.counted', { count: sum.counted.length })}</summary>
          <ul className="screening-items">{sum.counted.map(({ code, points }) => <li key={code}>{t('screening.sum.counted.one', { item: itemInPlace(instrument, code), answer: wordsOf(code, answerTo(answers, code)), count: points })}</li>)}</ul>
        </details>
      )}
    </section>
  );
}
