import type { OperationName } from './operations.ts';

/** Milliseconds of processor that one operation took: less disturbed by other work on the machine than the time on the clock. */
export interface Spent {
  readonly server: number;
  readonly database: number;
}

/** What the load generator is asked for. */
export interface Job {
  readonly system: 'real' | 'floor';
  readonly operation: OperationName;
  readonly clients: number;
  /** For how long; or, when `times` is given, until so many are done. */
  readonly seconds: number;
  readonly times?: number;
}

/** What came of it. Times in milliseconds. */
export interface Measured {
  readonly perSecond: number;
  readonly done: number;
  readonly errors: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The median of each call that the operation is made of. */
  readonly calls: Readonly<Record<string, number>>;
  /** What one operation took of the processor, where the machine tells. */
  readonly spent?: Spent;
}
