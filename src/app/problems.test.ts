import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../kernel/http/problems.ts';
import { root } from './build.ts';
// The rooms declare their problems as they are loaded.
import { rooms } from './rooms.ts';

const textsOf = (language: string): Record<string, string> =>
  Object.assign({}, ...globSync(`src/**/text/${language}.json`, { cwd: root }).map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>));

describe.each(['it', 'en'])('every problem (%s)', (language) => {
  it('says what happened and what to do', () => {
    expect(rooms.length).toBeGreaterThan(5);
    const texts = textsOf(language);
    const silent = problemCodes().filter((code) => !texts[`problem.${code}.title`] || !texts[`problem.${code}.help`]);
    expect(silent).toEqual([]);
  });
});
