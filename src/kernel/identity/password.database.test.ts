import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, doorOf, email, nextCode, type Reply } from '../../app/testing/door.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Resets } from '../../features/team/contract.ts';

/** Not a demonstration: here a second factor is asked of everybody. */
let town: Town;
beforeAll(async () => { town = await aTown({ demo: false }); });
afterAll(() => town.leave());
const { aBrowser, signIn, enrolled } = doorOf(() => town);

describe('Rubina, who lost her password and has no passkey', () => {
  const [stefano, teresa] = [aBrowser(), aBrowser()];
  const memberOf = async (who: string, territory = 'Avellino') =>
    (await town.look<{ id: string }>('select m.id from membership m join account a on a.id = m.account_id join programme p on p.id = m.programme_id where a.email = $1 and p.territory = $2', [email(who), territory]))[0]?.id;
  const tokenOf = (reply: Reply) => new URL((reply.json() as { link: string }).link).pathname.split('/').at(-1) ?? '';
  const ask = async (who: string, id = newId()) => ({ id, token: tokenOf(await stefano.call('PUT', `/api/team/password-resets/${id}`, { memberId: await memberOf(who), reason: 'password persa' })) });
  const approve = async (id: string) => ((await teresa.call('POST', `/api/team/password-resets/${id}/decision`, { verdict: 'approved' })).json() as { code: string }).code;
  const choose = (browser: Browser, token: string, code: string, password = 'quattro parole tutte nuove') => browser.call('PUT', `/api/password-resets/${token}`, { password, code });

  it('chooses another with Stefano’s link and Teresa’s code, still owes her second factor, and is signed out everywhere else', async () => {
    const [before, anew] = [aBrowser(), aBrowser()];
    const app = await enrolled(before, 'rubina');
    await enrolled(stefano, 'stefano');
    await enrolled(teresa, 'teresa');
    expect((await before.call('GET', '/api/cases')).statusCode).toBe(200);

    const { id, token } = await ask('rubina');
    expect(JSON.stringify(await town.look('select row_to_json(r) from password_reset r'))).not.toContain(token);
    const seen = (await anew.call('GET', `/api/password-resets/${token}`)).json();
    expect(seen).toEqual({ isAwaited: true });
    expect((await choose(anew, token, 'AAAAA-AAAAA')).json()).toMatchObject({ code: 'password-link-awaited' });
    expect((await teresa.call('GET', '/api/team/password-resets')).json() as unknown as Resets).toMatchObject({ items: [{ state: 'waiting', askedBy: 'Stefano De Luca', reason: 'password persa' }] });
    const code = await approve(id);
    expect((await anew.call('GET', `/api/password-resets/${token}`)).json()).toEqual({ isAwaited: false });
    expect((await choose(anew, token, 'AAAAA-AAAAA')).json()).toMatchObject({ code: 'password-code-wrong' });
    expect((await before.call('GET', '/api/cases')).statusCode).toBe(200);

    expect((await choose(anew, token, code)).json()).toMatchObject({ state: 'second-factor', methods: ['totp'] });
    // What a thief of the database would have to pay for each guess: OWASP's parameters for argon2id.
    expect(await town.look("select split_part(password_hash, '$', 2) as kind, split_part(password_hash, '$', 4) as cost from account where email = $1", [email('rubina')])).toEqual([{ kind: 'argon2id', cost: 'm=19456,t=2,p=1' }]);
    expect((await anew.call('GET', '/api/cases')).statusCode).toBe(401);
    expect((await before.call('GET', '/api/cases')).statusCode).toBe(401);
    expect((await choose(aBrowser(), token, code)).json()).toMatchObject({ code: 'password-link-expired' });
    expect((await signIn(aBrowser(), 'rubina')).json()).toMatchObject({ code: 'credentials-wrong' });
    expect((await anew.call('POST', '/api/session/second-factor', { code: nextCode(app) })).json()).toMatchObject({ state: 'signed-in' });
    expect((await anew.call('GET', '/api/cases')).statusCode).toBe(200);
    expect((await anew.call('GET', '/api/account/password-history')).json()).toMatchObject({ items: [{ askedBy: 'Stefano De Luca', decision: 'approved', decidedBy: 'Teresa Iannaccone' }] });
    expect(await town.look<{ action: string }>("select action from audit_event where (subject_id = $1 or details ->> 'reset' = $1::text) order by at, position", [id]))
      .toEqual([{ action: 'password-reset.ask' }, { action: 'password-reset.approve' }, { action: 'account.password-reset' }]);
  });

  it('is told to nobody who only guesses: a link that never was is answered like one that has run out', async () => {
    expect((await aBrowser().call('GET', `/api/password-resets/${'a'.repeat(32)}`)).json()).toMatchObject({ code: 'password-link-expired' });
    const { id, token } = await ask('oksana');
    await approve(id);
    await town.look("update password_reset set expires_at = now() - interval '1 second' where id = $1", [id]);
    expect((await aBrowser().call('GET', `/api/password-resets/${token}`)).json()).toMatchObject({ code: 'password-link-expired' });
  });

  it('cannot be had by guessing at the code: after ten wrong ones the right one is worth nothing', async () => {
    const { id, token } = await ask('amal');
    const code = await approve(id);
    const guesser = aBrowser();
    for (let i = 0; i < 10; i++) expect((await choose(guesser, token, `AAAAA-AAA${i % 8}2`)).json()).toMatchObject({ code: 'password-code-wrong' });
    expect((await choose(guesser, token, code)).json()).toMatchObject({ code: 'password-link-expired' });
  });

  it('is not had by one person alone, nor by who holds another hat, nor after a no', async () => {
    const { id, token } = await ask('marco');
    expect((await stefano.call('POST', `/api/team/password-resets/${id}/decision`, { verdict: 'approved' })).json()).toMatchObject({ code: 'not-found' });
    expect((await teresa.call('PUT', `/api/team/password-resets/${newId()}`, { memberId: await memberOf('marco'), reason: 'password persa' })).json()).toMatchObject({ code: 'not-allowed' });
    expect((await stefano.call('PUT', `/api/team/password-resets/${newId()}`, { memberId: await memberOf('stefano'), reason: 'password persa' })).json()).toMatchObject({ code: 'not-allowed' });
    const [elsewhere] = await town.look<{ id: string }>("select m.id from membership m join account a on a.id = m.account_id join programme p on p.id = m.programme_id where a.email = $1 and p.territory <> 'Avellino'", [email('rosa')]);
    expect((await stefano.call('PUT', `/api/team/password-resets/${newId()}`, { memberId: elsewhere?.id, reason: 'password persa' })).json()).toMatchObject({ code: 'not-allowed' });
    const about = await ask('teresa');
    expect((await teresa.call('POST', `/api/team/password-resets/${about.id}/decision`, { verdict: 'approved' })).json()).toMatchObject({ code: 'own-matter' });
    expect((await teresa.call('POST', `/api/team/password-resets/${id}/decision`, { verdict: 'refused', words: 'Non è lei che ha chiesto' })).statusCode).toBe(200);
    expect((await aBrowser().call('GET', `/api/password-resets/${token}`)).json()).toMatchObject({ code: 'password-link-expired' });
  });
});
