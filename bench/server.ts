import { buildApp } from '../src/app/build.ts';
import { readConfig } from '../src/app/config.ts';
import { rightsFiles } from '../src/app/rights.ts';
import { settle } from '../src/app/settle.ts';
import { readRights } from '../src/kernel/database/migrate.ts';
import { openDatabase } from '../src/kernel/database/open.ts';

/**
 * The server as `npm start` runs it, log and rate limit included, except that all requests come from one address here and the limit
 * is set where it counts and never refuses. Started as a process of its own.
 */
const config = readConfig();
const database = await openDatabase({ dataFolder: config.dataFolder, databaseUrl: config.databaseUrl, rights: readRights(rightsFiles) });
const app = await buildApp(database, { publicUrl: `http://localhost:${config.port}`, demo: true, webFolder: config.webFolder, logger: true, requestsPerMinute: 100_000_000 });
await app.listen({ host: config.host, port: config.port });
process.once('SIGTERM', () => void app.close().then(() => database.close()));
settle();
process.send?.('ready');
