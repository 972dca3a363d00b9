import { useState } from 'react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { useText } from '../../../kernel/i18n/text.tsx';
import { canonical } from '../../../kernel/mark.ts';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { UncertainDateField } from '../../../kernel/ui/UncertainDateField.tsx';
import { faultOf, type UncertainDate, unknownDate } from '../../../kernel/ui/uncertain-date.ts';
import type { Answer, AnswerWord, Choice, Item } from '../contract.ts';
import { isWithin, LARGEST } from '../domain.ts';
import { openWords } from './places.ts';
import { useInstrumentWords } from './words.ts';

interface FieldsProps {
  readonly item: Item;
  readonly label: string;
  /** Of the element that asks. */
  readonly labelledBy: string;
  readonly value: Answer | undefined;
  /** How a choice is said in the language of the question, and in the one beside it. */
  readonly wordsOf: (choice: Choice) => { readonly said: string; readonly lang: string | undefined; readonly beside: { readonly said: string; readonly lang: string } | null };
  readonly onAnswer: (answer: Answer) => void;
}

/** The answer to a question that is not a yes, a no or a step: its own choices, words, a number, a day; beside them what leaves it open. */
export function AnswerFields(props: FieldsProps): ReactNode {
  const { item } = props;
  switch (item.kind) {
    case 'one-of': return <OneOf {...props} />;
    case 'several-of': return <SeveralOf {...props} />;
    case 'number': return <WithOpenWords {...props}><NumberAnswer {...props} /></WithOpenWords>;
    case 'date': return <WithOpenWords {...props}>{item.partial ? <PartialDay {...props} /> : <DayAnswer {...props} />}</WithOpenWords>;
    default: return <WithOpenWords {...props}><WordsAnswer {...props} /></WithOpenWords>;
  }
}

function Said({ choice, wordsOf }: { choice: Choice; wordsOf: FieldsProps['wordsOf'] }): ReactNode {
  const { said, lang, beside } = wordsOf(choice);
  return <span><span lang={lang} dir="auto">{said}</span>{beside && <span className="screening-choice-beside" lang={beside.lang} dir="auto">{beside.said}</span>}</span>;
}

function OneOf({ item, labelledBy, value, wordsOf, onAnswer }: FieldsProps): ReactNode {
  const { t } = useText();
  const chosen = typeof value === 'object' && 'choice' in value ? `choice ${value.choice}` : typeof value === 'string' ? value : null;
  const onChange = (next: string): void => {
    const word = openWords.find((one) => one === next);
    const choice = item.choices?.find((one) => `choice ${one.code}` === next);
    if (word) onAnswer(word);
    else if (choice) onAnswer({ choice: choice.code });
  };
  return (
    <RadioGroup aria-labelledby={labelledBy} value={chosen} onChange={onChange} className="screening-choices">
      <div className="chips">{(item.choices ?? []).map((choice) => <Radio key={choice.code} value={`choice ${choice.code}`} className="chip"><Said choice={choice} wordsOf={wordsOf} /></Radio>)}</div>
      <div className="segments screening-open">{openWords.map((word) => <Radio key={word} value={word} className="segment">{t(`screening.answer.${word}`)}</Radio>)}</div>
    </RadioGroup>
  );
}

function SeveralOf(props: FieldsProps): ReactNode {
  const { item, labelledBy, value, wordsOf, onAnswer } = props;
  const chosen = typeof value === 'object' && 'choices' in value ? value.choices : [];
  return (
    <WithOpenWords {...props}>
      <CheckboxGroup aria-labelledby={labelledBy} value={[...chosen]} onChange={(choices) => onAnswer(choices.length === 0 ? 'not-asked' : { choices: choices.toSorted() })}>
        <div className="chips">
          {(item.choices ?? []).map((choice) => (
            <Checkbox key={choice.code} value={choice.code} className="chip"><Icon name={chosen.includes(choice.code) ? 'check' : 'plus'} /><Said choice={choice} wordsOf={wordsOf} /></Checkbox>
          ))}
        </div>
      </CheckboxGroup>
    </WithOpenWords>
  );
}

/** Not known, not asked, rather not: beside every answer that is not one of a row. */
function WithOpenWords({ label, value, onAnswer, children }: FieldsProps & { children: ReactNode }): ReactNode {
  const { t } = useText();
  const onChange = (next: string): void => {
    const word = openWords.find((one) => one === next);
    if (word) onAnswer(word);
  };
  return (
    <div className="screening-choices">
      {children}
      <RadioGroup aria-label={t('screening.open-of', { item: label })} orientation="horizontal" value={typeof value === 'string' ? value satisfies AnswerWord : null} onChange={onChange}>
        <div className="segments screening-open">{openWords.map((word) => <Radio key={word} value={word} className="segment">{t(`screening.answer.${word}`)}</Radio>)}</div>
      </RadioGroup>
    </div>
  );
}

