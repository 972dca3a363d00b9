/**
 * Writing habits that only a whole name shows, because one word of it could belong to any language: Somali letters, and
 * Chinese names spelled in pinyin or in the older way of Wade and Giles.
 */

const somaliLetter = /(?:^|[^s])x(?=[aeiou])|[aeiou]x(?=m)|^c(?=[aeiou])|[aeiou]c(?:[aeiou]|$)/u;
const longVowel = /aa|ee|ii|oo|uu/u;

/** Somali writes c for ʿayn, x for h, and long vowels twice: Cabdiraxmaan, Xaliimo, Jaamac. Both signs in one name leave no doubt. */
export function looksSomali(words: readonly string[]): boolean {
  return words.some((word) => somaliLetter.test(word)) && words.some((word) => longVowel.test(word));
}

/** A Somali word in the letters that other offices use; a woman's name in -o is written -a elsewhere (Xaliimo, Halima). */
export function withoutSomaliLetters(word: string): string {
  return word
    .replaceAll('x', 'h')
    .replaceAll(/c(?=[aeiou]|$)/gu, '')
    .replaceAll(/([aeiou])\1+/gu, '$1')
    .replace(/(?<=.{3})o$/u, 'a');
}

/** How initials and finals of the two systems are laid together; aspirated and plain stops are one, for Wade-Giles loses its apostrophes. */
const initialClass: Readonly<Record<string, string>> = {
  b: 'p', p: 'p', d: 't', t: 't', g: 'k', k: 'k', zh: 'c', ch: 'c', j: 'c', q: 'c', z: 'z', c: 'z', ts: 'z', tz: 'z', x: 'x', hs: 'x', sz: 's', ss: 's',
};
const finalClass: Readonly<Record<string, string>> = {
  ung: 'ong', iung: 'iong', ien: 'ian', ieh: 'ie', ueh: 'ue', uei: 'ui', ih: 'i', eh: 'e', e: 'o', uo: 'o', ve: 'ue', v: 'u',
};

const pinyin =
  /^(?:(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ao|ai|an|ei|en|ie|iu|in|ia|ou|ua|ue|ui|un|uo|ve|a|o|e|i|u|v)|()(ang|ao|ai|an|en|er|ou|a|e))(?=$|[bpmfdtnlgkhjqxrzcsyw])/u;
const wadeGiles =
  /^(?:(ch|hs|sh|sz|ss|ts|tz|[pmftnlkhsyw])(iung|iang|uang|ang|eng|ing|ung|ieh|ien|iao|uan|uai|ueh|uei|ao|ai|an|eh|ei|en|ih|iu|in|ia|ou|ua|ui|un|uo|a|o|e|i|u)|()(ang|ao|ai|an|en|erh|ou|a|e|i))(?=$|[pmftnlkhsycw])/u;
/** Syllables that Chinese does not have, which keep other people's names from being read as Chinese. */
const impossible = /^[gkhf]i/u;
const impossibleInPinyin = /^(?:zh|ch|sh|[rzcs])i.|^[jqx][aoe]/u;
const pinyinOnly = /zh|[qxbdzr]|(?<!n)g|c(?!h)|ong|ian(?!g)/u;

function syllablesBy(system: RegExp, word: string): string[] | undefined {
  const syllables: string[] = [];
  let rest = word;
  while (rest !== '') {
    const [whole, consonant, afterConsonant, , alone] = system.exec(rest) ?? [];
    // Inside a word a syllable that begins with a vowel would need an apostrophe (Xi'an).
    if (whole === undefined || syllables.length === 3 || (alone !== undefined && syllables.length > 0)) return undefined;
    const [initial, final] = [consonant ?? '', afterConsonant ?? alone ?? ''];
    if (impossible.test(initial + final) || (system === pinyin && impossibleInPinyin.test(initial + final))) return undefined;
    const opening = initial === 'y' && final.startsWith('i') ? '' : (initialClass[initial] ?? initial);
    const ending = initial === 'y' && (final === 'en' || final === 'ien') ? 'an' : (finalClass[final] ?? final);
    syllables.push(system === pinyin ? `${initial}-${final.replace('v', 'u')}/${opening}-${ending}` : `/${opening}-${ending}`);
    rest = rest.slice(whole.length);
  }
  return syllables;
}

/**
 * The syllables of each word of a name that can be Chinese, and whether only pinyin spells it so. A syllable is written
 * `<as pinyin, where it is one>/<with the two systems laid together>`.
 */
export interface ChineseReading {
  readonly syllables: readonly (readonly string[])[];
  readonly surelyPinyin: boolean;
}

/** Reads a name as Chinese: every word falls into syllables, one word has a single one (the surname), and there are two to four in all. */
export function readAsChinese(words: readonly string[]): ChineseReading | undefined {
  const surelyPinyin = words.some((word) => pinyinOnly.test(word));
  const syllables: (readonly string[])[] = [];
  for (const word of words) {
    const read = syllablesBy(pinyin, word) ?? (surelyPinyin ? undefined : syllablesBy(wadeGiles, word));
    if (read === undefined) return undefined;
    syllables.push(read);
  }
  const count = syllables.reduce((sum, read) => sum + read.length, 0);
  const hasSurname = syllables.some((read) => read.length === 1) || words.includes('ouyang');
  return hasSurname && count >= 2 && count <= 4 ? { syllables, surelyPinyin } : undefined;
}
