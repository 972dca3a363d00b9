/** The short columns: gender, municipality, who sent the person, operator, mediator, outcome. */
import type { Gender, Mark, MediatorFact, OutcomeCode, SourceKind } from '../contract.ts';
import type { Cell } from './grid.ts';
import { languageOf } from './languages.ts';
import { clean, key, plain } from './text.ts';
import { mark, nothing, type Reading, saysUnknown } from './values.ts';

/** Reads "M", "f", "uomo", "donna". */
export function interpretGender(cell: Cell): Reading<Gender> {
  const word = key(cell.text);
  if (word === '') return nothing;
  if (/^(m|uomo|maschio|male|man)$/.test(word)) return { value: 'male', marks: [] };
  if (/^(f|donna|femmina|female|woman)$/.test(word)) return { value: 'female', marks: [] };
  if (/^(x|altro|trans|non binari[oa]|other|t)$/.test(word)) return { value: 'other', marks: [] };
  return { value: null, marks: [mark('gender-unknown', 'gender', cell.text)] };
}

/** The plates of Campania's provinces, which stand for their chief towns. */
const PLATES: Readonly<Record<string, string>> = { AV: 'Avellino', BN: 'Benevento', CE: 'Caserta', NA: 'Napoli', SA: 'Salerno' };

/** A municipality in its own words; one kind of apostrophe, no doubled spaces. */
export function interpretMunicipality(cell: Cell): Reading<string> {
  const words = plain(cell.text);
  if (words === '') return nothing;
  if (saysUnknown(words)) return { value: null, marks: [mark('unknown-written', 'municipality', cell.text)] };
  const town = PLATES[words.toUpperCase()];
  return town === undefined ? { value: words, marks: [] } : { value: town, marks: [mark('municipality-from-abbreviation', 'municipality', cell.text, { town })] };
}

const SOURCES: readonly (readonly [RegExp, SourceKind])[] = [
  [/^(strada|unita di strada|outreach|uscita)/, 'outreach'],
  [/^(autonom[oa]|spontane[oa]|da sol[oa]|self)/, 'self'],
  [/^(passaparola|amic[oi]|conoscent[ei])/, 'word-of-mouth'],
  [/\b(sui|sai|cas|cgil|cisl|uil|flai|questura|prefettura|ospedale|asl|caritas|itl|inl|comune|cpi|scuola|cpia|ambito)\b/, 'body'],
];

/** Who sent the person; the words always stay, since they name the body. */
export function interpretSource(cell: Cell): Reading<{ code: SourceKind | null; words: string }> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  return { value: { code: SOURCES.find(([pattern]) => pattern.test(key(words)))?.[1] ?? null, words }, marks: [] };
}

/** The operators of a row: "Anna/Marco" are two. A name in small letters is joined to the same name with a capital. */
export function interpretOperators(cell: Cell): Reading<string[]> {
  const parts = cell.text.split(/[/;,+&]/).map(clean).filter((part) => part !== '');
  if (parts.length === 0) return nothing;
  const names = parts.map((part) => (/^\p{Ll}+$/u.test(part) ? part.charAt(0).toUpperCase() + part.slice(1) : part));
  const marks: Mark[] = [];
  if (names.length > 1) marks.push(mark('several-operators', 'operator', cell.text));
  if (names.some((name, index) => name !== parts[index])) marks.push(mark('operator-spelling-joined', 'operator', cell.text));
  return { value: [...new Set(names)], marks };
}

/** "sì wolof": a mediator took part, in this language; "no": none did; an empty cell says neither. */
export function interpretMediator(cell: Cell): Reading<MediatorFact> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  if (/^(no|nessuno|none)$/.test(key(words))) return { value: { present: false, language: null, words }, marks: [] };
  const said = /^(?:si|yes|x)\b[\s:,-]*(?<language>.*)$/.exec(key(words))?.groups?.['language'];
  const language = languageOf(said ?? words);
  if (said === undefined && language === null) return { value: { present: null, language: null, words }, marks: [mark('mediator-unknown', 'mediator', cell.text)] };
  const marks: Mark[] = [];
  if (said !== undefined && said !== '' && language === null) marks.push(mark('language-unknown', 'mediator', cell.text));
  if (language?.assumed === true) marks.push(mark('language-assumed', 'mediator', cell.text, { code: language.code }));
  return { value: { present: true, language: language?.code ?? null, words }, marks };
}

const OUTCOMES: readonly (readonly [RegExp, OutcomeCode])[] = [
  [/^(pres[oa] )?in carico$/, 'in-charge'],
  [/^chius[oa]$/, 'closed'],
  [/^da richiamare$/, 'to-call-back'],
  [/^(non si e presentat[oa]|assente|no show)$/, 'no-show'],
  [/^(app(\.to|untamento)?|app\.to) (fissato|dato)$/, 'appointment-set'],
  [/^inviat[oa] (all?'?)?\s?antitratta$/, 'referred-anti-trafficking'],
  [/^inviat[oa] (al )?cpi$/, 'referred-employment-centre'],
  [/^inviat[oa] (all')?asl$/, 'referred-health'],
];

/** How the contact ended; unknown words are kept and marked. */
export function interpretOutcome(cell: Cell): Reading<{ code: OutcomeCode | null; words: string }> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  const code = OUTCOMES.find(([pattern]) => pattern.test(key(words)))?.[1] ?? null;
  return { value: { code, words }, marks: code === null ? [mark('outcome-unknown', 'outcome', cell.text)] : [] };
}
