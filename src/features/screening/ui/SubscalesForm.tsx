import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { Subscale } from '../contract.ts';
import { pointsWithin } from '../domain/points.ts';
import { extentOfSubscale } from '../domain/sum.ts';
import { BandsFields } from './BandsFields.tsx';
import { MissingField } from './MissingField.tsx';
import { blankWords, type ContentFormProps, WordsFields } from './WordsFields.tsx';

/** Sums over some of the questions, each with its name, its bands and what may be missing. */
export function SubscalesForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const { scoring } = content;
  if (scoring.kind !== 'sum-with-bands') return null;
  const subscales = scoring.subscales ?? [];
  const set = (next: readonly Subscale[]): void => {
    const { subscales: _before, ...rest } = scoring;
    onChange({ ...content, scoring: next.length === 0 ? rest : { ...rest, subscales: [...next] } });
  };
  const summable = content.items.filter((item) => pointsWithin(item, scoring.scale) !== null).map(({ code }) => code);
  const change = (index: number, next: Subscale): void => set(subscales.map((one, at) => (at === index ? next : one)));
  const fresh = (): string => Array.from({ length: 41 }, (_, index) => `sum-${index + 1}`).find((code) => !subscales.some((one) => one.code === code)) ?? 'sum';
  return (
    <>
      <h3 className="screening-small-title">{t('screening.editor.subscales')}</h3>
      <p className="quiet small">{t('screening.editor.subscales.help')}</p>
      {subscales.map((subscale, index) => (
        <fieldset key={subscale.code} className="screening-item-form">
          <legend>{t('screening.editor.subscale', { number: index + 1 })}</legend>
          <Stack gap="small">
            <WordsFields label={t('screening.editor.subscale.name')} words={subscale.name} onChange={(name) => change(index, { ...subscale, name })} />
            <CheckChips label={t('screening.editor.subscale.items')} value={subscale.of.map(({ item }) => item)} choices={[...new Set([...summable, ...subscale.of.map(({ item }) => item)])].map((code) => ({ value: code, label: code }))}
              onChange={(codes) => { if (codes.length > 0) change(index, { ...subscale, of: codes.map((item) => subscale.of.find((one) => one.item === item) ?? { item, factor: 1 }) }); }} />
            <details>
              <summary>{t('screening.editor.subscale.factors')}</summary>
              <Columns min="narrow">
                {subscale.of.map(({ item, factor }) => (
                  <NumberField key={item} label={t('screening.editor.subscale.factor', { code: item })} value={factor} onChange={(next) => change(index, { ...subscale, of: subscale.of.map((one) => (one.item === item ? { item, factor: next ?? 1 } : one)) })} />
                ))}
                <NumberField label={t('screening.editor.subscale.plus')} value={subscale.plus ?? 0} onChange={(plus) => {
                  const { plus: _plus, ...rest } = subscale;
                  change(index, plus ? { ...rest, plus } : rest);
                }} />
              </Columns>
            </details>
            <p className="quiet small">{t('screening.editor.bands.from', { ...extentOfSubscale({ ...content, status: { state: 'in-use' } }, scoring, subscale) })}</p>
            <BandsFields bands={subscale.bands} fewest={1} onChange={(bands) => change(index, { ...subscale, bands })} />
            <MissingField value={subscale.missingAllowed} onChange={(missingAllowed) => change(index, { ...subscale, missingAllowed })} />
            <Row><Button size="small" kind="quiet" onPress={() => set(subscales.filter((_, at) => at !== index))} aria-label={t('screening.editor.subscale.remove', { number: index + 1 })}>{t('screening.editor.item.remove')}</Button></Row>
          </Stack>
        </fieldset>
      ))}
      <Row>
        <Button size="small" icon="plus" isDisabled={summable.length === 0 || subscales.length >= 40} onPress={() => {
          const made: Subscale = { code: fresh(), name: blankWords, of: summable.map((item) => ({ item, factor: 1 })), bands: [] };
          const { least, most } = extentOfSubscale({ ...content, status: { state: 'in-use' } }, scoring, made);
          set([...subscales, { ...made, bands: [{ code: 'band-1', from: least, to: most, text: blankWords }] }]);
        }}>{t('screening.editor.subscale.add')}</Button>
      </Row>
    </>
  );
}
