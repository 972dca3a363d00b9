import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { SumScoring } from '../contract.ts';
import { extentOf } from '../domain/sum.ts';
import { BandsFields } from './BandsFields.tsx';
import { CriticalForm } from './CriticalForm.tsx';
import { MissingField } from './MissingField.tsx';
import { SubscalesForm } from './SubscalesForm.tsx';
import { blankWords, type ContentFormProps, WordsFields } from './WordsFields.tsx';

const sum: SumScoring = { kind: 'sum-with-bands', scale: [], factor: 1, gate: null, critical: [], bands: [{ code: 'band-1', from: 0, to: 1, text: blankWords }] };

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
          : <ChoiceChips label={t('screening.editor.scoring.how')} canClear={false} value={scoring.kind} onChange={(kind) => {
            const critical = scoring.critical ?? [];
            if (kind !== null && kind !== scoring.kind) onChange({ ...content, scoring: kind === 'presence-list' ? { kind, ...(critical.length > 0 ? { critical } : {}) } : { ...sum, critical } });
          }} choices={(['presence-list', 'sum-with-bands'] as const).map((value) => ({ value, label: t(`screening.editor.scoring.${value}`) }))} />}
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
              <Button size="small" icon="plus" isDisabled={scoring.scale.length > 10} onPress={() => set({ scale: [...scoring.scale, { points: scoring.scale.length === 0 ? 0 : Math.max(...scoring.scale.map((step) => step.points)) + 1, text: blankWords }] })}>{t('screening.editor.step.add')}</Button>
              <Button size="small" kind="quiet" isDisabled={scoring.scale.length === 0} onPress={() => set({ scale: scoring.scale.slice(0, -1) })}>{t('screening.editor.step.remove')}</Button>
            </Row>
            <h3 className="screening-small-title">{t('screening.editor.bands.from', { ...extentOf({ ...content, status: { state: 'in-use' } }, scoring) })}</h3>
            <p className="quiet small">{t('screening.editor.bands.help')}</p>
            <BandsFields bands={scoring.bands} fewest={(scoring.subscales ?? []).length > 0 ? 0 : 1} onChange={(bands) => set({ bands })} />
            {scoring.bands.length > 0 && <MissingField value={scoring.missingAllowed} onChange={(missingAllowed) => set({ missingAllowed })} />}
            <SubscalesForm content={content} onChange={onChange} />
          </>
        )}
        {(scoring.kind === 'sum-with-bands' || scoring.kind === 'presence-list') && <CriticalForm content={content} onChange={onChange} />}
      </Stack>
    </Panel>
  );
}
