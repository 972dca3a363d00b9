import { describe, expect, it } from 'vitest';
import { fetched } from './parts.tsx';

const broken = (error: Error): Promise<never> => fetched(() => Promise.reject(error));

describe('a screen that this telephone has never opened, where there is no network', () => {
  it('says so, whether its code or its style did not come', async () => {
    for (const error of [new TypeError('Failed to fetch dynamically imported module: /assets/agenda.js'), new Error('Unable to preload CSS for /assets/agenda.css')]) await expect(broken(error)).rejects.toMatchObject({ code: 'screen-offline' });
  });

  it('says nothing of the network where the screen itself is at fault', async () => {
    for (const error of [new TypeError('hours is undefined'), new Error('no such hour')]) await expect(broken(error)).rejects.toBe(error);
  });
});
