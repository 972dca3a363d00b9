import type { Measured } from './job.ts';
import type { OperationName } from './operations.ts';

/** One operation at one number of clients, on the floor and on the real server. */
export interface Sampled {
  readonly operation: OperationName;
  readonly clients: number;
  readonly floor: Measured;
  readonly real: Measured;
}

/** Everything that one run found out. Times of operations in milliseconds, starts in seconds, sizes in MB or kB as named. */
export interface Figures {
  readonly at: string;
  readonly machine: { readonly cores: number; readonly processor: string; readonly memoryGb: number; readonly node: string; readonly postgresql: string; readonly loadBefore: number };
  readonly filled: { readonly persons: number; readonly cases: number; readonly notes: number; readonly referrals: number; readonly seconds: number };
  readonly sampled: readonly Sampled[];
  readonly recall: { readonly first: number; readonly amongTwenty: number; readonly of: number };
  readonly crowd: { readonly clients: number; readonly done: number; readonly errors: number; readonly slowest: number };
  readonly decay: { readonly inserted: number; readonly errors: number; readonly before: number; readonly after: number };
  readonly memoryMb: { readonly idle: number; readonly loaded: number };
  /** Seconds, for as many cases as the coordinator holds. */
  readonly exported: { readonly cases: number; readonly floor: number; readonly csv: number; readonly workbook: number; readonly growthMb: number };
  readonly databaseMb: number;
  readonly startSeconds: { readonly cold: number; readonly warm: number; readonly afterDatabase: number };
  /** Seconds on a slow phone until the sign-in stands there: the very first time, and the next. */
  readonly firstScreen: { readonly first: number; readonly again: number; readonly firstPaint: number };
  readonly firstLoad: { readonly files: number; readonly brotliKb: number; readonly gzipKb: number };
}

interface Goal {
  readonly name: string;
  readonly found: string;
  readonly goal: string;
  readonly met: boolean;
}

const rounded = (value: number, digits = 1): string => value.toFixed(digits);
const padded = (cells: readonly (string | number)[], widths: readonly number[]): string => cells.map((cell, place) => (place === 0 ? String(cell).padEnd(widths[place] ?? 0) : String(cell).padStart(widths[place] ?? 0))).join('  ');

/** How many times the floor's time the same work takes: the floor's rate over the real one. */
export const ratioOf = ({ floor, real }: Sampled): number => floor.perSecond / real.perSecond;

/** What was found beside what was aimed at. */
export function goalsOf(figures: Figures): Goal[] {
  const sample = (operation: OperationName, clients: number): Sampled | undefined => figures.sampled.find((one) => one.operation === operation && one.clients === clients);
  const atMost = (name: string, value: number, most: number, unit = '×'): Goal => ({ name, found: `${rounded(value, 2)}${unit}`, goal: `≤ ${most}${unit}`, met: value <= most });
  const atLeast = (name: string, value: number, least: number, unit = ''): Goal => ({ name, found: `${rounded(value, 3)}${unit}`, goal: `≥ ${least}${unit}`, met: value >= least });
  const ratio = (operation: OperationName): number => {
    const found = sample(operation, 16);
    return found ? ratioOf(found) : Number.NaN;
  };
  const tail = (operation: OperationName): number => {
    const found = sample(operation, 64)?.real;
    return found ? found.p99 / found.p50 : Number.NaN;
  };
  const errors = figures.crowd.errors + figures.decay.errors + figures.sampled.reduce((sum, one) => sum + one.real.errors, 0);
  return [
    atMost('create, 16 clients, beside the floor', ratio('create'), 1.9),
    atMost('open a file, 16 clients, beside the floor', ratio('open'), 2.1),
    atMost('list my cases, 16 clients, beside the floor', ratio('list'), 1.8),
    atMost('search, 16 clients, beside the floor', ratio('search'), 1.7),
    atLeast('search, right person among the first twenty', figures.recall.amongTwenty, 0.98),
    atLeast('search, right person first', figures.recall.first, 0.93),
    atMost(`search after ${figures.decay.inserted} more people`, figures.decay.after / figures.decay.before, 1.2),
    atLeast('page of the day of the whole programme, faster than the floor', 1 / ratio('today'), 6, '×'),
    ...(['open', 'list', 'search'] as const).map((operation) => atMost(`p99 beside p50, ${operation}, 64 clients`, tail(operation), 2.5)),
    atMost('errors', errors, 0, ''),
    atMost('export of all cases (CSV), beside the floor', figures.exported.csv / figures.exported.floor, 2),
    atMost('memory that an export takes', figures.exported.growthMb, 30, ' MB'),
    atMost('memory idle', figures.memoryMb.idle, 110, ' MB'),
    atMost('memory loaded', figures.memoryMb.loaded, 200, ' MB'),
    atMost('ready after the database', figures.startSeconds.afterDatabase, 0.5, ' s'),
    atMost('first screen on a slow phone', figures.firstScreen.first, 1.5, ' s'),
    atMost('first load, compressed', figures.firstLoad.brotliKb, 250, ' kB'),
  ];
}

