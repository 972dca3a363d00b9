/**
 * What the rows of one person become. Nothing of a row is lost: what has no field of its own stands in a dated note, in the words of the
 * register; what the office kept reserved, and the words of exploitation, stand in a note of class `restricted`.
 */
import { type ImportedRow, type NeedDomain, type PermitCode, phonesOf, type RowFacts } from '../contract.ts';
import it from '../text/it.json' with { type: 'json' };
import { speaksOfExploitation } from '../reading/needs.ts';
import { type RowChoices, withChoices } from './choices.ts';

export interface RowToBecome {
  readonly id: string;
  readonly sheetName: string;
  readonly number: number;
  readonly facts: RowFacts;
  readonly marks: ImportedRow['marks'];
  readonly problems: ImportedRow['problems'];
  readonly choices: RowChoices;
}

export interface NameToBe {
  readonly kind: 'declared' | 'alias' | 'other-spelling';
  readonly text: string;
  readonly given: string | null;
  readonly family: string | null;
}

export interface PhoneToBe {
  readonly number: string;
  readonly belongsTo: 'person' | 'shared' | 'someone-else';
  readonly label: string;
}

export interface NoteToBe {
  readonly rowId: string;
  readonly compartment: 'case' | 'restricted';
  /** `YYYY-MM-DD`, or null where the register does not say. */
  readonly day: string | null;
  readonly body: string;
}

export interface PersonToBe {
  readonly level: 'anonymous' | 'pseudonym' | 'declared';
  readonly gender: 'female' | 'male' | 'other' | 'unknown';
  readonly isMinorTrack: boolean;
  readonly names: readonly NameToBe[];
  readonly birth: { precision: 'exact' | 'estimated' | 'declared'; year: number; month: number | null; day: number | null } | null;
  readonly nationalities: readonly string[];
  readonly languages: readonly string[];
  readonly phones: readonly PhoneToBe[];
  readonly card: { doNotCall: boolean; words: string } | null;
  readonly needs: readonly { domain: NeedDomain; words: string }[];
  readonly permit: { choice: string; dueOn: string | null; learnedOn: string } | null;
  readonly notes: readonly NoteToBe[];
  /** Colleagues to whom the coordinator has said that the register's words point. */
  readonly members: readonly string[];
}

/** What the rows of a person cannot know by themselves. */
export interface Surroundings {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Numbers that more than one person of the file is reached at. */
  readonly sharedNumbers: ReadonlySet<string>;
  /** Words of the register for colleagues, in lower case, as the coordinator has confirmed them. */
  readonly operators: ReadonlyMap<string, string>;
}

/** Coarse choices of the profile; the exact kind stands in the note, for the legal operator. */
const PERMIT_CHOICES: Readonly<Record<PermitCode, string>> = {
  'special-protection': 'protection', 'subsidiary-protection': 'protection', 'refugee-status': 'protection', 'temporary-protection': 'protection',
  'asylum-applicant': 'asked', 'article-18': 'special-cases', 'employed-work': 'work', 'seasonal-work': 'seasonal', 'eu-citizen': 'eu-citizen',
  'minor-age': 'other', 'renewal-pending': 'asked', 'expired': 'expired', 'none': 'none',
};

const LONGEST_NEED = 500;
const LONGEST_LABEL = 120;

/** Makes one person of the rows that are theirs, the earliest contact first. */
export function personFrom(given: readonly RowToBecome[], around: Surroundings): PersonToBe {
  const rows = given
    .map((row) => ({ ...row, facts: withChoices(row, row.choices) }))
    .toSorted((one, other) => (one.facts.contactDate ?? '').localeCompare(other.facts.contactDate ?? ''));
  const facts = rows.map((row) => row.facts);
  const names = namesFrom(facts);
  return {
    level: names.some((name) => name.kind === 'declared') ? 'declared' : names.length > 0 ? 'pseudonym' : 'anonymous',
    gender: agreed(facts.map((one) => one.gender)) ?? 'unknown',
    isMinorTrack: rows.some((row) => row.marks.some((mark) => mark.code === 'possibly-minor')),
    names,
    birth: birthFrom(facts),
    nationalities: [...new Set(facts.flatMap((one) => one.nationalities))],
    languages: [...new Set(facts.map((one) => one.language?.code ?? null).filter((code) => code !== null))],
    phones: phonesFrom(facts, around),
    card: cardFrom(facts),
    needs: needsFrom(facts),
    permit: permitFrom(facts, around.today),
    notes: rows.flatMap(notesFrom),
    members: [...new Set(facts.flatMap((one) => one.operators).map((word) => around.operators.get(operatorKey(word))).filter((id) => id !== undefined))],
  };
}

