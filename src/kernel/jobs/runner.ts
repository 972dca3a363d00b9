import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act, Actor } from '../database/act.ts';
import type { Database } from '../database/connection.ts';
import { problemOf } from '../http/problems.ts';

/** How far the work has come. */
export interface Step {
  readonly done: number;
  readonly total: number;
  readonly isFinished: boolean;
}

/**
 * One step of a kind of work: one transaction that leaves everything either done or untouched, and that finds by itself where the last
 * one ended. A step taken twice must do nothing the second time, because the program may die between the step and its note.
 */
export type Work = (actor: Actor, subjectId: string) => Promise<Step>;

/** What the database refuses because two transactions stood in each other's way, and grants to whoever asks again (PostgreSQL, SQLSTATE class 40). */
const metAnother = new Set<unknown>(['40001', '40P01']);
const attempts = 5;

interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly session_id: string;
  readonly acting_key: string;
  readonly account_id: string;
  readonly member_id: string | null;
  readonly programme_id: string;
  readonly organisation_id: string | null;
  readonly role: string | null;
  readonly lives: boolean;
}

/** How often to look for work that another program left behind, and after how long a silent worker is held to be dead. */
export interface Rhythm {
  readonly everyMs: number;
  readonly deadAfterMs: number;
}

/**
 * Runs work in steps beside the requests, one step at a time in the whole house, so that colleagues at work never wait for it: the house has one
 * runner, and every room says which work it knows. Where several pieces are in line they take turns, step by step, so that a long one holds up no
 * short one. A piece that fails stops with a code and waits for a person; one whose program died is taken up again from its last step.
 */
export class JobRunner {
  readonly #gate: Database;
  readonly #works = new Map<string, Work>();
  readonly #rhythm: Rhythm;
  readonly #worker = newId();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #isStopping = false;

  constructor(gate: Database, rhythm: Rhythm = { everyMs: 5_000, deadAfterMs: 30_000 }) {
    this.#gate = gate;
    this.#rhythm = rhythm;
  }

  /** A kind of work that a room knows how to do, said before {@link start}; no other is ever taken. @throws {Error} when two rooms claim one kind */
  does(kind: string, work: Work): void {
    if (this.#works.has(kind)) throw new Error(`two rooms do the work ${kind}`);
    this.#works.set(kind, work);
  }

  /** Begins to look for work, first of all for what an earlier program left unfinished. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#rhythm.everyMs).unref();
    this.wake();
  }

  /** There is work: looks at once instead of at the next turn. */
  wake(): void {
    this.#isWanted = true;
    if (this.#running || this.#isStopping) return;
    // A database that cannot be reached now is asked again at the next turn.
    this.#running = this.#runAll().catch(() => undefined).finally(() => {
      this.#running = undefined;
    });
  }

  /** Ends the step in hand and gives back what remains. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #runAll(): Promise<void> {
    while (this.#isWanted && !this.#isStopping) {
      this.#isWanted = false;
      for (let job = await this.#claim(); job; job = this.#isStopping ? undefined : await this.#claim()) await this.#run(job);
    }
  }

  async #claim(): Promise<ClaimedJob | undefined> {
    const { rows } = await sql<ClaimedJob>`
      update job j set state = 'running', worker = ${this.#worker}, heartbeat = now()
        from session s
       where s.id = j.session_id and j.id = (
         select id from job where kind = any(${[...this.#works.keys()]})
            and (state = 'waiting' or (state = 'running' and heartbeat < now() - make_interval(secs => ${this.#rhythm.deadAfterMs / 1000})))
          order by heartbeat, created_at limit 1 for update skip locked)
      returning j.id, j.kind, j.subject_id, s.id as session_id, s.acting_key, s.account_id, s.member_id, j.programme_id, s.organisation_id, s.role,
                s.ended_at is null and s.expires_at > now() as lives`.execute(this.#gate);
    return rows[0];
  }

  async #run(job: ClaimedJob): Promise<void> {
    const work = this.#works.get(job.kind);
    const actor = actorOf(job);
    if (!work || !actor) return this.#pause(job, 'job-session-ended');
    try {
      for (;;) {
        const step = await taken(work, actor, job.subject_id);
        if (!(await this.#note(job, step))) return;
        if (this.#isStopping) return await this.#giveBack(job);
      }
    } catch (error) {
      await this.#pause(job, problemOf(error).code);
    }
  }

  /** @returns whether to go on with the next step: not when it has ended, another worker has taken it over, or it is another piece's turn */
  async #note(job: ClaimedJob, step: Step): Promise<boolean> {
    const { rows: [noted] } = await sql<{ state: string }>`
      update job j set done = ${step.done}, total = ${step.total}, heartbeat = now(), finished_at = case when turn.state = 'done' then now() end,
             state = turn.state, worker = case when turn.state = 'waiting' then null else j.worker end
        from (select case when ${step.isFinished} then 'done'
                          when exists (select from job o where o.state = 'waiting' and o.kind = any(${[...this.#works.keys()]})) then 'waiting' else 'running' end as state) turn
       where j.id = ${job.id} and j.worker = ${this.#worker} and j.state = 'running'
      returning j.state`.execute(this.#gate);
    if (noted?.state === 'done') await this.#endSession(job);
    return noted?.state === 'running';
  }

  async #pause(job: ClaimedJob, code: string): Promise<void> {
    const paused = await sql`update job set state = 'paused', error_code = ${code}, heartbeat = now() where id = ${job.id} and worker = ${this.#worker}`.execute(this.#gate);
    // Whoever has taken the job over works in the same session, and goes on.
    if (paused.numAffectedRows === 1n) await this.#endSession(job);
  }

  async #giveBack(job: ClaimedJob): Promise<void> {
    await sql`update job set state = 'waiting', worker = null where id = ${job.id} and worker = ${this.#worker} and state = 'running'`.execute(this.#gate);
  }

  async #endSession(job: ClaimedJob): Promise<void> {
    await sql`update session set ended_at = now() where id = ${job.session_id} and stage = 'job' and ended_at is null`.execute(this.#gate);
  }
}

/** One step, taken again when it only met another transaction: no person need be asked about that. */
async function taken(work: Work, actor: Actor, subjectId: string): Promise<Step> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(actor, subjectId);
    } catch (error) {
      if (attempt === attempts || !(error instanceof Error && 'code' in error && metAnother.has(error.code))) throw error;
    }
  }
}

/** Whom the work acts as; nobody when the session has ended or the hat was taken off. */
function actorOf(job: ClaimedJob): Actor | undefined {
  if (!job.lives || !job.member_id || !job.organisation_id || !job.role) return undefined;
  return {
    actingKey: job.acting_key, sessionId: job.session_id, accountId: job.account_id, memberId: job.member_id,
    programmeId: job.programme_id, organisationId: job.organisation_id, role: job.role,
  };
}

/** Puts a piece of work in line, as the person acting; one that stopped goes on. Call {@link JobRunner.wake} once the act is kept. */
export async function beginJob(act: Act, kind: string, subjectId: string): Promise<void> {
  await sql`select begin_job(${newId()}, ${kind}, ${subjectId})`.execute(act.db);
}
