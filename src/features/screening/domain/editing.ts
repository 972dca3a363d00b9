import { machine } from '../../../kernel/machine.ts';
import { canonical } from '../../../kernel/mark.ts';
import type { ContextItem, Critical, Instrument, InstrumentContent, Item, Words } from '../contract.ts';
import { conditionInCodes } from './condition.ts';
import { criticalOf } from './critical.ts';

/** An instrument of a programme is used only after a second person has read it; what was in use is withdrawn and never edited. */
export const instrumentMachine = machine({
  states: ['draft', 'reviewed', 'in-use', 'withdrawn'],
  initial: 'draft',
  moves: {
    review: { from: ['draft'], to: 'reviewed', needs: ['reason'] },
    'send-back': { from: ['reviewed'], to: 'draft', needs: ['reason'] },
    'put-in-use': { from: ['reviewed'], to: 'in-use', needs: ['reason'] },
    withdraw: { from: ['draft', 'reviewed', 'in-use'], to: 'withdrawn', needs: ['reason'] },
  },
});

export interface Weakening {
  readonly kind: 'profession-added' | 'age-lowered' | 'protocol-lost' | 'languages-opened';
  readonly detail: string;
}

/**
 * What a programme's version would take away from the protection that the house's version gives: it may add a language or correct words, and
 * never open a clinical set to others, lower the age, or lose the answer that opens a safety protocol.
 */
export function weakenings(base: Instrument, changed: InstrumentContent): Weakening[] {
  const professions = changed.whoMayUse.filter((role) => !base.whoMayUse.includes(role)).map((detail): Weakening => ({ kind: 'profession-added', detail }));
  const age: Weakening[] = base.minimumAge !== null && (changed.minimumAge ?? 0) < base.minimumAge ? [{ kind: 'age-lowered', detail: String(base.minimumAge) }] : [];
  const opened: Weakening[] = base.onlyValidatedLanguages && !changed.onlyValidatedLanguages ? [{ kind: 'languages-opened', detail: '' }] : [];
  const lost = criticalOf(base).filter((one) => !isKept(one, base, changed)).map((one): Weakening => ({ kind: 'protocol-lost', detail: one.item }));
  return [...professions, ...age, ...opened, ...lost];
}

/** Whether what opens a protocol still opens it: the same question, asked as often and answered with the same points or choices. */
function isKept(one: Critical, base: Instrument, changed: InstrumentContent): boolean {
  const [before, after] = [base, changed].map(({ items }) => items.find((item) => item.code === one.item));
  const answers = (item: Item | undefined, { scoring }: Pick<Instrument, 'scoring'>): string =>
    canonical([item?.kind, item?.choices?.map(({ code, points }) => [code, points]), item?.kind === undefined && 'scale' in scoring ? scoring.scale.map(({ points }) => points) : [], item?.showIf]);
  return after !== undefined && answers(before, base) === answers(after, changed)
    && criticalOf(changed).some((other) => other.item === one.item && other.protocol === one.protocol
      && ('atLeast' in one ? 'atLeast' in other && other.atLeast <= one.atLeast : 'chosen' in other && other.chosen === one.chosen));
}

