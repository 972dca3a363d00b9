import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { Comparison, type Condition, type ContextItem, type InstrumentContent, type Item, type Test, type TestGroup } from '../contract.ts';
import { asWritten, conditionOf } from '../domain.ts';
import { useInstrumentWords } from './words.ts';

interface ConditionFieldsProps {
  readonly content: InstrumentContent;
  readonly index: number;
  readonly item: Item;
  readonly onChange: (item: Item) => void;
}

type Earlier = readonly (Item | ContextItem)[];

/** After which earlier answers a question is asked: always, or where any or all of several tests hold; some of them may stand together in a group. */
export function ConditionFields({ content, index, item, onChange }: ConditionFieldsProps): ReactNode {
  const { t } = useText();
  const earlier: Earlier = [...content.contextItems, ...content.items.slice(0, index)];
  const condition = item.showIf ? conditionOf(item.showIf) : null;
  const isOnScale = 'scale' in content.scoring && content.scoring.scale.length > 0;
  const set = (next: Condition): void => {
    const { showIf: _showIf, ...rest } = item;
    onChange(next.of.length === 0 ? rest : { ...rest, showIf: asWritten(next) });
  };
  const [first] = earlier;
  if (!first && !condition) return null;
  const fresh = (): Test | null => (first ? firstTest(earlier.at(-1) ?? first, isOnScale) : null);
  const add = (to: Condition): void => {
    const test = fresh();
    if (test) set({ ...to, of: [...to.of, test] });
  };
  const of = condition?.of ?? [];
  const replace = (at: number, next: Test | TestGroup | null): void => { if (condition) set({ ...condition, of: of.flatMap((one, place) => (place === at ? next ?? [] : one)) }); };
  return (
    <fieldset className="screening-condition">
      <legend>{t('screening.editor.condition')}</legend>
      <Stack gap="small">
        {of.length === 0 && <p className="quiet small">{t('screening.editor.item.always')}</p>}
        {condition && of.length > 1 && <How how={condition.how} onChange={(how) => set({ ...condition, how })} />}
        {inPlaces(of).map(({ one, at, place }) => ('of' in one
          ? <Group key={place} group={one} number={at + 1} earlier={earlier} isOnScale={isOnScale} onChange={(next) => replace(at, next)} />
          : <TestFields key={place} test={one} number={String(at + 1)} earlier={earlier} isOnScale={isOnScale} onChange={(next) => replace(at, next)} />))}
        {earlier.length > 0 && (
          <Row>
            <Button size="small" icon="plus" isDisabled={of.length >= 20} onPress={() => add(condition ?? { how: 'all-of', of: [] })}>{t('screening.editor.condition.add')}</Button>
            {condition && <Button size="small" kind="quiet" isDisabled={of.length >= 20} onPress={() => {
              const test = fresh();
              if (test) set({ ...condition, of: [...of, { how: condition.how === 'any-of' ? 'all-of' : 'any-of', of: [test] }] });
            }}>{t('screening.editor.condition.group')}</Button>}
          </Row>
        )}
      </Stack>
    </fieldset>
  );
}

/** A condition has no name of its own: it is where it stands, and stays the same while it is changed there. */
const inPlaces = <T,>(all: readonly T[]): { one: T; at: number; place: string }[] => all.map((one, at) => ({ one, at, place: `place-${at}` }));

function How({ how, onChange }: { how: Condition['how']; onChange: (how: Condition['how']) => void }): ReactNode {
  const { t } = useText();
  return (
    <ChoiceChips label={t('screening.editor.condition.how')} canClear={false} value={how} onChange={(next) => { if (next) onChange(next); }}
      choices={[{ value: 'any-of' as const, label: t('screening.editor.item.after.any') }, { value: 'all-of' as const, label: t('screening.editor.item.after.all') }]} />
  );
}

function Group({ group, number, earlier, isOnScale, onChange }: { group: TestGroup; number: number; earlier: Earlier; isOnScale: boolean; onChange: (group: TestGroup | null) => void }): ReactNode {
  const { t } = useText();
  const last = earlier.at(-1);
  const set = (of: readonly Test[]): void => onChange(of.length === 0 ? null : { ...group, of: [...of] });
  return (
    <fieldset className="screening-condition">
      <legend>{t('screening.editor.condition.group.of', { number })}</legend>
      <Stack gap="small">
        <How how={group.how} onChange={(how) => onChange({ ...group, how })} />
        {inPlaces(group.of).map(({ one: test, at, place }) => <TestFields key={place} test={test} number={`${number}.${at + 1}`} earlier={earlier} isOnScale={isOnScale} onChange={(next) => set(group.of.flatMap((one, where) => (where === at ? next ?? [] : one)))} />)}
        {last && <Row><Button size="small" icon="plus" isDisabled={group.of.length >= 20} onPress={() => set([...group.of, firstTest(last, isOnScale)])}>{t('screening.editor.condition.add')}</Button></Row>}
      </Stack>
    </fieldset>
  );
}

