import { machine } from '../../../kernel/machine.ts';
import type { Instrument, InstrumentContent } from '../contract.ts';

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
  const critical = base.scoring.kind === 'sum-with-bands' ? base.scoring.critical : [];
  const kept = changed.scoring.kind === 'sum-with-bands' ? changed.scoring.critical : [];
  const lost = critical
    .filter((one) => !kept.some((other) => other.item === one.item && other.protocol === one.protocol && other.atLeast <= one.atLeast) || !changed.items.some((item) => item.code === one.item))
    .map((one): Weakening => ({ kind: 'protocol-lost', detail: one.item }));
  return [...professions, ...age, ...opened, ...lost];
}

export interface Difference {
  readonly kind: 'item-added' | 'item-removed' | 'item-reworded' | 'item-moved' | 'language-added' | 'language-removed' | 'scoring-changed' | 'professions-changed' | 'age-changed' | 'source-changed' | 'title-changed';
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
    return Object.entries(item.text).filter(([code, words]) => earlier.text[code] !== undefined && earlier.text[code] !== words)
      .map(([code, words]) => ({ kind: 'item-reworded', at: `${item.code} (${code})`, before: earlier.text[code] ?? '', after: words }));
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
