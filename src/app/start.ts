import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import { anchor } from '../kernel/audit/trail.ts';
import { readRights } from '../kernel/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../kernel/database/open.ts';
import { demoPassword } from '../kernel/identity/routes.ts';
import { fileNamesAgain } from '../features/persons/store/filing.ts';
import { sealContactLabels } from '../features/persons/store/labels.ts';
import { Sentence } from '../kernel/sentence.ts';
import { buildApp } from './build.ts';
import { type Config, readConfig } from './config.ts';
import { readMailSettings, readMailTrust } from '../kernel/mail/settings.ts';
import { readTileSettings } from '../kernel/tiles/settings.ts';
import { asHouse } from './house-connection.ts';
import { rightsFiles } from './rights.ts';
import { settle } from './settle.ts';
import { say } from './terminal.ts';
import { ensureWeb } from './pages.ts';

const ANCHOR_EVERY = 10 * 60_000;

/** Starts everything, prints where to go and how to sign in, and stays until it is asked to stop. */
export async function start(config: Config = readConfig()): Promise<void> {
  const mail = readMailSettings();
  const mapTiles = readTileSettings();
  await ensureWeb(config);
  const port = await portFor(config);
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  // Heard from before there is a database: one that nobody stops would go on alone.
  const asked = askedToStop();
  const database = await openDatabase({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl,
    rights: readRights(rightsFiles),
    onProgress: (step) => step !== 'ready' && say(`terminal.step.${step}`),
  });
  let stop: () => Promise<void> = () => database.close();
  try {
    if (database.server === 'adopted') say('terminal.adopted');
    await asHouse(database.ownerUrl, (house) => fileNamesAgain(house, () => say('terminal.step.names')));
    const demo = await demoOrReal(config, database);
    await asHouse(database.ownerUrl, (house) => sealContactLabels(house, database.keyring));
    const app = await buildApp(database, { publicUrl, demo, webFolder: config.webFolder, appName: config.appName, logger: true, trustedProxy: config.trustedProxy, mail: demo ? undefined : mail, mailTrust: readMailTrust(), readsMail: !demo, mapTiles });
    await app.listen({ host: config.host, port });
    const anchoring = setInterval(() => {
      anchor(database.gate, database.keyring).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'anchor'));
    }, ANCHOR_EVERY).unref();
    stop = async () => {
      clearInterval(anchoring);
      await app.close();
      await anchor(database.gate, database.keyring);
      await database.close();
    };
    if (port !== config.port && config.port !== 0) say('terminal.port-taken', { wanted: config.port, port });
    say('terminal.data-folder', { folder: database.folder });
    if (!demo) say(mail ? 'terminal.mail-on' : 'terminal.mail-off', mail ? { from: mail.from, host: mail.host } : {});
    process.stdout.write('\n');
    say('terminal.ready', { url: publicUrl });
    say(demo ? 'terminal.sign-in-demo' : 'terminal.sign-in', { password: demoPassword });
    say('terminal.stop-hint');
    settle();
    await asked;
  } finally {
    await stop();
  }
  say('terminal.stopped');
}

/**
 * A demonstration and real people never share an installation.
 * @throws {Sentence} demo-refused, nothing-set-up
 */
async function demoOrReal(config: Config, database: OpenDatabase): Promise<boolean> {
  const programmes = await sql<{ demo: boolean }>`select demo from programme`.execute(database.gate);
  if (programmes.rows.length === 0) {
    if (config.demo === false) throw new Sentence('nothing-set-up');
    say('terminal.step.people');
    const { seedDemo } = await import('./demo.ts');
    await seedDemo(database);
    return true;
  }
  const demo = programmes.rows.every((programme) => programme.demo);
  if (config.demo && !demo) throw new Sentence('demo-refused');
  return demo;
}

/** The port asked for, or the next free one. */
async function portFor(config: Config): Promise<number> {
  const listen = (port: number) =>
    new Promise<number | undefined>((done) => {
      const probe = createServer();
      probe.once('error', () => done(undefined));
      probe.listen(port, config.host, () => {
        const { port: found } = probe.address() as AddressInfo;
        probe.close(() => done(found));
      });
    });
  for (let port = config.port; port < config.port + 50; port++) {
    const found = await listen(port);
    if (found !== undefined) return found;
  }
  return (await listen(0)) ?? config.port;
}

/**
 * Says that it heard, and resolves, at the first request to stop; what is being started is started first, and then ends in order. The
 * listeners stay: a service manager signals a whole group of processes, and whoever started us passes the signal on once more; a second
 * one must not cut the database off half way.
 */
function askedToStop(): Promise<void> {
  const heard = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
  });
  return heard.then(() => say('terminal.stopping'));
}
