import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetched } from './parts.tsx';

const broken = (error: Error): Promise<never> => fetched(() => Promise.reject(error));
const absent = [new TypeError('Failed to fetch dynamically imported module: /assets/agenda.js'), new Error('Unable to preload CSS for /assets/agenda.css')];

afterEach(() => { vi.unstubAllGlobals(); });

describe('a screen that this telephone has never opened, where there is no network', () => {
  it('says so, whether its code or its style did not come', async () => {
    for (const error of absent) await expect(broken(error)).rejects.toMatchObject({ code: 'screen-offline' });
  });

  it('says nothing of the network where the screen itself is at fault', async () => {
    for (const error of [new TypeError('hours is undefined'), new Error('no such hour')]) await expect(broken(error)).rejects.toBe(error);
  });
});

describe('a screen of a window that is older than the server', () => {
  it('offers the newer version, whether its code or its style is no longer there', async () => {
    vi.stubGlobal('document', { querySelector: () => ({ content: 'before' }) });
    vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'content-type': 'application/json', 'x-reti-build': 'after' } }));
    for (const error of absent) await expect(broken(error)).rejects.toMatchObject({ code: 'new-version' });
  });
});
