import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCase } from '../../features/cases/testing/case.ts';
import { demoPassword } from '../../kernel/identity/routes.ts';
import { openPrepared } from '../../kernel/database/open.ts';
import type { DemoName } from '../people.ts';
import { smuggled } from '../testing/smuggled.ts';
import { aTown, newId, type Town } from '../testing/town.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

describe('statements smuggled into a request of Vincenzo, of the prefecture', () => {
  it('cannot stand a table of their own in front of the house’s', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const columns = await town.look<{ one: string }>("select quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) as one from pg_attribute where attrelid = 'session'::regclass and attnum > 0 and not attisdropped order by attnum");
    await smuggled(town, 'vincenzo', async (ask) => {
      await ask(`create temporary table session (${columns.map((column) => column.one).join(', ')})`);
      await ask(`insert into session (id, account_id, token_hash, acting_key, stage, member_id, programme_id, organisation_id, role, device, created_at, seen_at, expires_at)
        select gen_random_uuid(), m.account_id, '', current_setting('reti.acting')::uuid, 'signed-in', m.id, m.programme_id, m.organisation_id, 'coordinator', '', now(), now(), 'infinity'
          from membership m where m.role = 'coordinator' and m.ended_at is null`);
      await ask('grant select on session to public');
      expect(await ask('select actor_role() as role')).toEqual([{ role: 'prefecture' }]);
      expect(await ask('select id from case_file where id = $1', [caseId])).toEqual([]);
    });
  });

  it('read nowhere whose sessions the others are', async () => {
    const { memberId } = await town.as('giulia');
    const [giulia] = await town.look<{ acting_key: string }>('select acting_key from session where member_id = $1 and ended_at is null order by created_at desc limit 1', [memberId]);
    const open = await openPrepared(town.ownerUrl, town.keyring, 1);
    const actor = { actingKey: giulia?.acting_key ?? '', sessionId: '', accountId: '', memberId, programmeId: '', organisationId: '', role: 'psychologist' };
    try {
      await open.asActor(actor, () => smuggled(town, 'vincenzo', async (ask) => {
        const running = (await ask('select query from pg_stat_activity where usename = current_user')).map((one) => String(one['query']));
        expect(running.filter((text) => text !== '<insufficient privilege>')).not.toEqual([]);
        expect(running.filter((text) => text.includes(actor.actingKey))).toEqual([]);
      }));
    } finally {
      await open.close();
    }
  });

  it('cannot set off the house’s triggers from a table of their own', async () => {
    await smuggled(town, 'vincenzo', async (ask) => {
      const triggers = await ask("select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype = 'trigger'::regtype and p.prosecdef");
      expect(triggers.length).toBeGreaterThan(10);
      expect(await ask(`select name from unnest($1::text[]) name where has_function_privilege('reti_app', name, 'execute')`, [triggers.map((one) => one['name'])])).toEqual([]);
    });
  });

  it('find nothing to call that changes a case they do not hold, or a session that outlives their own', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await smuggled(town, 'vincenzo', async (ask) => {
      await expect(ask('select case_changed($1)', [caseId])).rejects.toMatchObject({ code: '42501' });
      await expect(ask('select open_job_session($1, $2)', [newId(), newId()])).rejects.toMatchObject({ code: '42501' });
      await expect(ask('select work_out_case_access($1)', [caseId])).rejects.toMatchObject({ code: '42501' });
      await expect(ask("select notify_member($1, 'assigned', 'case', $2)", [(await town.as('giulia')).memberId, caseId])).rejects.toMatchObject({ code: '42501' });
      await expect(ask('select destroy_vault_keys($1)', [caseId])).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe('Amal, whose cousin works for the man Rashid fled', () => {
  it('is kept out under every hat she has or is given later, once she is barred under one', async () => {
    const [teresa, stefano, amal] = await Promise.all([town.as('teresa'), town.as('stefano'), town.as('amal')]);
    const { caseId, code } = await aCase(town, 'giulia', ['amal']);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: amal.memberId, askedBy: 'person', reason: 'la persona lo chiede' });

    const secondHat = await anotherHat('amal', 'educator');
    await amal.post('/api/session/hat', { memberId: secondHat });
    try {
      expect((await amal.put(`/api/break-glass/${newId()}`, { caseId, reason: 'emergenza in corso di notte' })).body.code).toBe('not-found');
      expect((await amal.put(`/api/access-requests/${newId()}`, { code, reason: 'la conosco' })).body.code).toBe('not-found');
      expect((await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: secondHat })).body.code).toBe('colleague-barred');
      const coordinating = await anotherHat('amal', 'coordinator');
      await amal.post('/api/session/hat', { memberId: coordinating });
      expect((await amal.get(`/api/cases/${caseId}`)).status).toBe(404);
      expect((await stefano.post(`/api/team/members/${coordinating}/end`, { reason: 'prova finita' })).status).toBe(200);
    } finally {
      await amal.post('/api/session/hat', { memberId: amal.memberId });
    }
  });
});

/** Another hat for somebody who has an account, invited by Stefano, approved by Teresa and accepted with their password. @returns its membership */
async function anotherHat(name: DemoName, role: string): Promise<string> {
  const [stefano, teresa, person] = await Promise.all([town.as('stefano'), town.as('teresa'), town.as(name)]);
  const [known] = await town.look<{ email: string; organisation_id: string }>('select a.email, m.organisation_id from membership m join account a on a.id = m.account_id where m.id = $1', [person.memberId]);
  const invitation = await stefano.put<{ id: string; link: string }>(`/api/team/invitations/${newId()}`, { email: known?.email, role, organisationId: known?.organisation_id, languages: [] });
  const token = invitation.body.link.split('/').at(-1) ?? '';
  const { code } = (await teresa.post<{ code: string }>(`/api/team/invitations/${invitation.body.id}/decision`, { verdict: 'approved' })).body;
  const accepted = await town.app.inject({ method: 'PUT', url: `/api/invitations/${token}`, headers: { 'x-requested-with': 'reti' }, payload: { name: 'Amal Haddad', password: demoPassword, code } });
  expect(accepted.statusCode).toBe(200);
  const [hat] = await town.look<{ id: string }>('select m.id from membership m join membership o on o.account_id = m.account_id where o.id = $1 and m.role = $2 and m.ended_at is null', [person.memberId, role]);
  return hat?.id ?? '';
}
