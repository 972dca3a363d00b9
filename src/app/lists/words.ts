import type { Words, WordsIn } from '../../features/lists/deeds.ts';

const rooms = ['agenda', 'cases', 'documents', 'followups', 'lists', 'persons', 'plans', 'reference-data', 'referrals'] as const;

async function wordsOf(language: 'it' | 'en'): Promise<Words> {
  const texts = await Promise.all(rooms.map(async (room) => (await import(`../../features/${room}/text/${language}.json`, { with: { type: 'json' } }) as { default: object }).default));
  const { default: house } = await import(`../web/text/${language}.json`, { with: { type: 'json' } }) as { default: object };
  const words = new Map<string, unknown>([house, ...texts].flatMap((text) => Object.entries(text)));
  return (key) => {
    const found = words.get(key);
    return typeof found === 'string' ? found : key.split('.').at(-1) ?? key;
  };
}

const kept = new Map<'it' | 'en', Promise<Words>>();

/** The words of every room whose codes stand in a list, read at the first file that needs them and kept; a code without words is told as it is. */
export const wordsOfRooms: WordsIn = (language) => {
  const words = kept.get(language) ?? wordsOf(language);
  kept.set(language, words);
  return words;
};
