import type { Figures, Sampled } from './figures.ts';
import type { Job, Measured } from './job.ts';
import { operationNames, type OperationName } from './operations.ts';
import type { Load } from './processes.ts';
import type { meter } from './processor.ts';

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The median round in each figure; errors are added up, for one is too many. */
function medianOf(rounds: readonly Measured[]): Measured {
  const of = (read: (one: Measured) => number): number => median(rounds.map(read));
  return {
    perSecond: of((one) => one.perSecond), p50: of((one) => one.p50), p95: of((one) => one.p95), p99: of((one) => one.p99),
    done: rounds.reduce((sum, one) => sum + one.done, 0), errors: rounds.reduce((sum, one) => sum + one.errors, 0),
    calls: Object.fromEntries(Object.keys(rounds[0]?.calls ?? {}).map((label) => [label, of((one) => one.calls[label] ?? Number.NaN)])),
    ...(rounds.every(({ spent }) => spent) ? { spent: { server: of((one) => one.spent?.server ?? Number.NaN), database: of((one) => one.spent?.database ?? Number.NaN) } } : {}),
  };
}

/**
 * Every operation with 1, 16 and 64 clients, the floor and the real server in turn, so that a slow minute of the machine falls on both.
 * @param options.say told what is going on
 * @param options.metered does a job and adds what it took of the processor
 */
export async function sampleAll(load: Load, options: { seconds: number; rounds: number; say: (words: string) => void; metered: ReturnType<typeof meter> }): Promise<Sampled[]> {
  const sampled: Sampled[] = [];
  for (const operation of operationNames) {
    for (const clients of [1, 16, 64]) {
      options.say(`${operation}, ${clients} clients`);
      const job = (system: Job['system'], seconds = options.seconds): Job => ({ system, operation, clients, seconds });
      await load.do(job('floor', 0.5));
      await load.do(job('real', 0.5));
      const rounds: { floor: Measured; real: Measured }[] = [];
      const done = (system: Job['system']): Promise<Measured> => options.metered(job(system), () => load.do(job(system)));
      for (let round = 0; round < options.rounds; round++) rounds.push({ floor: await done('floor'), real: await done('real') });
      sampled.push({ operation, clients, floor: medianOf(rounds.map((one) => one.floor)), real: medianOf(rounds.map((one) => one.real)) });
    }
  }
  return sampled;
}

/** The server under 256 clients at once: nothing may fail, and nobody may wait for ever. */
export async function crowd(load: Load, seconds: number): Promise<Figures['crowd']> {
  const counted: Measured[] = [];
  for (const operation of ['open', 'list', 'search'] as const satisfies readonly OperationName[]) counted.push(await load.do({ system: 'real', operation, clients: 256, seconds }));
  return { clients: 256, done: counted.reduce((sum, one) => sum + one.done, 0), errors: counted.reduce((sum, one) => sum + one.errors, 0), slowest: Math.max(...counted.map((one) => one.p99)) };
}

/** Whether a search is as quick after so many new people as before: an index must not put its work off. */
export async function decay(load: Load, seconds: number, inserts: number): Promise<Figures['decay']> {
  const search = (): Promise<Measured> => load.do({ system: 'real', operation: 'search', clients: 1, seconds });
  const before = await search();
  const inserted = await load.do({ system: 'real', operation: 'create', clients: 16, seconds: 0, times: inserts });
  const after = await search();
  return { inserted: inserted.done, errors: inserted.errors, before: before.p50, after: after.p50 };
}

/**
 * Everything that the coordinator holds, as CSV and as a workbook, beside the floor that answers the same rows at once. Seconds; the memory is
 * what the server took at most above what it had.
 * @param memory of the real server, in MB
 */
export async function exported(load: Load, memory: () => number): Promise<Omit<Figures['exported'], 'cases'>> {
  const seconds: Record<'floor' | 'csv' | 'workbook', number[]> = { floor: [], csv: [], workbook: [] };
  const once = async (kind: keyof typeof seconds, job: Pick<Job, 'system' | 'operation'>): Promise<void> => {
    const { p50, errors } = await load.do({ ...job, clients: 1, seconds: 0, times: 1 });
    if (errors > 0) throw new Error(`${kind}: the export failed`);
    seconds[kind].push(p50 / 1_000);
  };
  const before = memory();
  let most = before;
  const watch = setInterval(() => { most = Math.max(most, memory()); }, 250);
  try {
    for (let round = 0; round < 3; round++) {
      await once('floor', { system: 'floor', operation: 'export' });
      await once('csv', { system: 'real', operation: 'export' });
      await once('workbook', { system: 'real', operation: 'workbook' });
    }
  } finally {
    clearInterval(watch);
  }
  return { floor: median(seconds.floor), csv: median(seconds.csv), workbook: median(seconds.workbook), growthMb: most - before };
}
