import { type Comparison, type Condition, type ContextItem, type InstrumentContent, type Item, type Subscale, type Test, type Words } from '../../contract.ts';
import { conditionOf } from '../condition.ts';
import type { FormSheets, SheetRow } from './cells.ts';

/** A form, with what of the list it cannot say: a question or a sum by its code, and which part of it. */
export interface WrittenForm extends FormSheets { readonly left: readonly { readonly at: string; readonly what: 'condition' | 'sum' | 'points' | 'total' | 'critical' }[] }

type Asked = Item | ContextItem;

/**
 * A list as an XLSForm. Who may use it, its licence, its bands and what opens a protocol stay here: no form has a place for them. A question with points of its own
 * names its choices by them where no two are alike, since a form counts with names.
 */
export function formFrom(content: InstrumentContent): WrittenForm {
  const { scoring } = content;
  const scale = 'scale' in scoring ? scoring.scale : [];
  const asked: readonly Asked[] = [...content.contextItems, ...content.items];
  const left: WrittenForm['left'][number][] = [];
  const labels = (column: string, words: Words): SheetRow => Object.fromEntries(Object.entries(words).map(([language, text]) => [`${column}::${language} (${language})`, text]));
  const isOnScale = (item: Asked): boolean => kindOf(item) === undefined && !('columns' in item) && scale.length > 0;

  const question = (item: Asked): SheetRow => {
    const relevant = 'columns' in item || !item.showIf ? '' : expressionOf(conditionOf(item.showIf), asked, isOnScale);
    if (relevant === null) left.push({ at: item.code, what: 'condition' });
    if (!('columns' in item) && item.choices?.some((choice) => choice.points !== undefined) && !areNamedByPoints(item)) left.push({ at: item.code, what: 'points' });
    return filled({ type: typeOf(item, isOnScale(item)), name: item.code, ...labels('label', item.text), ...(item.help ? labels('hint', item.help) : {}), relevant: relevant ?? '', constraint: limitsOf(item), appearance: 'partial' in item && item.partial ? 'month-year' : '' });
  };
  const sum = (subscale: Subscale): SheetRow[] => {
    const isCounted = subscale.of.every(({ item }) => asked.some((one) => one.code === item && (isOnScale(one) || kindOf(one) === undefined || kindOf(one) === 'number' || areNamedByPoints(one))));
    if (!isCounted) left.push({ at: subscale.code, what: 'sum' });
    const terms = subscale.of.map(({ item, factor }) => `${factor === 1 ? '' : `${factor} * `}\${${item}}`);
    return isCounted ? [filled({ type: 'calculate', name: subscale.code.replace(/^sum-/, ''), ...labels('label', subscale.name), calculation: [...terms, ...(subscale.plus ? [String(subscale.plus)] : [])].join(' + ') })] : [];
  };
  if (scoring.kind !== 'presence-list' && (scoring.kind !== 'sum-with-bands' || scoring.bands.length > 0)) left.push({ at: content.id, what: 'total' });
  if ('critical' in scoring && scoring.critical && scoring.critical.length > 0) left.push({ at: content.id, what: 'critical' });
  return {
    survey: [
      ...content.contextItems.map(question), ...underSections(content).flatMap(({ section, items }) => {
        const name = content.sections?.find((one) => one.code === section)?.name;
        return name ? [{ type: 'begin_group', name: section ?? '', ...labels('label', name) }, ...items.map(question), { type: 'end_group' }] : items.map(question);
      }), ...(scoring.kind === 'sum-with-bands' ? (scoring.subscales ?? []).flatMap(sum) : []),
    ],
    choices: [
      ...(asked.some((item) => kindOf(item) === undefined && !isOnScale(item)) ? yesAndNo : []), ...(asked.some(isOnScale) ? scale.map((step) => ({ list_name: 'scale', name: String(step.points), ...labels('label', step.text) })) : []),
      ...content.items.flatMap((item) => (item.choices ?? []).map((choice) => ({ list_name: item.code, name: nameOf(item, choice.code), ...labels('label', choice.text) }))),
    ],
    settings: [{ form_title: content.title.it, form_id: content.id, version: String(content.version), default_language: 'Italiano (it)' }],
    left,
  };
}

const yesAndNo: readonly SheetRow[] = [['1', 'Sì', 'Yes'], ['0', 'No', 'No']].map(([name = '', italian = '', english = '']) => ({ list_name: 'yes-no', name, 'label::it (it)': italian, 'label::en (en)': english }));

const kindOf = (item: Asked): Item['kind'] => ('columns' in item ? undefined : item.kind);

/** Consecutive questions under one heading. */
function underSections({ items }: InstrumentContent): { section: string | undefined; items: Item[] }[] {
  const runs: { section: string | undefined; items: Item[] }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && last.section === item.section) last.items.push(item);
    else runs.push({ section: item.section, items: [item] });
  }
  return runs;
}

function typeOf(item: Asked, isOnScale: boolean): string {
  switch (kindOf(item)) {
    case 'one-of': return `select_one ${item.code}`;
    case 'several-of': return `select_multiple ${item.code}`;
    case 'number': return 'decimals' in item && item.decimals !== undefined ? 'decimal' : 'integer';
    case 'date': return 'date';
    case 'words': return 'text';
    case undefined: return isOnScale ? 'select_one scale' : 'select_one yes-no';
  }
}

function limitsOf(item: Asked): string {
  const { least, most } = ('limits' in item && item.limits) || {};
  return [...(least === undefined ? [] : [`. >= ${least}`]), ...(most === undefined ? [] : [`. <= ${most}`])].join(' and ');
}

/** Whether every choice has points and no two the same: then they can be its names. */
function areNamedByPoints(item: Asked): boolean {
  const points = 'columns' in item || item.kind !== 'one-of' ? [] : (item.choices ?? []).map((choice) => choice.points);
  return points.length > 0 && !points.includes(undefined) && new Set(points).size === points.length;
}

function nameOf(item: Asked, code: string): string {
  const choice = 'choices' in item ? item.choices?.find((one) => one.code === code) : undefined;
  return areNamedByPoints(item) ? String(choice?.points) : code;
}

const signs: Record<Comparison, string> = { below: '<', 'at-most': '<=', equal: '=', 'at-least': '>=', above: '>' };

/** @returns null where a form cannot say it, such as a comparison with the points of choices that are named otherwise */
function expressionOf({ how, of }: Condition, asked: readonly Asked[], isOnScale: (item: Asked) => boolean): string | null {
  const parts = of.map((one) => {
    if (!('of' in one)) return testOf(one, asked.find((item) => item.code === one.code), isOnScale);
    const within = expressionOf(one, asked, isOnScale);
    return within && `(${within})`;
  });
  return parts.includes(null) ? null : parts.join(how === 'any-of' ? ' or ' : ' and ');
}

function testOf(test: Test, item: Asked | undefined, isOnScale: (item: Asked) => boolean): string | null {
  if (!item) return null;
  const place = `\${${test.code}}`;
  const said = 'is' in test ? (test.is === 'answered' ? `${place} != ''` : `${place} = '${test.is === 'yes' ? 1 : 0}'`)
    : 'chosen' in test ? (kindOf(item) === 'several-of' ? `selected(${place}, '${test.chosen}')` : `${place} = '${nameOf(item, test.chosen)}'`)
      : isOnScale(item) || kindOf(item) === 'number' || areNamedByPoints(item) ? `${place} ${signs[test.compare]} ${test.to}` : null;
  return said !== null && test.not ? `not(${said})` : said;
}

const filled = (row: SheetRow): SheetRow => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
