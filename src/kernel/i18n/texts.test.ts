import { readFileSync, globSync } from 'node:fs';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { flatten } from './messages.ts';
import type { Messages, TextTree } from './messages.ts';

const read = (path: string): Messages => flatten(JSON.parse(readFileSync(path, 'utf8')) as TextTree);
const italian = globSync('src/**/text/it.json').sort();
const all: Messages = Object.assign({}, ...italian.map(read));

/** Where a message leaves room for a value: `{count}` must be in both languages. */
function valuesOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && 'value' in value && typeof value.value === 'string' && value.type !== 0) names.add(value.value);
      for (const each of Object.values(value)) walk(each);
    }
  };
  walk(parse(message, { captureLocation: false }));
  return [...names].sort();
}

/** What mediators meet from the sign-in to the end of an outing. A room that has some French has it all: a word that is missing in a file would be shown as its key. */
const inFrench = ['app/web', 'features/outreach', 'features/today', 'kernel/devices', 'kernel/fields', 'kernel/mail', 'kernel/offline', 'kernel/ui'];

describe('every word that is shown', () => {
  it('is found in at least the kit and the frame', () => {
    expect(italian).toEqual(expect.arrayContaining(['src/app/web/text/it.json', 'src/kernel/ui/text/it.json']));
  });

  it.each(italian)('of %s is there in English too, and nothing more', (path) => {
    const english = read(path.replace('it.json', 'en.json'));
    expect(Object.keys(english).sort()).toEqual(Object.keys(read(path)).sort());
  });

  it.each(italian.flatMap((path) => [path, path.replace('it.json', 'en.json')]))('of %s is written and can be read as ICU', (path) => {
    const faults = Object.entries(read(path)).flatMap(([key, message]) => {
      if (message.trim() === '') return [`${key} is empty`];
      try {
        parse(message);
        return [];
      } catch (error) {
        return [`${key}: ${String(error)}`];
      }
    });
    expect(faults).toEqual([]);
  });

  it.each(italian)('of %s leaves room for the same values in both languages', (path) => {
    const english = read(path.replace('it.json', 'en.json'));
    const different = Object.entries(read(path)).filter(([key, message]) => valuesOf(message).join() !== valuesOf(english[key] ?? '').join());
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('that the street’s people meet (sign-in, telephone, frame, day, street, what waits to be sent) is there in French too, with the same values and nothing more', () => {
    const french = globSync('src/**/text/fr.json').sort();
    const faults = french.flatMap((path) => {
      const [said, first] = [read(path), read(path.replace('fr.json', 'it.json'))];
      const missing = Object.keys(first).filter((key) => !(key in said));
      const strange = Object.keys(said).filter((key) => !(key in first) || valuesOf(said[key] ?? '').join() !== valuesOf(first[key] ?? '').join());
      return [...missing, ...strange].map((key) => `${path}: ${key}`);
    });
    expect(french).toEqual(expect.arrayContaining(inFrench.map((room) => `src/${room}/text/fr.json`)));
    expect(faults).toEqual([]);
  });

  it.each(italian.filter((path) => path.startsWith('src/features/')))('of %s is named after its room, or is a problem', (path) => {
    const room = path.split('/')[2];
    const strangers = Object.keys(read(path)).filter((key) => !key.startsWith(`${room}.`) && !key.startsWith('problem.'));
    expect(strangers).toEqual([]);
  });

  it('that a screen asks for by name exists', () => {
    const screens = globSync('src/**/*.tsx').filter((path) => !path.endsWith('.test.tsx'));
    const missing = screens.flatMap((path) =>
      [...readFileSync(path, 'utf8').replaceAll(/\/\*.*?\*\//gs, '').matchAll(/\bt\(\s*'([^'$]+)'/g)].map((match) => match[1] ?? '').filter((key) => !(key in all)).map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});
