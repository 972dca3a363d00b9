import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rewrapVault } from '../../app/administration.ts';
import { idOf } from '../../app/people.ts';
import { aTown, type Town } from '../../app/testing/town.ts';
import { type AsActor, type Act, doorTo } from '../database/act.ts';
import { connect, type Database, loginPassword, urlFor } from '../database/connection.ts';
import type { Tables } from '../database/tables.gen.ts';
import { vaultWith } from './vault.ts';

let town: Town;
let app: Pool;
let house: Database;
let asActor: AsActor;
const [personId, caseId] = [idOf('vault person'), idOf('vault case')];

beforeAll(async () => {
  town = await aTown();
  app = connect(urlFor(town.ownerUrl, 'reti_app', loginPassword(town.keyring.derive('database logins'), 'reti_app')), 4).pool;
  house = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: town.ownerUrl, max: 1, options: '-c role=reti_house' }) }) });
  asActor = doorTo(app);
  await as('giulia', (act) => sql`select open_person_file(${personId}, ${caseId}, 'vault-lince-01', 'female', 'desk')`.execute(act.db));
});
afterAll(async () => {
  await app.end();
  await house.destroy();
  await town.leave();
});

async function as<T>(person: 'giulia' | 'marco' | 'teresa', work: (act: Act) => Promise<T>): Promise<T> {
  const worker = await town.as(person);
  const [session] = await town.look<{ id: string; acting_key: string; account_id: string; member_id: string; programme_id: string; organisation_id: string; role: string }>(
    "select * from session where member_id = $1 and ended_at is null and stage = 'signed-in'", [worker.memberId]);
  if (!session) throw new Error('no session');
  return asActor({ actingKey: session.acting_key, sessionId: session.id, accountId: session.account_id, memberId: session.member_id, programmeId: session.programme_id, organisationId: session.organisation_id, role: session.role }, work);
}

describe('the vault', () => {
  const vault = () => vaultWith(town.keyring);

  it('gives Giulia the seal of her clinical notes, and nobody else', async () => {
    const sealed = await as('giulia', async (act) => (await vault().seal(act, caseId, 'secret-psychologist')).close('un ricordo', 'case_note.body:1'));
    expect(await as('giulia', async (act) => (await vault().seals(act, caseId)).get('secret-psychologist')?.open(sealed, 'case_note.body:1'))).toBe('un ricordo');
    expect([...(await as('teresa', (act) => vault().seals(act, caseId))).keys()]).not.toContain('secret-psychologist');
    await expect(as('teresa', (act) => vault().seal(act, caseId, 'secret-psychologist'))).rejects.toMatchObject({ code: expect.stringMatching(/not-allowed|42501|23505/) });
    expect([...(await as('marco', (act) => vault().seals(act, caseId))).keys()]).toEqual([]);
  });

  it('makes one key however many colleagues write at the same moment', async () => {
    const seals = await Promise.all(Array.from({ length: 8 }, () => as('giulia', (act) => vault().seal(act, caseId, 'restricted'))));
    const text = seals[0]?.close('ciao', 'x:1') ?? Buffer.alloc(0);
    expect(seals.map((seal) => seal.open(text, 'x:1'))).toEqual(Array.from({ length: 8 }, () => 'ciao'));
    expect(await town.look("select from vault_key where holder_id = $1 and compartment = 'restricted'", [caseId])).toHaveLength(1);
  });

  it('opens everything after the master key was changed, and the old master alone opens nothing new', async () => {
    const sealed = await as('giulia', async (act) => (await vault().seal(act, caseId, 'case')).close('prima', 'y:1'));
    const ring = town.keyring.rotated();
    expect(await rewrapVault(house, ring)).toBeGreaterThan(0);
    expect(await as('giulia', async (act) => (await vaultWith(ring).seal(act, caseId, 'case')).open(sealed, 'y:1'))).toBe('prima');
    await expect(as('giulia', (act) => vault().seal(act, caseId, 'case'))).rejects.toThrow('master-key-missing');
  });

  it('makes content unreadable for ever once the case\'s key is destroyed, whoever holds the master and the raw tables', async () => {
    const ring = town.keyring.rotated();
    const [before] = await town.look<{ wrapped: Buffer }>("select wrapped from vault_key where holder_id = $1 and compartment = 'case'", [caseId]);
    expect(before?.wrapped.length).toBeGreaterThan(0);
    await sql`select destroy_vault_keys(${caseId})`.execute(house);
    expect(await town.look('select 1 from vault_key where holder_id = $1 and wrapped is not null', [caseId])).toEqual([]);
    await expect(as('giulia', (act) => vaultWith(ring).seal(act, caseId, 'case'))).rejects.toMatchObject({ code: 'content-destroyed' });
    await expect(as('giulia', (act) => sql`update vault_key set destroyed_at = null`.execute(act.db))).rejects.toMatchObject({ code: '42501' });
    await expect(as('giulia', (act) => sql`select destroy_vault_keys(${caseId})`.execute(act.db))).rejects.toMatchObject({ code: '42501' });
  });
});
