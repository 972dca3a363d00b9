import { Agent, request } from 'node:http';
import { seeded } from './matching/random.ts';
import type { Job, Measured } from './job.ts';
import { type Call, onFloor, onReal, type World } from './operations.ts';

let world: World | undefined;
let seed = 1;
const agent = new Agent({ keepAlive: true, maxSockets: 1_024 });

/** @throws {Error} on any answer but 200 */
function exchange(url: string, call: Call): Promise<unknown> {
  return new Promise((done, failed) => {
    const payload = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
    const headers = { cookie: call.by.cookie, 'x-requested-with': 'reti', ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}) };
    const sent = request(`${url}${call.path}`, { method: call.method, agent, headers, timeout: 60_000 }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (reply.statusCode === 200) done(text);
        else failed(new Error(`${call.method} ${call.path}: ${reply.statusCode} ${text.slice(0, 300)}`));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within a minute')));
    sent.on('error', failed);
    sent.end(payload);
  });
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const sorted = (times: readonly number[]): number[] => times.toSorted((one, other) => one - other);

async function run(job: Job, town: World): Promise<Measured> {
  const operation = (job.system === 'real' ? onReal : onFloor)[job.operation];
  const url = job.system === 'real' ? town.realUrl : town.floorUrl;
  const times: number[] = [];
  const calls = new Map<string, number[]>();
  let [errors, begun] = [0, 0];
  const started = performance.now();
  const until = started + job.seconds * 1_000;

  const client = async (number: number): Promise<void> => {
    const random = seeded(seed * 1_000 + number);
    const send = async (label: string, call: Call): Promise<unknown> => {
      const from = performance.now();
      const answer = await exchange(url, call);
      calls.set(label, calls.get(label) ?? []);
      calls.get(label)?.push(performance.now() - from);
      return answer;
    };
    while (job.times === undefined ? performance.now() < until : begun++ < job.times) {
      const from = performance.now();
      try {
        await operation(send, town, random);
        times.push(performance.now() - from);
      } catch (error) {
        errors += 1;
        if (errors === 1) process.stderr.write(`${job.system} ${job.operation}: ${String(error)}\n`);
      }
    }
  };
  seed += 1;
  await Promise.all(Array.from({ length: job.clients }, (_, number) => client(number)));
  const all = sorted(times);
  const perSecond = all.length / ((performance.now() - started) / 1_000);
  return {
    perSecond, done: all.length, errors, p50: at(all, 0.5), p95: at(all, 0.95), p99: at(all, 0.99),
    calls: Object.fromEntries(Array.from(calls, ([label, taken]) => [label, at(sorted(taken), 0.5)])),
  };
}

process.on('message', (message: { world: World } | { job: Job }) => {
  if ('world' in message) world = message.world;
  else if (world) void run(message.job, world).then((measured) => process.send?.(measured));
});
