import { useId } from 'react';
import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { useText } from '../../../kernel/i18n/text.tsx';
import { HelpHint } from '../../../kernel/ui/HelpHint.tsx';
import { HelpBeside, StepBeside } from './Beside.tsx';
import type { Heard } from '../course.ts';
import type { Answer, Choice, ContextItem, Item, Scale } from '../contract.ts';
import { AnswerFields } from './AnswerFields.tsx';
import { HeardNote } from './HeardNote.tsx';
import { type Step, stepsOf } from './places.ts';
import { useInstrumentWords } from './words.ts';

export interface QuestionProps {
  readonly item: Item | ContextItem;
  readonly number: number;
  readonly scale: Scale;
  readonly value: Answer | undefined;
  /** A second language shown beside; null where one is enough. */
  readonly beside: string | null;
  /** The one language in which this question may be put; null where colleagues ask in their own words. */
  readonly askedIn: string | null;
  readonly isLarge: boolean;
  /** What another list heard about the same thing; empty where nothing was. */
  readonly heard: Heard['items'][number]['said'];
  readonly onAnswer: (answer: Answer) => void;
}

/** One question in one or two languages, and its answers in one row: keys 1 to 5 answer and go on, arrows choose. */
export function Question({ item, number, scale, value, beside, askedIn, isLarge, heard, onAnswer }: QuestionProps): ReactNode {
  const { t, language } = useText();
  const { say } = useInstrumentWords();
  const id = useId();
  const put = askedIn === null ? undefined : item.text[askedIn];
  // Beside validated words stands what the question is about, for the colleague who holds the form.
  const other = askedIn === null ? (beside === null ? undefined : item.text[beside]) : askedIn === language ? undefined : say(item.text);
  const label = (answer: Step): string => {
    const step = scale.find((one) => one.points === answer);
    return step ? (askedIn === null ? say(step.text) : step.text[askedIn] ?? say(step.text)) : t(`screening.answer.${answer}`);
  };
  // Answered by its own choices or in writing.
  const own = 'columns' in item || item.kind === undefined ? null : item;
  const wordsOf = ({ text }: Choice) => ({
    said: askedIn === null ? say(text) : text[askedIn] ?? say(text), lang: askedIn !== null && text[askedIn] !== undefined ? askedIn : undefined,
    beside: askedIn === null && beside !== null && text[beside] !== undefined ? { said: text[beside], lang: beside } : null,
  });
  return (
    <div className={`screening-question${isLarge ? ' screening-question-large' : ''}${scale.length > 0 || own ? ' screening-question-steps' : ''}`} data-question={item.code}>
      <div className={other ? 'screening-words screening-words-two' : 'screening-words'}>
        <div className="screening-asked">
          <span className="screening-number" aria-hidden="true">{number}</span>
          <span id={id} lang={put === undefined ? undefined : askedIn ?? undefined} dir={put === undefined ? undefined : 'auto'}>{put ?? say(item.text)}</span>
          {item.help && <HelpHint about={say(item.text)}>{say(item.help)}<HelpBeside words={item.help} beside={beside} /></HelpHint>}
        </div>
        {other && <p className="screening-other" lang={askedIn === null ? beside ?? undefined : undefined} dir="auto">{askedIn === null ? other : t('screening.topic', { topic: other })}</p>}
        {value !== 'yes' && !own && <HeardNote said={heard} onConfirm={() => onAnswer('yes')} />}
      </div>
      {own ? <AnswerFields item={own} label={put ?? say(item.text)} labelledBy={id} value={value} wordsOf={wordsOf} onAnswer={onAnswer} /> : <RadioGroup
        aria-labelledby={id}
        orientation="horizontal"
        value={value === undefined ? null : String(value)}
        onChange={(next) => {
          const answer = stepsOf(scale).find((one) => String(one) === next);
          if (answer !== undefined) onAnswer(answer);
        }}
      >
        <div className="segments screening-answers">
          {stepsOf(scale).map((answer) => <Radio key={answer} value={String(answer)} className="segment">{label(answer)}<StepBeside step={scale.find((one) => one.points === answer)} beside={beside} /></Radio>)}
        </div>
      </RadioGroup>}
    </div>
  );
}
