import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Job, Measured } from './job.ts';
import type { World } from './operations.ts';

const root = join(import.meta.dirname, '..');

/** A program of the bench, running. */
export interface Program {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a program of this folder and waits until it says that it is ready. */
export async function launch(file: string, environment: Readonly<Record<string, string>>, execArgv: readonly string[] = []): Promise<Program> {
  const child = fork(join(import.meta.dirname, file), { cwd: root, env: { ...process.env, ...environment }, execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready());
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code} before it was ready`)));
  });
  return { child, stop: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

/** The load generator: a process of its own, so that it never shares a thread with what it measures. */
export class Load {
  readonly #child = fork(join(import.meta.dirname, 'load.ts'), { cwd: root });

  begin(world: World): void {
    this.#child.send({ world });
  }

  do(job: Job): Promise<Measured> {
    return new Promise((done, failed) => {
      const dead = (): void => failed(new Error('the load generator died'));
      this.#child.once('exit', dead);
      this.#child.once('message', (measured) => {
        this.#child.off('exit', dead);
        done(measured as Measured);
      });
      this.#child.send({ job });
    });
  }

  end(): Promise<void> {
    return ended(this.#child);
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Memory of a process that the machine cannot take back, in MB. */
export function memoryOf({ child }: Program): number {
  return Math.round(Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' }).stdout) / 1_024);
}

/** Seconds from `npm start` to the line that says where to go. */
export async function startSeconds(environment: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env: { ...process.env, RETI_PORT: '0', ...environment } });
  try {
    return await new Promise((done, failed) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/:\s+http:\/\/localhost/.test(said)) done((performance.now() - began) / 1_000);
      });
      child.once('exit', () => failed(new Error(`it did not start: ${said}`)));
    });
  } finally {
    await ended(child);
  }
}
