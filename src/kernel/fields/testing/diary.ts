import { sql } from 'kysely';
import { z } from 'zod';
import { rooms } from '../../../app/rooms.ts';
import { aTown, type Town } from '../../../app/testing/town.ts';
import type { DemoName } from '../../../app/people.ts';
import { signInWorker, type Worker } from '../../../app/worker.ts';
import type { Act } from '../../database/act.ts';
import { openPrepared } from '../../database/open.ts';
import { Problem } from '../../http/problems.ts';
import { type App, buildServer, type Routes } from '../../http/server.ts';
import { JobRunner } from '../../jobs/runner.ts';
import { type Vault, vaultWith } from '../../vault/vault.ts';
import { DecideField, EditFields, FieldHistory, FieldsNow } from '../contract.ts';
import { decideField, editFields, fieldHistory, type FieldRecord, fieldsNow } from '../store.ts';

/**
 * The smallest room in which several people edit one record: a diary whose words are sealed and whose weather is not, kept by those whom it
 * names. It exists in tests alone, over the whole real server and the real database; a real room does the very same.
 */
const tables = `
  create table test_diary (id uuid primary key, programme_id uuid not null, keepers uuid[] not null, words_sealed bytea, weather text, version integer not null default 0);
  create table test_note (id uuid primary key, programme_id uuid not null, diary_id uuid not null references test_diary, words text not null, by_member uuid not null, place bigint generated always as identity);
  alter table test_diary enable row level security;
  alter table test_note enable row level security;
  grant select, insert on test_diary, test_note to reti_app;
  grant update (words_sealed, weather, version) on test_diary to reti_app;
  create policy "a diary is its keepers’" on test_diary to reti_app using (actor_member() = any (keepers)) with check (actor_member() = any (keepers));
  create policy "notes follow the diary" on test_note to reti_app using (exists (select from test_diary d where d.id = diary_id)) with check (by_member = actor_member() and exists (select from test_diary d where d.id = diary_id));
  create policy "the key of a diary is its keepers’" on vault_key for select to reti_app using (compartment = 'test-diary' and exists (select from test_diary d where d.id = holder_id));
  create policy "the key of a diary is made by its keepers" on vault_key for insert to reti_app with check (compartment = 'test-diary' and exists (select from test_diary d where d.id = holder_id));
  call fields_follow('test-diary', 'exists (select from test_diary d where d.id = record_id)', '(select actor_in_team())');
`;

const ById = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;
const inCalls = { config: { inCalls: true } };
const sealedFields: ReadonlySet<string> = new Set(['words']);

async function recordOf(act: Act, vault: Vault, id: string): Promise<FieldRecord> {
  const { rows } = await sql<{ words_sealed: Buffer | null; weather: string | null }>`select words_sealed, weather from test_diary where id = ${id} for update`.execute(act.db);
  const [row] = rows;
  if (!row) throw new Problem('not-found');
  const seal = await vault.seal(act, id, 'test-diary');
  return { kind: 'test-diary', id, values: { words: row.words_sealed && seal.open(row.words_sealed, 'words'), weather: row.weather }, seal: { with: seal, fields: sealedFields } };
}

async function keep(act: Act, record: FieldRecord, changed: Readonly<Record<string, unknown>>): Promise<FieldRecord> {
  if ('words' in changed) await sql`update test_diary set words_sealed = ${record.seal?.with.close(String(changed['words'] ?? ''), 'words')}, version = version + 1 where id = ${record.id}`.execute(act.db);
  if ('weather' in changed) await sql`update test_diary set weather = ${changed['weather']}, version = version + 1 where id = ${record.id}`.execute(act.db);
  return { ...record, values: { ...record.values, ...changed } };
}

const diaryRoutes: Routes = (app, { vault }) => {
  app.put('/api/test-diaries/:id', { ...inCalls, schema: { params: ById, body: z.object({ keepers: z.array(z.uuid()) }), response: { 200: Done } } }, (request) => request.act(async (act) => {
    const { rows } = await sql`insert into test_diary (id, programme_id, keepers) values (${request.params.id}, ${act.actor.programmeId}, ${request.body.keepers}) on conflict (id) do nothing returning id`.execute(act.db);
    if (rows.length === 0) act.unchanged();
    else act.audit({ action: 'test-diary.open', subject: 'test-diary', subjectId: request.params.id });
    return done;
  }));
  app.put('/api/test-notes/:id', { ...inCalls, schema: { params: ById, body: z.object({ diaryId: z.uuid(), words: z.string() }), response: { 200: Done } } }, (request) => request.act(async (act) => {
    const { rows: [before] } = await sql<{ words: string }>`select words from test_note where id = ${request.params.id}`.execute(act.db);
    if (before) {
      act.unchangedIf(before.words === request.body.words);
      return done;
    }
    const { rows } = await sql`select from test_diary where id = ${request.body.diaryId}`.execute(act.db);
    if (rows.length === 0) throw new Problem('not-found');
    await sql`insert into test_note (id, programme_id, diary_id, words, by_member) values (${request.params.id}, ${act.actor.programmeId}, ${request.body.diaryId}, ${request.body.words}, ${act.actor.memberId})`.execute(act.db);
    act.audit({ action: 'test-note.write', subject: 'test-diary', subjectId: request.body.diaryId });
    return done;
  }));
  app.patch('/api/test-diaries/:id', { ...inCalls, schema: { params: ById, body: EditFields, response: { 200: FieldsNow } } }, (request) => request.act(async (act) => {
    const record = await recordOf(act, vault, request.params.id);
    return fieldsNow(act, await keep(act, record, await editFields(act, record, request.body)), request.body.id);
  }));
  app.post('/api/test-diaries/:id/decisions', { ...inCalls, schema: { params: ById, body: DecideField, response: { 200: FieldsNow } } }, (request) => request.act(async (act) => {
    const record = await recordOf(act, vault, request.params.id);
    return fieldsNow(act, await keep(act, record, await decideField(act, record, request.body)), request.body.id);
  }));
  app.get('/api/test-diaries/:id', { ...inCalls, schema: { params: ById, response: { 200: FieldsNow } } }, (request) => request.act(async (act) => fieldsNow(act, await recordOf(act, vault, request.params.id))));
  app.get('/api/test-diaries/:id/history', { schema: { params: ById, response: { 200: FieldHistory } } }, (request) => request.act(async (act) => fieldHistory(act, await recordOf(act, vault, request.params.id))));
};

export interface DiaryTown {
  readonly town: Town;
  readonly app: App;
  as(name: DemoName): Promise<Worker>;
  leave(): Promise<void>;
}

/** A town with the room of diaries beside all others. */
export async function aDiaryTown(): Promise<DiaryTown> {
  const town = await aTown();
  await town.look(tables);
  const open = await openPrepared(town.ownerUrl, town.keyring, 6);
  const house = { ...open, keyring: town.keyring, vault: vaultWith(town.keyring), jobs: new JobRunner(open.gate), publicUrl: 'http://localhost:3000', demo: true, version: 'test' };
  const app = await buildServer({ house, rooms: [...rooms, diaryRoutes], requestsPerMinute: 1_000_000 });
  await app.ready();
  const workers = new Map<string, Promise<Worker>>();
  return {
    town,
    app,
    as(name) {
      const known = workers.get(name) ?? signInWorker(app, name);
      workers.set(name, known);
      return known;
    },
    async leave() {
      await app.close();
      await open.close();
      await town.leave();
    },
  };
}
