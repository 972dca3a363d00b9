import anyAscii from 'any-ascii';
import { familyOfNativeSpelling } from './families.ts';
import { remembering } from './remember.ts';

/**
 * Names written in any script, brought to plain Latin letters word by word.
 *
 * Arabic script writes no short vowels, and the scripts of India and Bangladesh leave the inherent vowel unwritten. Words that come from
 * them are marked, so that a comparison with a fully vowelled spelling does not count the missing vowels as differences.
 */
export interface Word {
  /** Lower-case letters a–z; in a word from Arabic script also `W` and `Y`, which stand for a consonant or a vowel, `A` for any vowel that opens it, and `'` between letters that are no digraph. */
  readonly letters: string;
  /** The script that it came from leaves (some) vowels out. */
  readonly vowelless: boolean;
}

/** Consonants and long vowels of Arabic, Persian and Urdu; what is not here (hamza, vowel signs, an ʿayn that does not begin a name) has no Latin letter. */
const arabicLetters: Readonly<Record<string, string>> = {
  ا: 'a', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z',
  س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h', ة: 'a',
  و: 'W', ؤ: 'W', ي: 'Y', ى: 'a', ئ: 'Y', پ: 'p', چ: 'ch', ژ: 'zh', گ: 'g', ک: 'k', ی: 'Y', ې: 'Y', ے: 'e', ہ: 'h', ۀ: 'a',
  ۃ: 'a', ھ: 'h', ں: 'n', ٹ: 't', ڈ: 'd', ڑ: 'r', ڤ: 'v', ڨ: 'g',
};

const arabicScript = /\p{Script=Arabic}/u;
const unwrittenVowelScript =
  /[\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Devanagari}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Sinhala}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Ethiopic}\p{Script=Hebrew}]/u;
const ukrainianLetter = /[іїєґ]/iu;
/** Beside these an x is Kurdish or Azerbaijani (kh). */
const kurdishLetter = /[êîûşə]/iu;
/** Beside these a đ is Serbian or Croatian (dj); elsewhere it is Vietnamese (d). */
const serbianLetter = /[čćšž]/iu;
const chineseCharacter = /\p{Script=Han}/gu;
/** Signs that belong to a word's spelling but to no sound that clerks agree upon: apostrophes, half rings, soft signs. */
const silentSigns = /['’‘ʼ`´ʿʾʻʹ]/gu;

/** Two Arabic letters must not read as one: Siham is s'ham, for `sh` is another letter. */
function besideEachOther(text: string, letter: string): string {
  return /[cdgkpstz]$/u.test(text) && /^[hs]/u.test(letter) ? `${text}'${letter}` : text + letter;
}

function fromArabic(word: string): Word[] {
  const plain = word.replaceAll(/[\u064B-\u065F\u0670\u0640]/gu, '');
  const servant = /^عبدال(.{2,})$/u.exec(plain)?.[1];
  const bare = plain.replace(/^ال(?=.{3})/u, '');
  const family = familyOfNativeSpelling(plain) ?? familyOfNativeSpelling(bare);
  if (family !== undefined) return [{ letters: family, vowelless: false }];
  if (servant !== undefined) return [{ letters: 'abd', vowelless: false }, ...fromArabic(servant)];
  const spelled = bare.replace(/^ع(?!ا)/u, 'ا').replace(/(?<=.{2}[^اويى])ه$/u, 'ة');
  const letters = Array.from(spelled, (letter) => arabicLetters[letter] ?? '').reduce(besideEachOther, '').replace(/^a(?=[^aWY].)/u, spelled.startsWith('آ') ? 'a' : 'A');
  return [{ letters: letters.replace(/^W(?=[aY])/u, 'w').replace(/^Y/u, 'y'), vowelless: true }];
}

/**
 * Letters that names spell otherwise than the common table of letters does: nasal signs with n (Singh) or not at all, the two sibilants
 * with sh (Shahnaz), the Bengali য with j (Jamuna), the Tamil ச with s; Greek pairs of letters as one sound (Ntouros, Mpaka); the
 * Bulgarian ъ between consonants with a; surnames whose character has a reading of its own (曾 Zeng, 单 Shan).
 */
const spelledByName: readonly (readonly [RegExp, string])[] = [
  [/[\u0902\u0982\u0A02\u0A70]/gu, 'n'],
  [/[\u0901\u0981\u0A01]/gu, ''],
  [/[\u0936\u0937\u09B6\u09B7\u0A36\u0DC1\u0DC2\u0C36\u0C37\u0CB6\u0CB7\u0D36\u0D37]|\u0A38\u0A3C/gu, 'sh'],
  [/(?<!\u09CD)\u09AF(?!\u09BC)/gu, 'j'],
  [/\u0B9A/gu, 's'],
  [/ου|ού/giu, 'u'],
  [/([αε])[υύ](?=[αεηιοωάέήίόώβγδζλμνρ])/giu, '$1v'],
  [/([αε])[υύ]/giu, '$1f'],
  [/γ(?=[γχξ])/giu, 'n'],
  [/γκ/giu, 'g'],
  [/μπ/giu, 'b'],
  [/^ντ/giu, 'd'],
  [/(?<=[бвгджзклмнпрстфхцчшщ])ъ(?=[бвгджзклмнпрстфхцчшщ])/giu, 'a'],
  [/曾/gu, 'zeng'], [/^单/gu, 'shan'], [/^仇/gu, 'qiu'], [/^区/gu, 'ou'], [/^解/gu, 'xie'], [/^查/gu, 'zha'], [/^覃/gu, 'qin'], [/^翟/gu, 'zhai'], [/^缪/gu, 'miao'],
];

function fromOther(word: string): string {
  const ukrainian = ukrainianLetter.test(word) ? word.replaceAll(/г/giu, 'h') : word;
  const spelled = ukrainian.replaceAll(/đ/giu, serbianLetter.test(word) ? 'dj' : 'd');
  const named = spelledByName.reduce((text, [pattern, letters]) => text.replace(pattern, letters), spelled);
  const kurdish = kurdishLetter.test(word) ? named.replaceAll(/x/giu, 'kh') : named;
  return anyAscii(kurdish).toLowerCase().replaceAll(/[^a-z]/gu, '');
}

/** The words of a name in Latin letters, in the order written; empty for a name without letters. */
export const romanise = remembering(20_000, (name: string): readonly Word[] => {
  const spaced = name.normalize('NFC').replaceAll(silentSigns, '').replaceAll(chineseCharacter, ' $& ');
  return spaced
    .split(/[^\p{L}\p{M}]+/u)
    .flatMap((word) =>
      arabicScript.test(word)
        ? fromArabic(word)
        : [{ letters: fromOther(word), vowelless: unwrittenVowelScript.test(word) }],
    )
    .filter(({ letters }) => letters !== '');
});