export interface Difference {
  readonly kind: 'item-added' | 'item-removed' | 'item-reworded' | 'item-answered' | 'item-asked-when' | 'item-moved' | 'language-added' | 'language-removed' | 'scoring-changed' | 'professions-changed' | 'age-changed' | 'source-changed' | 'title-changed';
  /** The item or the language; empty where the whole instrument is meant. */
  readonly at: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two versions, in the order in which a reader meets it. */
export function differencesBetween(before: InstrumentContent, after: InstrumentContent, language: 'it' | 'en' = 'it'): Difference[] {
  const whole = (kind: Difference['kind'], one: unknown, other: unknown): Difference[] => {
    const [said, saidAfter] = [one, other].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    return said === saidAfter ? [] : [{ kind, at: '', before: said ?? '', after: saidAfter ?? '' }];
  };
  const every = (content: InstrumentContent) => [...content.contextItems, ...content.items];
  const itemsBefore = every(before);
  const itemsAfter = every(after);
  const items = itemsAfter.flatMap((item): Difference[] => {
    const earlier = itemsBefore.find((one) => one.code === item.code);
    if (!earlier) return [{ kind: 'item-added', at: item.code, before: '', after: item.text[language] ?? '' }];
    return [
      ...reworded(item.code, earlier.text, item.text), ...choicesIn(item).flatMap((choice) => reworded(`${item.code} ${choice.code}`, choicesIn(earlier).find((one) => one.code === choice.code)?.text, choice.text)),
      ...changedAt('item-answered', item.code, answeredBy(earlier), answeredBy(item)), ...changedAt('item-asked-when', item.code, askedWhen(earlier), askedWhen(item)),
    ];
  });
  const removed = itemsBefore.filter((item) => !itemsAfter.some((one) => one.code === item.code)).map((item): Difference => ({ kind: 'item-removed', at: item.code, before: item.text[language] ?? '', after: '' }));
  const order = (some: readonly { code: string }[], others: readonly { code: string }[]): string => some.filter(({ code }) => others.some((one) => one.code === code)).map(({ code }) => code).join(' ');
  const moved: Difference[] = order(itemsBefore, itemsAfter) === order(itemsAfter, itemsBefore) ? [] : [{ kind: 'item-moved', at: '', before: order(itemsBefore, itemsAfter), after: order(itemsAfter, itemsBefore) }];
  const added = Object.keys(after.languages).filter((code) => !before.languages[code] || before.languages[code]?.wording !== after.languages[code]?.wording)
    .map((code): Difference => ({ kind: 'language-added', at: code, before: before.languages[code]?.wording ?? '', after: after.languages[code]?.wording ?? '' }));
  const gone = Object.keys(before.languages).filter((code) => !after.languages[code]).map((code): Difference => ({ kind: 'language-removed', at: code, before: before.languages[code]?.wording ?? '', after: '' }));
  return [
    ...whole('title-changed', before.title[language], after.title[language]), ...items, ...removed, ...moved, ...added, ...gone,
    ...whole('scoring-changed', before.scoring, after.scoring), ...whole('professions-changed', before.whoMayUse, after.whoMayUse),
    ...whole('age-changed', [before.minimumAge, before.maximumAge], [after.minimumAge, after.maximumAge]), ...whole('source-changed', before.source, after.source),
  ];
}

const reworded = (at: string, before: Words | undefined, after: Words): Difference[] => Object.entries(after).filter(([code, words]) => before?.[code] !== undefined && before[code] !== words)
  .map(([code, words]) => ({ kind: 'item-reworded', at: `${at} (${code})`, before: before?.[code] ?? '', after: words }));

const changedAt = (kind: Difference['kind'], at: string, before: string, after: string): Difference[] => (before === after ? [] : [{ kind, at, before, after }]);

const choicesIn = (item: Item | ContextItem) => ('choices' in item && item.choices) || [];

/** How a question is answered, in codes: its kind, its choices with their points, its limits. */
function answeredBy(item: Item | ContextItem): string {
  if ('columns' in item) return '';
  const limits = item.limits ? `${item.limits.least ?? '…'}–${item.limits.most ?? '…'}` : '';
  const choices = choicesIn(item).map(({ code, points }) => (points === undefined ? code : `${code} = ${points}`)).join(', ');
  return [item.kind, choices, limits, item.decimals === undefined ? '' : `0,${'0'.repeat(item.decimals)}`, item.unit?.it, item.partial ? 'partial' : ''].filter(Boolean).join(' · ');
}

const askedWhen = (item: Item | ContextItem): string => ('columns' in item ? item.columns.join(' ') : conditionInCodes(item.showIf));
