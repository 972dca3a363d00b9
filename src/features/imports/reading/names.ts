/**
 * Names as registers write them: "TKACHUK Serhiy", "Popescu, Mihaela", "Ousmane Fall". A comma or capitals show which part is the
 * surname; the names learned from those rows settle many of the others; what remains follows the heading and is marked.
 */
import type { Mark, NameFact } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, isShouted, key, plain, withoutShouting } from './text.ts';
import { mark, problem, type Reading, saysUnknown } from './values.ts';

/** Surnames and given names, in comparing form, seen in rows that leave no doubt. */
export interface KnownNames {
  readonly surnames: ReadonlySet<string>;
  readonly givens: ReadonlySet<string>;
}

export interface NameContext {
  readonly order: 'surname-first' | 'given-first';
  readonly known: KnownNames;
}

interface Split {
  readonly surname: string;
  readonly given: string;
}

const MOST_WORDS = 6;
/** Words that open a surname and never stand alone. */
const PARTICLES = new Set(['el', 'al', 'ait', 'abdel', 'abd', 'ben', 'bin', 'abu', 'de', 'di', 'da', 'del', 'della', 'lo', 'la', 'van', 'von']);

/** Learns from cells of full names that cannot be misread, and from pairs that stand in two columns. */
export function learnNames(fullNames: readonly string[], pairs: readonly Split[]): KnownNames {
  const certain = [...pairs, ...fullNames.map((text) => certainSplit(plain(text))).filter((split) => split !== null)];
  return {
    surnames: new Set(certain.map((split) => key(split.surname)).filter((name) => name !== '')),
    givens: new Set(certain.map((split) => key(split.given)).filter((name) => name !== '')),
  };
}

/** Reads a cell that holds a whole name. */
export function interpretFullName(cell: Cell, context: NameContext): Reading<NameFact> {
  const text = cell.text;
  const refused = refuseName(text);
  if (refused !== null) return refused;
  const marks: Mark[] = [];
  const { name, remark } = withoutRemarks(text, marks);
  const nameless = readNameless(name, remark, text);
  if (nameless !== null) return nameless;
  const line = clean(name);
  if (line.split(' ').length > MOST_WORDS) marks.push(mark('name-unusually-long', 'full-name', text));
  const otherScript = /[^\P{L}\p{Script=Latin}]/u.test(line);
  if (otherScript) marks.push(mark('name-other-script', 'full-name', text));
  // Who writes in another script seldom follows the order of an Italian heading: the name stays whole.
  const split = otherScript ? null : splitName(name, text, context, marks);
  const shown = split === null ? null : { surname: withoutShouting(split.surname), given: withoutShouting(split.given) };
  const full = shown === null ? withoutShouting(plain(name)) : `${shown.surname} ${shown.given}`;
  return { value: { full, surname: shown?.surname ?? null, given: shown?.given ?? null, alias: null, anonymous: false, remark }, marks };
}

/** Reads a name that stands in two columns. One of the two may be empty. */
export function interpretNameParts(surnameCell: Cell, givenCell: Cell): Reading<NameFact> {
  const text = clean(`${surnameCell.text} ${givenCell.text}`);
  const refused = refuseName(text);
  if (refused !== null) return refused;
  const marks: Mark[] = [];
  const parts = [surnameCell.text, givenCell.text].map((part) => withoutRemarks(part, marks));
  const [surname = '', given = ''] = parts.map((part) => withoutShouting(plain(part.name)));
  const remark = parts.map((part) => part.remark).filter((words) => words !== null).join('; ') || null;
  const nameless = readNameless(clean(`${surname} ${given}`), remark, text);
  if (nameless !== null) return nameless;
  if (surname === '' || given === '') marks.push(mark('single-name', surname === '' ? 'given-name' : 'surname', text));
  return { value: { full: clean(`${surname} ${given}`), surname: surname || null, given: given || null, alias: null, anonymous: false, remark }, marks };
}

/** An empty cell, or one that a spreadsheet would run as a formula, is no name. */
function refuseName(text: string): ReturnType<typeof problem> | null {
  if (clean(text) === '') return problem('name-missing', 'full-name', text);
  if (/^\s*[=+@\t\r-]/.test(text)) return problem('name-not-a-name', 'full-name', text);
  return /\p{L}/u.test(text) || saysUnknown(text) ? null : problem('name-not-a-name', 'full-name', text);
}

/** Takes off what is not the name and keeps it: tags, a second line, relatives who came along. */
function withoutRemarks(text: string, marks: Mark[]): { name: string; remark: string | null } {
  const remarks: string[] = [];
  const untagged = text.replace(/<[^<>]*>/g, '');
  if (untagged !== text) marks.push(mark('markup-in-text', 'full-name', text));
  const [first = '', ...further] = untagged.trim().split(/[\r\n]+/);
  if (further.length > 0) {
    remarks.push(clean(further.join(' ')));
    marks.push(mark('name-has-remark', 'full-name', text, { remark: clean(further.join(' ')) }));
  }
  const together = /^(?<name>[^+]+?)\s*(?<others>(\+|\be (moglie|marito|figli[oa]?|famiglia)\b).*)$/i.exec(first)?.groups;
  const others = together?.['others'] ?? /[/&;]\s*(?<others>\p{L}.*)$/u.exec(first)?.groups?.['others'];
  if (others !== undefined) {
    remarks.push(clean(others));
    marks.push(mark('several-people', 'full-name', text, { others: clean(others) }));
  }
  return { name: together?.['name'] ?? (others === undefined ? first : first.slice(0, first.search(/\s*[/&;]/))), remark: remarks.length > 0 ? remarks.join('; ') : null };
}

