import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { v7 as newId } from 'uuid';
import { demoEmail } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';
import { freePort } from './processes.ts';

/**
 * `node bench/inbound.ts`: the real server with the demonstration in it takes 200 segnalazioni in a minute from four senders. Each is sent twice, and of every fifth the first answer
 * is not waited for, as on a weak network; meanwhile the coordinator reads her day and the inbox. Prints what was lost, what stands twice, and how long everybody waited, and keeps it in `figures-inbound.json`.
 */
const { values } = parseArgs({ options: { reports: { type: 'string', default: '200' }, seconds: { type: 'string', default: '60' } } });
const [reports, seconds] = [Number(values.reports), Number(values.seconds)];
const root = join(import.meta.dirname, '..');
const plain = { 'x-requested-with': 'reti', 'content-type': 'application/json' };

type Ask = <T = Record<string, unknown>>(method: string, path: string, body?: unknown, signal?: AbortSignal) => Promise<{ status: number; body: T; milliseconds: number }>;

async function signedIn(address: string, person: string): Promise<Ask> {
  const session = await fetch(`${address}/api/session`, { method: 'POST', headers: plain, body: JSON.stringify({ email: demoEmail(person), password: demoPassword }) });
  const cookie = session.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return async <T>(method: string, path: string, body?: unknown, signal?: AbortSignal) => {
    const began = performance.now();
    const reply = await fetch(`${address}${path}`, { method, headers: { ...plain, cookie }, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}) });
    const said = (await reply.json()) as T;
    return { status: reply.status, body: said, milliseconds: performance.now() - began };
  };
}

const written = (from: string, n: number): Record<string, unknown> => ({
  source: from === 'amal' ? 'phone' : 'form', senderKind: from === 'antonio' ? 'union' : from === 'paola' ? 'health' : 'cas', agreement: 'yes', calledBy: 'code', minor: 'no', danger: false, urgency: '72h', language: 'fr', reasons: ['help-asked'],
  content: { called: `carico ${n}`, signs: ['wages-withheld', 'conditions'], words: 'Dorme dove lavora e non ha visto la paga di due mesi. '.repeat(8), place: `luogo ${n}`, asks: ['interview'] }, send: true,
});

const middle = (times: readonly number[], share: number): number => Math.round(times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);

async function measured(address: string): Promise<Record<string, number>> {
  const senders = ['luca', 'antonio', 'paola', 'amal'] as const;
  const asks = new Map(await Promise.all(senders.map(async (name) => [name, await signedIn(address, name)] as const)));
  const teresa = await signedIn(address, 'teresa');
  const [kept, refused] = [new Set<string>(), [] as string[]];
  const [sending, reading, alive]: [number[], number[], number[]] = [[], [], []];
  const over = new AbortController();

  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const [path, times] of [['/api/status', alive], ['/api/today', reading], ['/api/inbound-referrals', reading]] as const) times.push((await teresa('GET', path)).milliseconds);
      await wait(1_000);
    }
  })();
  const began = performance.now();
  const one = async (n: number): Promise<void> => {
    const from = senders[n % senders.length] ?? 'luca';
    const ask = asks.get(from);
    if (!ask) return;
    const [id, body] = [newId(), written(from, n)];
    // The answer does not come back: nobody knows whether it arrived.
    if (n % 5 === 0) await ask('PUT', `/api/inbound-referrals/${id}`, body, AbortSignal.timeout(5)).catch(() => undefined);
    for (let time = 0; time < 2; time += 1) {
      const answer = await ask('PUT', `/api/inbound-referrals/${id}`, body);
      if (time === 0) sending.push(answer.milliseconds);
      if (answer.status === 200) kept.add(id);
      else refused.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
  };
  const all: Promise<void>[] = [];
  for (let n = 0; n < reports; n += 1) {
    all.push(one(n));
    await wait(Math.max(0, began + ((n + 1) * seconds * 1_000) / reports - performance.now()));
  }
  await Promise.all(all);
  const took = (performance.now() - began) / 1_000;
  over.abort();
  await watching;

  const found: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: { items: { id: string }[]; next: string | null } = (await teresa<{ items: { id: string }[]; next: string | null }>('GET', `/api/inbound-referrals${after === '' ? '' : `?after=${after}`}`)).body;
    found.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  if (refused.length > 0) process.stderr.write(`${refused.slice(0, 5).join('\n')}\n`);
  return {
    reports, seconds: Math.round(took), refused: refused.length, lost: [...kept].filter((id) => !found.includes(id)).length, twice: found.length - new Set(found).size,
    sendingMedian: middle(sending, 0.5), sendingSlowest1in100: middle(sending, 0.99), coordinatorMedian: middle(reading, 0.5), coordinatorSlowest1in100: middle(reading, 0.99), statusSlowest1in100: middle(alive, 0.99),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'reti-inbound-'));
// The database runs as somebody without rights, who must be able to enter it.
chmodSync(folder, 0o755);
const port = await freePort();
const server = spawn(process.execPath, [join(root, 'src/app/cli.ts'), 'start'], { cwd: root, env: { ...process.env, RETI_PORT: String(port), RETI_DATA: folder }, stdio: ['ignore', 'ignore', 'inherit'] });
try {
  const address = `http://localhost:${port}`;
  const isUp = async (): Promise<boolean> => fetch(`${address}/api/status`).then((reply) => reply.ok, () => false);
  for (let waited = 0; !(await isUp()) && waited < 150; waited += 1) await wait(1_000);
  const figures = await measured(address);
  writeFileSync(join(import.meta.dirname, 'figures-inbound.json'), `${JSON.stringify(figures, null, 1)}\n`);
  process.stdout.write(`${Object.entries(figures).map(([name, value]) => `${name.padEnd(26)}${value}`).join('\n')}\n`);
} finally {
  const gone = server.exitCode === null ? new Promise((done) => { server.once('exit', done); }) : undefined;
  server.kill('SIGTERM');
  await gone;
  rmSync(folder, { recursive: true, force: true });
}
