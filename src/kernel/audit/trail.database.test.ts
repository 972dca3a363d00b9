import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town } from '../../app/testing/town.ts';
import { connect, type Database, loginPassword, urlFor } from '../database/connection.ts';
import type { Tables } from '../database/tables.gen.ts';
import { anchor, verifyTrail } from './trail.ts';

let town: Town;
let house: Database;
let gate: Database;

beforeAll(async () => {
  town = await aTown();
  house = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: town.ownerUrl, max: 1, options: '-c role=reti_house' }) }) });
  gate = connect(urlFor(town.ownerUrl, 'reti_gate', loginPassword(town.keyring.derive('database logins'), 'reti_gate')), 1).database;
  for (const who of ['amal', 'giulia', 'marco', 'teresa', 'blessing'] as const) {
    const worker = await town.as(who);
    for (let i = 0; i < 3; i++) await worker.post('/api/session/hat', { memberId: worker.memberId });
  }
});
afterAll(async () => {
  await house.destroy();
  await gate.destroy();
  await town.leave();
});

/** Does something to the trail as the database's all-powerful owner, asks for the verdict, and puts everything back. */
async function verdictAfter(tampering: string): Promise<string[]> {
  await town.look('create table keep_event as table audit_event');
  await town.look('create table keep_chain as table audit_chain');
  await town.look(tampering);
  const { breaks } = await verifyTrail(house, town.keyring);
  await town.look('truncate audit_event; delete from audit_chain; insert into audit_chain table keep_chain; insert into audit_event table keep_event; drop table keep_event, keep_chain');
  return [...new Set(breaks.map((one) => one.kind))];
}

const busiest = '(select chain from audit_event group by chain having count(*) >= 3 order by count(*) desc limit 1)';

describe('the audit trail', () => {
  it('is whole after people have worked', async () => {
    const verdict = await verifyTrail(house, town.keyring);
    expect(verdict.breaks).toEqual([]);
    expect(verdict.events).toBeGreaterThanOrEqual(20);
  });

  it('shows a line that was changed', async () => {
    expect(await verdictAfter(`update audit_event set role = 'admin' where chain = ${busiest} and position = 2`)).toEqual(['changed']);
  });

  it('shows a line that was removed', async () => {
    expect(await verdictAfter(`delete from audit_event where chain = ${busiest} and position = 2`)).toContain('missing');
  });

  it('shows a line that was put in', async () => {
    expect(await verdictAfter(`update audit_event set position = position + 1000 where chain = ${busiest} and position >= 2;
      update audit_event set position = position - 999 where chain = ${busiest} and position > 1000;
      insert into audit_event select chain, 2, at, programme_id, account_id, member_id, role, 'person.read', subject, subject_id, person_id, case_id, reason, details, previous, hash
        from audit_event where chain = ${busiest} and position = 1`)).toContain('changed');
  });

  it('shows two lines that changed places', async () => {
    expect(await verdictAfter(`update audit_event set position = 100000 where chain = ${busiest} and position = 2;
      update audit_event set position = 2 where chain = ${busiest} and position = 3;
      update audit_event set position = 3 where chain = ${busiest} and position = 100000`)).toContain('changed');
  });

  it('shows a tail that was cut off', async () => {
    expect(await verdictAfter(`delete from audit_event e where chain = ${busiest} and position = (select max(position) from audit_event x where x.chain = e.chain)`)).toEqual(['cut-short']);
  });

  it('shows a tail cut off together with its head, once an anchor was signed', async () => {
    await anchor(gate, town.keyring);
    expect((await verifyTrail(house, town.keyring)).breaks).toEqual([]);
    expect(await verdictAfter(`delete from audit_event where chain = ${busiest} and position >= 2;
      update audit_chain c set position = 1, hash = (select e.hash from audit_event e where e.chain = c.chain and e.position = 1) where c.chain in (select chain from audit_event group by chain having max(position) = 1) and c.position > 1`)).toContain('cut-short');
  });

  it('shows a whole chain written anew with right hashes, once an anchor was signed', async () => {
    expect(await verdictAfter(`do $$ declare e audit_event; prev bytea; target integer := ${busiest}; begin
      prev := sha256(convert_to('reti audit chain ' || target, 'UTF8'));
      for e in select * from audit_event where chain = target order by position loop
        e.role := 'nobody'; e.previous := prev; e.hash := sha256(prev || convert_to(audit_text(e), 'UTF8')); prev := e.hash;
        update audit_event set role = e.role, previous = e.previous, hash = e.hash where chain = e.chain and position = e.position;
      end loop;
      update audit_chain set hash = prev where chain = target; end $$`)).toEqual(['rewritten']);
  });

  it('cannot be written, changed or emptied by the application', async () => {
    const app = connect(urlFor(town.ownerUrl, 'reti_app', loginPassword(town.keyring.derive('database logins'), 'reti_app')), 1).database;
    for (const statement of ["update audit_event set role = 'x'", 'delete from audit_event', 'truncate audit_event', "select audit_append('[{\"action\":\"x.y\",\"subject\":\"xx\"}]')", 'select audit_heads()']) {
      await expect(sql.raw(statement).execute(app)).rejects.toMatchObject({ code: '42501' });
    }
    await app.destroy();
  });
});
