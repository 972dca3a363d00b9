/**
 * `node bench/mailbox.ts [messages]`: a mailbox of five thousand messages with every malformed one among them is read by the real server while a colleague works.
 * Counts what was lost and what was kept twice (both must be nothing), and says how the first screen of the colleague fared meanwhile.
 */
import { fork } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildApp } from '../src/app/build.ts';
import { seedPeople } from '../src/app/people.ts';
import { rightsFiles } from '../src/app/rights.ts';
import { readRights } from '../src/kernel/database/migrate.ts';
import { openDatabase } from '../src/kernel/database/open.ts';
import { freePort } from './processes.ts';

const messages = Number(process.argv[2] ?? '5000');
const load = loadavg()[0] ?? 0;
// Made by the opening itself, which lets the database's own user in.
const folder = join(tmpdir(), `reti-bench-mail-${process.pid}`);
const database = await openDatabase({ dataFolder: folder, rights: readRights(rightsFiles) });
try {
  await seedPeople(database.ownerUrl);
  const port = await freePort();
  const app = await buildApp(database, { publicUrl: `http://localhost:${port}`, demo: true, requestsPerMinute: 100_000_000 });
  await app.listen({ host: '127.0.0.1', port });
  const told = await new Promise<Record<string, unknown>>((done, failed) => {
    const world = fork(join(import.meta.dirname, 'mailbox-world.ts'), [`http://localhost:${port}`, String(messages)]);
    world.once('message', (message) => done(message as Record<string, unknown>));
    world.once('exit', (code) => { if (code) failed(new Error(`the world ended with ${code}`)); });
  });
  const house = new Client({ connectionString: database.ownerUrl, options: '-c role=reti_house' });
  await house.connect();
  const { rows: [counted] } = await house.query<Record<string, number>>(`select (select count(*)::int from mail_message) as kept, (select count(*)::int from mail_sighting where message_id is not null) as seen,
    (select count(*)::int from mail_sighting where message_id is null) as missing, (select count(*)::int from (select content_digest from mail_message group by 1 having count(*) > 1) d) as twice,
    (select count(*)::int from mail_message m where m.bytes <> coalesce((select sum(octet_length(p.sealed) - 28) from mail_piece p where p.holder_id = m.id), 0)) as not_whole`);
  await house.end();
  const figures = { messages, ...told, ...counted, memoryMb: Math.round(process.memoryUsage().rss / 1_048_576), load: { before: Math.round(load * 10) / 10, after: Math.round((loadavg()[0] ?? 0) * 10) / 10 } };
  writeFileSync(join(import.meta.dirname, 'figures-mailbox.json'), `${JSON.stringify(figures, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
  await app.close();
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
