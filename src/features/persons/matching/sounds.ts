import { remembering } from './remember.ts';

/**
 * A spelling turned into a row of sounds, one character each, so that the habits of the clerks of different countries meet:
 * `ou`, `oo` and `u`; `dj`, `gj` and `xh`; `sh`, `sch` and the Italian `sci`. What stays different here but is often confused
 * (`j` and `g`, `kh` and `h`) is made cheap in `likeness.ts`, not equal.
 *
 * Vowels: a e i o u, `E` (ei, ai, ay), `O` (au, aw, ow). Consonants: their letter, or
 * `S` sh, `C` ch, `Z` zh, `J` dj, `X` kh, `G` gh, `T` th, `D` dh, `Q` ts, `B` bh. `W` and `Y` are the two Arabic letters that may be vowels, `A` any vowel that opens an Arabic word.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/([^aeiou])\1+/gu, '$1'],
  [/mp(?=[ct])/gu, 'n'],
  [/(?<=la)x(?=m)/gu, 'ksh'],
  [/a[iy]{1,2}e|ayi/gu, 'aye'],
  [/owu/gu, 'ou'],
  [/qu(?=a)/gu, 'kw'],
  [/ej$/gu, 'ei'],
  [/sci(?=[aou])/gu, 'S'],
  [/^gi(?=[aou])|gi(?=[aou].)/gu, 'J'],
  [/^ci(?=[aou])/gu, 'C'],
  [/tsc?h/gu, 'C'],
  [/dsch/gu, 'J'],
  [/shch|sch|sc(?=[ei])/gu, 'S'],
  [/tch/gu, 'C'],
  [/dzh?|dj|gj|xh|jh/gu, 'J'],
  [/sh/gu, 'S'],
  [/ch|cz/gu, 'C'],
  [/kh/gu, 'X'],
  [/gh/gu, 'G'],
  [/th/gu, 'T'],
  [/dh/gu, 'D'],
  [/bh/gu, 'B'],
  [/zh/gu, 'Z'],
  [/ph/gu, 'f'],
  [/t[sz]/gu, 'Q'],
  [/ck|qu(?=[aeiouy])|q/gu, 'k'],
  [/(?<=[eo])x/gu, 'ks'],
  [/gu(?=[ei])/gu, 'g'],
  [/gn(?=[aeiou])/gu, 'ny'],
  [/(?<=[ae])j(?=[klmnrst])/gu, 'i'],
  [/ou(?=[aeiou])/gu, 'w'],
  [/ou|oo|uu/gu, 'u'],
  [/ee|ii|iy(?![aou])|ij(?![aeiou])|yi|yj|ie$/gu, 'i'],
  [/aa/gu, 'a'],
  [/[ae][iy](?![aeiouy])/gu, 'E'],
  [/a[uw](?![aeiou])|ow(?![aeiou])|ao$/gu, 'O'],
  [/y(?![aeiou])/gu, 'i'],
  [/(.)\1+/gu, '$1'],
  [/(?<=.{4})eh$/gu, 'a'],
  [/(?<=.{2})h$/gu, ''],
  [/'/gu, ''],
];

const vowels: ReadonlySet<string> = new Set('aeiouEOA');

export function isVowel(sound: string): boolean {
  return vowels.has(sound);
}

/** The sounds of one word of letters; never empty for a word that is not. */
export const soundsOf = remembering(20_000, (letters: string): string => rules.reduce((text, [pattern, sound]) => text.replace(pattern, sound), letters));

const vowelClass: Readonly<Record<string, string>> = { e: 'a', A: 'a', E: 'i', y: 'i', Y: 'i', o: 'u', W: 'u' };

/** Sounds with the vowels that clerks mix up made one (a/e, i/y/ai, o/u) and a silent final e gone; the key under which well-known names are listed. */
export const foldedSounds = remembering(20_000, (sounds: string): string =>
  Array.from(sounds.replaceAll(/c(?![eEiy])/gu, 'k'), (sound) => vowelClass[sound] ?? sound)
    .join('')
    .replace(/(?<=.{2})(?<=[^aiuO])a$/u, sounds.endsWith('e') ? '' : 'a')
    .replaceAll(/(.)\1+/gu, '$1'));
