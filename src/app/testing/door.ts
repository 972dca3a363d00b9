import { type TOTP, URI } from 'otpauth';
import { demoPassword } from '../../kernel/identity/routes.ts';
import type { Town } from './town.ts';

export interface Reply { statusCode: number; json(): Record<string, unknown>; cookies: { name: string; value: string }[] }

/** A browser on a machine of its own: it keeps the cookies that it is given. */
export interface Browser {
  readonly jar: Map<string, string>;
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<Reply>;
}

export const email = (who: string): string => `${who}@demo.reti.example`;
/** Another code than the one used at enrolment: a code serves once. */
export const nextCode = (app: TOTP): string => app.generate({ timestamp: Date.now() + 30_000 });

/** The town's door as browsers find it. @param townNow asked when it is needed: tests found their town before they start */
export function doorOf(townNow: () => Town) {
  let browsers = 0;
  function aBrowser(): Browser {
    const remoteAddress = `10.0.0.${browsers += 1}`;
    const jar = new Map<string, string>();
    const call: Browser['call'] = async (method, url, payload) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply = await townNow().app.inject({ method, url, remoteAddress, headers: { 'x-requested-with': 'reti', cookie }, ...(payload ? { payload } : {}) });
      for (const { name, value } of reply.cookies) if (value) jar.set(name, value); else jar.delete(name);
      return reply as Reply;
    };
    return { jar, call };
  }
  const signIn = (browser: Browser, who: string, password = demoPassword): Promise<Reply> => browser.call('POST', '/api/session', { email: email(who), password });
  /** Adds an app and is wholly signed in. */
  async function enrolled(browser: Browser, who: string): Promise<TOTP> {
    await signIn(browser, who);
    const app = URI.parse((await browser.call('POST', '/api/account/totp')).json()['uri'] as string) as TOTP;
    const confirmed = await browser.call('PUT', '/api/account/totp', { code: app.generate() });
    if (confirmed.statusCode !== 200) throw new Error(`${who} could not add an app: ${confirmed.statusCode}`);
    return app;
  }
  return { aBrowser, signIn, enrolled };
}