/** One earlier question, and what its answer must be. */
function TestFields({ test, number, earlier, isOnScale, onChange }: { test: Test; number: string; earlier: Earlier; isOnScale: boolean; onChange: (test: Test | null) => void }): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const about = earlier.find((one) => one.code === test.code);
  // What stands is shown also where it is asked later or nowhere: the check says so, and it is changed here.
  const questions = [...(about ? [] : [{ value: test.code, label: test.code }]), ...earlier.map((one) => ({ value: one.code, label: `${one.code} · ${say(one.text).slice(0, 60)}` }))];
  const asks = about ? testsFor(about, isOnScale) : [test];
  const choiceOf = (code: string): string => {
    const choice = about && 'choices' in about ? about.choices?.find((one) => one.code === code) : undefined;
    return choice ? say(choice.text) : code;
  };
  const label = (one: Test): string => ('is' in one ? t(`screening.editor.test.${one.is}`) : 'chosen' in one ? t('screening.editor.test.chosen', { text: choiceOf(one.chosen) }) : t(`screening.editor.test.${one.compare}`));
  const known = asks.some((one) => keyOf(one) === keyOf(test)) ? asks : [test, ...asks];
  const not = test.not ? { not: true as const } : {};
  return (
    <fieldset aria-label={t('screening.editor.test', { number })} className="screening-choice-form">
      <Columns min="narrow">
        <Select label={t('screening.editor.test.question')} canClear={false} value={test.code} choices={questions} onChange={(code) => {
          const chosen = earlier.find((one) => one.code === code);
          if (chosen) onChange({ ...firstTest(chosen, isOnScale), ...not });
        }} />
        <Select label={t('screening.editor.test.answer')} canClear={false} value={keyOf(test)} choices={known.map((one) => ({ value: keyOf(one), label: label(one) }))} onChange={(key) => {
          const chosen = known.find((one) => keyOf(one) === key);
          if (chosen) onChange('compare' in chosen && 'compare' in test ? { ...chosen, to: test.to, ...not } : { ...chosen, ...not });
        }} />
        {'compare' in test && <NumberField label={t('screening.editor.test.number')} value={test.to} onChange={(to) => onChange({ ...test, to: to ?? 0 })} />}
      </Columns>
      <Row>
        <Switch value={test.not === true} onChange={(isTurned) => {
          const { not: _not, ...rest } = test;
          onChange(isTurned ? { ...rest, not: true } : rest);
        }}>{t('screening.editor.test.not')}</Switch>
        <Button size="small" kind="quiet" onPress={() => onChange(null)} aria-label={t('screening.editor.test.remove', { number })}>{t('screening.editor.item.remove')}</Button>
      </Row>
    </fieldset>
  );
}

/** What can be asked of an answer to this question, the likeliest first. */
function testsFor(item: Item | ContextItem, isOnScale: boolean): Test[] {
  const { code } = item;
  const { kind, choices = [] } = 'columns' in item ? { kind: undefined } : item;
  const answered: Test = { code, is: 'answered' };
  const compared = Comparison.options.map((compare): Test => ({ code, compare, to: 1 })).toSorted((one, other) => Number('compare' in other && other.compare === 'at-least') - Number('compare' in one && one.compare === 'at-least'));
  if (kind === undefined) return isOnScale && !('columns' in item) ? [...compared, answered] : [{ code, is: 'yes' }, { code, is: 'no' }, answered];
  if (kind === 'number') return [...compared, answered];
  return [...choices.map((choice): Test => ({ code, chosen: choice.code })), ...(choices.some((choice) => choice.points !== undefined) ? compared : []), answered];
}

const firstTest = (item: Item | ContextItem, isOnScale: boolean): Test => testsFor(item, isOnScale)[0] ?? { code: item.code, is: 'answered' };
const keyOf = (test: Test): string => ('is' in test ? `is ${test.is}` : 'chosen' in test ? `chosen ${test.chosen}` : `compare ${test.compare}`);
