import type { Cell } from '../../kernel/tables/cells.ts';
import type { Words } from '../lists/deeds.ts';
import type { CollectionShown, EntryShown, ReferenceData, Stretch } from './contract.ts';

type Language = 'it' | 'en';

const columns = ['collection', 'entry', 'value', 'from', 'until', 'source', 'written-by', 'state', 'verified-by', 'looked-on', 'looked-at'] as const;

const isWords = (value: unknown): value is Record<Language, string> => typeof value === 'object' && value !== null && 'it' in value && 'en' in value;

/** Where the name of a part of a value stands among the words of the rooms. */
const nameIn = (group: string, key: string): string => ({ risk: `cases.risk.${key}`, phase: `cases.state.${key}`, capacity: `role.${key}` }[group] ?? `reference-data.field.${key}`);

/** A value in one cell: every part with its name, so that it can be read away from the screen. */
function said(value: unknown, group: string, words: Words, language: Language): string {
  if (isWords(value)) return value[language];
  if (Array.isArray(value)) return value.map((one) => said(one, group, words, language)).join(group === 'levels' ? '; ' : ', ');
  if (typeof value === 'boolean') return words(`reference-data.table.${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') return value.toLocaleString(language);
  if (typeof value !== 'object' || value === null) return String(value);
  if ('level' in value && 'text' in value) return `${String(value.level)}: ${said(value.text, group, words, language)}`;
  return Object.entries(value).map(([key, part]) => {
    if (isWords(part) || key === 'levels') return said(part, key, words, language);
    if (key === 'tone' || key === 'readers') return words(`reference-data.${key}.${String(part)}`);
    if (key === 'months' && Array.isArray(part)) return `${words('reference-data.field.after-months')}: ${said(part, key, words, language)}`;
    const isGroup = key === 'risk' || key === 'phase' || key === 'capacity';
    return `${words(isGroup ? `reference-data.weights.${key}` : nameIn(group, key))}: ${said(part, key, words, language)}`;
  }).join(group === '' ? '; ' : ', ');
}

function nameOf({ name }: CollectionShown, { entry, meaning, comesWith, stretches }: EntryShown, words: Words, language: Language): string {
  if (meaning) return meaning[language];
  if (name === 'need-anchors') return words(`plans.need.${entry}`);
  const called = comesWith?.['words'] ?? stretches.at(-1)?.body['words'];
  return isWords(called) ? `${entry} ${called[language]}` : entry;
}

const line = (collection: CollectionShown, entry: EntryShown, one: Stretch, words: Words, language: Language): Cell[] => [
  words(`reference-data.collection.${collection.name}`), nameOf(collection, entry, words, language), said(one.body, '', words, language), { day: one.from }, one.until === null ? null : { day: one.until },
  one.source === 'proposal' ? words('reference-data.proposal') : one.source, one.writtenBy ?? words('reference-data.comes-with'), words(one.verified ? 'reference-data.verified' : 'reference-data.to-verify'),
  one.verification?.by ?? null, one.verification ? { day: one.verification.on } : null, one.verification?.source ?? null,
];

/** Every value of every day as a table: the head and its lines, one for each stretch of days. */
export function tableOf(data: ReferenceData, words: Words, language: Language): { readonly head: string[]; readonly rows: Cell[][] } {
  return {
    head: columns.map((column) => words(`reference-data.table.${column}`)),
    rows: data.collections.flatMap((collection) => collection.entries.flatMap((entry) => entry.stretches.map((one) => line(collection, entry, one, words, language)))),
  };
}