/** The form in which a word for a colleague is asked about once. */
export const operatorKey = (word: string): string => word.trim().toLowerCase();

/** Rows that disagree give nothing: the words of each stand in its note. */
function agreed<Value>(values: readonly (Value | null)[]): Value | null {
  const said = [...new Set(values.filter((value) => value !== null))];
  return said.length === 1 ? said[0] ?? null : null;
}

function namesFrom(facts: readonly RowFacts[]): NameToBe[] {
  const names = new Map<string, NameToBe>();
  for (const { name } of facts) {
    if (name === null) continue;
    if (name.full !== '' && !names.has(name.full.toLowerCase())) {
      const isFirst = ![...names.values()].some((one) => one.kind === 'declared');
      names.set(name.full.toLowerCase(), { kind: isFirst ? 'declared' : 'other-spelling', text: name.full, given: name.given, family: name.surname });
    }
    if (name.alias !== null && name.alias !== '' && !names.has(name.alias.toLowerCase())) names.set(name.alias.toLowerCase(), { kind: 'alias', text: name.alias, given: null, family: null });
  }
  return [...names.values()];
}

/** The most telling birth on which no other row disagrees about the year. */
function birthFrom(facts: readonly RowFacts[]): PersonToBe['birth'] {
  const births = facts.map((one) => one.birth).filter((birth) => birth !== null);
  const sure = births.filter((birth) => birth.precision !== 'about-year');
  const best = sure.find((birth) => birth.day !== null) ?? sure[0] ?? births[0];
  if (best === undefined) return null;
  const [year, month, day] = best.day?.split('-').map(Number) ?? [best.year];
  // Two rows that name different days or years leave the year alone, as told and not as certain.
  const isDisputed = sure.some((birth) => birth.year !== best.year || (birth.day !== null && best.day !== null && birth.day !== best.day));
  if (isDisputed || day === undefined) return { precision: best.precision === 'about-year' || isDisputed ? 'estimated' : 'declared', year: best.year, month: null, day: null };
  return { precision: best.declared ? 'declared' : 'exact', year: year ?? best.year, month: month ?? null, day };
}

function phonesFrom(facts: readonly RowFacts[], { sharedNumbers }: Surroundings): PhoneToBe[] {
  const phones = new Map<string, PhoneToBe>();
  for (const phone of facts.flatMap(phonesOf)) {
    const isOther = phone.caution === 'someone-else' || phones.get(phone.number)?.belongsTo === 'someone-else';
    const label = (phone.words ?? phones.get(phone.number)?.label ?? '').slice(0, LONGEST_LABEL);
    phones.set(phone.number, { number: phone.number, belongsTo: isOther ? 'someone-else' : sharedNumbers.has(phone.number) ? 'shared' : 'person', label });
  }
  return [...phones.values()];
}

/** What must be read before any call. The words of a reserved note stay there; the card only says that they are there. */
function cardFrom(facts: readonly RowFacts[]): PersonToBe['card'] {
  const doNotCall = facts.some((one) => one.flags.doNotCall);
  const cautions = new Set(facts.flatMap(phonesOf).map((phone) => phone.caution));
  const words = [
    ...(doNotCall ? [it['imports.note.do-not-call']] : []),
    ...(cautions.has('rule-in-note') ? [it['imports.note.rule-in-note']] : []),
    ...(cautions.has('someone-else') ? [it['imports.note.someone-else']] : []),
  ].join(' ');
  return words === '' ? null : { doNotCall, words };
}

function needsFrom(facts: readonly RowFacts[]): PersonToBe['needs'] {
  const byDomain = new Map<NeedDomain, Set<string>>();
  for (const need of facts.flatMap((one) => one.needs)) {
    if (need.domain !== null) byDomain.set(need.domain, (byDomain.get(need.domain) ?? new Set()).add(need.words));
  }
  return [...byDomain].map(([domain, words]) => ({ domain, words: [...words].join('; ').slice(0, LONGEST_NEED) }));
}

/** The permit that the latest row tells of. */
function permitFrom(facts: readonly RowFacts[], today: string): PersonToBe['permit'] {
  const latest = facts.findLast((one) => one.permit?.code != null);
  if (latest?.permit?.code == null) return null;
  const learnedOn = latest.contactDate === null || latest.contactDate > today ? today : latest.contactDate;
  return { choice: PERMIT_CHOICES[latest.permit.code], dueOn: latest.permit.expiry, learnedOn };
}

