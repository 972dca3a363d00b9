import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import type { SumScoring, Words } from '../contract.ts';
import { highestTotal } from '../domain/course.ts';
import { type ContentFormProps, WordsFields } from './WordsFields.tsx';

const blank: Words = { it: '…', en: '…' };
const sum: SumScoring = { kind: 'sum-with-bands', scale: [], factor: 1, gate: null, critical: [], bands: [{ code: 'band-1', from: 0, to: 1, text: blank }] };

/** How answers are counted: not at all, or summed into the bands that the source publishes. Weighed dimensions are kept and not edited here. */
export function ScoringForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const { scoring } = content;
  const set = (more: Partial<SumScoring>): void => { if (scoring.kind === 'sum-with-bands') onChange({ ...content, scoring: { ...scoring, ...more } }); };
  return (
    <Panel title={t('screening.editor.scoring')}>
      <Stack>
        {scoring.kind === 'dimensions' || scoring.kind === 'any-item-reaches'
          ? <p>{t('screening.editor.scoring.kept')}</p>
          : <ChoiceChips label={t('screening.editor.scoring.how')} canClear={false} value={scoring.kind} onChange={(kind) => { if (kind !== null && kind !== scoring.kind) onChange({ ...content, scoring: kind === 'presence-list' ? { kind } : sum }); }}
              choices={(['presence-list', 'sum-with-bands'] as const).map((value) => ({ value, label: t(`screening.editor.scoring.${value}`) }))} />}
        {scoring.kind === 'sum-with-bands' && (
          <>
            <h3 className="screening-small-title">{t('screening.editor.scale')}</h3>
            <p className="quiet small">{t('screening.editor.scale.help')}</p>
            {scoring.scale.map((step, index) => (
              <div key={step.points}>
                <WordsFields label={t('screening.editor.step', { points: step.points })} words={step.text} onChange={(text) => set({ scale: scoring.scale.map((one, at) => (at === index ? { ...one, text } : one)) })} />
              </div>
            ))}
            <Row>
              <Button size="small" icon="plus" isDisabled={scoring.scale.length > 10} onPress={() => set({ scale: [...scoring.scale, { points: scoring.scale.length === 0 ? 0 : Math.max(...scoring.scale.map((step) => step.points)) + 1, text: blank }] })}>{t('screening.editor.step.add')}</Button>
              <Button size="small" kind="quiet" isDisabled={scoring.scale.length === 0} onPress={() => set({ scale: scoring.scale.slice(0, -1) })}>{t('screening.editor.step.remove')}</Button>
            </Row>
            <h3 className="screening-small-title">{t('screening.editor.bands', { highest: highestTotal({ ...content, status: { state: 'in-use' } }, scoring) })}</h3>
            {scoring.bands.map((band, index) => (
              <Stack key={band.code} gap="small">
                <Columns min="narrow">
                  <NumberField label={t('screening.editor.band.from', { number: index + 1 })} value={band.from} onChange={(from) => set({ bands: scoring.bands.map((one, at) => (at === index ? { ...one, from: from ?? 0 } : one)) })} />
                  <NumberField label={t('screening.editor.band.to', { number: index + 1 })} value={band.to} onChange={(to) => set({ bands: scoring.bands.map((one, at) => (at === index ? { ...one, to: to ?? 0 } : one)) })} />
                </Columns>
                <WordsFields label={t('screening.editor.band', { number: index + 1 })} words={band.text} onChange={(text) => set({ bands: scoring.bands.map((one, at) => (at === index ? { ...one, text } : one)) })} />
              </Stack>
            ))}
            <Row>
              <Button size="small" icon="plus" onPress={() => set({ bands: [...scoring.bands, { code: `band-${scoring.bands.length + 1}`, from: (scoring.bands.at(-1)?.to ?? -1) + 1, to: (scoring.bands.at(-1)?.to ?? -1) + 1, text: blank }] })}>{t('screening.editor.band.add')}</Button>
              <Button size="small" kind="quiet" isDisabled={scoring.bands.length < 2} onPress={() => set({ bands: scoring.bands.slice(0, -1) })}>{t('screening.editor.band.remove')}</Button>
            </Row>
            <Select label={t('screening.editor.critical')} value={scoring.critical[0]?.item ?? null} placeholder={t('screening.editor.critical.none')} onChange={(item) => set({ critical: item === null ? [] : [{ item, atLeast: 1, protocol: 'self-harm' }] })}
              hint={t('screening.editor.critical.hint')} choices={content.items.map(({ code }) => ({ value: code, label: code }))} />
          </>
        )}
      </Stack>
    </Panel>
  );
}
