/**
 * Reads the instrument files at start. A file that says something impossible stops the start: answers read by a wrong table would
 * mislead a professional about a person.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Sentence } from '../../kernel/sentence.ts';
import { Instrument } from './contract.ts';
import { instrumentProblems } from './domain/coherence.ts';
import { languagesToAskIn } from './domain/permission.ts';
import { takesWordings } from './domain/wording.ts';

/** Every version of every instrument; old answers are read with the version under which they were given. */
export interface Instruments {
  readonly all: readonly Instrument[];
  /** @throws {Sentence} `instrument-unknown` */
  find(id: string, version: number): Instrument;
  /** The newest version of each, those that are off included, in the order of their ids. */
  newest(): Instrument[];
}

/**
 * Reads `<folder>/<id>/<version>.json`, every one.
 * @throws {Sentence} `instrument-unreadable`, `instrument-misplaced`, `instrument-incoherent`, `instrument-twice`, `instrument-link-broken`,
 *   each with the file and what is wrong there
 */
export async function loadInstruments(folder: string): Promise<Instruments> {
  const files = await instrumentFiles(folder);
  const all = await Promise.all(files.map((file) => readInstrument(folder, file)));
  return catalogue(all);
}

/** The versions as one catalogue. @throws {Sentence} `instrument-twice`, `instrument-link-broken` */
export function catalogue(all: readonly Instrument[]): Instruments {
  const byVersion = new Map<string, Instrument>();
  for (const instrument of all) {
    const key = keyOf(instrument.id, instrument.version);
    if (byVersion.has(key)) throw new Sentence('instrument-twice', { instrument: key });
    byVersion.set(key, instrument);
  }
  for (const link of brokenLinks(byVersion)) throw new Sentence('instrument-link-broken', { link });

  return {
    all,
    find(id, version) {
      const found = byVersion.get(keyOf(id, version));
      if (!found) throw new Sentence('instrument-unknown', { instrument: keyOf(id, version) });
      return found;
    },
    newest() {
      const sorted = all.toSorted((one, other) => one.id.localeCompare(other.id) || other.version - one.version);
      return sorted.filter((instrument, index) => sorted[index - 1]?.id !== instrument.id);
    },
  };
}

/** SHA-256 of each instrument file, by its path inside the folder: the seal that shows a released file was never edited. */
export async function checksumsOf(folder: string): Promise<Record<string, string>> {
  const files = await instrumentFiles(folder);
  const sums = await Promise.all(
    files.map(async (file) => [file, createHash('sha256').update(await readFile(join(folder, file))).digest('hex')] as const),
  );
  return Object.fromEntries(sums);
}

/** What the database must know of each version to keep it closed where it is closed; see `announce_instruments`. */
export const announced = ({ all }: Instruments) => all.map((instrument) => ({
  instrument_id: instrument.id, version: instrument.version, in_use: instrument.status.state === 'in-use', who_may_use: instrument.whoMayUse,
  minimum_age: instrument.minimumAge, languages: languagesToAskIn(instrument), own_words: takesWordings(instrument),
}));

async function instrumentFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lists = await Promise.all(names.map(async (name) => (await readdir(join(folder, name))).map((file) => `${name}/${file}`)));
  return lists.flat().filter((file) => file.endsWith('.json')).toSorted();
}

async function readInstrument(folder: string, file: string): Promise<Instrument> {
  const instrument = parseInstrument(file, await readFile(join(folder, file), 'utf8'));
  if (file !== `${instrument.id}/${instrument.version}.json`) {
    throw new Sentence('instrument-misplaced', { file, instrument: keyOf(instrument.id, instrument.version) });
  }
  const problems = instrumentProblems(instrument);
  if (problems.length > 0) throw new Sentence('instrument-incoherent', { file, problems: problems.join('; ') });
  return instrument;
}

function parseInstrument(file: string, text: string): Instrument {
  try {
    return Instrument.parse(JSON.parse(text));
  } catch (cause) {
    throw new Sentence('instrument-unreadable', { file, problems: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

/** Correspondences that point at an instrument, a version or an item that does not exist. */
function brokenLinks(byVersion: ReadonlyMap<string, Instrument>): string[] {
  return [...byVersion.values()].flatMap((instrument) =>
    instrument.items.flatMap((item) =>
      (item.correspondsTo ?? []).flatMap((link) => {
        const target = byVersion.get(keyOf(link.instrument, link.version));
        return link.codes
          .filter((code) => !target?.items.some((other) => other.code === code))
          .map((code) => `${keyOf(instrument.id, instrument.version)} ${item.code} → ${keyOf(link.instrument, link.version)} ${code}`);
      })));
}

const keyOf = (id: string, version: number): string => `${id} ${version}`;
