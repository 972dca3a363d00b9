import { existsSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import type { Job, Measured } from './job.ts';
import type { Program } from './processes.ts';

/** Linux counts ticks of ten milliseconds, of all threads. */
const ofProgram = ({ child }: Program): number => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** Nanoseconds of every connection that works for a server; one that was closed meanwhile is left out. */
async function ofConnections(look: Client): Promise<number> {
  const { rows } = await look.query<{ pid: number }>("select pid from pg_stat_activity where usename in ('reti_app', 'reti_gate')");
  return rows.map(({ pid }) => `/proc/${pid}/schedstat`).filter((file) => existsSync(file)).reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6, 0);
}

/** Does a job and tells what it took; only on Linux, where the system says so. */
export function meter(look: Client, programs: Readonly<Record<Job['system'], Program>>): (job: Job, work: () => Promise<Measured>) => Promise<Measured> {
  if (process.platform !== 'linux') return (_, work) => work();
  return async ({ system }, work) => {
    const before = { server: ofProgram(programs[system]), database: await ofConnections(look) };
    const measured = await work();
    const database = (await ofConnections(look)) - before.database;
    return measured.done === 0 ? measured : { ...measured, spent: { server: (ofProgram(programs[system]) - before.server) / measured.done, database: database / measured.done } };
  };
}