/** The run as it is shown on the terminal. */
export function tableOf(figures: Figures): string {
  const widths = [8, 7, 9, 9, 7, 9, 9, 9, 6];
  const speed = figures.sampled.map((one) => padded([
    one.operation, one.clients, rounded(one.floor.perSecond), rounded(one.real.perSecond), `${rounded(ratioOf(one), 2)}×`, rounded(one.real.p50), rounded(one.real.p95), rounded(one.real.p99), one.real.errors,
  ], widths));
  const calls = figures.sampled.filter(({ clients, real }) => clients === 1 && Object.keys(real.calls).length > 1)
    .map(({ operation, real }) => `${operation}, 1 client: ${Object.entries(real.calls).map(([label, time]) => `${label} ${rounded(time)} ms`).join(' · ')}`);
  const spent = figures.sampled.flatMap(({ operation, clients, floor, real }) => {
    if (clients !== 16 || !floor.spent || !real.spent) return [];
    const ratio = (real.spent.server + real.spent.database) / (floor.spent.server + floor.spent.database);
    return [`${operation}, processor ms an operation, server + database: floor ${rounded(floor.spent.server, 2)} + ${rounded(floor.spent.database, 2)}, ours ${rounded(real.spent.server, 2)} + ${rounded(real.spent.database, 2)}, ${rounded(ratio, 2)}×`];
  });
  const goals = goalsOf(figures).map((goal) => `${goal.met ? 'met    ' : 'NOT MET'}  ${goal.name.padEnd(64)} ${goal.found.padStart(10)}  goal ${goal.goal}`);
  const { filled, machine, startSeconds, firstLoad, firstScreen } = figures;
  const out = figures.exported;
  return [
    `${filled.persons} persons, ${filled.cases} cases, ${filled.notes} notes, ${filled.referrals} referrals · ${machine.cores} cores, Node ${machine.node}, PostgreSQL ${machine.postgresql}, load before ${machine.loadBefore}`,
    '',
    padded(['', 'clients', 'floor/s', 'ours/s', 'ratio', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'], widths),
    ...speed, '', ...calls, ...spent, '', ...goals, '',
    `256 clients: ${figures.crowd.done} done, ${figures.crowd.errors} errors, slowest hundredth ${rounded(figures.crowd.slowest)} ms`,
    `start: first ever ${rounded(startSeconds.cold)} s, again ${rounded(startSeconds.warm)} s, over a database that runs ${rounded(startSeconds.afterDatabase, 2)} s`,
    `database ${figures.databaseMb} MB · first load ${firstLoad.brotliKb} kB (brotli), ${firstLoad.gzipKb} kB (gzip), ${firstLoad.files} files`,
    `first screen on a slow phone ${rounded(firstScreen.first, 2)} s (first paint ${rounded(firstScreen.firstPaint, 2)} s), next time ${rounded(firstScreen.again, 2)} s`,
    `export of ${out.cases} cases: CSV ${rounded(out.csv)} s, XLSX ${rounded(out.workbook)} s, floor ${rounded(out.floor)} s, ${out.growthMb} MB more`,
  ].join('\n');
}
