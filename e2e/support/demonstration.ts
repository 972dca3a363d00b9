// Makes the people of the demonstration once, in the data folder that is named, for all parts of a test run to copy.
import { seedDemo } from '../../src/app/demo.ts';
import { rightsFiles } from '../../src/app/rights.ts';
import { readRights } from '../../src/kernel/database/migrate.ts';
import { openDatabase } from '../../src/kernel/database/open.ts';

const [dataFolder] = process.argv.slice(2);
if (!dataFolder) throw new Error('which folder?');
const database = await openDatabase({ dataFolder, rights: readRights(rightsFiles) });
await seedDemo(database);
await database.close();
