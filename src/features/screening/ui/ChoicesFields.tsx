import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Choice, Item, Words } from '../contract.ts';

/** A choice to be written, with a code that no other has. Codes stay when the words change: old answers are found by them. */
export function freshChoice(choices: readonly Pick<Choice, 'code'>[], languages: readonly string[]): Choice {
  const code = Array.from({ length: 200 }, (_, index) => `c${index + 1}`).find((one) => !choices.some((choice) => choice.code === one)) ?? `c${choices.length + 201}`;
  return { code, text: Object.fromEntries(languages.map((language) => [language, '…'])) as Words };
}

interface ChoicesFieldsProps {
  readonly item: Item;
  readonly languages: readonly string[];
  /** The choices of the nearest question before it that has any. */
  readonly before: readonly Choice[] | undefined;
  readonly onChange: (item: Item) => void;
}

/** A question's own choices: their words in each language, their points, their order. */
export function ChoicesFields({ item, languages, before, onChange }: ChoicesFieldsProps): ReactNode {
  const { t, languageName } = useText();
  const choices = item.choices ?? [];
  const set = (next: readonly Choice[]): void => onChange({ ...item, choices: [...next] });
  const change = (index: number, changed: Choice): void => set(choices.map((one, at) => (at === index ? changed : one)));
  const up = (index: number): void => {
    const [one, other] = [choices[index - 1], choices[index]];
    if (one && other) set(choices.map((choice, at) => (at === index - 1 ? other : at === index ? one : choice)));
  };
  const points = choices.map((choice) => choice.points).toReversed();
  const turned = (): readonly Choice[] => choices.map(({ points: _points, ...choice }, index) => {
    const given = points[index];
    return given === undefined ? choice : { ...choice, points: given };
  });
  return (
    <Stack gap="small">
      <p className="quiet small">{t('screening.editor.choices.help')}</p>
      {choices.map((choice, index) => (
        <fieldset key={choice.code} aria-label={t('screening.editor.choice', { number: index + 1, code: choice.code })} className="screening-choice-form">
          <Columns min="narrow">
            {languages.map((language) => (
              <TextField key={language} label={t('screening.editor.choice.text', { number: index + 1, language: languageName(language) })} lang={language} value={choice.text[language] ?? ''} onChange={(text) => change(index, { ...choice, text: { ...choice.text, [language]: text } })} />
            ))}
            <NumberField label={t('screening.editor.choice.points', { number: index + 1 })} value={choice.points ?? null} onChange={(given) => {
              const { points: _points, ...rest } = choice;
              change(index, given === null ? rest : { ...rest, points: given });
            }} />
          </Columns>
          <Row>
            <span className="screening-up"><Button size="small" icon="chevron-down" iconOnly isDisabled={index === 0} onPress={() => up(index)}>{t('screening.editor.choice.up', { number: index + 1 })}</Button></span>
            <Button size="small" kind="quiet" isDisabled={choices.length < 2} onPress={() => set(choices.filter((_, at) => at !== index))} aria-label={t('screening.editor.choice.remove', { number: index + 1 })}>{t('screening.editor.item.remove')}</Button>
          </Row>
        </fieldset>
      ))}
      <Row>
        <Button size="small" icon="plus" isDisabled={choices.length >= 60} onPress={() => set([...choices, freshChoice(choices, languages)])}>{t('screening.editor.choice.add')}</Button>
        <Button size="small" isDisabled={points.every((one) => one === undefined)} onPress={() => set(turned())}>{t('screening.editor.choices.reverse')}</Button>
        {before && <Button size="small" kind="quiet" onPress={() => set(before)}>{t('screening.editor.choices.same')}</Button>}
      </Row>
    </Stack>
  );
}
