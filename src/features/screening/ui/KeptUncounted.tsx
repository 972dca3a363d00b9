import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Answers, Column, Instrument } from '../contract.ts';
import { answerTo, itemsThatApply, notCounted } from '../domain.ts';
import { useAnswerWords, useInstrumentWords } from './words.ts';

/** Answers to questions that, by the others, are no longer asked: they stay, count for nothing, and nobody has to wonder where they went. */
export function KeptUncounted({ instrument, answers, column }: { instrument: Instrument; answers: Answers; column: Column }): ReactNode {
  const { t } = useText();
  const { itemInPlace } = useInstrumentWords();
  const wordsOf = useAnswerWords(instrument);
  const codes = notCounted(instrument, answers, itemsThatApply(instrument, answers, column));
  if (codes.length === 0) return null;
  return (
    <details className="screening-given">
      <summary>{t('screening.uncounted', { count: codes.length })}</summary>
      <p className="quiet small">{t('screening.uncounted.help')}</p>
      <ul className="screening-items">{codes.map((code) => <li key={code}>{itemInPlace(instrument, code)}<SafeText block>{wordsOf(code, answerTo(answers, code))}</SafeText></li>)}</ul>
    </details>
  );
}
