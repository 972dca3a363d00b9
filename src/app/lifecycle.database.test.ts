import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { folderFailure } from '../kernel/database/folders.ts';
import { placeForTests } from '../kernel/database/testing/place.ts';
import { demoPassword } from '../kernel/identity/routes.ts';
import { root } from './build.ts';
import { demoEmail } from './people.ts';

const folder = join(placeForTests(), `reti-lifecycle-${process.pid}`);
const running: ChildProcess[] = [];

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  const pid = postmaster();
  if (pid) process.kill(pid, 'SIGKILL');
  await wait(300);
  rmSync(folder, { recursive: true, force: true });
});

/** The number of the database's own process, read where PostgreSQL writes it. */
function postmaster(): number | undefined {
  const file = join(folder, 'postgres', 'cluster', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

interface Program {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

function launch(environment: Record<string, string> = {}, command: readonly string[] = ['start'], program = process.execPath, given = ['src/app/cli.ts']): Program {
  const child = spawn(program, [...given, ...command], { cwd: root, env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', RETI_DATA: folder, RETI_PORT: '0', ...environment } });
  running.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  return { child, said: () => said, ended: new Promise((done) => child.on('exit', (code) => done(code))) };
}

async function ready(program: Program): Promise<string> {
  for (let waited = 0; waited < 90_000; waited += 50) {
    // The last line of the welcome: what stands above it has arrived too.
    const url = /ready:\s+(http\S+)[^]*To stop/.exec(program.said())?.[1];
    if (url) return url;
    if (program.child.exitCode !== null) throw new Error(`it ended instead: ${program.said()}`);
    await wait(50);
  }
  throw new Error(`it was not ready in time: ${program.said()}`);
}

/** Signs Amal in over the network and changes her language: the reply acknowledges it. */
async function prefer(url: string, language: 'it' | 'en' | 'fr'): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'reti' };
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ email: demoEmail('amal'), password: demoPassword }) });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const kept = await fetch(`${url}/api/account/preferences`, { method: 'PUT', headers: { ...headers, cookie }, body: JSON.stringify({ language, theme: 'dark' }) });
  expect(kept.status).toBe(200);
}

async function preferred(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'reti' };
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ email: demoEmail('amal'), password: demoPassword }) });
  const session = await fetch(`${url}/api/session`, { headers: { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' } });
  return ((await session.json()) as { account: { language: string } }).account.language;
}

describe('the program', () => {
  it('starts on an empty folder, says how to enter, and a second start on the same data says so and harms nothing', async () => {
    const first = launch();
    const url = await ready(first);
    expect(first.said()).toContain(demoPassword);
    await prefer(url, 'fr');

    const second = launch();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('already running');
    expect(second.said()).not.toMatch(/\bat .*\.ts:\d+/);
    expect(await preferred(url)).toBe('fr');

    const audit = launch({}, ['audit', 'verify']);
    expect(await audit.ended).toBe(0);
    expect(audit.said()).toMatch(/trail is whole: \d+ lines/);
    expect(await preferred(url)).toBe('fr');

    // A service manager signals the whole group, and npm passes the signal on: it arrives more than once.
    first.child.kill('SIGTERM');
    await wait(20);
    first.child.kill('SIGTERM');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.said()).toContain('Everything is saved');
    expect(postmaster()).toBeUndefined();
  }, 150_000);

  it('ends in order when npm alone is told to end, and the shell between them hears nothing', async () => {
    const started = launch({}, ['start'], 'npm', []);
    await ready(started);
    started.child.kill('SIGTERM');
    for (let waited = 0; waited < 20_000 && !started.said().includes('Everything is saved'); waited += 100) await wait(100);
    expect(started.said()).toContain('Everything is saved');
    expect(postmaster()).toBeUndefined();
  }, 150_000);

  it('ends in order when it is told to end while it is still starting', async () => {
    const started = launch();
    for (let waited = 0; waited < 60_000 && postmaster() === undefined; waited += 20) await wait(20);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(started.said()).toContain('Everything is saved');
    expect(postmaster()).toBeUndefined();
  }, 150_000);

  it('starts again after kill -9, of itself and of its database, with all it had acknowledged', async () => {
    for (const [language, also] of [['en', false], ['it', true], ['fr', true]] as const) {
      const program = launch();
      const url = await ready(program);
      await prefer(url, language);
      const database = postmaster();
      program.child.kill('SIGKILL');
      if (also && database) process.kill(database, 'SIGKILL');
      await program.ended;
      await wait(200);

      const again = launch();
      expect(await preferred(await ready(again))).toBe(language);
      expect(again.said().includes('nothing acknowledged was lost')).toBe(!also);
      again.child.kill('SIGINT');
      expect(await again.ended).toBe(0);
    }
  }, 180_000);

  it('brings its database up again when it falls while people work, with all it had acknowledged', async () => {
    const program = launch();
    const url = await ready(program);
    await prefer(url, 'en');
    const database = postmaster() ?? 0;
    process.kill(database, 'SIGKILL');
    for (let waited = 0; waited < 20_000 && (postmaster() ?? database) === database; waited += 100) await wait(100);
    for (let tries = 0; tries < 100; tries += 1) {
      const status = (await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'reti' }, body: '{"email":"nobody@example.org","password":"not-a-password"}' })).status;
      if (status < 500) break;
      expect(status).toBe(503);
      await wait(100);
    }
    expect(await preferred(url)).toBe('en');
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(postmaster()).toBeUndefined();
  });

  it('says that a port is taken and uses another', async () => {
    const squatter = createServer();
    const taken = await new Promise<number>((done) => {
      squatter.listen(0, '127.0.0.1', () => {
        const address = squatter.address();
        done(address && typeof address === 'object' ? address.port : 0);
      });
    });
    const program = launch({ RETI_PORT: String(taken) });
    const url = await ready(program);
    expect(program.said()).toContain(`Port ${taken} is taken`);
    expect(url).not.toContain(String(taken));
    program.child.kill('SIGTERM');
    await program.ended;
    squatter.close();
  });

  it('answers a folder it cannot use, and a setting without sense, with a sentence and not a stack', async () => {
    const file = join(tmpdir(), `reti-not-a-folder-${process.pid}`);
    writeFileSync(file, '');
    const unusable = launch({ RETI_DATA: join(file, 'data') });
    expect(await unusable.ended).toBe(1);
    expect(unusable.said()).toContain('cannot be written');
    expect(unusable.said()).not.toMatch(/\bat .*\.ts:\d+/);
    rmSync(file);

    const nowhere = launch({ RETI_DATA: '/proc/no/such/place' });
    expect(await nowhere.ended).toBe(1);
    expect(nowhere.said()).toContain('cannot be written');

    const senseless = launch({ RETI_PORT: 'abc' });
    expect(await senseless.ended).toBe(1);
    expect(senseless.said()).toContain('RETI_PORT');
  });

  it('calls a full disk by its name', () => {
    expect(folderFailure(Object.assign(new Error('x'), { code: 'ENOSPC' }), '/srv/reti')).toMatchObject({ code: 'disk-full', facts: { folder: '/srv/reti' } });
  });
});
