import type { Transaction } from 'kysely';
import { escapeLiteral, type Pool, type PoolClient } from 'pg';
import { Problem } from '../http/problems.ts';
import { builderOn } from './connection.ts';
import type { Tables } from './tables.gen.ts';

/** Whose session a request comes from, and the hat it wears. */
export interface Actor {
  /** Opaque; presented to the database, never to a browser. */
  readonly actingKey: string;
  readonly sessionId: string;
  readonly accountId: string;
  readonly memberId: string;
  readonly programmeId: string;
  readonly organisationId: string;
  readonly role: string;
}

/** A line of the audit trail: ids and action names, never names of people, notes or free text. */
export interface AuditLine {
  /** What was done, as `thing.verb`: `interview.sign`, `person.read`. */
  readonly action: string;
  /** The kind of record it was done to. */
  readonly subject: string;
  readonly subjectId?: string;
  readonly personId?: string;
  readonly caseId?: string;
  /** A reason that a person had to write (break-glass, a bar). */
  readonly reason?: string;
  /** Codes and counts that make the line understandable. */
  readonly details?: Record<string, string | number | boolean | null>;
}

/** One request: one transaction by one actor, with the audit lines that will be written at its end. */
export interface Act {
  readonly actor: Actor;
  /** The moment of the request, in milliseconds as the database keeps it. */
  readonly now: Date;
  readonly db: Transaction<Tables>;
  audit(line: AuditLine): void;
  /** Says that a write found everything already as asked (a call sent twice), so that no line is owed. */
  unchanged(): void;
  /**
   * The same for what came again under an id that stands: as it was, it changes nothing; put right since an answer that never came, it is not called done.
   * @throws {Problem} already-exists
   */
  unchangedIf(isSame: boolean): void;
  /** Whether the trail will show this act, or nothing was done. */
  readonly accounted: boolean;
}

/** The only door to people's data: everything done with it happens as this actor, under the rights of the database. */
export type AsActor = <T>(actor: Actor, work: (act: Act) => Promise<T>) => Promise<T>;

/**
 * Opens the door on a database that is signed in as `reti_app`.
 *
 * The transaction, its identity and its audit lines stand or fall together: if the lines cannot be written, nothing was done.
 * @param pool from {@link connect}: a connection that answers in order what it is sent at once
 */
export function doorTo(pool: Pool): AsActor {
  return async (actor, work) => {
    const client = await pool.connect();
    const builder = builderOn(client);
    let lost: Error | undefined;
    try {
      const begun = begin(client, actor);
      const lines: AuditLine[] = [];
      let nothingDone = false;
      const unchanged = (): void => {
        nothingDone = true;
      };
      const act: Act = {
        actor,
        now: new Date(),
        db: builder.db as unknown as Transaction<Tables>,
        audit: (line) => void lines.push(line),
        unchanged,
        unchangedIf: (isSame) => {
          if (!isSame) throw new Problem('already-exists');
          unchanged();
        },
        get accounted() {
          return nothingDone || lines.length > 0;
        },
      };
      const result = await work(act);
      builder.close();
      await begun;
      await end(client, lines);
      return result;
    } catch (error) {
      builder.close();
      lost = await undo(client);
      throw error;
    } finally {
      client.release(lost);
    }
  };
}

/**
 * Begins a transaction as somebody. Nobody waits for the answer: the first statement of the work leaves in the same packet, and were one of
 * these two to fail, every statement after it would find no transaction or nobody acting, and be refused.
 *
 * The key is bound, and never part of the statement: what a connection runs is shown to every other one of the same login
 * (pg_stat_activity), and whoever reads a key acts as its session.
 */
function begin(client: PoolClient, actor: Actor): Promise<unknown> {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  const begun = Promise.all([client.query('begin'), client.query({ name: 'acting', text: "select set_config('reti.acting', $1, true)", values: [actor.actingKey] })]);
  // Heard here so that a failure is never unheard while the work fails of it first; whoever waits at the end hears it again.
  begun.catch(() => undefined);
  return begun;
}

/** Writes the lines and commits, in one round trip. @throws {Error} when the work passed over a failed statement: nothing was kept */
async function end(client: PoolClient, lines: readonly AuditLine[]): Promise<void> {
  const trail = lines.length > 0 ? `select audit_append(${escapeLiteral(JSON.stringify(lines))}::jsonb); ` : '';
  const answer: unknown = await client.query(`${trail}commit`);
  const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
  if (!isCommitted(last)) throw new Error('a statement had failed before the end: nothing was kept');
}

const isCommitted = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'command' in answer && answer.command === 'COMMIT';

/** Takes everything back. Where the connection itself is gone there is nothing to undo, and the first failure is the one to tell. @returns why the connection cannot be used any more, where it is broken */
async function undo(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (broken) {
    return broken instanceof Error ? broken : new Error(String(broken));
  }
}
