import { type TOTP, URI } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { doorOf, email, nextCode } from '../../app/testing/door.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Resets } from '../../features/team/contract.ts';
import { Challenges } from './challenges.ts';
import { demoPassword } from './routes.ts';

/** Not a demonstration: here a second factor is asked of everybody, also of those whose password the demonstration shows. */
let town: Town;
beforeAll(async () => { town = await aTown({ demo: false }); });
afterEach(() => { vi.useRealTimers(); });
afterAll(() => town.leave());

const { aBrowser, signIn, enrolled } = doorOf(() => town);
const sixMinutesLater = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });

describe('changing how one signs in', () => {
  it('asks Amal for a proof of the last five minutes, and goes on once she gives her password', async () => {
    const browser = aBrowser();
    await enrolled(browser, 'amal');
    sixMinutesLater();
    for (const [method, url] of [['POST', '/api/account/totp'], ['POST', '/api/account/passkeys/options'], ['DELETE', '/api/account/passkeys/x'], ['POST', '/api/account/recovery-codes']] as const) {
      expect((await browser.call(method, url)).json()).toMatchObject({ code: 'proof-required' });
    }
    expect((await browser.call('GET', '/api/session/proof')).json()).toEqual({ methods: ['password', 'totp'] });
    expect((await browser.call('POST', '/api/session/proof', { password: 'non la sua' })).json()).toMatchObject({ code: 'credentials-wrong' });
    expect((await browser.call('POST', '/api/account/recovery-codes')).json()).toMatchObject({ code: 'proof-required' });
    expect((await browser.call('POST', '/api/session/proof', { password: demoPassword })).statusCode).toBe(200);
    expect((await browser.call('POST', '/api/account/totp')).statusCode).toBe(200);
  });

  it('lets Elena choose another password on a fresh proof alone, and signs her out elsewhere', async () => {
    const [browser, elsewhere] = [aBrowser(), aBrowser()];
    const app = await enrolled(browser, 'elena');
    await signIn(elsewhere, 'elena');
    expect((await elsewhere.call('POST', '/api/session/second-factor', { code: nextCode(app) })).statusCode).toBe(200);
    sixMinutesLater();
    expect((await browser.call('PUT', '/api/account/password', { next: 'quattro parole tutte mie' })).json()).toMatchObject({ code: 'proof-required' });
    await browser.call('POST', '/api/session/proof', { password: demoPassword });
    expect((await browser.call('PUT', '/api/account/password', { next: demoPassword })).json()).toMatchObject({ code: 'password-unchanged' });
    expect((await browser.call('PUT', '/api/account/password', { next: 'quattro parole tutte mie' })).statusCode).toBe(200);
    expect((await elsewhere.call('GET', '/api/account/sessions')).json()).toMatchObject({ code: 'session-required' });
    expect((await signIn(aBrowser(), 'elena', 'quattro parole tutte mie')).json()).toMatchObject({ state: 'second-factor' });
  });

  it('takes a code of the app as well, and a code that was used already is none', async () => {
    const browser = aBrowser();
    const app = await enrolled(browser, 'rubina');
    expect((await browser.call('POST', '/api/session/proof', { code: app.generate() })).json()).toMatchObject({ code: 'second-factor-wrong' });
    expect((await browser.call('POST', '/api/session/proof', { code: nextCode(app) })).statusCode).toBe(200);
  });

  it('never leaves Oksana with her password alone', async () => {
    const browser = aBrowser();
    await signIn(browser, 'oksana');
    await town.look("insert into passkey (id, account_id, name, public_key, counter) select 'una-chiave', id, 'telefono', '\\x00', 0 from account where email = $1", [email('oksana')]);
    expect((await browser.call('DELETE', '/api/account/passkeys/una-chiave')).json()).toMatchObject({ code: 'last-second-factor' });
  });

  it('asks Pietro anew before he invites somebody from a screen that stood open', async () => {
    const browser = aBrowser();
    await enrolled(browser, 'pietro');
    sixMinutesLater();
    expect((await browser.call('PUT', `/api/team/invitations/${newId()}`, { email: 'x@y.example', role: 'trainee', organisationId: newId() })).json()).toMatchObject({ code: 'proof-required' });
  });
});

