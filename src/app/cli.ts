import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../kernel/database/connection.ts';
import { readRights } from '../kernel/database/migrate.ts';
import { openDatabase } from '../kernel/database/open.ts';
import { writeTableTypes } from '../kernel/database/types.ts';
import { rightsFiles } from './rights.ts';

const commands: Readonly<Record<string, () => Promise<void>>> = {
  /** Migrates an empty database and writes its row types: run after adding a migration. */
  'database types': async () => {
    const dataFolder = join(tmpdir(), `reti-types-${process.pid}`);
    const open = await openDatabase({ dataFolder, rights: readRights(rightsFiles) });
    const owner = connect(open.ownerUrl, 1);
    try {
      await writeTableTypes(owner.database as never);
    } finally {
      await owner.database.destroy();
      await open.close();
      rmSync(open.folder, { recursive: true, force: true });
    }
  },
};

const asked = process.argv.slice(2).join(' ');
const command = commands[asked];
if (command) await command();
else process.stdout.write(`${Object.keys(commands).join('\n')}\n`);
