import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Limit } from '../../../kernel/reference/collection.ts';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { Body, CollectionName } from '../contract.ts';
import { LevelFields } from './LevelFields.tsx';
import { MonthsField } from './MonthsField.tsx';
import { WeightFields } from './WeightFields.tsx';

export interface BodyFieldsProps {
  readonly collection: CollectionName;
  readonly body: Body;
  readonly onChange: (body: Body) => void;
  readonly limits: Readonly<Record<string, Limit>>;
  /** Where something is wrong, and in words what. */
  readonly fault: { readonly path: string; readonly words: string } | null;
}

const wholeNumbers = ['days', 'hours', 'workingDays', 'due', 'escalation', 'notBeforeDays', 'againAfterDays', 'filesInADay', 'fromHour', 'toHour'];
const warnings = ['90', '60', '30', '7'];
const tones = ['danger', 'late', 'info'] as const;
const readers = ['base', 'case', 'restricted'] as const;
const one = <T extends string>(of: readonly T[], value: unknown): T | null => of.find((known) => known === value) ?? null;
const wordsIn = (value: unknown, language: 'it' | 'en'): string => (typeof value === 'object' && value !== null && language in value ? String((value as Record<string, unknown>)[language] ?? '') : '');

/** The fields of a value, as its collection has it: days and hours, months, words in two languages, levels, weights. */
export function BodyFields({ collection, body, onChange, limits, fault }: BodyFieldsProps): ReactNode {
  const { t } = useText();
  const put = (key: string, value: unknown): void => onChange({ ...body, [key]: value });
  const faultAt = (path: string): string | undefined => (fault?.path === path ? fault.words : undefined);
  const boundsOf = (key: string): string | undefined => {
    const { least, most } = limits[key] ?? {};
    return most !== undefined ? t('reference-data.bound.most', { n: most }) : least !== undefined ? t('reference-data.bound.least', { n: least }) : undefined;
  };
  if (collection === 'case-weights') return <WeightFields body={body} onChange={onChange} fault={fault} />;
  if (collection === 'need-anchors') return <LevelFields levels={body['levels']} onChange={(levels) => put('levels', levels)} fault={fault} />;
  return (
    <Stack>
      {['words', 'reason', 'citation'].filter((key) => key in body).map((key) => (
        <div key={key} className="reference-pair">
          {(['it', 'en'] as const).map((language) => (
            <TextField key={language} label={t(`reference-data.field.${key}.${language}`)} lang={language} isRequired maxLength={key === 'reason' ? 500 : 300} value={wordsIn(body[key], language)} error={faultAt(`${key}.${language}`)}
              onChange={(words) => put(key, { it: wordsIn(body[key], 'it'), en: wordsIn(body[key], 'en'), [language]: words })} />
          ))}
        </div>
      ))}
      {wholeNumbers.filter((key) => key in body).map((key) => (
        <NumberField key={key} label={t(`reference-data.field.${key}`)} isRequired minValue={limits[key]?.least ?? (collection === 'safety-terms' || key === 'fromHour' ? 0 : 1)} {...(limits[key]?.most === undefined ? {} : { maxValue: limits[key].most })}
          hint={boundsOf(key)} value={typeof body[key] === 'number' ? body[key] : null} error={faultAt(key)} onChange={(value) => put(key, value)} />
      ))}
      {'coefficient' in body && <NumberField label={t('reference-data.field.coefficient')} isRequired minValue={1} maxValue={20} step={0.1} value={typeof body['coefficient'] === 'number' ? body['coefficient'] : null} error={faultAt('coefficient')} onChange={(value) => put('coefficient', value)} />}
      {'months' in body && (Array.isArray(body['months'])
        ? <MonthsField value={body['months'].filter((month) => typeof month === 'number')} error={fault?.path.startsWith('months') ? fault.words : undefined} onChange={(months) => put('months', months)} />
        : <NumberField label={t('reference-data.field.months')} isRequired minValue={1} maxValue={24} value={typeof body['months'] === 'number' ? body['months'] : null} error={faultAt('months')} onChange={(value) => put('months', value)} />)}
      {'daysBefore' in body && (
        <CheckChips label={t('reference-data.field.daysBefore')} hint={t('reference-data.field.daysBefore.hint')} value={(Array.isArray(body['daysBefore']) ? body['daysBefore'] : []).map(String)} choices={warnings.map((value) => ({ value, label: t('reference-data.say.days', { n: Number(value) }) }))}
          error={fault?.path.startsWith('daysBefore') ? fault.words : undefined} onChange={(chosen) => put('daysBefore', warnings.filter((value) => chosen.includes(value)).map(Number))} />
      )}
      {'tone' in body && <ChoiceChips label={t('reference-data.field.tone')} canClear={false} value={one(tones, body['tone'])} choices={tones.map((value) => ({ value, label: t(`reference-data.tone.${value}`) }))} onChange={(value) => put('tone', value)} />}
      {'readers' in body && <ChoiceChips label={t('reference-data.field.readers')} canClear={false} value={one(readers, body['readers'])} choices={readers.map((value) => ({ value, label: t(`reference-data.readers.${value}`) }))} onChange={(value) => put('readers', value)} />}
      {'offered' in body && <Checkbox value={body['offered'] === true} hint={t('reference-data.field.offered.hint')} onChange={(value) => put('offered', value)}>{t('reference-data.field.offered')}</Checkbox>}
    </Stack>
  );
}