describe('codes on paper', () => {
  it('let Giulia in once each when her telephone is lost, and are told once', async () => {
    const browser = aBrowser();
    await enrolled(browser, 'giulia');
    const { codes } = (await browser.call('POST', '/api/account/recovery-codes')).json() as { codes: string[] };
    expect(new Set(codes).size).toBe(10);
    expect(JSON.stringify(await town.look('select * from recovery_code'))).not.toContain(codes[0]);

    const elsewhere = aBrowser();
    expect((await signIn(elsewhere, 'giulia')).json()).toMatchObject({ state: 'second-factor' });
    expect((await elsewhere.call('POST', '/api/session/recovery', { code: codes[0]?.toLowerCase() })).json()).toMatchObject({ state: 'signed-in' });
    expect((await elsewhere.call('GET', '/api/account/recovery-codes')).json()).toMatchObject({ left: 9 });

    const again = aBrowser();
    await signIn(again, 'giulia');
    expect((await again.call('POST', '/api/session/recovery', { code: codes[0] })).json()).toMatchObject({ code: 'second-factor-wrong' });
    expect((await again.call('GET', '/api/cases')).statusCode).toBe(401);
  });

  it('are not given to somebody who has shown a password alone', async () => {
    const browser = aBrowser();
    await signIn(browser, 'chiara');
    expect((await browser.call('POST', '/api/account/recovery-codes')).json()).toMatchObject({ code: 'second-factor-required' });
    expect((await browser.call('POST', '/api/session/recovery', { code: 'AAAAA-AAAAA' })).json()).toMatchObject({ code: 'second-factor-wrong' });
  });

  it('cannot be guessed: wrong ones count like wrong passwords', async () => {
    const browser = aBrowser();
    await enrolled(browser, 'anna');
    const thief = aBrowser();
    await signIn(thief, 'anna');
    for (let i = 0; i < 5; i++) await thief.call('POST', '/api/session/recovery', { code: `AAAAA-AAA${i % 8}2` });
    expect((await signIn(thief, 'anna')).json()).toMatchObject({ code: 'account-locked' });
  });
});

describe('Marco, who lost telephone and paper', () => {
  const admin = aBrowser();

  it('begins anew when Stefano asks, Teresa agrees and he knows his password; what counted before no longer does', async () => {
    const [teresa, marco, colleague] = [aBrowser(), aBrowser(), aBrowser()];
    const lost = await enrolled(marco, 'marco');
    await enrolled(admin, 'stefano');
    await enrolled(teresa, 'teresa');
    await enrolled(colleague, 'blessing');
    const [member] = await town.look<{ id: string }>("select m.id from membership m join account a on a.id = m.account_id join programme p on p.id = m.programme_id where a.email = $1 and p.territory = 'Avellino'", [email('marco')]);

    const id = newId();
    expect((await colleague.call('PUT', `/api/team/second-factor-resets/${newId()}`, { memberId: member?.id, reason: 'telefono perso' })).json()).toMatchObject({ code: 'not-allowed' });
    expect((await admin.call('PUT', `/api/team/second-factor-resets/${id}`, { memberId: member?.id, reason: 'telefono perso' })).statusCode).toBe(200);
    expect((await admin.call('POST', `/api/team/second-factor-resets/${id}/decision`, { verdict: 'approved' })).json()).toMatchObject({ code: 'not-found' });
    expect((await teresa.call('GET', '/api/team/second-factor-resets')).json() as unknown as Resets).toMatchObject({ items: [{ name: 'Marco D’Alessio', state: 'waiting', askedBy: 'Stefano De Luca', reason: 'telefono perso' }] });
    const { code } = (await teresa.call('POST', `/api/team/second-factor-resets/${id}/decision`, { verdict: 'approved' })).json() as { code: string };

    const anew = aBrowser();
    await signIn(anew, 'marco');
    expect((await anew.call('POST', '/api/session/recovery', { code })).json()).toEqual({ state: 'enrolment', methods: [] });
    expect((await anew.call('GET', '/api/cases')).statusCode).toBe(401);

    // Left halfway, the factor of before still stands between his password and his work.
    const thief = aBrowser();
    expect((await signIn(thief, 'marco')).json()).toMatchObject({ state: 'second-factor' });
    expect((await thief.call('POST', '/api/session/recovery', { code })).json()).toMatchObject({ code: 'second-factor-wrong' });

    const app = URI.parse((await anew.call('POST', '/api/account/totp')).json()['uri'] as string) as TOTP;
    expect((await anew.call('PUT', '/api/account/totp', { code: app.generate() })).statusCode).toBe(200);
    expect((await anew.call('GET', '/api/cases')).statusCode).toBe(200);
    expect((await marco.call('GET', '/api/cases')).statusCode).toBe(401);
    const withOld = aBrowser();
    await signIn(withOld, 'marco');
    expect((await withOld.call('POST', '/api/session/second-factor', { code: nextCode(lost) })).json()).toMatchObject({ code: 'second-factor-wrong' });
  });

  it('is not begun anew by one person alone, nor for oneself', async () => {
    const [own] = await town.look<{ id: string }>('select m.id from membership m join account a on a.id = m.account_id where a.email = $1', [email('stefano')]);
    expect((await admin.call('PUT', `/api/team/second-factor-resets/${newId()}`, { memberId: own?.id, reason: 'telefono perso' })).json()).toMatchObject({ code: 'not-allowed' });
    const [elsewhere] = await town.look<{ id: string }>('select m.id from membership m join account a on a.id = m.account_id where a.email = $1', [email('rosa')]);
    expect((await admin.call('PUT', `/api/team/second-factor-resets/${newId()}`, { memberId: elsewhere?.id, reason: 'telefono perso' })).json()).toMatchObject({ code: 'not-allowed' });
  });
});

