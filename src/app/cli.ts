import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../kernel/database/connection.ts';
import { readRights } from '../kernel/database/migrate.ts';
import { openDatabase } from '../kernel/database/open.ts';
import { writeTableTypes } from '../kernel/database/types.ts';
import { auditVerify, inviteCoordinator, mailTest, setup, vaultRotate } from './administration.ts';
import { readConfig } from './config.ts';
import { buildWeb } from './pages.ts';
import { rightsFiles } from './rights.ts';
import { start } from './start.ts';
import { failureSentence, say, sentence } from './terminal.ts';

/** Migrates an empty database and writes its row types: run after adding a migration. */
async function databaseTypes(): Promise<void> {
  const open = await openDatabase({ dataFolder: join(tmpdir(), `reti-types-${process.pid}`), rights: readRights(rightsFiles) });
  const owner = connect(open.ownerUrl, 1);
  try {
    await writeTableTypes(owner.database as never);
  } finally {
    await owner.database.destroy();
    await open.close();
    rmSync(open.folder, { recursive: true, force: true });
  }
}

/** What the terminal can do. Only what works stands here. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
  start: () => start(),
  setup,
  'coordinator invite': inviteCoordinator,
  'mail test': mailTest,
  'audit verify': auditVerify,
  'vault rotate': vaultRotate,
  'pages build': () => buildWeb(readConfig()),
  'database types': databaseTypes,
  // Loaded on demand: the program itself never needs what measures it.
  bench: async () => (await import('../../bench/run.ts')).bench(),
};

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => candidate in commands);
const command = name === undefined ? undefined : commands[name];
try {
  if (command) await command();
  else {
    say('terminal.usage');
    for (const known of Object.keys(commands)) process.stdout.write(`  ${known.padEnd(20)}${sentence(`terminal.command.${known.replace(' ', '-')}`)}\n`);
    process.exitCode = words.length === 0 ? 0 : 2;
  }
} catch (error) {
  process.stderr.write(`\n${failureSentence(error)}\n`);
  process.exitCode = 1;
}