/** An answer in words; emptied, it is not asked again. */
function WordsAnswer({ label, value, onAnswer }: FieldsProps): ReactNode {
  return <TextArea label={label} rows={2} maxLength={2000} value={typeof value === 'object' && 'words' in value ? value.words : ''} onChange={(words) => onAnswer(words.trim() === '' ? 'not-asked' : { words })} />;
}

/** What is half typed and no answer yet: it stays in its field until something else is answered. */
function useHalfTyped<T>(value: Answer | undefined): readonly [T | null, (typed: T | null, upon?: Answer) => void] {
  const [half, setHalf] = useState<{ readonly typed: T | null; readonly upon: string } | null>(null);
  const isStill = half !== null && half.upon === canonical(value);
  return [isStill ? half.typed : null, (typed, upon = value) => setHalf({ typed, upon: canonical(upon) })];
}

/** A number in the notation of the reader. What does not fit stays in the field with what to do, and is no answer. */
function NumberAnswer({ item, label, value, onAnswer }: FieldsProps): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const [refused, setRefused] = useHalfTyped<number>(value);
  const { least, most } = item.limits ?? {};
  const kept = typeof value === 'object' && 'number' in value ? value.number : null;
  const which = least !== undefined && most !== undefined ? 'between' : least !== undefined ? 'least' : most !== undefined ? 'most' : 'any';
  const notation = item.decimals === undefined ? 'whole' : 'decimal';
  const wanted = t(`screening.number.${which}.${notation}`, { least: least ?? 0, most: most ?? 0 });
  const wrong = t(`screening.number.between.${notation}`, { least: least ?? -LARGEST, most: most ?? LARGEST });
  const onChange = (number: number | null): void => {
    const fits = number === null || isWithin(item, number);
    setRefused(fits ? null : number);
    if (fits) onAnswer(number === null ? 'not-asked' : { number });
  };
  return <NumberField label={label} hint={item.unit ? t('screening.number.in', { wanted, unit: say(item.unit) }) : wanted} error={refused === null ? undefined : t('screening.number.wrong', { wanted: wrong })} value={refused ?? kept} onChange={onChange} />;
}

const isThinkable = (day: string): boolean => /^(19|20)\d\d/.test(day);

function DayAnswer({ label, value, onAnswer }: FieldsProps): ReactNode {
  const kept = typeof value === 'object' && 'day' in value ? value.day : null;
  // While a year is being typed it is that of no calendar.
  const [typed, setTyped] = useHalfTyped<string>(value);
  const onChange = (day: string | null): void => {
    setTyped(day !== null && !isThinkable(day) ? day : null);
    if (day !== null && isThinkable(day)) onAnswer({ day });
    else if (day === null && kept !== null) onAnswer('not-asked');
  };
  return <DateField label={label} value={typed ?? kept} onChange={onChange} />;
}

/** A day as far as it is known; an answer from the year on. */
function PartialDay({ label, value, onAnswer }: FieldsProps): ReactNode {
  const [typed, setTyped] = useHalfTyped<UncertainDate>(value);
  const onChange = (next: UncertainDate): void => {
    const answer = answerOf(next);
    setTyped(next, answer ?? value);
    if (answer !== null) onAnswer(answer);
  };
  return <UncertainDateField label={label} value={typed ?? uncertainOf(value)} onChange={onChange} />;
}

function answerOf(typed: UncertainDate): Answer | null {
  if (typed.precision === 'unknown') return 'unknown';
  if (faultOf(typed) !== null || !isThinkable(String(typed.year))) return null;
  return { day: dayOf(typed), ...(typed.precision === 'exact' ? {} : { known: typed.precision }) };
}

const dayOf = ({ year, month, day }: UncertainDate): string => [String(year), ...[month, day].flatMap((part) => (part === null ? [] : String(part).padStart(2, '0')))].join('-');

function uncertainOf(value: Answer | undefined): UncertainDate {
  if (value === 'unknown') return unknownDate;
  if (typeof value !== 'object' || !('day' in value)) return { ...unknownDate, precision: 'declared' };
  const [year = null, month = null, day = null] = value.day.split('-').map(Number);
  return { precision: value.known ?? (day === null ? 'declared' : 'exact'), year, month, day };
}