function notesFrom(row: RowToBecome): NoteToBe[] {
  const { facts } = row;
  const place = it['imports.note.place'].replace('{sheet}', row.sheetName).replace('{row}', String(row.number));
  const { written } = facts;
  const line = (label: string, words: string | null | undefined): string[] => (words === null || words === undefined || words.trim() === '' ? [] : [`${label}: ${words.trim()}`]);
  const said = (field: 'sequence' | 'contact-date' | 'birth' | 'gender' | 'nationality' | 'language'): string | undefined => written[field] ?? row.marks.find((one) => one.field === field && one.original !== '')?.original;
  const contact = [...new Set([facts.contactDate, said('contact-date') ?? null])].filter((words) => words !== null);
  const lines = [
    ...line(it['imports.note.sequence'], said('sequence')),
    ...line(it['imports.field.contact-date'], contact.length === 2 ? `${contact[0]} («${contact[1]}»)` : contact[0]),
    ...line(it['imports.note.name-remark'], facts.name?.remark),
    ...line(it['imports.note.birth-as-written'], said('birth')),
    ...line(it['imports.field.gender'], said('gender')),
    ...line(it['imports.field.nationality'], said('nationality') ?? facts.nationalityWords),
    ...line(it['imports.field.language'], said('language') ?? facts.language?.words),
    ...line(it['imports.field.municipality'], facts.municipality),
    ...line(it['imports.field.source'], facts.source?.words),
    ...line(it['imports.field.permit'], facts.permit?.words),
    ...line(it['imports.field.needs'], facts.needs.map((need) => need.words).filter((words) => !speaksOfExploitation(words)).join('; ')),
    ...line(it['imports.field.operator'], facts.operators.join(', ')),
    ...line(it['imports.field.mediator'], facts.mediator?.words),
    ...line(it['imports.field.outcome'], facts.outcome?.words),
    ...line(it['imports.field.note'], facts.note),
    ...line(it['imports.field.flag'], facts.flags.attention),
    ...(facts.flags.urgent ? [it['imports.note.urgent']] : []),
  ];
  const corrected = row.marks.filter((one) => one.code === 'cell-corrected');
  const correction = ({ field, original, params }: (typeof corrected)[number]): string =>
    `${it['imports.note.corrected']} ${field === null ? '' : it[`imports.field.${field}`]}: «${original}» → «${params['text']}» (${params['by']}, ${params['day']})`;
  lines.push(...corrected.filter((one) => !APART.has(one.field)).map(correction));
  // Words of exploitation are reserved in whatever column they stand.
  const reserved = [
    ...line(it['imports.field.restricted-note'], facts.restrictedNote),
    ...line(it['imports.field.exploitation-signs'], facts.exploitationSigns.map((sign) => sign.words).join('; ')),
    ...line(it['imports.field.needs'], facts.needs.map((need) => need.words).filter(speaksOfExploitation).join('; ')),
    ...lines.filter(speaksOfExploitation),
    ...corrected.filter((one) => APART.has(one.field)).map(correction),
    ...line(it['imports.note.phone-remark'], [...new Set(phonesOf(facts).map((phone) => phone.words))].filter((words) => words !== null).join('; ')),
    // A number that nobody could read may still be somebody's telephone.
    ...row.problems.filter((one) => one.code === 'phone-unreadable').flatMap((one) => line(it['imports.note.phone-as-written'], one.original)),
    ...row.marks.filter((one) => one.code === 'phone-part-unreadable').flatMap((one) => line(it['imports.note.phone-as-written'], one.params['part'])),
  ];
  const note = (compartment: NoteToBe['compartment'], body: readonly string[]): NoteToBe => ({ rowId: row.id, compartment, day: facts.contactDate, body: body.join('\n') });
  return [note('case', [place, ...lines.filter((words) => !speaksOfExploitation(words))]), ...(reserved.length > 0 ? [note('restricted', [place, ...reserved])] : [])];
}

/** Cells whose words have no place in the open note: who the person is, how they are reached, what is reserved or not understood. */
const APART: ReadonlySet<string | null> = new Set([null, 'full-name', 'surname', 'given-name', 'phone', 'restricted-note', 'flag', 'ignore']);

/** Numbers under which more than one of these people can be reached. */
export function sharedNumbersOf(people: readonly (readonly RowFacts[])[]): Set<string> {
  const seen = new Map<string, number>();
  for (const facts of people) for (const number of new Set(facts.flatMap(phonesOf).map((phone) => phone.number))) seen.set(number, (seen.get(number) ?? 0) + 1);
  return new Set([...seen].filter(([, times]) => times > 1).map(([number]) => number));
}
