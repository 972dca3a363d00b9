import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstQuestion } from './first-question.ts';

const root = join(import.meta.dirname, '../../..');
const preloaded = [...readFileSync(join(root, 'index.html'), 'utf8').matchAll(/<link rel="preload" href="([^"]+)"/g)].map(([, href]) => href);

describe('what the page asks of the server while the program travels', () => {
  it('is the very question that the program asks first, and no other: another would wait for an answer of its own', () => {
    expect(preloaded).toEqual([firstQuestion]);
  });

  it('is asked nowhere else: whoever asks the same address later would be given what the server, or nobody, said when the page was opened', () => {
    const asking = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.test.ts') && /\bfirstQuestion\b|asked=first/.test(readFileSync(join(root, file), 'utf8')));
    expect(asking.toSorted()).toEqual(['src/app/web/account.ts', 'src/app/web/first-question.ts']);
  });
});
