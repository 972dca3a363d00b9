import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/direction.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import type { Answers, Column, ContextItem, Instrument, Item } from '../contract.ts';
import type { Heard } from '../course.ts';
import { isDecided, itemsThatApply, scaleOf } from '../domain.ts';
import { KeptUncounted } from './KeptUncounted.tsx';
import { answerByKey, stepsOf } from './places.ts';
import { Question } from './Question.tsx';
import { useAnswerKeys } from './useAnswerKeys.ts';
import { groupsOf, useInstrumentWords } from './words.ts';

export interface QuestionnaireProps {
  readonly instrument: Instrument;
  readonly column: Column;
  readonly answers: Answers;
  /** In which language the questions are put. */
  readonly spoken: string;
  /** What other lists heard about these questions. */
  readonly heard?: Heard['items'] | undefined;
  readonly onAnswer: (given: Answers) => void;
}

interface Group {
  readonly code: string;
  readonly title: string | null;
  readonly items: readonly (Item | ContextItem)[];
}

/** The questions that apply, by dimension where the instrument has any, with how many of each are answered. */
export function Questionnaire({ instrument, column, answers, spoken, heard, onAnswer }: QuestionnaireProps): ReactNode {
  const { t, language, languageName } = useText();
  const { say } = useInstrumentWords();
  const list = useRef<HTMLDivElement>(null);
  const askedIn = instrument.onlyValidatedLanguages ? spoken : null;
  const [beside, setBeside] = useState<string | null>(() => (spoken !== language && instrument.languages[spoken] && !instrument.onlyValidatedLanguages ? spoken : null));
  const [onlyOpen, setOnlyOpen] = useState(false);
  // What was open when the filter was set stays in its place while it is being answered.
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const scale = scaleOf(instrument);
  const groups = useGroups(instrument, answers, column);
  const numbers = new Map(groups.flatMap((group) => group.items).map((item, index) => [item.code, index + 1]));
  const others = askedIn === null ? Object.keys(instrument.languages).filter((code) => code !== language) : [];
  const notApproved = (askedIn === null ? [language, ...(beside ? [beside] : [])] : []).filter((code) => instrument.languages[code]?.approval === 'not-approved-by-mediator');
  const isLong = numbers.size > 12;

  useAnswerKeys(list, (code, place) => {
    const item = groups.flatMap((group) => group.items).find((one) => one.code === code);
    const found = item && answerByKey(item, scale, place, answers[code]);
    if (!found) return null;
    onAnswer({ [code]: found.answer });
    return found.goesOn;
  });

  return (
    <Stack>
      <div className="screening-tools never-printed">
        {others.length > 0 && (
          <ChoiceChips label={t('screening.beside')} value={beside} onChange={setBeside} choices={others.map((code) => ({ value: code, label: languageName(code) }))} />
        )}
        {isLong && (
          <Switch value={onlyOpen} onChange={(value) => {
            setOnlyOpen(value);
            setHidden(value ? new Set(Object.entries(answers).filter(([, answer]) => isDecided(answer)).map(([code]) => code)) : new Set());
          }}>
            {t('screening.only-open')}
          </Switch>
        )}
      </div>
      {askedIn === null && !instrument.languages[spoken] && <Notice tone="late">{t('screening.not-in', { language: languageName(spoken) })}</Notice>}
      {notApproved.length > 0 && <p className="quiet small">{t('screening.not-approved', { languages: notApproved.map((code) => languageName(code)).join(', ') })}</p>}
      {askedIn !== null && <p className="quiet small">{t('screening.asked-in', { language: languageName(askedIn) })}</p>}
      {instrument.prompt && <blockquote className="screening-prompt" lang={askedIn ?? undefined} dir="auto">{askedIn === null ? say(instrument.prompt) : instrument.prompt[askedIn] ?? say(instrument.prompt)}</blockquote>}
      {beside !== null && instrument.prompt?.[beside] && <blockquote className="screening-prompt" lang={beside} dir={directionOf(beside)}>{instrument.prompt[beside]}</blockquote>}
      {isLong && (
        <nav className="screening-jumps never-printed" aria-label={t('screening.dimensions')}>
          {groups.filter((group) => group.title !== null).map((group) => {
            const done = group.items.filter((item) => isDecided(answers[item.code] ?? 'not-asked')).length;
            return <a key={group.code} href={`#group-${group.code}`}>{group.title} <span className="number">{done}/{group.items.length}</span></a>;
          })}
        </nav>
      )}
      <p className="quiet small screening-keys">{t('screening.keys', { count: stepsOf(scale).length })}</p>
      <div ref={list} className="stack">
        {groups.map((group) => (
          <div key={group.code} id={`group-${group.code}`}>
            <Panel title={group.title}>
              <div>
                {group.items.filter((item) => !hidden.has(item.code)).map((item) => (
                  <Question
                    key={item.code}
                    item={item}
                    number={numbers.get(item.code) ?? 0}
                    scale={'columns' in item ? [] : scale}
                    value={answers[item.code]}
                    beside={beside}
                    askedIn={askedIn}
                    isLarge={!isLong}
                    heard={'columns' in item || scale.length > 0 || item.kind !== undefined ? [] : heard?.find((one) => one.code === item.code)?.said ?? []}
                    onAnswer={(answer) => onAnswer({ [item.code]: answer })}
                  />
                ))}
              </div>
            </Panel>
          </div>
        ))}
      </div>
      <KeptUncounted instrument={instrument} answers={answers} column={column} />
    </Stack>
  );
}

/** Questions that follow each other under the same heading stand together. */
function underHeadings<S>(items: readonly Item[], sectionOf: (code: string) => S | undefined): { section: S | undefined; items: Item[] }[] {
  const runs: { code: string | undefined; items: Item[] }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && last.code === item.section) last.items.push(item);
    else runs.push({ code: item.section, items: [item] });
  }
  return runs.map(({ code, items: together }) => ({ section: code === undefined ? undefined : sectionOf(code), items: together }));
}

function useGroups(instrument: Instrument, answers: Answers, column: Column): Group[] {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const context = instrument.contextItems.filter((item) => item.columns.includes(column));
  const applying = itemsThatApply(instrument, answers, column);
  const dimensions = groupsOf(instrument);
  const groups: Group[] = dimensions.length === 0
    ? underHeadings(applying, (code) => instrument.sections?.find((section) => section.code === code)).map(({ section, items }, index) => ({ code: `all-${index}`, title: section ? say(section.name) : null, items }))
    : dimensions.map(({ code, name }) => ({ code, title: say(name), items: applying.filter((item) => item.dimension === code) }));
  const first: Group[] = context.length === 0 ? [] : [{ code: 'context', title: t('screening.context'), items: context }];
  return [...first, ...groups].filter((group) => group.items.length > 0);
}