describe('guessing at Vincenzo’s password from elsewhere', () => {
  it('closes the door to strangers, and not to Vincenzo in the browser where he works', async () => {
    const own = aBrowser();
    const app = await enrolled(own, 'vincenzo');
    await own.call('DELETE', '/api/session');
    const stranger = aBrowser();
    for (let i = 0; i < 5; i++) await signIn(stranger, 'vincenzo', `tentativo ${i}`);
    expect((await signIn(stranger, 'vincenzo')).json()).toMatchObject({ code: 'account-locked' });
    expect((await signIn(own, 'vincenzo')).json()).toMatchObject({ state: 'second-factor' });
    expect((await own.call('POST', '/api/session/second-factor', { code: nextCode(app) })).json()).toMatchObject({ state: 'signed-in' });
  });

  it('does not keep the door closed by hammering on it', async () => {
    const stranger = aBrowser();
    for (let i = 0; i < 8; i++) await signIn(stranger, 'carla', `tentativo ${i}`);
    expect(await town.look('select failures from account where email = $1', [email('carla')])).toEqual([{ failures: 5 }]);
  });
});

describe('what a browser must answer with its passkey', () => {
  it('is kept by the server: the cookie of whoever was asked says nothing of it', async () => {
    const browser = aBrowser();
    const { challenge } = (await browser.call('POST', '/api/session/passkey/options')).json() as { challenge: string };
    expect([...browser.jar.values()].join()).not.toContain(challenge);
    expect(await town.look('select 1 from challenge where content = $1', [challenge])).toHaveLength(1);
    await browser.call('POST', '/api/session/passkey', { id: 'x' });
    expect(await town.look('select 1 from challenge where content = $1', [challenge])).toEqual([]);
  });

  it('serves once, for five minutes, and whoever was asked alone', async () => {
    const { openPrepared } = await import('../database/open.ts');
    const { gate, close } = await openPrepared(town.ownerUrl, town.keyring, 1);
    const challenges = new Challenges(gate);
    try {
      await challenges.remember('browser:one', 'passkey', 'domanda');
      expect(await challenges.take('browser:two', 'passkey')).toBeUndefined();
      expect(await challenges.take('browser:one', 'new-passkey')).toBeUndefined();
      expect(await challenges.take('browser:one', 'passkey')).toBe('domanda');
      expect(await challenges.take('browser:one', 'passkey')).toBeUndefined();
      await challenges.remember('browser:one', 'passkey', 'vecchia');
      sixMinutesLater();
      expect(await challenges.take('browser:one', 'passkey')).toBeUndefined();
    } finally {
      await close();
    }
  });
});

describe('a sign-in', () => {
  it('gets a cookie of its own each time it rises, and the one before is worth nothing', async () => {
    const browser = aBrowser();
    await signIn(browser, 'luca');
    const half = browser.jar.get('reti') ?? '';
    await enrolled(browser, 'luca');
    expect(browser.jar.get('reti')).not.toBe(half);
    const stale = await town.app.inject({ url: '/api/account/sessions', headers: { cookie: `reti=${half}` } });
    expect(stale.json()).toMatchObject({ code: 'session-required' });
  });
});
