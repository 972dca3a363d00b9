import { createInstance } from 'i18next';
import Icu from 'i18next-icu';
import { flatten, roomOf } from './messages.ts';
import type { TextTree } from './messages.ts';

export type Values = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** Where texts come from: each room's file is fetched when the room is first opened. */
export interface TextSource {
  /** Texts that every screen needs, loaded before anything is shown. */
  readonly always: readonly string[];
  /** Texts that the first screen of this browser may need: waited for as well, but the screen stands without them where they do not come. */
  readonly hoped?: readonly string[];
  has(room: string): boolean;
  load(language: string, room: string): Promise<TextTree>;
}

export interface Translator {
  /** Text of a key with ICU values. A key of a room that is not loaded yet is empty for the moment that its file takes to arrive. */
  t(key: string, values?: Values): string;
  has(key: string): boolean;
  language(): string;
  setLanguage(language: string): Promise<void>;
  /** Loads texts of rooms (names of folders) in the present language. */
  need(rooms: readonly string[]): Promise<void>;
  /** Whether a room's words have come, or will not come now: what is written with them can be shown. */
  isHere(room: string): boolean;
  /** For React: called whenever a shown text may have changed. */
  subscribe(listener: () => void): () => void;
  version(): number;
}

/** Signs by which a message says that something is filled in, counted or quoted (ICU MessageFormat). */
const grammar = /[{}<>'#]/;

/** Starts the translator in one language; resolves when the first screen can be written. */
export async function startTranslator(source: TextSource, language: string): Promise<Translator> {
  const engine = createInstance();
  const listeners = new Set<() => void>();
  const arriving = new Map<string, Promise<void>>();
  const settled = new Set<string>();
  /** Messages without anything to fill in, by language and key: a phone shows them as they are, and spends no time on their grammar. */
  const plain = new Map<string, string>();
  const opened = new Set(source.always);
  let version = 0;

  await engine.use(new Icu({ parseErrorHandler: (_error: unknown, key: string) => key })).init({
    lng: language,
    fallbackLng: 'it',
    keySeparator: false,
    nsSeparator: false,
    resources: {},
  });

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  function fetchRoom(tongue: string, room: string): Promise<void> {
    const id = `${tongue}/${room}`;
    const known = arriving.get(id);
    if (known) return known;
    const arrival = source
      .load(tongue, room)
      .then((tree) => {
        const messages = flatten(tree);
        engine.addResources(tongue, 'translation', messages);
        for (const [key, message] of Object.entries(messages)) if (!grammar.test(message)) plain.set(`${tongue} ${key}`, message);
      })
      .catch((error: unknown) => {
        // Asked for again the next time it is needed.
        arriving.delete(id);
        throw error;
      })
      .finally(() => {
        settled.add(id);
        changed();
      });
    arriving.set(id, arrival);
    return arrival;
  }

  async function need(rooms: readonly string[]): Promise<void> {
    const present = rooms.filter((room) => source.has(room));
    for (const room of present) opened.add(room);
    await Promise.all(present.map((room) => fetchRoom(engine.language, room)));
  }

  const hoped = need(source.hoped ?? []).catch(() => undefined);
  await Promise.all([need(source.always), hoped]);
  return {
    t(key, values) {
      const message = plain.get(`${engine.language} ${key}`);
      if (message !== undefined) return message;
      if (engine.exists(key)) return engine.t(key, { ...values });
      const room = roomOf(key);
      if (!source.has(room) || settled.has(`${engine.language}/${room}`)) return key;
      // What failed has said so to whoever shows it: the key stands in its place.
      void need([room]).catch(() => undefined);
      return '';
    },
    has: (key) => engine.exists(key),
    language: () => engine.language,
    async setLanguage(tongue) {
      await Promise.all([...opened].map((room) => fetchRoom(tongue, room)));
      await engine.changeLanguage(tongue);
      changed();
    },
    need,
    isHere: (room) => !source.has(room) || settled.has(`${engine.language}/${room}`),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
