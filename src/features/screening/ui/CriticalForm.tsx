import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { type Critical, type InstrumentContent, type Item, SafetyProtocol } from '../contract.ts';
import { criticalOf } from '../domain.ts';
import { useInstrumentWords } from './words.ts';
import type { ContentFormProps } from './WordsFields.tsx';

/** Answers that open a safety protocol at once, whatever the total: from so many points on, or one choice. */
export function CriticalForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const critical = criticalOf(content);
  const set = (next: readonly Critical[]): void => onChange({ ...content, scoring: withCritical(content.scoring, next) });
  const change = (index: number, next: Critical): void => set(critical.map((one, at) => (at === index ? next : one)));
  const itemOf = (code: string): Item | undefined => content.items.find((item) => item.code === code);
  const askable = content.items.filter((item) => item.kind !== 'words' && item.kind !== 'date');
  const [first] = askable;
  return (
    <Stack gap="small">
      <h3 className="screening-small-title">{t('screening.editor.critical')}</h3>
      <p className="quiet small">{t('screening.editor.critical.help')}</p>
      {critical.map((one, index) => ({ one, index, place: `place-${index}` })).map(({ one, index, place }) => (
        <fieldset key={place} aria-label={t('screening.editor.critical.one', { number: index + 1 })} className="screening-choice-form">
          <Columns min="narrow">
            <Select label={t('screening.editor.critical.item')} canClear={false} value={one.item} choices={[...new Set([...askable.map(({ code }) => code), one.item])].map((code) => ({ value: code, label: code }))} onChange={(code) => {
              const item = code === null ? undefined : itemOf(code);
              if (item) change(index, criticalFor(item, one.protocol));
            }} />
            <Select label={t('screening.editor.critical.when')} canClear={false} value={'chosen' in one ? one.chosen : ''} onChange={(chosen) => change(index, chosen ? { item: one.item, chosen, protocol: one.protocol } : { item: one.item, atLeast: 1, protocol: one.protocol })}
              choices={[{ value: '', label: t('screening.editor.critical.points') }, ...(itemOf(one.item)?.choices ?? []).map(({ code, text }) => ({ value: code, label: say(text) }))]} />
            {'atLeast' in one && <NumberField label={t('screening.editor.critical.at-least')} minValue={1} value={one.atLeast} onChange={(atLeast) => change(index, { ...one, atLeast: atLeast ?? 1 })} />}
            <Select label={t('screening.editor.critical.protocol')} canClear={false} value={one.protocol} choices={SafetyProtocol.options.map((value) => ({ value, label: t(`screening.editor.protocol.${value}`) }))} onChange={(protocol) => { if (protocol) change(index, { ...one, protocol }); }} />
          </Columns>
          <Row><Button size="small" kind="quiet" onPress={() => set(critical.filter((_, at) => at !== index))} aria-label={t('screening.editor.critical.remove', { number: index + 1 })}>{t('screening.editor.item.remove')}</Button></Row>
        </fieldset>
      ))}
      <Row><Button size="small" icon="plus" isDisabled={!first} onPress={() => { if (first) set([...critical, criticalFor(first, 'self-harm')]); }}>{t('screening.editor.critical.add')}</Button></Row>
    </Stack>
  );
}

/** Of a question with choices without points only a choice can be meant. */
function criticalFor(item: Item, protocol: SafetyProtocol): Critical {
  const [choice] = item.choices ?? [];
  return choice && choice.points === undefined ? { item: item.code, chosen: choice.code, protocol } : { item: item.code, atLeast: 1, protocol };
}

function withCritical(scoring: InstrumentContent['scoring'], critical: readonly Critical[]): InstrumentContent['scoring'] {
  if (scoring.kind === 'sum-with-bands') return { ...scoring, critical: [...critical] };
  if (scoring.kind !== 'presence-list') return scoring;
  const { critical: _before, ...rest } = scoring;
  return critical.length === 0 ? rest : { ...rest, critical: [...critical] };
}
