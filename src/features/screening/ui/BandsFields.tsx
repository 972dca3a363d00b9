import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { SumScoring } from '../contract.ts';
import { blankWords, WordsFields } from './WordsFields.tsx';

type Bands = SumScoring['bands'];

/** The bands of a total, lowest first, each beginning where the one before ends. */
export function BandsFields({ bands, fewest, onChange }: { bands: Bands; fewest: 0 | 1; onChange: (bands: Bands) => void }): ReactNode {
  const { t } = useText();
  const change = (index: number, more: Partial<Bands[number]>): void => onChange(bands.map((one, at) => (at === index ? { ...one, ...more } : one)));
  const next = (bands.at(-1)?.to ?? -1) + 1;
  return (
    <>
      {bands.map((band, index) => (
        <Stack key={band.code} gap="small">
          <Columns min="narrow">
            <NumberField label={t('screening.editor.band.from', { number: index + 1 })} value={band.from} onChange={(from) => change(index, { from: from ?? 0 })} />
            <NumberField label={t('screening.editor.band.to', { number: index + 1 })} value={band.to} onChange={(to) => change(index, { to: to ?? 0 })} />
          </Columns>
          <WordsFields label={t('screening.editor.band', { number: index + 1 })} words={band.text} onChange={(text) => change(index, { text })} />
        </Stack>
      ))}
      <Row>
        <Button size="small" icon="plus" onPress={() => onChange([...bands, { code: freshBand(bands), from: next, to: next, text: blankWords }])}>{t('screening.editor.band.add')}</Button>
        <Button size="small" kind="quiet" isDisabled={bands.length <= fewest} onPress={() => onChange(bands.slice(0, -1))}>{t('screening.editor.band.remove')}</Button>
      </Row>
    </>
  );
}

const freshBand = (bands: Bands): string => Array.from({ length: bands.length + 1 }, (_, index) => `band-${index + 1}`).find((code) => !bands.some((band) => band.code === code)) ?? 'band';
