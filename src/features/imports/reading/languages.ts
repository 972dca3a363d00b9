/** The languages that people who come to the service speak, by ISO 639 code, and the words a register has for them. */
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, type Reading, saysUnknown } from './values.ts';

export interface LanguageFact {
  readonly code: string | null;
  readonly words: string;
}

/** Code and the words for it; the names in Italian and English of the platform are added to them. */
const WORDS: Readonly<Record<string, string>> = {
  it: 'italiano', en: 'inglese', fr: 'francese', ar: 'arabo', bn: 'bengalese bengali bangla', uk: 'ucraino', ur: 'urdu', ro: 'romeno rumeno moldavo',
  bg: 'bulgaro', zh: 'cinese mandarino', es: 'spagnolo', sq: 'albanese', pa: 'punjabi panjabi', hi: 'hindi', ru: 'russo', fa: 'farsi persiano', prs: 'dari',
  ps: 'pashto pashtu', ti: 'tigrino tigrigna', so: 'somalo', pt: 'portoghese', bin: 'edo bini', yo: 'yoruba', wo: 'wolof', bm: 'bambara', mnk: 'mandinka mandingo',
  ff: 'fula pulaar peul', snk: 'soninke', tw: 'twi', ary: 'darija', dyu: 'dioula diula', pl: 'polacco', ig: 'igbo', am: 'amarico', ne: 'nepalese', tr: 'turco',
  si: 'singalese', ta: 'tamil', ha: 'hausa', ln: 'lingala', de: 'tedesco', ka: 'georgiano', sr: 'serbo', hr: 'croato',
};

let known: ReadonlyMap<string, string> | undefined;

/** Gathered at the first register: the platform's names of languages weigh megabytes, and most servers never read one. */
const codesOfLanguages = (): ReadonlyMap<string, string> => (known ??= languageWords());

function languageWords(): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const displays = ['it', 'en'].map((language) => new Intl.DisplayNames([language], { type: 'language' }));
  for (const [code, ours] of Object.entries(WORDS)) {
    for (const display of displays) words.set(key(display.of(code) ?? code), code);
    for (const word of ours.split(' ')) words.set(word, code);
  }
  return words;
}

/** The code of a language's name, or null. "pidgin" is the Nigerian one here, which is an assumption. */
export function languageOf(word: string): { code: string; assumed: boolean } | null {
  const name = key(word);
  if (/^(nigerian )?pidgin( nigeriano| english)?$|^broken( english)?$/.test(name)) return { code: 'pcm', assumed: !name.includes('nigerian') };
  const code = codesOfLanguages().get(name);
  return code === undefined ? null : { code, assumed: false };
}

/** Reads a cell of language; what is not understood stays in its own words. */
export function interpretLanguage(cell: Cell): Reading<LanguageFact> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  if (saysUnknown(words)) return { value: null, marks: [mark('unknown-written', 'language', cell.text)] };
  const found = languageOf(words);
  if (found === null) return { value: { code: null, words }, marks: [mark('language-unknown', 'language', cell.text)] };
  return { value: { code: found.code, words }, marks: found.assumed ? [mark('language-assumed', 'language', cell.text, { code: found.code })] : [] };
}
