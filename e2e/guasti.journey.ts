import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser, expectAccessible, expectNoSidewaysScroll, signInAs } from './support/browser.ts';
import { samira, type Scene } from './support/scene.ts';

/** When the server is in trouble, every screen says what happened, what is safe and what to do; and none says that there is nothing. */

let scene: Scene;
beforeAll(async () => { scene = await samira(inject('address')); });
afterAll(closeBrowser);

/** Sentences that would tell of an emptiness which nobody knows. */
const emptiness = /Nessun[oa]? |Ancora niente|Niente in |Non c’è ancora|Per oggi niente/;

describe('When the server answers with a failure', () => {
  it('each screen of Giulia says so calmly, offers to try again, and shows what came as soon as it comes', async () => {
    const giulia = await signInAs('giulia');
    const { page } = giulia;
    const screens = ['/', '/cases', '/desk', '/services', `/services/${scene['serviceId']}`, `/cases/${scene['caseId']}`, `/interviews/${scene['interviewId']}`, `/screenings/${scene['screeningId']}`, `/second-readings/${scene['assessmentId']}`, '/notices'];
    let isBroken = true;
    await page.route('**/api/**', async (route) => {
      if (!isBroken || new URL(route.request().url()).pathname === '/api/session') await route.continue();
      else await route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/unexpected', title: 'unexpected', status: 500, code: 'unexpected' }) });
    });
    for (const address of screens) {
      isBroken = true;
      await page.goto(address);
      const trouble = page.getByRole('alert').first();
      await trouble.waitFor();
      await expect.poll(() => trouble.innerText()).toContain('Quello che hai scritto è ancora qui.');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      const said = await page.getByRole('main').innerText();
      expect({ address, empty: emptiness.exec(said)?.[0] }).toEqual({ address, empty: undefined });
      isBroken = false;
      for (const again of await page.getByRole('button', { name: 'Riprova' }).all()) await again.click();
      await trouble.waitFor({ state: 'detached' });
    }
    await giulia.leave();
  });
});
