import { romanise } from './romanise.ts';
import { foldedSounds, isVowel, soundsOf } from './sounds.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * Keys under which a name is filed, so that a search reads an index and never all people.
 *
 * - `mhmd`: the consonants of one part, with those that clerks confuse made one
 * - `=olena`: the family of a well-known name, which also joins spellings whose consonants differ
 * - `+diallo+m`: one part and how another begins, for names whose parts are each too frequent to search by
 * - `^mh`: how a part begins, for a name still being typed
 * - `%c-ian%k-uo`: two syllables of a Chinese name, however its words are joined and in whichever system they are spelled
 * - `#dltv`: the consonants of the whole name, sorted, for a space in the wrong place
 */

/** Counts up whenever a name would be filed under other keys than before: the next start then files all names again. */
export const keysVersion = 2;

const consonantClass: Readonly<Record<string, string>> = {
  p: 'b', B: 'b', f: 'v', c: 'k', g: 'k', G: 'k', X: 'k', C: 's', S: 's', z: 's', Z: 's', Q: 's', T: 't', D: 'd', j: 'j', J: 'j', x: 's',
  h: '', y: '', Y: '', w: '', W: '',
};
/** The other way to read a doubtful consonant: Gamal and Jamal, Christo and Hristo, Xasan and Hassan, Cabdi and Abdi. */
const otherReading: Readonly<Record<string, string>> = { J: 'k', j: '', Z: 'j', C: 'k', X: '', x: '', c: '', g: '', w: 'v', B: 'v', T: 's', D: 's' };

const longestKey = 5;

function consonants(sounds: string, alternative: boolean): string {
  const classes = Array.from(sounds, (sound, place) => {
    if (isVowel(sound)) return '';
    if (alternative && sound in otherReading) return otherReading[sound] ?? '';
    return sound === 'w' && place === 0 ? 'w' : (consonantClass[sound] ?? sound);
  });
  const skeleton = classes.join('').replaceAll(/(.)\1+/gu, '$1').slice(0, longestKey);
  return skeleton.length > 1 ? skeleton : foldedSounds(sounds.replace(/^[hxXc](?=.{2})/u, '')).slice(0, longestKey);
}

/** Letters read in the softest way that an office would read them: George and Jorge, Cecilia and Sesilia, Diatta and Jatta, Thiam and Cham. */
function softened(letters: string): string {
  return letters
    .replaceAll(/g(?=[ei])/gu, 'j')
    .replaceAll(/c(?=[eiv])/gu, 's')
    .replaceAll(/di(?=[aeou].)/gu, 'j')
    .replace(/^th?i(?=[aeou])/u, 'ch');
}

function soundKeys({ letters, sounds }: Token): string[] {
  const bare = sounds.replace(/^[ea]?l(?=.{4})/u, '');
  return [consonants(sounds, false), consonants(sounds, true), consonants(bare, false), consonants(soundsOf(softened(letters)), false)];
}

/** Every two syllables of a Chinese name; its words may be joined and turned round. */
function syllableKeys(tokens: readonly Token[]): string[] {
  const syllables = tokens.flatMap((token) => token.syllables.map((syllable) => syllable.split('/')[1] ?? syllable)).sort();
  return syllables.flatMap((first, place) => syllables.slice(place + 1).map((second) => `%${first}%${second}`));
}

const longestWhole = 10;

/** The consonants of the whole name, sorted: they stay the same wherever the spaces stand. */
function wholeKey(name: string): string[] {
  const sounds = romanise(name).flatMap(({ letters }) => Array.from(soundsOf(letters)));
  const skeleton = sounds.map((sound) => (isVowel(sound) ? '' : (consonantClass[sound] ?? sound))).sort().join('');
  return skeleton.length > 3 ? [`#${skeleton.slice(0, longestWhole)}`] : [];
}

/** The consonants of a part with each of them left out in turn: what a name is filed under where one was not heard. */
function unheardKeys({ sounds }: Token): string[] {
  const skeleton = consonants(sounds, false);
  if (skeleton.length < 4) return [];
  return Array.from(skeleton, (_, place) => skeleton.slice(0, place) + skeleton.slice(place + 1));
}

function partKeys(token: Token): string[] {
  return soundKeys(token).concat(token.families.map(({ family }) => `=${family}`));
}

/** What stands for a part inside a key of two parts: its family, else its consonants; a search looks for every reading, for a name may be filed in its own script. */
function handles(token: Token, searching: boolean): readonly string[] {
  const families = token.families.map(({ family }) => family);
  if (searching) return Array.from(new Set([...families, ...soundKeys(token)]));
  return families.length > 0 ? families : [consonants(token.sounds, false)];
}

function initials({ sounds }: Token): string[] {
  return [consonants(sounds, false).charAt(0), consonants(sounds, true).charAt(0)];
}

/** One part with the first consonant of another: all that is needed of a name whose other part was mistyped. */
function pairKeys(tokens: readonly Token[], searching = false): string[] {
  return tokens.flatMap((token) =>
    tokens
      .filter((other) => other !== token)
      .flatMap((other) => handles(token, searching).flatMap((handle) => initials(other).map((initial) => `+${handle}+${initial}`))),
  );
}

function prefixKey({ sounds }: Token): string[] {
  const skeleton = consonants(sounds, false);
  return skeleton.length > 1 ? [`^${skeleton.slice(0, 2)}`] : [];
}

function telling(name: string): readonly Token[] {
  const tokens = tokensOf(name);
  const solid = tokens.filter(({ commonness }) => commonness !== 'particle');
  return solid.length > 0 ? solid : tokens;
}

/**
 * The keys to store for a person's names, sorted and without repeats; the order of the parts, accents and capitals do not change them.
 * A name of two parts gives some ten keys.
 */
export function blockingKeys(names: readonly string[]): string[] {
  const keys = names.flatMap((name) => {
    const tokens = telling(name);
    return tokens.flatMap(partKeys).concat(tokens.flatMap(prefixKey), pairKeys(tokens), syllableKeys(tokens), wholeKey(name));
  });
  return Array.from(new Set(keys)).sort();
}

/**
 * The keys to look for when a name is typed, perhaps misspelled or unfinished. Any stored key in common makes a candidate.
 *
 * A part that thousands share is looked for only together with another part, unless it is all that was typed.
 */
export function searchKeys(query: string): string[] {
  const tokens = telling(query);
  const rare = tokens.filter(({ commonness }) => commonness === 'rare');
  const chosen = rare.length > 0 ? rare : tokens.length > 1 ? [] : tokens;
  const single = chosen.flatMap((token) => [...partKeys(token), ...unheardKeys(token)]);
  const unfinished = tokens.length === 1 ? tokens.flatMap(prefixKey) : [];
  return Array.from(new Set([...single, ...pairKeys(tokens, true), ...syllableKeys(tokens), ...wholeKey(query), ...unfinished])).sort();
}

/** A key that a stored name may share with one part of a typed one; `part` numbers the parts from 0. */
export interface PartKey {
  readonly key: string;
  readonly part: number;
}

/**
 * The keys of each part of a typed name, to count how many parts of a stored name sound the same. In a Chinese name the parts are its
 * pairs of syllables, for its words may be joined.
 */
export function searchParts(query: string): PartKey[] {
  const tokens = telling(query);
  const own = tokens.flatMap((token, part) => partKeys(token).map((key) => ({ key, part })));
  return [...own, ...syllableKeys(tokens).map((key, part) => ({ key, part }))];
}
