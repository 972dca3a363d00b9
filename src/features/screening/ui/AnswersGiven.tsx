import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { Answer, Answers, Column, Instrument } from '../contract.ts';
import { answerTo, itemsThatApply, scaleOf } from '../domain.ts';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeptUncounted } from './KeptUncounted.tsx';
import { useAnswerWords, useInstrumentWords } from './words.ts';

type Chosen = Extract<Answer, string | number>;

/** Answers as they were given, to be read and printed: each answer with its questions, `yes` first. */
export function AnswersGiven({ instrument, answers, column, level = 3 }: { instrument: Instrument; answers: Answers; column: Column; level?: 3 | 4 }): ReactNode {
  const { t } = useText();
  const { say, itemInPlace } = useInstrumentWords();
  const wordsOf = useAnswerWords(instrument);
  const Heading = level === 3 ? 'h3' : 'h4';
  const scale = scaleOf(instrument);
  const asked = [...instrument.contextItems.filter((item) => item.columns.includes(column)), ...itemsThatApply(instrument, answers, column)];
  const order: readonly Chosen[] = [...scale.map((step) => step.points).toReversed(), 'yes', 'unknown', 'refused', 'no', 'not-asked'];
  const label = (answer: Chosen): string => {
    const step = scale.find((one) => one.points === answer);
    return step ? say(step.text) : t(`screening.answer.${answer}`);
  };
  const groups = order.map((answer) => ({ answer, items: asked.filter((item) => answerTo(answers, item.code) === answer) })).filter(({ items }) => items.length > 0);
  const written = asked.flatMap((item) => {
    const answer = answerTo(answers, item.code);
    return typeof answer === 'object' ? [{ code: item.code, said: wordsOf(item.code, answer) }] : [];
  });
  return (
    <Stack>
      {written.map(({ code, said }) => <section key={code} className="screening-given"><Heading>{itemInPlace(instrument, code)}</Heading><SafeText block>{said}</SafeText></section>)}
      {groups.map(({ answer, items }) => (
        <section key={answer} className="screening-given">
          <Heading>{label(answer)} <span className="quiet number">{items.length}</span></Heading>
          {answer === 'not-asked' || answer === 'no'
            ? <details><summary>{t('screening.show-questions', { count: items.length })}</summary><Items instrument={instrument} codes={items.map((item) => item.code)} /></details>
            : <Items instrument={instrument} codes={items.map((item) => item.code)} />}
        </section>
      ))}
      <KeptUncounted instrument={instrument} answers={answers} column={column} />
    </Stack>
  );
}

function Items({ instrument, codes }: { instrument: Instrument; codes: readonly string[] }): ReactNode {
  const { itemInPlace } = useInstrumentWords();
  return <ul className="screening-items">{codes.map((code) => <li key={code}>{itemInPlace(instrument, code)}</li>)}</ul>;
}
