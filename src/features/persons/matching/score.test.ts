import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { score } from './index.ts';

describe('the matcher from outside', () => {
  it('runs in Node alone, and says what the page of the room says it does', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, example = ''] = /```ts\n(import \{ score \}.*?)```/su.exec(page) ?? [];
    const [, promised] = /^\/\/ (.+)$/mu.exec(example) ?? [];
    expect(execFileSync(process.execPath, ['--input-type=module', '--eval', example], { encoding: 'utf8' }).trim()).toBe(promised);
  });

  it('compares two records field by field', () => {
    const { reasons } = score({ names: ['Olena Kovalenko'], gender: 'female' }, { names: ['Elena Kovalenko'], gender: 'female' });
    expect(reasons).toEqual([{ code: 'spelling-variant', parts: [{ a: 'olena', b: 'elena' }] }, { code: 'same-gender' }]);
  });
});
