import { type Kysely, sql, type Transaction } from 'kysely';
import { escapeLiteral } from 'pg';
import type { Database } from './connection.ts';
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
  /** Whether the trail will show this act, or nothing was done. */
  readonly accounted: boolean;
}

/** The only door to people's data: everything done with it happens as this actor, under the rights of the database. */
export type AsActor = <T>(actor: Actor, work: (act: Act) => Promise<T>) => Promise<T>;

/**
 * Opens the door on a database that is signed in as `reti_app`.
 *
 * The transaction, its identity and its audit lines stand or fall together: if the lines cannot be written, nothing was done.
 */
export function doorTo(database: Database): AsActor {
  return (actor, work) =>
    database.connection().execute(async (connection) => {
      await sql.raw('begin').execute(connection);
      try {
        // Bound, and never part of the statement: what a connection runs is shown to every other one of the same login (pg_stat_activity),
        // and whoever reads a key acts as its session. It costs a round trip.
        await sql`select set_config('reti.acting', ${actor.actingKey}, true)`.execute(connection);
        const lines: AuditLine[] = [];
        let nothingDone = false;
        const act: Act = {
          actor,
          now: new Date(),
          db: connection as unknown as Transaction<Tables>,
          audit: (line) => void lines.push(line),
          unchanged: () => {
            nothingDone = true;
          },
          get accounted() {
            return nothingDone || lines.length > 0;
          },
        };
        const result = await work(act);
        await end(connection, lines);
        return result;
      } catch (error) {
        // Where the connection itself is gone there is nothing left to undo, and the first failure is the one to tell.
        await sql.raw('rollback').execute(connection).catch(() => undefined);
        throw error;
      }
    });
}

/** Writes the lines and commits, in one round trip. @throws {Error} when the work passed over a failed statement: nothing was kept */
async function end(connection: Kysely<Tables>, lines: readonly AuditLine[]): Promise<void> {
  const trail = lines.length > 0 ? `select audit_append(${escapeLiteral(JSON.stringify(lines))}::jsonb); ` : '';
  const { rows } = await sql.raw<{ command?: string }>(`${trail}commit`).execute(connection);
  if (rows?.[0]?.command === 'ROLLBACK') throw new Error('a statement had failed before the end: nothing was kept');
}