function readNameless(name: string, remark: string | null, text: string): Reading<NameFact> | null {
  const anonymous: NameFact = { full: '', surname: null, given: null, alias: null, anonymous: true, remark };
  const known = /^\W*anonim[oa]\W*(?<alias>.*?)\W*$/iu.exec(plain(name))?.groups;
  if (known != null) {
    const alias = known['alias'] || null;
    return { value: { ...anonymous, alias }, marks: [mark('anonymous', 'full-name', text)] };
  }
  if (!saysUnknown(clean(name)) && !/^(ignot[oa]|n\.?\s?n\.?)$/i.test(clean(name))) return null;
  return { value: anonymous, marks: [mark('person-unknown', 'full-name', text)] };
}

function splitName(raw: string, text: string, context: NameContext, marks: Mark[]): Split | null {
  const name = plain(raw);
  const words = name.split(' ');
  if (words.length === 1) {
    marks.push(mark('single-name', 'full-name', text));
    return null;
  }
  const certain = certainSplit(name);
  // "Diop Mamadou, Diop Awa" may be a surname and a name, or two people.
  if (certain !== null && name.includes(',') && [certain.surname, certain.given].every((part) => part.includes(' '))) marks.push(mark('several-people', 'full-name', text, { others: certain.given }));
  if (certain !== null) return certain;
  const learned = learnedSplit(raw, words, context);
  const split = learned ?? gapSplit(raw, context.order) ?? habitualSplit(words, context.order);
  marks.push(mark(learned === null ? 'name-order-assumed' : 'name-order-from-register', 'full-name', text, { ...split }));
  return split;
}

/** "Popescu, Mihaela" and "EL AMRANI Khadija" say themselves which part is which. */
function certainSplit(name: string): Split | null {
  const [before = '', after, ...rest] = name.split(',').map((part) => part.trim());
  if (after !== undefined) return rest.length === 0 && before !== '' && after !== '' ? { surname: before, given: after } : null;
  const words = name.split(' ');
  const shouted = words.map(isShouted);
  const firstQuiet = shouted.indexOf(false);
  if (firstQuiet > 0 && !shouted.slice(firstQuiet).includes(true)) return joined(words, firstQuiet, 'surname-first');
  const firstShouted = shouted.indexOf(true);
  if (firstShouted > 0 && !shouted.slice(firstShouted).includes(false)) return joined(words, firstShouted, 'given-first');
  return null;
}

function joined(words: readonly string[], at: number, order: NameContext['order']): Split {
  const [first, second] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
  return order === 'surname-first' ? { surname: first, given: second } : { surname: second, given: first };
}

/** The split that the names of other rows confirm, when they confirm one order better than the other. */
function learnedSplit(raw: string, words: readonly string[], { order, known }: NameContext): Split | null {
  const gap = gapAt(raw);
  const places = gap === null ? words.slice(1).map((_, index) => index + 1) : [gap];
  const best = (direction: NameContext['order']): { split: Split | null; score: number } => {
    const scored = places.map((at) => joined(words, at, direction)).map((split) => ({ split, score: confirmations(split, known) }));
    return scored.reduce<{ split: Split | null; score: number }>((top, one) => (one.score > top.score ? one : top), { split: null, score: 0 });
  };
  const asHeading = best(order);
  const inverted = best(order === 'surname-first' ? 'given-first' : 'surname-first');
  if (asHeading.score === inverted.score) return null;
  return asHeading.score > inverted.score ? asHeading.split : inverted.split;
}

const confirmations = ({ surname, given }: Split, { surnames, givens }: KnownNames): number =>
  (surnames.has(key(surname)) ? 1 : 0) + (givens.has(key(given)) ? 1 : 0);

/** Where two spaces or more part the name in exactly two, counted in words; null when they do not. */
function gapAt(raw: string): number | null {
  const groups = raw.replaceAll('\u00a0', ' ').trim().split(/\s{2,}/);
  return groups.length === 2 ? (groups[0] ?? '').split(/\s+/).length : null;
}

function gapSplit(raw: string, order: NameContext['order']): Split | null {
  const at = gapAt(raw);
  return at === null ? null : joined(plain(raw).split(' '), at, order);
}

/** One word of surname, or two when the first is a particle; the rest is the given name. */
function habitualSplit(words: readonly string[], order: NameContext['order']): Split {
  if (order === 'surname-first') return joined(words, PARTICLES.has(key(words[0] ?? '')) && words.length > 2 ? 2 : 1, order);
  const withParticle = words.length > 2 && PARTICLES.has(key(words.at(-2) ?? ''));
  return joined(words, words.length - (withParticle ? 2 : 1), order);
}
